"""Prepare and check the project; runs on any Python 3.8 or newer, with the standard library alone."""
