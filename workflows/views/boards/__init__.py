"""Pages about boards: public, at the desk, proposed changes, what members do themselves."""
