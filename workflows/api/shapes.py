"""What the API for work answers and takes, field by field. A field is never taken away or given another meaning within version 1."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from articles.audiences import Audience
from articles.models import TokenScope
from articles.models.article import POPULATIONS, ContributorRole
from articles.text.skeletons import ArticleType

# No database has a place for the sign that ends a string in C.
PLAIN: Final = r"^[^\x00]*$"
SLUG: Final = r"^[-a-zA-Z0-9_]{1,120}$"
KEY: Final = r"^[-a-zA-Z0-9_:.]{1,80}$"
HIGHEST_REVISION: Final = 2_000_000_000
LONGEST_TEXT: Final = 2_000_000
MOST_CONTRIBUTORS: Final = 60

Line = Annotated[str, Field(max_length=300, pattern=PLAIN)]
Words = Annotated[str, Field(max_length=10_000, pattern=PLAIN)]
Html = Annotated[str, Field(max_length=LONGEST_TEXT, pattern=PLAIN)]
Revision = Annotated[int, Field(ge=0, le=HIGHEST_REVISION)]


def example(**fields: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [fields]})


class Standing(StrEnum):
    """Where the newest version of an article stands; a draft has none yet."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    WITHDRAWN = "withdrawn"


class Population(StrEnum):
    """To whom an article applies."""

    ADULTS = "adults"
    CHILDREN = "children"
    PREGNANCY = "pregnancy"
    OLDER_PEOPLE = "older-people"


assert {one.value for one in Population} == set(POPULATIONS)


class OfType(StrEnum):
    """Which template an article follows; empty where nobody said."""

    NONE = ""
    CONDITION = ArticleType.CONDITION
    TREATMENT = ArticleType.TREATMENT
    MEDICINE = ArticleType.MEDICINE
    TEST = ArticleType.TEST
    QUESTION = ArticleType.QUESTION


assert {one.value for one in OfType} == {"", *ArticleType}


class Me(Schema):
    """For whom the token works, and what it may do now."""

    name: str
    token: str = Field(description="What the token is for, as its person called it.")
    scopes: list[TokenScope] = Field(description="Those that its person has the right for at this moment.")
    expires_at: datetime.datetime


class Article(Schema):
    """An article as the desk lists it."""

    id: UUID
    slug: str
    title: str
    question: str
    language: str
    audiences: list[Audience]
    status: Standing
    version: int | None = Field(description="The number of the newest version.")
    revision: int = Field(description="Counts the saved changes of the draft.")
    topic: str | None = Field(description="The slug of its topic.")
    type: OfType
    handling_editor: str
    co_editors: list[str]
    review_due: datetime.date | None = Field(description="Of what readers have now.")
    flags_to_answer: int
    changed_at: datetime.datetime
    changed_by: str
    archived: bool
    sample: bool
    desk: str = Field(description="Its page for people.")


class ArticlePage(Schema):
    count: int
    page: int
    pages: int
    next: str | None
    previous: str | None
    articles: list[Article]


class WholeArticle(Article):
    population: list[Population]
    country: str
    applies_to_note: str
    funding: str
    references: list[str] = Field(description="Keys of the works on its reference list.")


class Details(Schema):
    """What belongs to an article beside its texts."""

    model_config = example(title="Gout", question="What helps in an attack of gout?", audiences=["patient"])

    title: Line
    question: Line = ""
    audiences: list[Audience] = Field(max_length=3)
    slug: Annotated[str, Field(max_length=100, pattern=PLAIN)] = ""
    population: list[Population] = Field([], max_length=4)
    country: Annotated[str, Field(max_length=2, pattern=PLAIN)] = ""
    applies_to_note: Line = ""
    topic: str | None = Field(None, pattern=SLUG, description="The slug of a topic.")
    type: OfType | None = Field(None, description="As it is, if left out; of a new article none.")
    language: Annotated[str, Field(max_length=16, pattern=PLAIN)] = Field("", description="The publisher's, if empty.")
    funding: Words = ""


class ChangedDetails(Details):
    model_config = example(
        title="Gout", question="What helps in an attack of gout?", audiences=["patient", "clinician"], base_revision=4
    )

    base_revision: Revision = Field(description="The revision of the article that the change is based on.")


class Version(Schema):
    number: int
    status: Standing
    revision: int = Field(description="Of the draft that was frozen.")
    digest: str = Field(description="SHA-256 of the version, 64 hex digits: its fingerprint.")
    title: str
    change_note: str
    submitted_at: datetime.datetime
    submitted_by: str
    decided_at: datetime.datetime | None


class Versions(Schema):
    versions: list[Version]


class Submission(Schema):
    """`with_open_tasks` says why it is submitted though tasks on the draft are open."""

    model_config = example(change_note="The dose in renal impairment was added.")

    change_note: Words = ""
    with_open_tasks: Words = ""


class Task(Schema):
    what: str
    person: str
    due_on: datetime.date
    late: bool
    done_at: datetime.datetime | None


class Tasks(Schema):
    tasks: list[Task]


class Block(Schema):
    """Something that is read as one: a heading, a paragraph, an item of a list, a table. Its key is that of its content."""

    key: str
    kind: str
    level: int = Field(description="Of a heading, or how many lists it stands in.")
    html: str
    text: str = Field(description="Superscripts as signs, so that 10⁹ stays what it is.")
    headings: list[str]
    within: str = Field(description="The kind of box that it stands in.")


class Text(Schema):
    """The saved words for one audience. Its `ETag` is its revision."""

    article: UUID
    audience: Audience
    revision: int
    summary: str = Field(description="Bottom line, as HTML of the dialect.")
    body: str
    description: str = Field(description="For search engines, plain.")
    summary_blocks: list[Block]
    body_blocks: list[Block]


class TypedText(Schema):
    """The whole text. Say with `base_revision` what it is based on: what others saved since is merged where that can be;
    or with `If-Match`: nothing is saved if anybody saved since."""

    model_config = example(
        summary="<p>Rest the joint and take what was prescribed early.</p>",
        body='<h2>What helps</h2>\n<p>Cold packs ease the pain.<cite data-key="doe-2020"></cite></p>',
        description="What helps in an attack of gout.",
        note="Cold packs",
        base_revision=4,
    )

    summary: Html
    body: Html
    description: Line
    note: Line = Field("", description="Why it was changed, for the history.")
    base_revision: Revision | None = None


class TheirWords(Schema):
    revision: int
    summary: str
    body: str
    description: str


class YourWords(Schema):
    summary: str
    body: str
    description: str


class Passage(Schema):
    """One passage that two people changed: as it was, as it is saved now, as you have it."""

    place: str
    before: str
    theirs: str
    yours: str


class Conflict(Schema):
    theirs: TheirWords
    yours: YourWords
    passages: list[Passage]


class Contributor(Schema):
    """Of credentials, interests, funding and use of software: words, or its name in `none_of` where there is none to state.

    `person` is the id of an account; keep it when you write the list again: nobody may sign words that are theirs.
    """

    role: ContributorRole
    person: UUID | None = None
    name: str = ""
    credentials: str = ""
    affiliation: str = ""
    orcid: str = ""
    interests: str = ""
    funding: str = ""
    software: str = ""
    none_of: list[str] = []


class Contributors(Schema):
    """In the order of the byline. Its `ETag` is that of this list."""

    contributors: list[Contributor]


class TypedContributor(Contributor):
    model_config = example(name="Ada Example", role="author", credentials="MD", none_of=["interests", "funding"])

    name: Annotated[str, Field(max_length=200, pattern=PLAIN)] = ""
    credentials: Annotated[str, Field(max_length=200, pattern=PLAIN)] = ""
    affiliation: Line = ""
    orcid: Annotated[str, Field(max_length=60, pattern=PLAIN)] = ""
    interests: Words = ""
    funding: Words = ""
    software: Words = ""
    none_of: list[Annotated[str, Field(pattern="^(credentials|interests|funding|software)$")]] = Field([], max_length=4)


class TypedContributors(Schema):
    """The whole byline, in its order."""

    contributors: list[TypedContributor] = Field(max_length=MOST_CONTRIBUTORS)


class Reference(Schema):
    """A work of the library."""

    key: str = Field(description='What a text cites it by: `<cite data-key="…"></cite>`.')
    type: str
    confirmed: bool = Field(description="Whether a person confirmed its type.")
    title: str
    csl: dict[str, Any] = Field(description="CSL-JSON.")
    doi: str
    pmid: str
    pmcid: str
    isbn: str
    url: str
    mark: str = Field(description="What became of it: retracted, concern, corrected; or empty.")
    marked_on: datetime.date | None
    merged_into: str | None = Field(description="The key of the record that took its place.")


class ReferencePage(Schema):
    count: int
    page: int
    pages: int
    references: list[Reference]


class References(Schema):
    references: list[Reference]


class Identifier(Schema):
    model_config = example(identifier="10.1000/182")

    identifier: Annotated[str, Field(min_length=1, max_length=300, pattern=PLAIN)] = Field(
        description="A DOI, PMID or PMCID."
    )


class AddedReference(Reference):
    said: str = Field(description="What its sources say became of it, in a sentence; look at it before you cite it.")


class Cited(Schema):
    model_config = example(key="doe-2020")

    key: str = Field(pattern=KEY)


class Review(Schema):
    """`reasons` say what is met, missing, or stops, as the page of the review does."""

    version: int
    board: str
    opened_at: datetime.datetime
    due_on: datetime.date
    closed_at: datetime.datetime | None
    outcome: str
    standing: str = Field(description="Of an open one: met, open, impossible, stopped.")
    reasons: list[str]
    asked: int
    signed: int


class Reviews(Schema):
    reviews: list[Review]


class FlagPlace(Schema):
    audience: Audience
    section: str
    quote: str = Field(description="Empty where the text says nothing about it.")
    block: str


class Flag(Schema):
    kind: str
    severity: str
    why: str
    places: list[FlagPlace]
    answer: str
    answered_at: datetime.datetime | None


class Flags(Schema):
    """What the checks notice in the draft. No result is not a good result: see when they last ran, and whether they failed."""

    checked_revision: int | None
    checked_at: datetime.datetime | None
    failed_at: datetime.datetime | None
    count: int
    page: int
    pages: int
    flags: list[Flag]


class Level(Schema):
    """How hard one text is to read, as it was last measured. Scores of two versions of the rules are not to be compared."""

    audience: Audience
    revision: int
    words: int
    difficulty: float | None = Field(description="From 0 to 100.")
    smog: float | None = Field(description="A school grade.")
    why_not: str = Field(description="Why there is no score.")
    rules: str
    measured_at: datetime.datetime


class Levels(Schema):
    levels: list[Level]


class Wrong(Schema):
    """One thing to put right. `field` is what was sent wrong, empty where it is about the article."""

    field: str
    sentence: str


class Problem(Schema):
    """Problem details (RFC 9457); `detail` is a sentence for people. `conflict` stands where two changed the same passages."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Wrong] = []
    conflict: Conflict | None = None
