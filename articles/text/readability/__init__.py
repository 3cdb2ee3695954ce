"""Reading levels: how hard a text is to read."""
