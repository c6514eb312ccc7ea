"""Enters: sources and a pipeline. Leaves: a coded record and a tally. The command line calls."""
