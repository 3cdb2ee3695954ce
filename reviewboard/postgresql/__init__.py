"""Django's PostgreSQL, for processes with a pool of connections."""
