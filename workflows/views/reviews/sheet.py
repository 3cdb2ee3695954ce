"""The one-screen sheet of a review: what changed, every dose, warnings, answered flags, new references, minutes to read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import flagging
from articles.actions.conversation import words_of_version
from articles.audiences import Audience
from articles.models import FrozenFlags, Rating, Version
from articles.prepared import prepared
from articles.publishing import bibliography, kept, wording
from articles.publishing.passages import WARNINGS
from articles.text.blocks import Block, Holder, blocks
from articles.text.comparison import Badge, BadgeKind, badge_sentence
from articles.text.comparison.sentences import BADGE_NAMES
from articles.text.dosing import Dose, DoseRow, doses, side_by_side
from articles.views.history.comparing import Note, Overview
from workflows.reviews.dose_sheet import ROUTES
from workflows.views.reviews.remembered import remembered
from workflows.views.versions.words import Difference, differences, overview_of, word_by_word

# Between careful reading of a medical text and the 238 of Brysbaert (2019) for any non-fiction.
WORDS_A_MINUTE = 200
_FIRST_BADGES = 5
_WEIGHTIEST = (
    *(BadgeKind.NUMBER, BadgeKind.UNIT, BadgeKind.FREQUENCY, BadgeKind.DRUG, BadgeKind.NEGATION, BadgeKind.WARNING),
    *(BadgeKind.SIDE, BadgeKind.POPULATION, BadgeKind.STRENGTH, BadgeKind.DIRECTION),
)
FIELDS = {
    "route": gettext_lazy("how it is given"),
    "frequency": gettext_lazy("how often"),
    "maximum": gettext_lazy("at most"),
    "population": gettext_lazy("for whom"),
}


@dataclass(frozen=True)
class Changed:
    """How much changed in one text."""

    audience: Audience
    count: int


@dataclass(frozen=True)
class Brief:
    """What changed between two versions: for each text, in one line, and what a person has to look at first."""

    texts: tuple[Changed, ...]
    overview: Overview
    badges: tuple[Note, ...]

    @property
    def more(self) -> int:
        return sum(count for _noun, count in self.overview.badges) - len(self.badges)


@dataclass(frozen=True)
class Since:
    """What changed since one earlier version."""

    version: Version
    is_signed: bool
    brief: Brief


def brief(old: Version, new: Version) -> Brief:
    return remembered("brief", old.digest, new.digest, make=lambda: _brief(differences(old, new)))


def _brief(changed: Sequence[Difference]) -> Brief:
    """With the badges that weigh most first: a dose that was exchanged before one that came, both before a direction."""
    texts = tuple(Changed(difference.audience, difference.count) for difference in changed)
    changes = [change for difference in changed for part in difference.parts for change in part.changes]
    badges = sorted((badge for change in changes for badge in change.badges), key=_weight)
    notes = tuple(Note(badge_sentence(badge), BADGE_NAMES[badge.kind]) for badge in badges[:_FIRST_BADGES])
    return Brief(texts, overview_of(changed), notes)


def changed_words(old: Version, new: Version, request: HttpRequest) -> SafeString:
    """Word by word, in two columns or, where the address says so, in one."""
    in_one = str(request.GET.get("view") == "inline")
    return remembered(
        "changed",
        old.digest,
        new.digest,
        in_one,
        make=lambda: word_by_word(old, new, differences(old, new), request),
    )


def _weight(badge: Badge) -> tuple[int, bool]:
    return _WEIGHTIEST.index(badge.kind), not (badge.old and badge.new)


@dataclass(frozen=True)
class Reading:
    """How long one text takes."""

    audience: Audience
    minutes: int


@dataclass(frozen=True)
class DoseLine:
    """What one place of a text says of an amount, and where it stands."""

    dose: Dose
    url: str

    @property
    def amount(self) -> str:
        """With how often it is given; of a limit alone, the limit."""
        dose = self.dose
        return " ".join(filter(None, (dose.amount, dose.frequency))) if dose.amount else _("at most %s") % dose.maximum

    @property
    def rest(self) -> str:
        """All else that is said of it: " · by mouth · at most 4 g a day · for: adults"."""
        dose = self.dose
        parts = (
            str(ROUTES.get(dose.route, dose.route)),
            _("at most %s") % dose.maximum if dose.maximum and dose.amount else "",
            _("for: %s") % dose.population if dose.population else "",
            _("drug named before") if dose.is_assumed else "",
        )
        return "".join(f" · {part}" for part in parts if part)


@dataclass(frozen=True)
class DoseCell:
    audience: Audience
    label: str
    lines: tuple[DoseLine, ...]


@dataclass(frozen=True)
class ShownDose:
    row: DoseRow
    cells: tuple[DoseCell, ...]

    @cached_property
    def where(self) -> str:
        """Which texts have it, where not all do."""
        told = [cell.label for cell in self.cells if cell.lines]
        return _("only in: %s") % ", ".join(told) if self.row.is_missing_somewhere else ""

    @cached_property
    def notes(self) -> list[str]:
        """What the texts do not agree about."""
        fields = ", ".join(str(FIELDS[name]) for name in self.row.differing)
        missed = [_("another text gives another dose")] if self.row.is_missed else []
        return [*missed, *([_("told differently: %s") % fields] if fields else [])]


@dataclass(frozen=True)
class Doses:
    audiences: tuple[Audience, ...]
    rows: tuple[ShownDose, ...]

    @cached_property
    def alone(self) -> int:
        """In one text only."""
        return sum(len([cell for cell in dose.cells if cell.lines]) == 1 for dose in self.rows) if self.several else 0

    @property
    def several(self) -> bool:
        return len(self.audiences) > 1

    @cached_property
    def unlike(self) -> int:
        return sum(bool(dose.notes) for dose in self.rows)


@dataclass(frozen=True)
class Warned:
    """One box that warns, with the words that stand in it."""

    audience: Audience
    kind: str
    label: str | Promise
    lines: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Sheet:
    readings: tuple[Reading, ...]
    doses: Doses
    warnings: tuple[Warned, ...]
    references: tuple[bibliography.Entry, ...]
    gone: tuple[bibliography.Entry, ...]
    flags: flagging.Frozen | None = None
    ratings: tuple[Rating, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(reading.minutes for reading in self.readings)


def sheet(version: Version, base: Version | None) -> Sheet:
    """New references are those that `base` does not have. Two queries: the flags, and how people rated these words."""
    read = remembered("sheet", version.digest, base.digest if base else "", make=lambda: _read(version, base))
    kept = next(iter(_frozen_flags(version.pk)), None)
    ratings = tuple(_ratings(version.article_id, version.revision))
    return replace(read, flags=flagging.frozen(kept.content) if kept else None, ratings=ratings)


@prepared
def _frozen_flags(version: int) -> QuerySet[FrozenFlags]:
    return FrozenFlags.objects.filter(version=version)


@prepared
def _ratings(article: int, revision: int) -> QuerySet[Rating]:
    return Rating.objects.of_revision(article, revision).newest_first()


def doses_table(version: Version, found: Sheet) -> SafeString:
    return remembered(
        "doses", version.digest, make=lambda: render_to_string("workflows/_doses.html", {"doses": found.doses})
    )


def _read(version: Version, base: Version | None) -> Sheet:
    audiences = tuple(Audience(name) for name in version.content.audiences)
    return Sheet(
        readings=tuple(Reading(audience, _minutes(version, audience)) for audience in audiences),
        doses=_doses(version, audiences),
        warnings=tuple(warned for audience in audiences for warned in _warnings(version, audience)),
        references=listed_apart(version, base),
        gone=listed_apart(base, version) if base else (),
    )


def listed_apart(version: Version, other: Version | None) -> tuple[bibliography.Entry, ...]:
    """Works that a version cites and the other does not."""
    known = {work.key for work in other.content.references} if other else set()
    apart = [work for work in version.content.references if work.key not in known]
    if not apart:
        return ()
    return bibliography.entries(version.content, {}, {}, {}, kept.in_style(apart, version.content.language))


def _minutes(version: Version, audience: Audience) -> int:
    text = "\n".join(block.text for block in blocks_of(version, audience))
    return max(1, math.ceil(len(text.split()) / WORDS_A_MINUTE))


def _doses(version: Version, audiences: tuple[Audience, ...]) -> Doses:
    texts = [doses(words_of_version(version, audience)) for audience in audiences]
    labels = [str(audience.label) for audience in audiences]
    return Doses(audiences, tuple(_shown_dose(row, audiences, labels) for row in side_by_side(texts)))


def _shown_dose(row: DoseRow, audiences: tuple[Audience, ...], labels: list[str]) -> ShownDose:
    cells = (
        DoseCell(audience, label, tuple(DoseLine(dose, place_url(audience, dose.key)) for dose in cell))
        for audience, label, cell in zip(audiences, labels, row.cells, strict=True)
    )
    return ShownDose(row, tuple(cells))


def blocks_of(version: Version, audience: str) -> tuple[Block, ...]:
    """Of the bottom line and the text, with the keys that comments and places name."""
    return blocks(words_of_version(version, audience))


def place_url(audience: str, key: str) -> str:
    """A block of one of the texts, on the page of the review."""
    return f"?text={audience}#block-{key}"


def _warnings(version: Version, audience: Audience) -> Iterator[Warned]:
    """S14: all that stands in a box that warns, in full."""
    for box, group in groupby(blocks_of(version, audience), key=_box):
        if box is None:
            continue
        kind, members = box.value, list(group)
        lines = tuple(block.text for block in members)
        yield Warned(audience, kind, wording.BOXES[kind], lines, place_url(audience, members[0].key))


def _box(block: Block) -> Holder | None:
    """The innermost box that warns around a block."""
    return next((holder for holder in reversed(block.holders) if holder.value in WARNINGS), None)
