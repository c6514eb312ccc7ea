"""Enters: sentences as words, texts with marked pairs. Leaves: the model's numbers for them.

`parsing` and `coding` call; only `graphs.py` imports the inference runtime.
"""
