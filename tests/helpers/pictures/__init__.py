"""Draws every screen into a folder, to be looked at: ``python -m tests.helpers.pictures DIR``."""
