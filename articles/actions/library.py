"""Keeping the library, and binding what a text cites to what the library holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles import record
from articles.actions.looking_again import look_again
from articles.actions.revisions import new_revision, open_draft
from articles.models import Article, Person, ProposedCitation, Reference, ReferenceStanding
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.text.citations import rebind, unresolved


@dataclass(frozen=True)
class ReferenceData:
    """A work as typed or imported; `csl` is CSL-JSON. The key is made from first author, year and title if empty."""

    title: str
    type: str
    standing: str = ReferenceStanding.AS_STATED
    label: str = ""
    key: str = ""
    csl: Mapping[str, Any] = field(default_factory=dict)
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""
    url: str = ""
    guideline: str = ""


@transaction.atomic
def add_reference(data: ReferenceData, *, by: Person, reason: str = "", is_sample: bool = False) -> Reference:
    """Add a work; the same DOI, PMID, or title and year answers the record that is there."""
    require(Desk.of(by).may_keep_library)
    if not data.title.strip():
        raise Refusal(_("Give the reference a title."))
    # An import looks for its works behind the same lock.
    record.lock_head(record.LIBRARY)
    known = _known(data)
    if known is not None:
        return known
    values = {**vars(data), "csl": {**data.csl, "title": data.title}, "key": _free_key(data), "doi": data.doi.lower()}
    reference = Reference(**values, is_sample=is_sample)
    reference.record(by=by, reason=reason or _("added to the library"))
    if reference.guideline:
        # It may be what took the place of another edition.
        look_again(*Reference.objects.filter(guideline=reference.guideline))
    record.append(record.LIBRARY, "reference.added", by=by, reference=reference.key)
    return reference


def _known(data: ReferenceData) -> Reference | None:
    for name, value in (("key", data.key), ("doi", data.doi.lower()), ("pmid", data.pmid)):
        if value and (found := Reference.objects.filter(**{name: value}).first()):
            return found.current
    year = _year(data)
    same_title = Reference.objects.kept().filter(title__iexact=data.title.strip(), type=data.type)
    return next((reference for reference in same_title if reference.year == year and not (data.doi or data.pmid)), None)


def _year(data: ReferenceData) -> str:
    parts = data.csl.get("issued", {}).get("date-parts") or [[""]]
    return str(parts[0][0])


def key_base(data: ReferenceData) -> str:
    """First author, year and four words of the title, or the key that was typed."""
    authors = data.csl.get("author") or [{}]
    first = slugify(authors[0].get("family") or authors[0].get("literal") or "")
    words = slugify(data.title).split("-")[:4]
    return slugify(data.key) or "-".join(filter(None, [first[:30], _year(data), *words]))[:70] or "reference"


def _free_key(data: ReferenceData) -> str:
    base = key_base(data)
    taken = set(Reference.objects.filter(key__startswith=base).values_list("key", flat=True))
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(key for key in numbered if key not in taken)


@transaction.atomic
def list_reference(article: Article, reference: Reference, *, by: Person) -> Article:
    """Put a work of the library on the article's own reference list, whether a text cites it yet or not."""
    locked, reference = open_draft(article, by=by), reference.current
    if reference.key not in locked.reference_keys:
        locked.reference_keys = [*locked.reference_keys, reference.key]
        new_revision(locked, by=by, reason=_("reference list: %s") % reference.title)
    return locked


@transaction.atomic
def confirm_citation(proposal: ProposedCitation, *, by: Person, reference: Reference) -> ProposedCitation:
    """A person says which work a label of an imported text stands for (S24); the text cites it from then on."""
    article, reference = open_draft(proposal.article, by=by), reference.current
    proposal = ProposedCitation.objects.select_for_update().get(pk=proposal.pk)
    if proposal.confirmed_at is not None:
        raise Refusal(_("This citation was confirmed already."))
    text = article.texts.get(audience=proposal.audience)
    mapping = {f"unresolved:{proposal.label}": reference.key}
    if proposal.label not in {*unresolved(text.summary), *unresolved(text.body)}:
        raise Refusal(_("The text no longer has this citation."))
    text.summary, text.body = rebind(text.summary, mapping), rebind(text.body, mapping)
    article.reference_keys = list(dict.fromkeys([*article.reference_keys, reference.key]))
    new_revision(
        article,
        by=by,
        texts=[text],
        reason=_("citation “%(label)s” is: %(title)s") % {"label": proposal.label, "title": reference.title},
    )
    proposal.reference, proposal.confirmed_by, proposal.confirmed_at = reference, by, timezone.now()
    proposal.save()
    return proposal
