"""What stands beside the texts of a draft: beginning an article, its details, who wrote it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles import record
from articles.actions.revisions import new_revision, open_draft
from articles.audiences import Audience
from articles.manifest import STATED
from articles.models import Article, Contributor, FormerSlug, Person, Text, Topic
from articles.orcid import NoOrcid, normal
from articles.permissions import Desk, require
from articles.publisher_texts import base
from articles.refusals import Refusal

WORDS_OF_BYLINE = ("credentials", "affiliation", "interests", "orcid", "funding", "software")


@dataclass(frozen=True)
class Details:
    """What belongs to an article beside its texts."""

    title: str
    slug: str = ""
    question: str = ""
    audiences: Sequence[str] = ()
    population: Sequence[str] = ()
    country: str = ""
    applies_to_note: str = ""
    funding: str = ""
    topic: Topic | None = None
    type: str = ""
    language: str = field(
        default_factory=lambda: base(settings.LANGUAGE_CODE)
    )  # the publisher's, unless another is named


@dataclass(frozen=True)
class Byline:
    """One contributor. What is empty is filled from the person's account, but for what `none_of` says there is none of."""

    role: str
    person: Person | None = None
    name: str = ""
    credentials: str = ""
    affiliation: str = ""
    interests: str = ""
    orcid: str = ""
    funding: str = ""
    software: str = ""
    none_of: Collection[str] = ()


def free_slug(wanted: str, *, of: Article | None = None) -> str:
    """The wanted address, or with a number behind it; an address that any article ever had is never given again."""
    base = slugify(wanted)[:100].strip("-") or "article"
    pk = of.pk if of else 0
    others = Article.objects.filter(slug__startswith=base).exclude(pk=pk)
    former = FormerSlug.objects.filter(slug__startswith=base).exclude(article_id=pk)
    taken = {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)


@transaction.atomic
def create_article(
    *, by: Person, details: Details, is_sample: bool = False, reason: str = "", body: str = ""
) -> Article:
    """A new article; its handling editor is whoever creates it. `body`: what each of its texts begins with, such as a template."""
    require(Desk.of(by).may_draft)
    if not details.title.strip():
        raise Refusal(_("Give the article a title."))
    article = Article(handling_editor=by, is_sample=is_sample, revision=1)
    _set_details(article, details)
    article.record(by=by, reason=reason or _("article created"))
    for audience in article.declared_audiences:
        _add_text(article, audience, by, body)
    record.append(article.stream, "created", by=by, revision=1, title=article.title)
    return article


def _set_details(article: Article, details: Details) -> None:
    for name in ("title", "question", "country", "applies_to_note", "funding", "topic", "type", "language"):
        setattr(article, name, getattr(details, name))
    article.audiences = [audience.value for audience in Audience if audience.value in details.audiences]
    article.population = list(details.population)
    article.slug = free_slug(details.slug or article.slug or details.title, of=article if article.pk else None)


def _add_text(article: Article, audience: Audience, by: Person, body: str = "") -> None:
    text = Text(article=article, audience=audience, revision=article.revision, body=body)
    text.record(by=by, reason=_("text for “%s” declared") % audience.label)


@transaction.atomic
def save_details(article: Article, *, by: Person, details: Details, base_revision: int) -> Article:
    """Save what stands beside the texts; a changed address leaves the old one behind as a former address."""
    locked = open_draft(article, by=by)
    if locked.revision > base_revision and _details_changed_since(locked, base_revision):
        raise Refusal(
            _("Somebody else changed the details since you opened this page. Look at theirs, then save again.")
        )
    former = locked.slug
    _set_details(locked, details)
    if not locked.title.strip():
        raise Refusal(_("Give the article a title."))
    if locked.slug != former:
        FormerSlug.objects.get_or_create(slug=former, defaults={"article": locked})
        record.page_change(locked, reason="address changed")
    new_revision(locked, by=by, reason=_("details of the article"))
    there = set(locked.texts.values_list("audience", flat=True))
    for audience in locked.declared_audiences:
        if audience.value not in there:
            _add_text(locked, audience, by)
    return locked


def _details_changed_since(article: Article, revision: int) -> bool:
    then = article.history.filter(revision__lte=revision).order_by("-revision").first()
    names = [name for name in Details.__dataclass_fields__ if name != "topic"] + ["topic_id"]
    return then is None or any(getattr(then, name) != getattr(article, name) for name in names)


@transaction.atomic
def set_byline(article: Article, *, by: Person, byline: Sequence[Byline]) -> Article:
    """Replace the list of contributors; the revision's reason says who they now are."""
    locked = open_draft(article, by=by)
    rows = [_contributor(locked, entry, position) for position, entry in enumerate(byline)]
    if [_key(row) for row in rows] == [_key(row) for row in locked.contributors.all()]:
        return locked
    locked.contributors.all().delete()
    Contributor.objects.bulk_create(rows)
    names = "; ".join(f"{row.name} ({row.get_role_display()})" for row in rows) or _("nobody")
    locked.revision += 1
    locked.change = {}
    locked.record(by=by, reason=_("written by: %s") % names)
    # Events name people by id: names can be erased, events cannot.
    people = [row.person_id for row in rows]
    record.append(locked.stream, "saved", by=by, revision=locked.revision, what="byline", people=people)
    return locked


def _contributor(article: Article, entry: Byline, position: int) -> Contributor:
    person = entry.person
    none_of = [name for name in STATED if name in entry.none_of and not getattr(entry, name)]
    row = Contributor(article=article, person=person, role=entry.role, position=position, none_of=none_of)
    row.name = entry.name or (person.printed_name if person else "")
    for name in WORDS_OF_BYLINE:
        of_account = getattr(person, name, "") if person and name not in none_of else ""
        setattr(row, name, getattr(entry, name).strip() or of_account)
    try:
        row.orcid = normal(row.orcid)
    except NoOrcid as error:
        raise Refusal(error.message) from None
    return row


def _key(row: Contributor) -> tuple[object, ...]:
    return (row.person_id, row.role, row.name, row.none_of, *(getattr(row, name) for name in WORDS_OF_BYLINE))
