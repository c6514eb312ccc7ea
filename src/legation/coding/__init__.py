"""Enters: a Document with its Parse, Cast and Grounding. Leaves: Events and Statements. The pipeline calls."""
