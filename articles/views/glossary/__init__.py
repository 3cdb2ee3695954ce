"""Pages of the glossary: the desk's, an article's terms, and the readers'."""
