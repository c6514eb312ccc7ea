"""Quick stages that need no model, behind the Protocols of legation.stages; settings name them as "fakes.stages:FakeParser" and so on."""
