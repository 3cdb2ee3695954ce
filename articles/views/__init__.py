"""Pages: a request becomes a call of an action, its result becomes HTML."""
