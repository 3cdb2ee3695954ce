"""Servers of others: the one way to ask them, and what each service that we ask answers."""
