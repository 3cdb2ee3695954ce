"""Making what a file held into a draft, in one revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace as replace_fields
from html import escape
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.actions.archiving import set_type
from articles.actions.drafting import Details, create_article
from articles.actions.images import AboutImage, add_picture
from articles.actions.library import ReferenceData, add_reference
from articles.actions.revisions import new_revision, open_draft
from articles.audiences import Audience
from articles.imaging import Picture
from articles.importing import Imported, ImportedReference, bottom_line
from articles.importing.converted import Converted, ConvertedPicture, ConvertedText
from articles.models import Article, Person, ProposedCitation, Reference, Text
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.text.citations import rebind


def import_draft(
    imported: Imported,
    *,
    by: Person,
    audience: str,
    title: str = "",
    type: str = "",
    article: Article | None = None,
    source: str = "",
    replace: bool = False,
) -> Article:
    """The imported text becomes this audience's text, of a new article or of `article`. Citations are bound only if certain (S24).

    `type` is that of a new article.
    """
    lead, imported = bottom_line.taken(imported)
    text = ConvertedText(imported, audience, summary=lead)
    if article is not None:
        return import_converted(Converted((text,)), by=by, article=article, source=source, replace=replace)
    with transaction.atomic():
        made = import_converted(Converted((text,)), by=by, title=title, source=source)
        return set_type(made, by=by, type=type)


def import_converted(
    converted: Converted,
    *,
    by: Person,
    audience: str = "",
    title: str = "",
    article: Article | None = None,
    source: str = "",
    replace: bool = False,
) -> Article:
    """All texts of a file, its works and its pictures, or nothing of it. `audience` is for a text that does not say its own."""
    require(Desk.of(by).may_draft)
    for picture in converted.pictures:
        _keep_picture(picture, by, source)
    with transaction.atomic():
        for text in converted.texts:
            known = replace_fields(text, audience=text.audience or audience)
            article = _import(known, converted.works, by, title, article, source, replace=replace)
    assert article is not None
    return article


def _keep_picture(picture: ConvertedPicture, by: Person, source: str) -> None:
    written = Picture(picture.content, picture.format, picture.width, picture.height)
    # Nobody has said what it shows: these words ask for it, and a check finds them.
    alt = picture.alt or _("Picture from %s: say what it shows.") % (source or _("a file"))
    add_picture(written, by=by, about=AboutImage(alt=alt))


def _import(
    read: ConvertedText,
    works: Sequence[Mapping[str, Any]],
    by: Person,
    title: str,
    article: Article | None,
    source: str,
    *,
    replace: bool,
) -> Article:
    imported, audience = read.imported, read.audience
    if article is None:
        article = _new_article(imported, by, audience, title.strip() or imported.title)
    article = open_draft(article, by=by)
    text = _text(article, audience, by)
    if not text.is_empty and not replace:
        raise Refusal(
            _("The article has a text for “%s” already. Tick “replace it” to put the imported one in its place.")
            % Audience(audience).label
        )
    references = _references(imported, works, by)
    article.reference_keys = list(dict.fromkeys([*article.reference_keys, *(row.key for row in references)]))
    text.body, text.summary = _bound(imported, imported.body, references), _summary(read, references) or text.summary
    text.description = read.description or text.description
    new_revision(article, by=by, texts=[text], reason=_("imported from %s") % (source or _("a text")))
    _propose(imported, references, article, audience, by)
    record.append(article.stream, "imported", by=by, audience=audience, source=source, revision=article.revision)
    return article


def _references(imported: Imported, works: Sequence[Mapping[str, Any]], by: Person) -> list[Reference]:
    """`works` say more of the references than their words do, one for each: CSL-JSON with identifiers, or nothing."""
    stated = works if len(works) == len(imported.references) else [{}] * len(imported.references)
    return [_reference(found, work, by) for found, work in zip(imported.references, stated, strict=True)]


def _summary(read: ConvertedText, references: list[Reference]) -> str:
    words = read.summary if read.summary.startswith("<") else f"<p>{escape(read.summary)}</p>" if read.summary else ""
    return _bound(read.imported, words, references)


def _new_article(imported: Imported, by: Person, audience: str, title: str) -> Article:
    if not title:
        raise Refusal(_("The text has no title. Type one."))
    return create_article(by=by, details=Details(title=title, question=imported.question, audiences=[audience]))


def _text(article: Article, audience: str, by: Person) -> Text:
    text = article.texts.filter(audience=audience).first()
    if text is None:
        text = Text(article=article, audience=audience, revision=article.revision)
        text.record(by=by, reason=_("text for “%s” declared") % Audience(audience).label)
    article.audiences = [known.value for known in Audience if known.value in {*article.audiences, audience}]
    return text


def _reference(found: ImportedReference, work: Mapping[str, Any], by: Person) -> Reference:
    csl = dict(work.get("csl") or {})
    if found.source:
        csl.setdefault("container-title", found.source)
    if found.year:
        csl.setdefault("issued", {"date-parts": [[found.year]]})
    identifiers = {name: str(work.get(name) or "") for name in ("doi", "pmid", "pmcid", "isbn", "url", "guideline")}
    data = ReferenceData(title=found.title, type=found.type, label=found.type_label, csl=csl, **identifiers)
    return add_reference(data, by=by, reason=_("imported from a list of references"))


def _bound(imported: Imported, html: str, references: list[Reference]) -> str:
    if not imported.bindings.certain:
        return html
    return rebind(html, {key: references[place].key for key, place in imported.bindings.table.items()})


def _propose(imported: Imported, references: list[Reference], article: Article, audience: str, by: Person) -> None:
    """One row for each label that the text cites; certain bindings are recorded as confirmed by whoever imported."""
    ProposedCitation.objects.filter(article=article, audience=audience).delete()
    sentences: dict[str, str] = {}
    for citation in imported.citations:
        for label in citation.labels:
            sentences.setdefault(label, citation.sentence)
    ProposedCitation.objects.bulk_create(
        _proposal(imported, references, article, audience, by, label, sentence) for label, sentence in sentences.items()
    )


def _proposal(
    imported: Imported,
    references: list[Reference],
    article: Article,
    audience: str,
    by: Person,
    label: str,
    sentence: str,
) -> ProposedCitation:
    place = imported.bindings.table.get(f"unresolved:{label}")
    certain = imported.bindings.certain and place is not None
    return ProposedCitation(
        article=article,
        audience=audience,
        label=label,
        sentence=sentence,
        reference=None if place is None else references[place],
        confirmed_by=by if certain else None,
        confirmed_at=timezone.now() if certain else None,
    )
