"""Search over what is live, and over nothing else: for one audience, in whole passages (S9), the same on both databases."""

from articles.search.answering import Answer, answer, likeness
from articles.search.finding import Filters, Hit, Quoted, Results, search
from articles.search.related import related

__all__ = ["Answer", "Filters", "Hit", "Quoted", "Results", "answer", "likeness", "related", "search"]
