"""Enters: sentences as words. Leaves: the model's numbers for them. Only `parsing` calls; only `session.py` imports the inference runtime."""
