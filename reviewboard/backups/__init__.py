"""A whole installation in one folder, and back into an empty place: the database as its own tools write it, and the files of people."""
