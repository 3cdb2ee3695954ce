"""How a version is judged."""
