"""Comments on a text."""
