"""Trains the models that ship in `src/legation/data/model/`. Needs the extra `legation[training]`; nothing here runs for a user."""
