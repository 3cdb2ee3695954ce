"""What whoever writes should know of an article's evidence: works that do not stand, doses on one leg, sections without any. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from articles.text.evidence_kinds import ADVICE, Kind
from articles.text.evidence_places import (
    Passage,
    Place,
    Spot,
    citing_sentences,
    first_statement,
    makes_a_statement,
    passages,
)

RETRACTED, CONCERN = "retracted", "concern"


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of a work. `year` is 0 where it is not known; `mark` as a reference has it; `superseded_by` a title."""

    key: str
    title: str
    year: int = 0
    mark: str = ""
    is_guideline: bool = False
    is_preprint: bool = False
    is_self_published: bool = False
    superseded_by: str = ""

    @property
    def stands(self) -> bool:
        return self.mark != RETRACTED


@dataclass(frozen=True, slots=True)
class Ages:
    """Years after which a work should be looked at again; the publisher's to set."""

    works: int = 10
    guidelines: int = 5

    def of(self, work: Work) -> int:
        return self.guidelines if work.is_guideline else self.works


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject` is a title, a sentence or a heading; `detail` a year or another work; `key` that of the work, if it is about one.
    `spots` are the words that it is about, one in each text.
    """

    kind: Kind
    subject: str
    places: tuple[Place, ...] = ()
    key: str = ""
    detail: str = ""
    spots: tuple[Spot, ...] = field(default=(), compare=False)

    @property
    def advice(self) -> str:
        return str(ADVICE[self.kind]) % {"detail": self.detail}


@dataclass(frozen=True, slots=True)
class _Dose:
    """A sentence or row with doses, and the works cited in its block or what leads to it, in order."""

    sentence: str
    amounts: frozenset[object]
    keys: tuple[str, ...]
    place: Place
    block: str

    @property
    def spot(self) -> Spot:
        return Spot(self.place.audience, self.block, self.sentence)


@dataclass
class _Reading:
    """What one pass over the texts notes."""

    cited: dict[str, dict[Place, None]] = field(default_factory=lambda: defaultdict(dict))
    doses: dict[str, list[_Dose]] = field(default_factory=lambda: defaultdict(list))
    # What states something in a section that cites nothing; None once it cites.
    stating: dict[tuple[Place, int], Spot | None] = field(default_factory=dict)
    spots: dict[str, dict[str, Spot]] = field(default_factory=lambda: defaultdict(dict))


def findings(texts: Mapping[str, str], works: Sequence[Work], *, year: int, ages: Ages | None = None) -> list[Finding]:
    """Worst first, of one kind in reading order. `texts`: canonical HTML by audience, bottom line first; `works`: those on the
    list or cited; `year`: this one. Time is in proportion to the length of the texts.
    """
    reading = _read(texts)
    known = {work.key: work for work in works}
    found = [
        *(one for work in works for one in _cited(work, reading, year, ages or Ages())),
        *(one for doses in reading.doses.values() for one in _of_doses(doses, known)),
        *_uncited_sections(reading),
    ]
    rank = {kind: number for number, kind in enumerate(Kind)}
    return sorted(found, key=lambda one: rank[one.kind])


def doses_on_own_word(texts: Mapping[str, str], works: Iterable[Work]) -> list[Finding]:
    """Doses that rest on self-published works alone, in reading order: no article with one can be submitted."""
    known = {work.key: work for work in works}
    if not any(work.is_self_published for work in known.values()):
        return []
    found = (one for doses in _read(texts).doses.values() for one in _of_doses(doses, known))
    return [one for one in found if one.kind is Kind.SELF_PUBLISHED_DOSE]


def _read(texts: Mapping[str, str]) -> _Reading:
    reading = _Reading()
    for audience, html in texts.items():
        for passage in passages(audience, html):
            for key in passage.keys:
                reading.cited[key].setdefault(passage.place)
            reading.doses[audience] += _doses_of(passage)
            section = (passage.place, passage.section)
            if passage.keys:
                reading.stating[section] = None
                _note_spots(reading, audience, passage)
            elif section not in reading.stating and makes_a_statement(passage):
                reading.stating[section] = Spot(audience, passage.block.key, first_statement(passage.block))
    return reading


def _note_spots(reading: _Reading, audience: str, passage: Passage) -> None:
    if any(audience not in reading.spots[key] for key in passage.keys):
        for key, sentence in citing_sentences(passage.block).items():
            reading.spots[key].setdefault(audience, Spot(audience, passage.block.key, sentence))


def _doses_of(passage: Passage) -> Iterator[_Dose]:
    for sentence, amounts in passage.doses:
        yield _Dose(sentence, amounts, passage.keys or passage.nearby, passage.place, passage.block.key)


def _cited(work: Work, reading: _Reading, year: int, ages: Ages) -> Iterator[Finding]:
    spots = tuple(reading.spots.get(work.key, {}).values())
    for finding in _of_work(work, tuple(reading.cited.get(work.key, ())), year, ages):
        yield replace(finding, spots=spots)


def _of_work(work: Work, places: tuple[Place, ...], year: int, ages: Ages) -> Iterator[Finding]:
    """One that no text cites is only said to be so, but for a mark: whoever takes it up should know."""
    if work.mark == RETRACTED:
        yield Finding(Kind.RETRACTED, work.title, places, work.key)
    if work.mark == CONCERN:
        yield Finding(Kind.CONCERN, work.title, places, work.key)
    if not places:
        yield Finding(Kind.NEVER_CITED, work.title, (), work.key)
        return
    if work.superseded_by:
        yield Finding(Kind.SUPERSEDED, work.title, places, work.key, work.superseded_by)
    if work.is_preprint:
        yield Finding(Kind.PREPRINT, work.title, places, work.key)
    if work.year and year - work.year > ages.of(work):
        yield Finding(Kind.OLD, work.title, places, work.key, str(work.year))


def _of_doses(doses: Iterable[_Dose], known: Mapping[str, Work]) -> Iterator[Finding]:
    """Of one text. What is said again ("Start at 300 mg") rests on what is cited where it is said first."""
    doses = list(doses)
    sourced = {amount for dose in doses if _support(dose, known) for amount in dose.amounts}
    told: set[tuple[frozenset[object], tuple[str, ...]]] = set()
    for dose in doses:
        support = _support(dose, known)
        if (dose.amounts, support) in told or len(support) > 1:
            continue
        told.add((dose.amounts, support))
        if support:
            work = known.get(support[0])
            is_own_word = work is not None and work.is_self_published
            kind = Kind.SELF_PUBLISHED_DOSE if is_own_word else Kind.SINGLE_SOURCE_DOSE
            detail = work.title if work else support[0]
            yield Finding(kind, dose.sentence, (dose.place,), support[0], detail, (dose.spot,))
        elif dose.keys or not dose.amounts <= sourced:
            yield Finding(Kind.UNSOURCED_DOSE, dose.sentence, (dose.place,), spots=(dose.spot,))


def _support(dose: _Dose, known: Mapping[str, Work]) -> tuple[str, ...]:
    """Cited works that stand: those that somebody else published, else one of the self-published, for many such are still none."""
    standing = [key for key in dose.keys if key not in known or known[key].stands]
    others = [key for key in standing if key not in known or not known[key].is_self_published]
    return tuple(others or standing[:1])


def _uncited_sections(reading: _Reading) -> Iterator[Finding]:
    for (place, _number), bare in reading.stating.items():
        if bare is not None:
            yield Finding(Kind.UNCITED_SECTION, place.heading, (place,), spots=(bare,))
