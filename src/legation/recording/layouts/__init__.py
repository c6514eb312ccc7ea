"""Enters: acts of the record. Leaves: rows with the columns of the field's data sets. `recording.export` calls."""
