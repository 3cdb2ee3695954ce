"""Making what a file held into a draft, in one revision."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.actions.drafting import Details, create_article
from articles.actions.library import ReferenceData, add_reference
from articles.actions.revisions import new_revision, open_draft
from articles.audiences import Audience
from articles.importing import Imported
from articles.models import Article, Person, ProposedCitation, Reference, Text
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.text.citations import rebind


@transaction.atomic
def import_draft(
    imported: Imported,
    *,
    by: Person,
    audience: str,
    title: str = "",
    article: Article | None = None,
    source: str = "",
    replace: bool = False,
) -> Article:
    """The imported text becomes this audience's text, of a new article or of `article`. Citations are bound only if certain (S24)."""
    require(Desk.of(by).may_draft)
    if article is None:
        article = _new_article(imported, by, audience, title.strip() or imported.title)
    article = open_draft(article, by=by)
    text = _text(article, audience, by)
    if not text.is_empty and not replace:
        raise Refusal(
            _("The article has a text for “%s” already. Tick “replace it” to put the imported one in its place.")
            % Audience(audience).label
        )
    references = [_reference(imported, number, by) for number in range(len(imported.references))]
    article.reference_keys = list(dict.fromkeys([*article.reference_keys, *(row.key for row in references)]))
    text.body = _bound(imported, references)
    new_revision(article, by=by, texts=[text], reason=_("imported from %s") % (source or _("a text")))
    _propose(imported, references, article, audience, by)
    record.append(article.stream, "imported", by=by, audience=audience, source=source, revision=article.revision)
    return article


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


def _reference(imported: Imported, number: int, by: Person) -> Reference:
    found = imported.references[number]
    csl: dict[str, object] = {"container-title": found.source} if found.source else {}
    if found.year:
        csl["issued"] = {"date-parts": [[found.year]]}
    data = ReferenceData(title=found.title, type=found.type, label=found.type_label, csl=csl)
    return add_reference(data, by=by, reason=_("imported from a list of references"))


def _bound(imported: Imported, references: list[Reference]) -> str:
    if not imported.bindings.certain:
        return imported.body
    return rebind(imported.body, {key: references[place].key for key, place in imported.bindings.table.items()})


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
