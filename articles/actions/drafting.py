"""Changing a draft. Every action locks the article, checks who may, and leaves one revision or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import record
from articles.audiences import Audience
from articles.models import Article, Contributor, FormerSlug, Person, Text, Topic, WorkingCopy
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.text.comparison import words_changed
from articles.text.dialect import canonical
from articles.text.sections import changed_sections


class EditConflict(Refusal):
    """Somebody saved this text since the person opened it. Theirs is kept as their working copy."""

    def __init__(self, current: Text, mine: WorkingCopy) -> None:
        super().__init__(
            _(
                "Somebody else saved this text while you were editing. Nothing of yours is lost: both texts are shown here."
            )
        )
        self.current, self.mine = current, mine


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
    language: str = "en"


@dataclass(frozen=True)
class Byline:
    """One contributor. An empty credential or affiliation is filled from the person's account."""

    role: str
    person: Person | None = None
    name: str = ""
    credentials: str = ""
    affiliation: str = ""
    interests: str = ""


def open_draft(article: Article, *, by: Person) -> Article:
    """The article, locked, for somebody who may draft; every action on a draft begins with this."""
    locked = Article.objects.locked().get(pk=article.pk)
    require(Desk.of(by).may_draft)
    return locked


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
def create_article(*, by: Person, details: Details, is_sample: bool = False, reason: str = "") -> Article:
    """A new article with an empty draft; its handling editor is whoever creates it."""
    require(Desk.of(by).may_draft)
    if not details.title.strip():
        raise Refusal(_("Give the article a title."))
    article = Article(handling_editor=by, is_sample=is_sample, revision=1)
    _set_details(article, details)
    article.record(by=by, reason=reason or _("article created"))
    for audience in article.declared_audiences:
        _add_text(article, audience, by)
    record.append(article.stream, "created", by=by, revision=1, title=article.title)
    return article


def _set_details(article: Article, details: Details) -> None:
    for name in ("title", "question", "country", "applies_to_note", "funding", "topic", "language"):
        setattr(article, name, getattr(details, name))
    article.audiences = [audience.value for audience in Audience if audience.value in details.audiences]
    article.population = list(details.population)
    article.slug = free_slug(details.slug or article.slug or details.title, of=article if article.pk else None)


def _add_text(article: Article, audience: Audience, by: Person) -> None:
    text = Text(article=article, audience=audience, revision=article.revision)
    text.record(by=by, reason=_("text for “%s” declared") % audience.label)


def new_revision(article: Article, *, by: Person, reason: str, texts: Sequence[Text] = ()) -> None:
    """Save changed texts and the article under the next revision number, with one event. Nothing changed, nothing written."""
    changed = [text for text in texts if text.has_changed()]
    if not changed and not article.has_changed():
        return
    article.revision += 1
    for text in changed:
        text.revision = article.revision
        text.record(by=by, reason=reason)
    article.record(by=by, reason=reason)
    record.append(article.stream, "saved", by=by, revision=article.revision, what=reason)


def save_text(
    text: Text, *, by: Person, summary: str, body: str, description: str, base_revision: int, note: str = ""
) -> Text:
    """Save one text. Raises `EditConflict` when it changed since `base_revision`; then what was typed is kept."""
    try:
        return _save_text(text, by, summary, body, description, base_revision, note)
    except _Outdated as outdated:
        mine, _created = WorkingCopy.objects.update_or_create(
            text=text, person=by, defaults={"summary": summary, "body": body, "base_revision": base_revision}
        )
        raise EditConflict(outdated.current, mine) from None


class _Outdated(Exception):
    def __init__(self, current: Text) -> None:
        super().__init__()
        self.current = current


@transaction.atomic
def _save_text(text: Text, by: Person, summary: str, body: str, description: str, base: int, note: str) -> Text:
    article = open_draft(text.article, by=by)
    current = Text.objects.select_related("article").get(pk=text.pk)
    before = current.summary, current.body
    typed = canonical(summary), canonical(body), " ".join(description.split())
    if current.revision > base and typed != (*before, current.description):
        raise _Outdated(current)
    current.summary, current.body, current.description = typed
    new_revision(article, by=by, reason=_reason(current, before, note), texts=[current])
    WorkingCopy.objects.filter(text=current, person=by).delete()
    return current


TEXT_NAMES = {
    Audience.PATIENT: gettext_lazy("patient text"),
    Audience.STUDENT: gettext_lazy("student text"),
    Audience.CLINICIAN: gettext_lazy("health professionals' text"),
}
SECTIONS_NAMED = 2


def _reason(text: Text, before: tuple[str, str], note: str) -> str:
    """ "patient text, Treatment: 14 words", and what the person added."""
    old, new = "\n".join(before), f"{text.summary}\n{text.body}"
    count, sections = words_changed(old, new), changed_sections(old, new)
    named = [*sections[:SECTIONS_NAMED], *(["…"] if len(sections) > SECTIONS_NAMED else [])]
    where = ", ".join(filter(None, [str(TEXT_NAMES[Audience(text.audience)]), "; ".join(named)]))
    what = ngettext("%(where)s: %(count)d word", "%(where)s: %(count)d words", count) % {"where": where, "count": count}
    return f"{what}. {note.strip()}" if note.strip() else what


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
    locked.record(by=by, reason=_("written by: %s") % names)
    # Events name people by id: names can be erased, events cannot.
    people = [row.person_id for row in rows]
    record.append(locked.stream, "saved", by=by, revision=locked.revision, what="byline", people=people)
    return locked


def _contributor(article: Article, entry: Byline, position: int) -> Contributor:
    person = entry.person
    return Contributor(
        article=article,
        person=person,
        role=entry.role,
        position=position,
        name=entry.name or (person.printed_name if person else ""),
        credentials=entry.credentials or (person.credentials if person else ""),
        affiliation=entry.affiliation or (person.affiliation if person else ""),
        interests=entry.interests or (person.interests if person else ""),
    )


def _key(row: Contributor) -> tuple[object, ...]:
    return (row.person_id, row.role, row.name, row.credentials, row.affiliation, row.interests)


@transaction.atomic
def drop_working_copy(copy: WorkingCopy, *, by: Person) -> None:
    """Throw away what one typed and did not save."""
    require(copy.person_id == by.pk)
    copy.delete()
