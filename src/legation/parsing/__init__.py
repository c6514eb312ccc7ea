"""Enters: a Document. Leaves: its Parse, sentences and mentions. The pipeline calls."""
