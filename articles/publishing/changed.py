"""What changed for readers between two versions of a text: doses first, then warnings, then advice, then other words.

The comparison finds (`articles.text.comparison`); here it is only put in the order in which it matters to whoever holds an old copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articles.manifest import Manifest
from articles.publishing.hidden_passages import without_hidden
from articles.publishing.render import applies_to
from articles.text.blocks import Block
from articles.text.comparison import BadgeKind, Change, compare
from articles.text.doses import has_dose

Hidden = tuple[frozenset[str], frozenset[str]]
NOTHING_HIDDEN: Hidden = (frozenset(), frozenset())


@dataclass(frozen=True)
class Said:
    """Something beside the texts that reads otherwise: the title, whom it applies to."""

    old: str
    new: str

    @property
    def differs(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True)
class Changed:
    """Each changed passage once, in the first group that it belongs to. `unworded` are passages with the same words: moved, or laid
    out or referenced otherwise."""

    title: Said
    applies_to: Said
    doses: tuple[Change, ...] = ()
    warnings: tuple[Change, ...] = ()
    advice: tuple[Change, ...] = ()
    words: tuple[Change, ...] = ()
    unworded: tuple[Change, ...] = ()


def changed(old: Manifest, new: Manifest, audience: str, *, hidden: Hidden = NOTHING_HIDDEN) -> Changed:
    """Both versions have this text. `hidden` are the keys of passages that are hidden in either (S22): nobody gets them by this way."""
    changes = [
        change
        for before, after in zip(_parts(old, audience, hidden[0]), _parts(new, audience, hidden[1]), strict=True)
        for change in compare(before, after)
        if change.kind != "same"
    ]
    doses, left = _parted(changes, _is_of_doses)
    warnings, left = _parted(left, _warns)
    advice, left = _parted(left, _advises)
    words, unworded = _parted(left, _has_words)
    titles, applying = Said(old.title, new.title), Said(applies_to(old), applies_to(new))
    return Changed(titles, applying, doses, warnings, advice, words, unworded)


Parted = tuple[tuple[Change, ...], tuple[Change, ...]]


def _parted(changes: Iterable[Change], belongs: Callable[[Change], bool]) -> Parted:
    found = [(change, belongs(change)) for change in changes]
    return tuple(change for change, is_in in found if is_in), tuple(change for change, is_in in found if not is_in)


def _parts(manifest: Manifest, audience: str, hidden: frozenset[str]) -> tuple[str, str]:
    text = manifest.texts[audience]
    return without_hidden(text.summary, hidden), without_hidden(text.body, hidden)


def _is_of_doses(change: Change) -> bool:
    """A number, a unit or a medicine is another, or a passage with a dose came or went. A card that names a medicine is a warning."""
    if change.quantities_changed or (_has(change, BadgeKind.DRUG) and not _warns(change)):
        return True
    return change.kind in ("added", "removed") and any(has_dose(block.text) for block in _blocks(change))


def _warns(change: Change) -> bool:
    return _has(change, BadgeKind.WARNING)


def _advises(change: Change) -> bool:
    return bool(change.badges)


def _has_words(change: Change) -> bool:
    return change.kind in ("added", "removed") or change.words_differ or change.table is not None


def _has(change: Change, kind: BadgeKind) -> bool:
    return any(badge.kind is kind for badge in change.badges)


def _blocks(change: Change) -> Iterable[Block]:
    return (block for block in (change.old, change.new) if block)
