"""Enters: a Document and its Parse. Leaves: its places and moments. The pipeline calls."""
