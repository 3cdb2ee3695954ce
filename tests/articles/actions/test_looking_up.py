"""Looking works up, and what of it the library takes."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.models import Event, Person, Reference
from articles.outside.asking import ServiceAway
from articles.refusals import Refusal
from tests.evidence_servers import Bad, Services, crossref_work, pubmed_work, retraction

DOI = "10.5555/legs.1"


@pytest.fixture
def legs(services: Services) -> Services:
    services.works[DOI] = crossref_work(DOI)
    services.papers["12345"] = pubmed_work("12345")
    services.central["7654321"] = {"uid": "7654321", "articleids": [{"idtype": "pmid", "value": "12345"}]}
    return services


@pytest.mark.parametrize(
    ("typed", "source", "paths"),
    [
        ("https://doi.org/10.5555/LEGS.1", "Crossref", ["/crossref/works/10.5555%2Flegs.1"]),
        ("PMID: 12345", "PubMed", ["/ncbi/esummary.fcgi"]),
        ("PMC7654321", "PubMed", ["/ncbi/esummary.fcgi"] * 2),
    ],
)
def test_a_work_is_looked_up_where_it_is_known(
    typed: str, source: str, paths: list[str], db: None, legs: Services
) -> None:
    found = actions.look_up(typed)

    assert (found.work.title, found.source, found.statements) == ("Walking for sore legs", source, ())
    assert legs.paths() == paths


@pytest.mark.parametrize("typed", ["10.5555/nothing", "PMID 99999", "PMC99999"])
def test_a_work_that_nobody_knows_is_said_to_be_unknown(typed: str, db: None, legs: Services) -> None:
    with pytest.raises(actions.WorkUnknown, match="knows no work with the"):
        actions.look_up(typed)


@pytest.mark.parametrize("typed", ["", "Walking for sore legs", "10.1/<script>", "NG136"])
def test_what_is_no_identifier_is_not_asked_for(typed: str, db: None, legs: Services) -> None:
    with pytest.raises(Refusal, match="This is not a DOI, PMID or PMCID"):
        actions.look_up(typed)

    assert legs.asked == []


def test_a_work_without_a_title_is_typed_by_hand(db: None, services: Services) -> None:
    services.works[DOI] = crossref_work(DOI, "<i></i>")

    with pytest.raises(actions.WorkUnknown, match="has no title"):
        actions.look_up(DOI)


def test_a_work_that_was_looked_up_is_in_the_library_as_stated(db: None, legs: Services, editor: Person) -> None:
    reference, _found = actions.add_looked_up("PMID 12345", by=editor)

    row = Reference.objects.get()
    assert row == reference
    assert (row.doi, row.pmid, row.pmcid) == (DOI, "12345", "PMC7654321")
    assert (row.type, row.standing, row.label) == ("randomised-trial", "as-stated", "Randomized Controlled Trial")
    assert (row.year, row.csl["issue"], row.csl["page"]) == ("2019", "3", "101-109")
    history = row.history.latest("history_date")
    assert (history.history_user, history.history_change_reason) == (editor, "looked up: PubMed")
    assert Event.objects.filter(kind="reference.added").count() == 1


def test_a_work_is_added_once_and_asked_for_once(db: None, legs: Services, editor: Person) -> None:
    first, _found = actions.add_looked_up(DOI, by=editor)
    second, found = actions.add_looked_up(f"doi:{DOI}", by=editor)

    assert (first, found, len(legs.asked)) == (second, None, 1)


def test_what_was_said_of_a_work_comes_with_it(db: None, services: Services, editor: Person) -> None:
    services.works[DOI] = crossref_work(DOI, **{"updated-by": [retraction()]})

    _reference, found = actions.add_looked_up(DOI, by=editor)

    assert found is not None
    assert [statement.kind for statement in found.statements] == ["retracted"]


def test_whoever_may_not_draft_has_nothing_looked_up(db: None, legs: Services, outsider: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.add_looked_up(DOI, by=outsider)

    assert legs.asked == []


def test_nothing_is_added_while_the_service_is_away(db: None, services: Services, editor: Person) -> None:
    services.bad[DOI] = [Bad(403)]

    with pytest.raises(ServiceAway):
        actions.add_looked_up(DOI, by=editor)

    assert Reference.objects.count() == 0


def test_works_that_words_may_mean_are_proposed_and_none_is_added(db: None, services: Services) -> None:
    services.found = [crossref_work("10.5555/arms.1", "Lifting with sore arms"), crossref_work(DOI)]

    found = actions.find_matches("Ample A. Walking for sore legs. J Legs. 2019.")

    assert [match.work.doi for match in found] == [DOI, "10.5555/arms.1"]
    assert not Reference.objects.exists()
