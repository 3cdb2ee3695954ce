"""Two published instruments for rating how clear a text is: what they ask, what a machine can decide of it, and their scores.

`INSTRUMENTS` are the items in our own words with the numbers of the originals, `verdicts` what can be read off a text, with the
reason, and `scores` what the answers of a person come to. A score informs a person and blocks nothing. Pure.
"""

from articles.text.rating.deciding import Verdict, verdicts
from articles.text.rating.instruments import INSTRUMENTS, Instrument, InstrumentKey, Item
from articles.text.rating.scoring import Answer, Score, missing, scores

__all__ = [
    "INSTRUMENTS",
    "Answer",
    "Instrument",
    "InstrumentKey",
    "Item",
    "Score",
    "Verdict",
    "missing",
    "scores",
    "verdicts",
]
