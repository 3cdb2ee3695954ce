"""What changed between two texts, as a doctor can trust it: words, what lies on them, tables, boxes, and what is at stake."""

from articles.text.comparison.carrying import Carried, Passage, State, carried
from articles.text.comparison.changes import (
    Badge,
    BadgeKind,
    CellChange,
    Change,
    Detail,
    DetailKind,
    RowChange,
    TableChange,
    Word,
)
from articles.text.comparison.comparing import compare, words_changed
from articles.text.comparison.data import as_data
from articles.text.comparison.minor import Classification, classification
from articles.text.comparison.sentences import badge_sentence, detail_sentence

__all__ = [
    "Badge",
    "BadgeKind",
    "Carried",
    "CellChange",
    "Change",
    "Classification",
    "Detail",
    "DetailKind",
    "Passage",
    "RowChange",
    "State",
    "TableChange",
    "Word",
    "as_data",
    "badge_sentence",
    "carried",
    "classification",
    "compare",
    "detail_sentence",
    "words_changed",
]
