"""Enters: files, folders, globs, addresses, standard input. Leaves: Documents and Failures. The pipeline calls."""
