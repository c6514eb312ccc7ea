"""Enters: a Document and its Parse. Leaves: its Cast, participants and vessels. The pipeline calls."""
