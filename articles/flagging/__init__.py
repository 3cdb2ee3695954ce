"""What the checks notice in the texts of an article: which text is compared with which, and how a flag is kept, shown and frozen."""

from articles.flagging.frozen import Frozen, FrozenFlag, FrozenPassage, frozen
from articles.flagging.kept import Alone, Place, Seen, as_data, said_alone, seen, seen_flag
from articles.flagging.noticing import (
    RULES,
    Key,
    Noticed,
    Words,
    keys,
    last_agreed,
    noticed,
    words_of_draft,
    words_of_manifest,
)

__all__ = [
    "RULES",
    "Alone",
    "Frozen",
    "FrozenFlag",
    "FrozenPassage",
    "Key",
    "Noticed",
    "Place",
    "Seen",
    "Words",
    "as_data",
    "frozen",
    "keys",
    "last_agreed",
    "noticed",
    "said_alone",
    "seen",
    "seen_flag",
    "words_of_draft",
    "words_of_manifest",
]
