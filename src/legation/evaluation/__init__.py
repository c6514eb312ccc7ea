"""Enters: gold records and events. Leaves: scores. Takes nouns and never runs a coder."""
