"""Safety sweeps: finding what names something, one notice for all of it, and the reviews that follow."""
