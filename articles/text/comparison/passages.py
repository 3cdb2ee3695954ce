"""Two states of one passage: its words, what lies on them, what it cites, and what is at stake."""

from dataclasses import dataclass

from articles.text.comparison import badges, citing, formatting
from articles.text.comparison.changes import Badge, Detail, Word
from articles.text.comparison.prose import Prose
from articles.text.comparison.wording import Effort, runs, words


@dataclass(frozen=True, slots=True)
class Compared:
    words: tuple[Word, ...]
    details: tuple[Detail, ...] = ()
    badges: tuple[Badge, ...] = ()


def compared(old: Prose, new: Prose, effort: Effort) -> Compared:
    found = runs([token.text for token in old.tokens], [token.text for token in new.tokens], effort)
    return Compared(
        words(old.text, new.text, found),
        (*formatting.details(old, new, found), *citing.details(old, new, found)),
        tuple(badges.badges(old.tokens, new.tokens, found)),
    )


def arrived(prose: Prose) -> Compared:
    """A passage that was not there."""
    return Compared(
        (Word("added", prose.text),),
        tuple(citing.one_sided(prose, is_new=True)),
        tuple(badges.one_sided(prose.tokens, is_new=True)),
    )


def gone(prose: Prose) -> Compared:
    """A passage that is there no more."""
    return Compared(
        (Word("removed", prose.text),),
        tuple(citing.one_sided(prose, is_new=False)),
        tuple(badges.one_sided(prose.tokens, is_new=False)),
    )


def unchanged(prose: Prose) -> Compared:
    return Compared((Word("same", prose.text),))
