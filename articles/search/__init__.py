"""Search over what is live, and over nothing else: for one audience, in whole passages (S9), the same on both databases."""

from articles.search.finding import Filters, Hit, Quoted, Results, search

__all__ = ["Filters", "Hit", "Quoted", "Results", "search"]
