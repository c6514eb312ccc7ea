"""The commands: each takes what was typed, runs the rooms below and shows what they made. Only `cli` calls them; heavy imports stand inside."""
