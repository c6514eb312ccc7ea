"""Tests of grounding: times and places."""
