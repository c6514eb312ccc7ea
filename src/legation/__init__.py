"""Legation reads news reports the way the press office of a legation does and keeps the record of relations between states."""

__version__ = "0.1.0"
