"""The library's pages: its list, and adding a work."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import actions
from articles.models import Article, Person, Reference

LIST = "/desk/references/"
NEW = "/desk/references/new/"
TRIAL = {
    "type": "randomised-trial",
    "title": "Walking or rest",
    "authors": "Doe, Jane\nWorld Health Organization\n",
    "journal": "Journal of Legs",
    "year": "2021",
    "volume": "12",
    "pages": "1-9",
    "doi": "https://doi.org/10.1000/ABC",
    "pmid": "PMID: 123456",
    "url": "example.org/walking",
}


def add(client: Client, page: str = NEW, **changes: Any) -> Any:
    return client.post(page, TRIAL | changes)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_seven_queries_however_long(
    count: int, at_desk: Client, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        actions.add_reference(actions.ReferenceData(title=f"Work {number}", type="book"), by=editor)

    with django_assert_num_queries(7):  # session, person, roles, tags, count, rows, sample band
        response = at_desk.get(LIST)

    assert len(response.context["page"]) == min(count, 25)


@pytest.mark.parametrize("searched", ["trial of", "doe-2020", "10.1000/WALK"])
def test_a_work_is_found_by_title_key_and_doi(at_desk: Client, reference: Reference, searched: str) -> None:
    response = at_desk.get(LIST, {"q": searched})

    assert list(response.context["page"]) == [reference]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ({}, ["Atlas", "Bones", "Cases", "Dust"]),
        ({"type": "book"}, ["Atlas", "Bones"]),
        ({"standing": "confirmed"}, ["Bones"]),
        ({"mark": "any"}, ["Cases"]),
        ({"mark": "retracted"}, ["Cases"]),
        ({"mark": "corrected"}, []),
        ({"mark": "none"}, ["Atlas", "Bones", "Dust"]),
        ({"since": "2010"}, ["Bones", "Cases"]),
        ({"until": "2010"}, ["Atlas", "Bones"]),
        ({"since": "2009", "until": "2011"}, ["Bones"]),
        ({"use": "listed"}, ["Dust"]),
        ({"use": "unlisted"}, ["Atlas", "Bones", "Cases"]),
        ({"evidence": "grade"}, ["Bones"]),
        ({"evidence": "ocebm-2011"}, []),
        ({"evidence": "none"}, ["Atlas", "Cases", "Dust"]),
        ({"tag": "old"}, ["Atlas", "Bones"]),
        ({"tag": "old", "type": "book", "since": "2000"}, ["Bones"]),
        ({"q": "to replace"}, ["Bones"]),
        ({"q": "a", "type": "book", "until": "2005"}, ["Atlas"]),
    ],
)
def test_the_list_is_narrowed_down(wanted: dict[str, str], titles: list[str], at_desk: Client, editor: Person) -> None:
    article = actions.create_article(by=editor, details=actions.Details(title="Legs", audiences=["patient"]))
    for title, type_, year in (("Atlas", "book", "1999"), ("Bones", "book", 2010), ("Cases", "review", "2020")):
        csl = {"issued": {"date-parts": [[year]]}}
        actions.add_reference(actions.ReferenceData(title=title, type=type_, csl=csl), by=editor)
    dust = actions.add_reference(actions.ReferenceData(title="Dust", type="review"), by=editor)
    actions.list_reference(article, dust, by=editor)
    bones, cases = Reference.objects.get(title="Bones"), Reference.objects.get(title="Cases")
    actions.confirm_type(bones, by=editor, type="book", reason="Held it.")
    actions.rate_evidence(bones, by=editor, scheme="grade", level="low", reason="Stated there.")
    actions.tag_reference(bones, by=editor, tags=["old", "to replace"])
    actions.tag_reference(Reference.objects.get(title="Atlas"), by=editor, tags=["Old"])
    actions.mark_reference(cases, by=editor, mark="retracted", source="PMID 1", reason="Said there.")

    response = at_desk.get(LIST, wanted)

    assert [row.title for row in response.context["page"]] == titles


def test_tags_are_offered_where_there_are_any(at_desk: Client, reference: Reference, editor: Person) -> None:
    before = at_desk.get(LIST).context["form"].fields
    actions.tag_reference(reference, by=editor, tags=["doses", "children"])

    after = at_desk.get(LIST).context["form"].fields

    assert "tag" not in before
    assert after["tag"].choices[1:] == [("children", "children"), ("doses", "doses")]


@pytest.mark.parametrize(("are_checked", "said", "bold"), [(False, 1, 0), (True, 0, 2)])
def test_that_checks_are_off_is_said_once_and_not_at_each_work(
    at_desk: Client, reference: Reference, editor: Person, settings: Settings, are_checked: bool, said: int, bold: int
) -> None:
    settings.REFERENCE_CHECKS = are_checked
    actions.add_reference(actions.ReferenceData(title="Nerves", type="book"), by=editor)

    page = at_desk.get(LIST).content.decode()

    assert page.count("Checks for retractions are turned off here") == said
    assert page.count("<strong>Never checked for retractions</strong>") == bold
    assert page.count("Never checked for retractions") == 2


def test_a_filter_that_nothing_fits_and_one_that_is_wrong_say_so(at_desk: Client, reference: Reference) -> None:
    nothing = at_desk.get(LIST, {"type": "book"})
    wrong = at_desk.get(LIST, {"since": "2010", "until": "2001"})

    assert (nothing.status_code, "Nothing in the library fits this filter." in nothing.content.decode()) == (200, True)
    assert (wrong.status_code, wrong.context["form"].errors) == (422, {"until": ["The last year is before the first."]})


def test_the_filter_stays_on_other_pages_of_the_list(at_desk: Client, editor: Person) -> None:
    for number in range(26):
        actions.add_reference(actions.ReferenceData(title=f"Work {number}", type="book"), by=editor)

    response = at_desk.get(LIST, {"type": "book", "q": "work"})

    assert response.context["query"] == "&q=work&type=book"


def test_a_search_without_a_hit_says_so(at_desk: Client, reference: Reference) -> None:
    response = at_desk.get(LIST, {"q": "gout"})

    assert "Nothing in the library fits “gout”." in response.content.decode()


def test_a_work_is_stored_as_csl_with_bare_identifiers(at_desk: Client) -> None:
    response = add(at_desk)

    row = Reference.objects.get()
    assert response["Location"] == LIST
    assert (row.doi, row.pmid, row.url) == ("10.1000/abc", "123456", "https://example.org/walking")
    assert (row.type, row.standing, row.key) == ("randomised-trial", "confirmed", "doe-2021-walking-or-rest")
    assert row.csl == {
        "type": "article-journal",
        "title": "Walking or rest",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "World Health Organization"}],
        "container-title": "Journal of Legs",
        "issued": {"date-parts": [["2021"]]},
        "volume": "12",
        "page": "1-9",
    }


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", " ", "Give the reference a title."),
        ("year", "21", "Type the year with four digits, such as 2021."),
        (
            "doi",
            "10.1/<script>",
            "This is not a DOI. It begins with “10.”, a number and a slash, such as 10.1000/xyz123.",
        ),
        ("pmid", "12a", "A PMID is a number of up to eight digits."),
        ("url", "javascript:alert(1)", "Type a whole web address, such as https://example.org/guideline."),
        ("url", "ftp://example.org/", "Type a web address that begins with https:// or http://."),
    ],
)
def test_bad_values_are_refused_at_their_fields(at_desk: Client, field: str, value: str, sentence: str) -> None:
    response = add(at_desk, **{field: value})

    assert response.context["form"].errors == {field: [sentence]}
    assert Reference.objects.count() == 0


@pytest.mark.parametrize(("field", "value"), [("doi", "10.1000/WALK"), ("pmid", "777")])
def test_a_doi_or_pmid_that_is_there_is_answered_with_its_record(
    at_desk: Client, reference: Reference, editor: Person, field: str, value: str
) -> None:
    known = reference
    if field == "pmid":
        known = actions.add_reference(actions.ReferenceData(title="Known", type="review", pmid="777"), by=editor)

    response = add(at_desk, **{field: value})

    assert response.context["form"].existing == known
    assert response.context["form"].errors == {field: [f"The library has this work already: “{known.title}”."]}
    assert not Reference.objects.filter(title="Walking or rest").exists()


def test_a_work_added_from_an_article_goes_on_its_list(at_desk: Client, draft: Article) -> None:
    response = add(at_desk, f"{NEW}?article={draft.pk}")

    draft.refresh_from_db()
    assert response["Location"] == reverse("desk:article_citations", args=[draft.pk])
    assert draft.reference_keys == ["doe-2020", "doe-2021-walking-or-rest"]


def test_a_known_work_is_offered_for_the_list_of_the_article(at_desk: Client, draft: Article) -> None:
    response = add(at_desk, f"{NEW}?article={draft.pk}", doi="10.1000/walk")

    shown = response.content.decode()
    assert reverse("desk:article_list_reference", args=[draft.pk]) in shown
    assert "Put it on the reference list of the article" in shown
