"""The desk's pages about versions and reviews: load, act, answer."""
