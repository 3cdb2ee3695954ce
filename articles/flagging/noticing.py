"""What the checks notice in the texts of an article: which text is compared with which, and what is one thing noticed twice.

Pure but for reading an article's rows. The rules themselves are in `articles.text.consistency` and `articles.text.proofreading`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from articles import publisher
from articles.audiences import Audience
from articles.draft import declared_texts
from articles.flagging.evidence import weak_evidence
from articles.manifest import Manifest
from articles.models import Article, Status, Version
from articles.text import consistency
from articles.text.consistency import Kind, Passage
from articles.text.consistency.drift import drift
from articles.text.consistency.of_type import uncovered
from articles.text.evidence_checks import Work
from articles.text.proofreading import numbers_of, proofread
from articles.text.skeletons import CHOICES, ArticleType, Safety

# Raise the number whenever a rule of the checks changes: every draft is then looked at anew, as where readers call another number.
VERSION: Final = "11"

# What is new, missing, without a source or in another order is so against the fullest text, not between easier ones.
_MEASURED_BY_THE_FULLEST: Final = frozenset(
    {Kind.NEW_NUMBER, Kind.NEW_DOSE, Kind.MISSING_DOSE, Kind.CITATION, Kind.ORDER}
)

Words = Mapping[Audience, str]
Key = tuple[str, str, str]


def emergency_numbers() -> tuple[str, ...]:
    """The numbers that readers call in an emergency, the publisher's own first."""
    now = publisher.current()
    return numbers_of(now.country, now.emergency_number)


def rules() -> str:
    """What the checks go by: their version, and whom readers call."""
    now = publisher.current()
    return "-".join((VERSION, now.country, now.emergency_number.replace(" ", "")[:10]))


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article says of itself beside its texts: its type ("" for none), its language, and to whom it applies, in words."""

    type: str = ""
    language: str = "en"
    applies_to_note: str = ""

    @classmethod
    def of(cls, article: Article) -> Subject:
        return cls(article.type, article.language, article.applies_to_note)


@dataclass(frozen=True, slots=True)
class Also:
    """A further text that an omission stands against, or that says the same."""

    audience: Audience
    passage: Passage


@dataclass(frozen=True, slots=True)
class Noticed:
    """A flag, with the audiences of its first and second text; the same one twice for a flag within one text.

    `also` holds the further texts of an omission that stands against several: it is one flag, answered once for all of them.
    """

    audience: Audience
    other: Audience
    flag: consistency.Flag
    also: tuple[Also, ...] = ()

    @property
    def key(self) -> Key:
        return self.audience.value, self.other.value, self._fingerprint

    @property
    def _fingerprint(self) -> str:
        """An answer holds for the texts that it was given for: one more is another flag."""
        if not self.also:
            return self.flag.fingerprint
        parts = [self.flag.fingerprint, *((one.audience.value, one.passage.quote) for one in self.also)]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]

    @property
    def is_omission(self) -> bool:
        """One text says something, the other nothing about it."""
        return not self.flag.is_within and bool(self.flag.left.quote) != bool(self.flag.right.quote)

    @property
    def said(self) -> tuple[Audience, str]:
        """Of an omission: the text that says something, and its words."""
        return next((side.audience, side.passage.quote) for side in self.sides if side.passage.quote)

    @property
    def silent(self) -> Audience:
        """Of an omission: the text that says nothing."""
        return next(side.audience for side in self.sides if not side.passage.quote)

    @property
    def sides(self) -> tuple[Also, ...]:
        """Both passages, and those of further texts."""
        return Also(self.audience, self.flag.left), Also(self.other, self.flag.right), *self.also


def words_of_draft(article: Article) -> dict[Audience, str]:
    """The texts that have words, easiest first, as the checks read them: bottom line, then text."""
    texts = declared_texts(article)
    return {Audience(name): f"{text.summary}\n{text.body}" for name, text in texts.items() if not text.is_empty}


def words_of_manifest(content: Manifest) -> dict[Audience, str]:
    return {Audience(name): f"{text.summary}\n{text.body}" for name, text in content.texts.items()}


def last_agreed(article: Article) -> dict[Audience, str]:
    """The texts of the newest version that was not taken back: what they said when they last went to the board together."""
    versions = Version.objects.filter(article=article).exclude(status=Status.WITHDRAWN)
    newest = versions.order_by("-number").first()
    return words_of_manifest(newest.content) if newest else {}


def noticed(
    texts: Words, base: Words, behind: Sequence[Work] | None = None, *, about: Subject | None = None
) -> tuple[Noticed, ...]:
    """Everything that the checks notice, each once: within each text, between the fullest and each easier one, and between easier ones.

    `texts` are easiest first; `base` is what they said when the board was last given them (empty: never). `behind` are the works that
    they may rest on (`works_behind`); None leaves the evidence out. `about`: of which article they are; None leaves its type out.
    """
    found = [*_between(texts), *_drifted(texts, base), *_proofread(texts)]
    found += [] if about is None else _of_type(texts, about, found)
    found += [] if behind is None else _unsupported(texts, behind, found)
    return tuple({one.key: one for one in found}.values())


def _between(texts: Words) -> Iterator[Noticed]:
    """Each text within itself, and pair by pair; an article with one text has only that, one where nothing is written yet nothing."""
    if not texts:
        return
    if len(texts) == 1:
        ((only, words),) = texts.items()
        yield from (Noticed(only, only, flag) for flag in consistency.checked(words))
        return
    found = [one for pair in _pairs(texts) for one in _compared(texts, *pair)]
    easier = [one for pair in _easier_pairs(texts) for one in _compared(texts, *pair) if not one.flag.is_within]
    known = _Known(list(texts)[-1], found)
    yield from _joined([*found, *(one for one in easier if not known.holds(one))])
    yield from _unsaid(texts)


def _compared(texts: Words, fuller: Audience, easier: Audience) -> Iterator[Noticed]:
    """What no text says is no matter of a pair."""
    both = (fuller, easier)
    for flag in consistency.compared(texts[fuller], texts[easier]):
        mine = both[flag.left.text]
        if flag.kind is not Kind.NO_SAFETY:
            yield Noticed(mine, mine, flag) if flag.is_within else Noticed(*both, flag)


def _unsaid(texts: Words) -> Iterator[Noticed]:
    """Once for the article, at the text that gives the dose."""
    fullest_first = list(texts)[::-1]
    for flag in consistency.unsaid(*(texts[audience] for audience in fullest_first)):
        mine = fullest_first[flag.left.text]
        here, there = (replace(passage, text=0) for passage in (flag.left, flag.right))
        yield Noticed(mine, mine, replace(flag, left=here, right=there))


class _Known:
    """What was found against the fullest text: between easier texts the same thing is not listed again."""

    def __init__(self, fullest: Audience, found: Sequence[Noticed]) -> None:
        between = [one for one in found if not one.flag.is_within]
        self._fullest = fullest
        self._silent: dict[str, set[Audience]] = {}
        for one in between:
            if one.is_omission:
                self._silent.setdefault(one.flag.equality, set()).add(one.silent)
        self._passages = {
            (side.audience, side.passage.quote, mark)
            for one in between
            if not one.is_omission
            for side in one.sides
            for mark in _marks(one.flag)
        }

    def holds(self, one: Noticed) -> bool:
        """A passage that was flagged for the same reason or the same words; or an omission.

        What the fullest text says too was compared with each text; only where it is silent as well an omission is news,
        and joins the one that says so.
        """
        if one.is_omission:
            silent = self._silent.get(one.flag.equality, set())
            return self._fullest not in silent or one.silent in silent
        if one.flag.kind in _MEASURED_BY_THE_FULLEST:
            return True
        marks = _marks(one.flag)
        return any((side.audience, side.passage.quote, mark) in self._passages for side in one.sides for mark in marks)


def _marks(flag: consistency.Flag) -> set[str]:
    return {flag.kind.value, *(f"={value}" for _name, value in flag.values if value)}


def _joined(found: Iterable[Noticed]) -> Iterator[Noticed]:
    """Omissions of one thing are one flag, the worst of them first, with the other texts beside it."""
    same: dict[str, list[Noticed]] = {}
    for one in found:
        if one.is_omission:
            same.setdefault(one.flag.equality, []).append(one)
        else:
            yield one
    for held in same.values():
        yield from _of_several(held)


def _of_several(held: Sequence[Noticed]) -> Iterator[Noticed]:
    """Joined where one passage is missing in several texts, or one text lacks what several say; all others stay their own."""
    waiting = list(held)
    while waiting:
        first, rest = waiting[0], []
        for one in waiting[1:]:
            further = _further(first, one)
            if further:
                flag = replace(first.flag, severity=min(first.flag.severity, one.flag.severity))
                first = replace(first, flag=flag, also=(*first.also, *further))
            else:
                rest.append(one)
        yield first
        waiting = rest


def _further(first: Noticed, one: Noticed) -> list[Also]:
    """The texts that an omission adds to another one of the same thing; none where they are two."""
    is_same = first.said == one.said or (first.silent == one.silent and first.said[0] is not one.said[0])
    known = {side.audience for side in first.sides}
    return [side for side in one.sides if side.audience not in known] if is_same else []


def _drifted(texts: Words, base: Words) -> Iterator[Noticed]:
    for fullest, easier in _pairs(texts):
        if fullest in base and easier in base:
            flags = drift((base[fullest], base[easier]), (texts[fullest], texts[easier]))
            yield from (Noticed(fullest, easier, flag) for flag in flags)


def _proofread(texts: Words) -> Iterator[Noticed]:
    for audience, words in texts.items():
        yield from (Noticed(audience, audience, flag) for flag in proofread(words, emergency_numbers()))


def _of_type(texts: Words, about: Subject, found: Iterable[Noticed]) -> list[Noticed]:
    """What each text leaves out of what its type says about safety, unless it was noticed between the texts, or in none of them."""
    if about.type not in dict(CHOICES):
        return []
    known = {key for one in found for key in _silent_about(one)}
    return [
        Noticed(audience, audience, flag)
        for audience, words in texts.items()
        for flag in uncovered(words, ArticleType(about.type), language=about.language, note=about.applies_to_note)
        if not known & {(audience, dict(flag.values)["subject"]), (None, dict(flag.values)["subject"])}
    ]


def _silent_about(one: Noticed) -> Iterator[tuple[Audience | None, str]]:
    """The topics of safety that a flag says a text is silent about; None stands for all texts."""
    if one.flag.kind is Kind.NO_SAFETY:
        yield None, dict(one.flag.values)["subject"]
    elif one.flag.kind in (Kind.SAFETY, Kind.WARNING):
        topic = dict(one.flag.values).get("subject", Safety.WARNING_SIGNS.value)
        yield from ((side.audience, topic) for side in one.sides if not side.passage.quote)


def _unsupported(texts: Words, behind: Sequence[Work], found: Iterable[Noticed]) -> list[Noticed]:
    """Weak evidence; of a section that cites nothing only what was not noticed between the texts already."""
    known = {
        (one.audience, value)
        for one in found
        for name, value in one.flag.values
        if one.flag.kind is Kind.CITATION and name == "subject"
    }
    return [
        Noticed(audience, audience, flag)
        for audience, flag in weak_evidence(texts, behind)
        if flag.kind is not Kind.UNCITED_SECTION or (audience, dict(flag.values)["subject"]) not in known
    ]


def _pairs(texts: Words) -> list[tuple[Audience, Audience]]:
    """The fullest with each easier text."""
    *easier, fullest = texts or [Audience.PATIENT]
    return [(fullest, audience) for audience in easier]


def _easier_pairs(texts: Words) -> list[tuple[Audience, Audience]]:
    """The easier texts with each other, the fuller one first."""
    *easier, _fullest = texts or [Audience.PATIENT]
    return [(fuller, one) for place, fuller in enumerate(easier) for one in easier[:place]]


def keys(flags: Iterable[Noticed]) -> set[Key]:
    return {one.key for one in flags}
