"""Page facts: the closed list of what a reader page shows besides the frozen words of its version."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Literal, Self

from articles.subject_codes import SubjectCode

StepName = Literal["submitted", "under_review", "approved"]
# `warning` is an emergency's; `earlier_retraction` is about a version before the one that is read.
NoticeName = Literal["correction", "concern", "retraction", "earlier_retraction", "warning", "retired", "removed"]

MarkName = Literal["retracted", "concern", "corrected"]
# How the last checks of the cited works stand: "" is what facts of before say, and pages that cite nothing.
ChecksName = Literal["", "recent", "old", "missing"]


class ContradictingFactsError(ValueError):
    """The facts claim what their basis rules out (S3)."""


@dataclass(frozen=True)
class Step:
    """A status and the day it was reached; no day: not yet."""

    status: StepName
    on: date | None = None


@dataclass(frozen=True)
class Signer:
    """One signature as it was given; `role`, `verdict` and `scopes` are the names that `wording` has words for."""

    name: str
    credentials: str
    affiliation: str
    role: str
    verdict: str
    scopes: tuple[str, ...]
    interests: str
    signed_on: date
    audiences: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True)
class ReviewStatement:
    board: str
    statement: str
    signers: tuple[Signer, ...]
    rule: str
    renewal: str = ""  # that a live version was reviewed again, no change needed, and on what evidence


@dataclass(frozen=True)
class EarlierApproval:
    """Approved by a former process: by whom and when; nobody claims a fingerprint."""

    by: str
    on: date | None
    record: str = ""


@dataclass(frozen=True)
class Reexamination:
    """The version that is read is being looked at again."""

    state: str  # under_review, changes_requested
    since: date


@dataclass(frozen=True)
class Notice:
    kind: NoticeName
    on: date
    sentence: str


@dataclass(frozen=True)
class ReferenceMark:
    key: str
    kind: MarkName
    on: date | None = None


@dataclass(frozen=True)
class Logo:
    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Publisher:
    """The publisher's texts, in the language of the article."""

    name: str
    site_url: str
    policy_url: str
    disclaimers: Mapping[str, str]
    emergency_number: str = ""
    country: str = ""
    issn: str = ""
    reference_style: str = "vancouver"  # as `articles.references.formatting.Style` has them
    logo: Logo | None = None
    look_url: str = ""  # the style sheet of the publisher's colours
    about_url: str = ""
    privacy_url: str = ""


@dataclass(frozen=True)
class PageFacts:
    """Everything on a page that is not signed. It may change without a signature and may only add caution."""

    basis: str  # as `articles.models.Basis` has them
    slug: str
    digest: str
    audiences: tuple[str, ...]
    steps: tuple[Step, ...]
    published_on: date
    last_updated: date
    publisher: Publisher
    build: str
    last_reviewed: date | None = None
    review_due: date | None = None
    overdue: str = ""  # or overdue, long_overdue
    review: ReviewStatement | None = None
    earlier: EarlierApproval | None = None
    reexamination: Reexamination | None = None
    notices: tuple[Notice, ...] = ()
    reference_marks: tuple[ReferenceMark, ...] = ()
    hidden_blocks: tuple[str, ...] = ()
    reference_checks: ChecksName = ""
    references_checked: date | None = None  # the day of the oldest of those checks
    sample: bool = False
    copy_codes: Mapping[str, str] = field(default_factory=dict)  # by audience; none in facts of before
    subject_codes: tuple[SubjectCode, ...] = ()  # for machines alone: nobody reads them on the page

    def __post_init__(self) -> None:
        claimed = (self.last_reviewed, self.review, self.earlier)
        if self.basis == "pending" and any(claimed):
            raise ContradictingFactsError("a page that waits for review names no board, reviewer or review date")
        if self.basis == "approved" and not (self.last_reviewed and self.review):
            raise ContradictingFactsError("an approved page names its board and the day of its review")
        if self.basis == "approved_earlier" and (self.review or not self.earlier):
            raise ContradictingFactsError("a page approved earlier names who approved it, and no board of ours")

    @property
    def is_retracted(self) -> bool:
        return any(notice.kind == "retraction" for notice in self.notices)

    @property
    def is_indexed(self) -> bool:
        """May search engines list it (S3, S18, S26, S28)?"""
        return self.basis != "pending" and not (self.sample or self.is_retracted or self.overdue == "long_overdue")

    def to_json(self) -> str:
        return json.dumps(_plain(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        return typing.cast(Self, _typed(cls, json.loads(text)))


def read_review_statement(data: Mapping[str, Any]) -> ReviewStatement:
    """The statement that a publication carries as data."""
    return typing.cast(ReviewStatement, _typed(ReviewStatement, data))


def read_signer(data: Mapping[str, Any]) -> Signer:
    """One signature of such a statement."""
    return typing.cast(Signer, _typed(Signer, data))


def read_earlier_approval(data: Mapping[str, Any]) -> EarlierApproval:
    return typing.cast(EarlierApproval, _typed(EarlierApproval, data))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: str(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _typed(hint: Any, raw: Any) -> Any:
    """`raw` from JSON as a value of the annotated type; only the shapes that occur in this module."""
    if typing.get_origin(hint) is types.UnionType:
        return None if raw is None else _typed(typing.get_args(hint)[0], raw)
    if typing.get_origin(hint) is tuple:
        return tuple(_typed(typing.get_args(hint)[0], item) for item in raw)
    if dataclasses.is_dataclass(hint):
        return _dataclass(hint, raw)
    return date.fromisoformat(raw) if hint is date else raw


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _dataclass(kind: Any, raw: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{name: _typed(hints[name], value) for name, value in raw.items() if name in hints})
