"""What the checks notice in the texts of an article: which text is compared with which, and how a flag is kept and shown.

Pure but for reading an article's rows. The rules themselves are in `articles.text.consistency`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from articles.audiences import Audience
from articles.draft import declared_texts
from articles.manifest import Manifest
from articles.models import Article, Flag, Severity, Status, Version
from articles.refusals import Sentence
from articles.text import consistency
from articles.text.consistency import Kind
from articles.text.consistency.drift import drift
from articles.text.consistency.wording import sentence

# Raise it whenever a rule of the checks changes: every draft is then looked at anew.
RULES = "2"

Words = Mapping[Audience, str]
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Noticed:
    """A flag, with the audiences of its first and second text; the same one twice for a flag within one text."""

    audience: Audience
    other: Audience
    flag: consistency.Flag

    @property
    def key(self) -> Key:
        return self.audience.value, self.other.value, self.flag.fingerprint


@dataclass(frozen=True, slots=True)
class Place:
    """One passage of a flag as pages show it. An empty quote: the text says nothing there."""

    audience: Audience
    key: str
    quote: str
    section: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A flag as it is kept: both passages, and the sentence that says why."""

    kind: Kind
    left: Place
    right: Place
    why: Sentence
    number: int
    section: str
    is_within: bool


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


def noticed(texts: Words, base: Words) -> tuple[Noticed, ...]:
    """Everything that the checks notice, each once: within each text, between the fullest and each easier one.

    `texts` are easiest first; `base` is what they said when the board was last given them (empty: never).
    """
    found = [*_between(texts), *_drifted(texts, base)]
    return tuple({one.key: one for one in found}.values())


def _between(texts: Words) -> Iterator[Noticed]:
    """Pair by pair, each text within itself too; an article with one text has only that."""
    for fullest, easier in _pairs(texts):
        for flag in consistency.compared(texts[fullest], texts[easier]):
            both = (fullest, easier)
            mine = both[flag.left.text]
            yield Noticed(mine, mine, flag) if flag.is_within else Noticed(*both, flag)
    if len(texts) == 1:
        ((only, words),) = texts.items()
        yield from (Noticed(only, only, flag) for flag in consistency.checked(words))


def _drifted(texts: Words, base: Words) -> Iterator[Noticed]:
    for fullest, easier in _pairs(texts):
        if fullest in base and easier in base:
            flags = drift((base[fullest], base[easier]), (texts[fullest], texts[easier]))
            yield from (Noticed(fullest, easier, flag) for flag in flags)


def _pairs(texts: Words) -> list[tuple[Audience, Audience]]:
    *easier, fullest = texts or [Audience.PATIENT]
    return [(fullest, audience) for audience in easier]


def as_data(flag: consistency.Flag) -> dict[str, Any]:
    """What of a flag is kept beside its columns; `seen` reads it again."""
    passages = {
        side: {
            "text": passage.text,
            "key": passage.key,
            "quote": passage.quote,
            "section": passage.section,
            "number": passage.number,
        }
        for side, passage in (("left", flag.left), ("right", flag.right))
    }
    return {**passages, "values": dict(flag.values), "within": flag.is_within}


def seen(kind: str, audience: str, other: str, data: Mapping[str, Any]) -> Seen:
    """A kept flag as pages show it, the sentence in the language of whoever reads it."""
    audiences = (Audience(audience), Audience(other))
    left, right = (_place(data[side], audiences) for side in ("left", "right"))
    home = data["left"] if left.quote or not right.quote else data["right"]
    values = {name: str(value) for name, value in data["values"].items()}
    return Seen(Kind(kind), left, right, sentence(kind, values), home["number"], home["section"], data["within"])


def seen_flag(flag: Flag) -> Seen:
    return seen(flag.kind, flag.audience, flag.other, flag.data)


def _place(data: Mapping[str, Any], audiences: tuple[Audience, Audience]) -> Place:
    return Place(audiences[data["text"]], data["key"], data["quote"], data["section"])


@dataclass(frozen=True, slots=True)
class FrozenPassage:
    """One passage of a flag of a version. An empty quote: the text says nothing there."""

    audience: Audience
    section: str
    quote: str
    key: str


@dataclass(frozen=True, slots=True)
class FrozenFlag:
    """A flag of a version in the words of the day, with its answer: empty where it needed none and got none."""

    label: str
    severity: Severity
    why: str
    passages: tuple[FrozenPassage, ...]
    reason: str
    answered_by: str
    answered_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Frozen:
    """What the checks said of a version when it was submitted. Without `checked_at` they could not look at it (S35)."""

    checked_at: datetime.datetime | None
    flags: tuple[FrozenFlag, ...]

    @property
    def answered(self) -> list[FrozenFlag]:
        """Those that had to be answered first."""
        rank = list(Severity)
        return sorted((flag for flag in self.flags if flag.reason), key=lambda flag: rank.index(flag.severity))

    @property
    def open(self) -> list[FrozenFlag]:
        rank = list(Severity)
        return sorted((flag for flag in self.flags if not flag.reason), key=lambda flag: rank.index(flag.severity))


def frozen(content: str) -> Frozen:
    """The flags of a version as `freeze_flags` kept them."""
    data = json.loads(content)
    checked_at = datetime.datetime.fromisoformat(data["checked_at"]) if data["checked_at"] else None
    return Frozen(checked_at, tuple(map(_frozen_flag, data["flags"])))


def _frozen_flag(data: Mapping[str, Any]) -> FrozenFlag:
    answer = data["answer"] or {"reason": "", "name": "", "at": ""}
    places = [place for place in data["passages"] if place["quote"] or not data["within"]]
    return FrozenFlag(
        label=data["label"],
        severity=Severity(data["severity"]),
        why=data["why"],
        passages=tuple(
            FrozenPassage(Audience(place["audience"]), place["section"], place["quote"], place["key"])
            for place in places
        ),
        reason=answer["reason"],
        answered_by=answer["name"],
        answered_at=datetime.datetime.fromisoformat(answer["at"]) if answer["at"] else None,
    )


def said_alone(flag: Flag) -> tuple[str, str, str] | None:
    """For a flag about something that only one text says: that text, the section there, and the other text. Else None."""
    left, right = flag.data["left"], flag.data["right"]
    if flag.audience == flag.other or bool(left["quote"]) == bool(right["quote"]):
        return None
    if left["quote"]:
        return flag.audience, left["section"], flag.other
    return flag.other, right["section"], flag.audience


def keys(flags: Iterable[Noticed]) -> set[Key]:
    return {one.key for one in flags}
