"""A whole installation in one archive, and back into an empty one: what travels, the archive, giving and taking."""
