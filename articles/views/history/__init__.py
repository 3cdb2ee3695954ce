"""Revisions and versions of an article: list, look at, compare, restore."""
