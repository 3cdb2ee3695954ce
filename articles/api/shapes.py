"""What the API answers, field by field. A field is never taken away or given another meaning within `/api/v1/`."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Final, Literal
from uuid import UUID

from ninja import Field, Schema

from articles.audiences import Audience
from articles.publishing.facts import MarkName, NoticeName

SLUG: Final = r"^[-a-zA-Z0-9_]{1,120}$"


class Status(StrEnum):
    """On what ground an article is read: its board's approval, that of a former process, or none any more."""

    APPROVED = "approved"
    APPROVED_EARLIER = "approved_earlier"
    RETRACTED = "retracted"


class HowEnded(StrEnum):
    REPLACED = "replaced"
    RETIRED = "retired"
    REMOVED = "removed"
    RETRACTED = "retracted"


class Notice(Schema):
    """What is noticed on an article, as its pages show it first: a correction, a concern, a retraction, a warning."""

    kind: NoticeName
    label: str
    on: datetime.date
    sentence: str


class Standing(Schema):
    """What to look at before anything else of an object is shown; every object about an article has it."""

    article: UUID = Field(description="The id of the article, for ever.")
    slug: str = Field(description="The address that the article has now.")
    title: str = Field(description="Begins with RETRACTED: where the article was retracted. Show it whole.")
    language: str
    status: Status
    valid_until: datetime.datetime | None = Field(
        description="Do not show a copy after this moment without asking again. At once where it has passed."
    )
    superseded_by: str | None = Field(description="Address, in this API, of what to read instead.")
    last_reviewed: datetime.date | None = Field(description="The last review of the whole version by the board.")
    review_due: datetime.date | None
    overdue: Literal["", "overdue", "long_overdue"]
    version: int
    digest: str = Field(description="SHA-256 of the version as it was signed, 64 hex digits.")
    modified: datetime.datetime = Field(description="When the words, or anything around them, last changed.")
    sample: bool = Field(description="Invented, with invented reviewers. Never show it as advice.")
    audiences: list[Audience]
    notices: list[Notice]


class TextLink(Schema):
    """A text of an article: `page` for readers, `text` in this API."""

    audience: Audience
    written_for: str
    description: str
    page: str
    text: str


class Person(Schema):
    name: str
    credentials: str
    affiliation: str
    role: str


class Signer(Person):
    verdict: str
    signed_on: datetime.date


class SubjectCode(Schema):
    """What an article is about in the code of a scheme: mesh, icd-10, icd-11, atc, or other."""

    scheme: str
    code: str
    label: str


class Article(Standing):
    """An article. `page` leads each reader to a text."""

    question: str
    applies_to: str
    topic: str | None = Field(description="The slug of its topic.")
    subject_codes: list[SubjectCode] = Field(
        description="As a catalogue has them; not signed, and never words of the article."
    )
    page: str
    texts: list[TextLink]


class Review(Schema):
    """What readers see of the review. A retracted article and one approved by a former process have none."""

    board: str
    statement: str
    signers: list[Signer]


class Contributor(Person):
    """Of interests, funding and use of software: words, none ("") where they said so, null where nothing was stated."""

    orcid: str = Field(description="Such as 0000-0002-1825-0097, or empty.")
    interests: str | None
    funding: str | None
    software: str | None = Field(description="How artificial intelligence was used.")


class WholeArticle(Article):
    contributors: list[Contributor]
    review: Review | None
    references: str
    versions: str


class ArticlePage(Schema):
    """Some of the articles, those that changed last first."""

    count: int
    page: int
    pages: int
    next: str | None
    previous: str | None
    articles: list[Article]


class Mark(Schema):
    """What became of a work that is cited (S18): show it at each citation."""

    key: str
    number: int | None
    kind: MarkName
    on: datetime.date | None


class Text(Standing):
    """The signed words for one audience. A passage that is hidden while it is checked is a line that says so."""

    audience: Audience
    written_for: str
    description: str
    page: str
    applies_to: str
    disclaimer: str
    summary_html: str = Field(description="The bottom line, in the dialect of this project.")
    body_html: str
    summary: str = Field(description="As plain text: 10⁹, e^(x), citations as [1].")
    body: str
    numbers: dict[str, int] = Field(description="The number of each citation key in this text.")
    marks: list[Mark]


class Reference(Schema):
    """A work as this version cites it. `formatted` is in the publisher's style, as plain text."""

    key: str
    type: str
    title: str
    formatted: str
    doi: str
    pmid: str
    pmcid: str
    url: str
    evidence: str = Field(
        description="How sure it lets its readers be, in words with the scheme; empty where nobody judged it."
    )
    audiences: list[Audience] = Field(description="The texts that cite it.")
    mark: MarkName | None
    marked_on: datetime.date | None


class References(Standing):
    references: list[Reference]


class Version(Schema):
    """A version while it was what readers got, and what ended that; the live one has no end."""

    number: int
    digest: str
    status: Status
    what_changed: str
    last_reviewed: datetime.date | None
    live_from: datetime.datetime
    ended_at: datetime.datetime | None
    ended_as: HowEnded | None
    superseded_by: int | None = Field(description="The number of the version that came after it.")


class Versions(Standing):
    versions: list[Version]


class Topic(Schema):
    """`articles` counts those in the topic itself, not in the topics below it."""

    slug: str
    name: str
    parent: str | None
    articles: int


class Topics(Schema):
    topics: list[Topic]


class Term(Schema):
    """A term as a board member signed its words; an audience without words of its own is not in `definitions`."""

    key: str
    term: str
    sense: str
    language: str
    definitions: dict[Audience, str]
    synonyms: list[str]
    abbreviations: list[str]
    signed_as: str
    signed_at: datetime.datetime
    sample: bool


class Glossary(Schema):
    terms: list[Term]


class Gone(Schema):
    """What became of an article that is no longer to be read, and what to read instead."""

    article: UUID
    slug: str
    title: str
    status: HowEnded
    ended_at: datetime.datetime | None
    notice: str
    superseded_by: str | None


class Problem(Schema):
    """Problem details (RFC 9457); `detail` is a sentence for people. `gone` stands with status 410 alone."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    gone: Gone | None = None
