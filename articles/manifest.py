"""A version as canonical JSON (RFC 8785) and its digest. Pure; a reader for every manifest ever issued stays here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import rfc8785

MANIFEST_VERSION = "1"
# What every contributor discloses (ICMJE: interests, support, use of artificial intelligence), and what they state in all:
# each in words, or by saying that there is nothing.
DISCLOSURES = ("interests", "funding", "software")
STATED = ("credentials", *DISCLOSURES)


class UnknownManifest(ValueError):
    """The text is not a manifest of a version that this code can read."""


@dataclass(frozen=True)
class AppliesTo:
    population: tuple[str, ...] = ()
    country: str = ""
    note: str = ""


@dataclass(frozen=True)
class Byline:
    """A contributor as they stood; `person` is the UUID of their account or empty.

    `none_of` names what they said there is nothing to state of. It, `orcid` and `software` are left out of a manifest where
    they are empty, as in every one from before they were kept.
    """

    name: str
    role: str
    credentials: str = ""
    affiliation: str = ""
    interests: str = ""
    funding: str = ""
    person: str = ""
    orcid: str = ""
    software: str = ""
    none_of: tuple[str, ...] = ()

    @property
    def unstated(self) -> tuple[str, ...]:
        """Names of `STATED` of which nothing is said, neither words nor that there are none."""
        return tuple(name for name in STATED if not getattr(self, name) and name not in self.none_of)


@dataclass(frozen=True)
class FrozenText:
    """Summary and body in the dialect; `description` is plain text for search engines."""

    summary: str
    body: str
    description: str = ""


@dataclass(frozen=True)
class CitedReference:
    """`evidence` has "scheme" and "level", or nothing where nobody judged the work."""

    key: str
    type: str
    standing: str
    label: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    csl: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    quotes: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class FrozenImage:
    """Width and height are pixels in digits; empty in versions that were frozen before they were kept."""

    sha256: str
    alt: str
    caption: str = ""
    credit: str = ""
    licence: str = ""
    width: str = ""
    height: str = ""


@dataclass(frozen=True)
class TermPlace:
    """Words that are explained where they stand: `at` characters into the own text of a block of "summary" or "body"."""

    part: str
    block: str
    at: int
    words: str


@dataclass(frozen=True)
class ExplainedTerm:
    """A definition used, word for word, and where the text of this audience shows it; `digest` is that of what a member signed."""

    audience: str
    key: str
    term: str
    sense: str
    definition: str
    digest: str
    places: tuple[TermPlace, ...]


@dataclass(frozen=True)
class EvidenceSearch:
    """How one database was searched, until which day (ISO 8601), by whom; `hits` in digits, empty where nobody counted."""

    database: str
    strategy: str
    searched_on: str
    by: str
    hits: str = ""

    @property
    def day(self) -> date:
        return date.fromisoformat(self.searched_on)


@dataclass(frozen=True)
class Manifest:
    article: str
    number: int
    language: str
    title: str
    question: str
    applies_to: AppliesTo
    audiences: tuple[str, ...]
    contributors: tuple[Byline, ...]
    texts: Mapping[str, FrozenText]
    references: tuple[CitedReference, ...]
    images: tuple[FrozenImage, ...] = ()
    definitions: tuple[ExplainedTerm, ...] = ()
    evidence_search: tuple[EvidenceSearch, ...] = ()
    funding: str = ""
    change_note: str = ""
    previous_approved: str = ""
    dialect: str = "1"

    @property
    def searched_to(self) -> date | None:
        """The day to which the evidence was searched everywhere: the earliest of all databases; None if nobody searched."""
        return min((search.day for search in self.evidence_search), default=None)

    def write(self) -> str:
        """RFC 8785 text of manifest 1: every key present, numbers as strings."""
        return rfc8785.dumps(self._data()).decode()

    def _data(self) -> dict[str, Any]:
        return {
            "manifest": MANIFEST_VERSION,
            "dialect": self.dialect,
            "article": self.article,
            "number": str(self.number),
            "language": self.language,
            "title": self.title,
            "question": self.question,
            "applies_to": {
                "population": list(self.applies_to.population),
                "country": self.applies_to.country,
                "note": self.applies_to.note,
            },
            "audiences": list(self.audiences),
            "contributors": [_byline_data(byline) for byline in self.contributors],
            "texts": {audience: vars(text) for audience, text in self.texts.items()},
            "references": [_reference_data(reference) for reference in self.references],
            "images": [_image_data(image) for image in self.images],
            "definitions": [_definition_data(definition) for definition in self.definitions],
            "evidence_search": _search_data(self.evidence_search),
            "funding": self.funding,
            "change_note": self.change_note,
            "previous_approved": self.previous_approved,
        }


def _byline_data(byline: Byline) -> dict[str, Any]:
    known = {name: value for name, value in vars(byline).items() if value or name not in _LATER_OF_BYLINES}
    return {**known, "none_of": list(byline.none_of)} if byline.none_of else known


_LATER_OF_BYLINES = ("orcid", "software", "none_of")


def _definition_data(definition: ExplainedTerm) -> dict[str, Any]:
    return {**vars(definition), "places": [{**vars(place), "at": str(place.at)} for place in definition.places]}


def _search_data(searches: tuple[EvidenceSearch, ...]) -> dict[str, Any]:
    """Nothing where there are none, as in every manifest from before they were kept."""
    return {"searches": [vars(search) for search in searches]} if searches else {}


def _image_data(image: FrozenImage) -> dict[str, str]:
    """Without a size that is not known, so that a manifest from before stays what it was."""
    return {key: value for key, value in vars(image).items() if value or key not in ("width", "height")}


def _reference_data(reference: CitedReference) -> dict[str, Any]:
    """Without a level of evidence where there is none, so that a manifest from before stays what it was."""
    known = {name: value for name, value in vars(reference).items() if value or name != "evidence"}
    return {
        **known,
        **({"evidence": dict(reference.evidence)} if reference.evidence else {}),
        "identifiers": dict(reference.identifiers),
        "csl": _numbers_as_strings(reference.csl),
        "quotes": [dict(quote) for quote in reference.quotes],
    }


def _numbers_as_strings(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _numbers_as_strings(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_numbers_as_strings(item) for item in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


def digest(text: str) -> str:
    """SHA-256 of the manifest's UTF-8 bytes, 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Manifest:
    """The manifest behind its text, of any version ever issued; raises `UnknownManifest`."""
    try:
        data = json.loads(text)
        reader = _READERS[data["manifest"]]
        return reader(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnknownManifest(str(error)) from error


def _read_1(data: Mapping[str, Any]) -> Manifest:
    return Manifest(
        article=data["article"],
        number=int(data["number"]),
        language=data["language"],
        title=data["title"],
        question=data["question"],
        applies_to=AppliesTo(
            tuple(data["applies_to"]["population"]), data["applies_to"]["country"], data["applies_to"]["note"]
        ),
        audiences=tuple(data["audiences"]),
        contributors=tuple(_read_byline(byline) for byline in data["contributors"]),
        texts={audience: FrozenText(**text) for audience, text in data["texts"].items()},
        references=tuple(
            CitedReference(**{**reference, "quotes": tuple(reference["quotes"])}) for reference in data["references"]
        ),
        images=tuple(FrozenImage(**image) for image in data["images"]),
        definitions=tuple(_read_definition(definition) for definition in data["definitions"]),
        evidence_search=tuple(EvidenceSearch(**search) for search in data["evidence_search"].get("searches", ())),
        funding=data["funding"],
        change_note=data["change_note"],
        previous_approved=data["previous_approved"],
        dialect=data["dialect"],
    )


def _read_byline(data: Mapping[str, Any]) -> Byline:
    return Byline(**{**data, "none_of": tuple(data.get("none_of", ()))})


def _read_definition(data: Mapping[str, Any]) -> ExplainedTerm:
    places = tuple(TermPlace(**{**place, "at": int(place["at"])}) for place in data["places"])
    return ExplainedTerm(**{**data, "places": places})


_READERS = {"1": _read_1}
