"""Pages of other systems to an article: the text is found among what stands around it, and read block by block."""
