"""Identifiers of a file looked up one after the other: what is known, refused, or left where a service is away."""

from __future__ import annotations

import pytest

from articles.actions.reference_import import import_works
from articles.actions.reference_lookup import looked_up, looked_up_meanwhile
from articles.models import Person, Reference
from articles.references.works import Record, Refused, Typed, Wanted, Work
from tests.evidence_servers import Bad, Services, crossref_work

KNOWN, NOBODYS, AWAY = Wanted("doi", "10.5555/legs.1", 1), Wanted("doi", "10.5555/nothing", 2), Wanted("pmid", "7", 3)
TYPED = Typed("Words.", 4)
PUBMED_IS_AWAY = (
    "PubMed cannot be asked at present: it gave no whole answer in as many tries as are polite. "
    "Try again later, or type the work by hand."
)


@pytest.fixture
def legs(db: None, services: Services) -> Services:
    """Crossref knows one work; PubMed is away."""
    services.works["10.5555/legs.1"] = crossref_work("10.5555/legs.1")
    services.bad["7"] = [Bad(status=503)] * 9
    return services


def told(records: list[Record]) -> list[tuple[int, str]]:
    """The line of each and what it is: its title, why it was refused, or the identifier that is still one."""
    says = {Work: "title", Refused: "reason", Wanted: "value", Typed: "text"}
    return [(record.line, getattr(record, says[type(record)])) for record in records]


def test_each_identifier_is_its_work_or_refused_with_what_the_service_said(legs: Services) -> None:
    found = list(looked_up([KNOWN, NOBODYS, AWAY, TYPED]))

    _known, _nobodys, away, _typed = found
    assert told(found) == [
        (1, "Walking for sore legs"),
        (2, "Crossref knows no work with the DOI 10.5555/nothing."),
        (3, PUBMED_IS_AWAY),
        (4, "Words."),
    ]
    assert isinstance(away, Refused)
    assert away.title == "7"


def test_what_could_be_asked_is_found_and_the_rest_is_for_later(legs: Services) -> None:
    found, away = looked_up_meanwhile([NOBODYS, KNOWN, AWAY, TYPED])

    assert told(found) == [
        (2, "Crossref knows no work with the DOI 10.5555/nothing."),
        (1, "Walking for sore legs"),
    ]
    assert str(away) == PUBMED_IS_AWAY


def test_where_nobody_is_away_all_are_found(legs: Services) -> None:
    found, away = looked_up_meanwhile([KNOWN, TYPED])

    assert ([record.line for record in found], away) == ([1, 4], None)


def test_what_the_library_has_is_not_asked_for(legs: Services, editor: Person) -> None:
    import_works(looked_up([KNOWN]), by=editor, source="list.txt")
    asked = len(legs.asked)

    assert list(looked_up([KNOWN])) == [KNOWN]
    assert (len(legs.asked), Reference.objects.get().doi) == (asked, "10.5555/legs.1")
