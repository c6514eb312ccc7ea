"""Enters: a document's coding. Leaves: rows of the record, and what is asked of them. The pipeline's callers (`batch`, `desk`, `cli`) call."""
