"""Enters: a record. Leaves: pages for people, on the web and on a terminal. The command line calls."""
