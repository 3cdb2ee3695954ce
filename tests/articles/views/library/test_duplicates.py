"""Records that may be one work: their list, the page that merges two, and the one that undoes it."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, Person, Reference, ReferenceMerge, Version
from tests.articles.views.conftest import SignIn, address

CSL = {"author": [{"family": "Doe"}], "issued": {"date-parts": [["2020"]]}}
WHY = {"reason": "One paper."}


def add(by: Person, title: str = "A trial of walking", **data: str) -> Reference:
    """`add_reference` would take one of the same title and year and type for the record that is there."""
    return actions.add_reference(actions.ReferenceData(title=title, type="book", csl=CSL, **data), by=by)


def merge_url(kept: Reference, gone: Reference) -> str:
    return f"{address('reference_merge', kept.pk)}?with={gone.key}"


def test_records_of_one_title_year_and_author_are_listed(at_desk: Client, reference: Reference, editor: Person) -> None:
    twin = add(editor, pmid="77")
    add(editor, title="A trial of swimming")

    pairs = at_desk.get(address("duplicates")).context["pairs"]

    assert [(pair.one, pair.other) for pair in pairs] == [(reference, twin)]


def test_records_with_different_identifiers_of_one_kind_are_two_works(
    at_desk: Client, reference: Reference, editor: Person
) -> None:
    add(editor, doi="10.1000/preprint")

    response = at_desk.get(address("duplicates"))

    assert (response.context["pairs"], "No two records look like one work." in response.content.decode()) == ([], True)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_the_same_queries_however_long(
    count: int, at_desk: Client, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        add(editor, title=f"Walking {number}", pmid=f"{number + 1}")
        add(editor, title=f"Walking {number}", doi=f"10.1000/{number}", pmcid=f"PMC{number + 1}")
        add(editor, title=f"Other {number}", pmid=f"9{number + 1}", pmcid=f"PMC{number + 1}")

    # session, person, roles, three times groups and rows, none of ISBN, sample band
    with django_assert_num_queries(9):
        response = at_desk.get(address("duplicates"))

    assert len(response.context["pairs"]) == 2 * count


def test_two_records_are_seen_side_by_side_and_merged(
    at_desk: Client, draft: Article, reference: Reference, editor: Person
) -> None:
    twin = add(editor, pmid="77")
    page = at_desk.get(merge_url(twin, reference))

    response = at_desk.post(merge_url(twin, reference), WHY)

    lines = {str(line.label): (line.kept, line.gone, line.differs) for line in page.context["lines"]}
    assert (lines["DOI"], lines["PMID"]) == (("", "10.1000/walk", True), ("77", "", True))
    assert lines["Year"] == ("2020", "2020", False)
    assert response["Location"] == address("reference", twin.pk)
    assert Article.objects.get().reference_keys == [twin.key]
    assert at_desk.get(address("duplicates")).context["pairs"] == []


def test_a_reason_and_two_records_are_asked_for(at_desk: Client, reference: Reference, editor: Person) -> None:
    twin = add(editor, pmid="77")

    without = at_desk.post(merge_url(twin, reference), {"reason": ""})
    itself = at_desk.post(merge_url(twin, twin), WHY)
    unknown = at_desk.get(f"{address('reference_merge', twin.pk)}?with=nothing", follow=True)

    assert (without.status_code, itself.status_code, ReferenceMerge.objects.count()) == (422, 422, 0)
    assert "The library has no reference with the key “nothing”." in unknown.content.decode()


def test_a_merge_is_told_on_both_pages_and_undone(
    at_desk: Client, submitted_version: Version, reference: Reference, editor: Person
) -> None:
    twin = add(editor, pmid="77")
    at_desk.post(merge_url(twin, reference), WHY)
    merged = ReferenceMerge.objects.get()
    pages = [at_desk.get(address("reference", row.pk)) for row in (reference, twin)]

    opened = at_desk.get(address("reference_part", merged.pk))
    wanted = at_desk.post(address("reference_part", merged.pk), {"reason": ""})
    response = at_desk.post(address("reference_part", merged.pk), {"reason": "Two papers."})
    again = at_desk.post(address("reference_part", merged.pk), {"reason": "Two papers."})

    assert ["Merged into" in page.content.decode() for page in pages] == [True, False]
    assert ["Took over the citations of" in page.content.decode() for page in pages] == [False, True]
    assert [page.context["form"] is None for page in pages] == [True, False]
    (entry,) = pages[1].context["use"].articles
    assert [cited.version for cited in entry.versions] == [submitted_version]
    assert (opened.status_code, wanted.status_code, again.status_code) == (200, 422, 422)
    assert response["Location"] == address("reference", reference.pk)
    assert at_desk.get(address("reference_part", merged.pk)).status_code == 404
    assert Article.objects.get().reference_keys == ["doe-2020"]


def test_who_reads_and_who_may_not(
    reference: Reference, editor: Person, auditor: Person, outsider: Person, client: Client, sign_in: SignIn
) -> None:
    twin = add(editor, pmid="77")
    reads, strange = sign_in(auditor), sign_in(outsider)

    statuses = [reads.get(address("duplicates")).status_code, strange.get(address("duplicates")).status_code]

    assert statuses == [200, 403]
    assert client.get(address("duplicates")).status_code == 302
    for person in (reads, strange):
        assert person.post(merge_url(twin, reference), WHY).status_code == 403
        assert person.post(address("reference_part", 1), WHY).status_code == 403
    assert ReferenceMerge.objects.count() == 0
