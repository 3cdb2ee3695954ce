"""A new draft with the words of another: texts, references, topic and byline, nothing of versions, reviews or addresses."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles import record
from articles.actions.drafting import Details, create_article
from articles.actions.revisions import new_revision, open_draft
from articles.models import Article, Contributor, Person
from articles.refusals import Refusal

_OF_DETAILS = (
    "question",
    "audiences",
    "population",
    "country",
    "applies_to_note",
    "funding",
    "topic",
    "type",
    "language",
)
_OF_TEXTS = ("summary", "body", "description")
_OF_ARTICLE = ("reference_keys", "quotes", "evidence_searches", "terms", "subject_codes")


@transaction.atomic
def duplicate(article: Article, *, by: Person, title: str) -> Article:
    """A copy of the draft as it stands, under another title; its handling editor is whoever copies. It says where it came from."""
    source = open_draft(article, by=by)
    if " ".join(title.split()).casefold() == source.title.casefold():
        raise Refusal(_("Give the copy a title of its own."))
    details = Details(title=" ".join(title.split()), **{name: getattr(source, name) for name in _OF_DETAILS})
    said = _("copy of “%(title)s”, revision %(revision)d") % {"title": source.title, "revision": source.revision}
    copy = create_article(by=by, details=details, is_sample=source.is_sample, reason=said)
    copy.copied_from, copy.copied_at = source, source.revision
    for name in _OF_ARTICLE:
        setattr(copy, name, getattr(source, name))
    _copy_byline(source, copy)
    _copy_texts(source, copy, by, said)
    about = {"source": str(source.uuid), "title": source.title, "from_revision": source.revision}
    record.append(copy.stream, "copied", by=by, **about)
    return copy


def _copy_texts(source: Article, copy: Article, by: Person, said: str) -> None:
    theirs = {text.audience: text for text in source.texts.all()}
    texts = [text for text in copy.texts.all() if text.audience in theirs]
    for text in texts:
        for name in _OF_TEXTS:
            setattr(text, name, getattr(theirs[text.audience], name))
    new_revision(copy, by=by, reason=said, texts=texts)


def _copy_byline(source: Article, copy: Article) -> None:
    names = [field.attname for field in Contributor._meta.concrete_fields if field.name not in ("id", "article")]
    Contributor.objects.bulk_create(
        Contributor(article=copy, **{name: getattr(row, name) for name in names}) for row in source.contributors.all()
    )
