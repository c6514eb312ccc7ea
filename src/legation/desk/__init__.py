"""Enters: a record. Leaves: pages for people. The command line calls."""
