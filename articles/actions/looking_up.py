"""Looking works up where they are known: by DOI, PMID or PMCID, or as somebody wrote the reference. Nothing here is atomic: it waits."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError
from django.utils.translation import gettext as _

from articles.actions.library import ReferenceData, add_reference
from articles.models import Person, Reference
from articles.outside import crossref, ncbi
from articles.outside.asking import Budget
from articles.outside.crossref import Match
from articles.outside.statements import Statement
from articles.permissions import Desk, require
from articles.references import identifiers
from articles.references.works import Work
from articles.refusals import Refusal

# Somebody waits for the answer.
PATIENCE = 8.0
_LONGEST = {"title": 600, "label": 80, "isbn": 20, "pmcid": 16, "guideline": 80}


@dataclass(frozen=True)
class LookedUp:
    """A work as `source` states it, and what was said of it since."""

    work: Work
    source: str
    statements: tuple[Statement, ...]


class WorkUnknown(Refusal):
    """The service that would know it knows no such work."""


def look_up(typed: str) -> LookedUp:
    """The work that a DOI, PMID or PMCID names. Raises `WorkUnknown` or `ServiceAway`, or refuses what is no identifier."""
    named = identifiers.recognised(typed)
    budget = Budget(seconds=PATIENCE)
    if named is not None and named.kind == "doi":
        return _from_crossref(named.value, budget)
    if named is not None and named.kind == "pmid":
        return _from_pubmed(named.value, budget)
    if named is not None and named.kind == "pmcid":
        pmid = ncbi.pmid_of(named.value, budget=budget)
        if not pmid:
            raise WorkUnknown(_("PubMed knows no work with the PMCID %s.") % named.value)
        return _from_pubmed(pmid, budget)
    raise Refusal(_("This is not a DOI, PMID or PMCID."))


def _from_crossref(doi: str, budget: Budget) -> LookedUp:
    record = crossref.by_doi(doi, budget=budget)
    if record is None:
        raise WorkUnknown(_("Crossref knows no work with the DOI %s.") % doi)
    return LookedUp(_titled(crossref.work_of(record)), crossref.LABEL, crossref.statements_of(record))


def _from_pubmed(pmid: str, budget: Budget) -> LookedUp:
    record = ncbi.by_pmid(pmid, budget=budget)
    if record is None:
        raise WorkUnknown(_("PubMed knows no work with the PMID %s.") % pmid)
    return LookedUp(_titled(ncbi.work_of(record)), ncbi.LABEL, ncbi.statements_of(record))


def _titled(work: Work) -> Work:
    if not work.title:
        raise WorkUnknown(_("What is known of the work has no title. Type it by hand."))
    return work


def find_matches(reference: str) -> tuple[Match, ...]:
    """Works that a reference as somebody wrote it may mean; a person says which. Raises `ServiceAway`."""
    return crossref.matches(reference, budget=Budget(seconds=PATIENCE))


def known_work(typed: str) -> Reference | None:
    """The work of the library that an identifier names."""
    named = identifiers.recognised(typed)
    if named is None or named.kind not in ("doi", "pmid", "pmcid"):
        return None
    found = Reference.objects.filter(**{named.kind: named.value}).first()
    return found.current if found is not None else None


def add_looked_up(typed: str, *, by: Person) -> tuple[Reference, LookedUp | None]:
    """The work that an identifier names, in the library as it is stated; what the library has already is not looked up."""
    require(Desk.of(by).may_keep_library)
    known = known_work(typed)
    if known is not None:
        return known, None
    found = look_up(typed)
    data, reason = data_of_work(found.work), _("looked up: %s") % found.source
    try:
        return add_reference(data, by=by, reason=reason), found
    except IntegrityError:
        # Somebody gave another record its DOI or PMID in the same moment: by now that one is known.
        return add_reference(data, by=by, reason=reason), found


def data_of_work(work: Work) -> ReferenceData:
    """As the source states it, nothing confirmed."""
    names = ("label", "doi", "pmid", "pmcid", "isbn", "url", "guideline")
    values = {name: str(getattr(work, name))[: _LONGEST.get(name, 600)] for name in names}
    return ReferenceData(title=work.title[: _LONGEST["title"]], type=work.type, csl=dict(work.csl), **values)
