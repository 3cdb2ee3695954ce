"""Changed passages as readers see them: before, now, and what it means in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing.cautions import cautions_of
from articles.publishing.changed import Changed, changed
from articles.publishing.past_versions import Read
from articles.text.comparison import Change, DetailKind, badge_sentence, detail_sentence
from articles.views.history.comparing import marked

_BEFORE, _NOW = frozenset({"same", "removed"}), frozenset({"same", "added"})
KINDS: dict[str, Promise] = {
    "added": gettext_lazy("New"),
    "removed": gettext_lazy("No longer said"),
    "moved": gettext_lazy("Moved"),
    "changed": gettext_lazy("Changed"),
}
# What stands around the words is nothing that a reader would miss; the words themselves are shown.
_SAID_IN_WORDS = frozenset(
    {DetailKind.EMPHASIS_GAINED, DetailKind.EMPHASIS_LOST, DetailKind.FORMATTING, DetailKind.LINE_BREAKS}
    | {DetailKind.JOINED, DetailKind.PARTED, DetailKind.HEADING, DetailKind.HEADING_LEVEL}
)


@dataclass(frozen=True)
class Passage:
    """One changed passage. `where` is the heading above it, `lead_in` what stands above its list (S9)."""

    kind: str | Promise
    where: str
    lead_in: str
    before: SafeString | str
    now: SafeString | str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    title: str
    passages: tuple[Passage, ...]
    are_doses: bool = False


@dataclass(frozen=True)
class ChangesForReaders:
    """`is_new` and `is_gone`: the text came or went as a whole. `unworded`: how many passages only moved or look otherwise."""

    groups: tuple[Group, ...] = ()
    title: tuple[str, str] | None = None
    applies_to: tuple[str, str] | None = None
    unworded: int = 0
    is_new: bool = False
    is_gone: bool = False
    is_withheld: bool = False

    @property
    def says_doses_stayed(self) -> bool:
        return bool(self.groups) and not self.groups[0].passages

    @property
    def says_warnings_stayed(self) -> bool:
        return bool(self.groups) and not self.groups[1].passages

    @property
    def is_anything(self) -> bool:
        return bool(any(group.passages for group in self.groups) or self.title or self.applies_to or self.unworded)


def changed_between(old: Read, new: Read, audience: str) -> ChangesForReaders:
    """What was danger or against the law is not shown by this way either."""
    if old.is_withheld or new.is_withheld:
        return ChangesForReaders(is_withheld=True)
    if audience not in old.publication.audiences or audience not in new.publication.audiences:
        is_new = audience in new.publication.audiences
        return ChangesForReaders(is_new=is_new, is_gone=not is_new)
    hidden = frozenset(cautions_of(old.publication)[1]), frozenset(cautions_of(new.publication)[1])
    return in_words(changed(old.version.content, new.version.content, audience, hidden=hidden))


def in_words(found: Changed) -> ChangesForReaders:
    return ChangesForReaders(
        groups=(
            Group(_("Doses, medicines and numbers"), _passages(found.doses), are_doses=True),
            Group(_("Warnings and when to get help"), _passages(found.warnings)),
            Group(_("Advice"), _passages(found.advice)),
            Group(_("Other words"), _passages(found.words)),
        ),
        title=(found.title.old, found.title.new) if found.title.differs else None,
        applies_to=(found.applies_to.old, found.applies_to.new) if found.applies_to.differs else None,
        unworded=len(found.unworded),
    )


def _passages(changes: Iterable[Change]) -> tuple[Passage, ...]:
    return tuple(_passage(change) for change in changes)


def _passage(change: Change) -> Passage:
    block = change.new or change.old
    assert block is not None
    return Passage(
        kind=KINDS[change.kind],
        where=block.headings[-1] if block.headings and block.kind not in ("h2", "h3", "h4") else "",
        lead_in=block.lead_in,
        before=_side(change, _BEFORE) if change.old else "",
        now=_side(change, _NOW) if change.new else "",
        notes=tuple(dict.fromkeys(_notes(change))),
    )


def _side(change: Change, kinds: frozenset[str]) -> SafeString | str:
    """Of a table the notes say which cell; both tables whole would hide it."""
    return "" if change.table else marked(change.words, kinds)


def _notes(change: Change) -> Iterable[str]:
    """Of a passage that came or went the words say all."""
    if change.kind in ("added", "removed"):
        return
    for badge in change.badges:
        yield f"{badge.at}: {badge_sentence(badge)}" if badge.at else badge_sentence(badge)
    for detail in change.details:
        if detail.kind not in _SAID_IN_WORDS and not (
            detail.kind is DetailKind.CELL and _has_badge_at(change, detail.at)
        ):
            yield detail_sentence(detail)


def _has_badge_at(change: Change, at: str) -> bool:
    return any(badge.at == at for badge in change.badges)
