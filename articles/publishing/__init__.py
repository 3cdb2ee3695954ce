"""Reader pages: manifest and page facts → page → folder → reader."""
