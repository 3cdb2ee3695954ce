"""How long each kind of data is kept, what happens then, and why: data, from which the clock, the pages and the docs are made."""
