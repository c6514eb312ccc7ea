"""Enters: the files of `data/`. Leaves: ontology, lexicon, roster, gazetteer, each loaded once and read-only. Any room above may call."""
