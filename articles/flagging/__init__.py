"""What the checks notice in the texts of an article: which text is compared with which, and how a flag is kept, shown and frozen."""

from articles.flagging.demotion import DEMOTABLE, SHARE, USES, Use, lowered
from articles.flagging.evidence import EVIDENCE, works_behind
from articles.flagging.frozen import Frozen, FrozenFlag, FrozenPassage, frozen
from articles.flagging.kept import Alone, Place, Seen, as_data, said_alone, seen, seen_flag
from articles.flagging.measuring import Measured, hard_words, levels
from articles.flagging.noticing import (
    Key,
    Noticed,
    Subject,
    Words,
    keys,
    last_agreed,
    noticed,
    rules,
    words_of_draft,
    words_of_manifest,
)

__all__ = [
    "DEMOTABLE",
    "EVIDENCE",
    "SHARE",
    "USES",
    "Alone",
    "Frozen",
    "FrozenFlag",
    "FrozenPassage",
    "Key",
    "Measured",
    "Noticed",
    "Place",
    "Seen",
    "Subject",
    "Use",
    "Words",
    "as_data",
    "frozen",
    "hard_words",
    "keys",
    "last_agreed",
    "levels",
    "lowered",
    "noticed",
    "rules",
    "said_alone",
    "seen",
    "seen_flag",
    "words_of_draft",
    "words_of_manifest",
    "works_behind",
]
