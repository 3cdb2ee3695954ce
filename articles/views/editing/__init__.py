"""The writing desk: the editor, what keeps its words, and what stands beside it."""
