"""Filling in a work from what Crossref or PubMed know, without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from django.test import Client

from articles import actions
from articles.forms.looking_up import SALT
from articles.models import Person, Reference
from articles.views.limits import MOST_PER_MINUTE, asks_too_often
from tests.evidence_servers import Bad, Services, crossref_work, pubmed_work, retraction

NEW = "/desk/references/new/"
DOI = "10.5555/legs.1"


@pytest.fixture
def legs(services: Services) -> Services:
    services.works[DOI] = crossref_work(DOI)
    services.papers["12345"] = pubmed_work("12345")
    return services


def look_up(client: Client, typed: str) -> Any:
    return client.post(NEW, {"look-up": "1", "identifier": typed})


def filled_in(response: Any) -> dict[str, str]:
    form = response.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_the_form_is_filled_in_and_nothing_is_saved(at_desk: Client, legs: Services) -> None:
    response = look_up(at_desk, DOI)

    shown = filled_in(response)
    del shown["stated"]
    assert shown == {
        "type": "other-research",
        "title": "Walking for sore legs",
        "authors": "Ample, Ada\nSore Legs Group",
        "journal": "Journal of Legs",
        "year": "2019",
        "volume": "12",
        "pages": "101-109",
        "doi": DOI,
        "pmid": "",
        "url": "",
    }
    assert "Filled in from Crossref, as stated there." in response.content.decode()
    assert Reference.objects.count() == 0


def test_what_the_form_does_not_show_is_kept(at_desk: Client, legs: Services) -> None:
    at_desk.post(NEW, filled_in(look_up(at_desk, "PMID 12345")))

    row = Reference.objects.get()
    assert (row.doi, row.pmid, row.pmcid, row.standing) == (DOI, "12345", "PMC7654321", "as-stated")
    assert (row.csl["issue"], row.csl["ISSN"], row.csl["container-title-short"]) == ("3", "1234-5678", "J Legs")
    assert row.csl["issued"] == {"date-parts": [["2019", "3", "4"]]}


def test_what_is_changed_or_emptied_in_the_form_counts(at_desk: Client, legs: Services) -> None:
    shown = filled_in(look_up(at_desk, DOI)) | {"type": "review", "year": "2020", "volume": "", "authors": "Roe, R"}

    at_desk.post(NEW, shown)

    row = Reference.objects.get()
    assert (row.type, row.standing, row.label) == ("review", "confirmed", "")
    assert row.csl["issued"] == {"date-parts": [["2020"]]}
    assert row.csl["author"] == [{"family": "Roe", "given": "R"}]
    assert "volume" not in row.csl


@pytest.mark.parametrize("made_up", ["nonsense", "sealed elsewhere", ""])
def test_what_was_stated_cannot_be_made_up(made_up: str, at_desk: Client, legs: Services) -> None:
    elsewhere = signing.dumps({"csl": {"issue": "9"}}, salt="other")
    stated = elsewhere if made_up == "sealed elsewhere" else made_up

    at_desk.post(NEW, filled_in(look_up(at_desk, DOI)) | {"stated": stated})

    assert "issue" not in Reference.objects.get().csl


def test_what_is_sealed_and_no_object_is_nothing(at_desk: Client, legs: Services) -> None:
    at_desk.post(NEW, filled_in(look_up(at_desk, DOI)) | {"stated": signing.dumps([1], salt=SALT)})

    assert Reference.objects.get().standing == "confirmed"


def test_a_work_that_the_library_has_is_shown_and_not_asked_for(
    at_desk: Client, legs: Services, editor: Person
) -> None:
    actions.add_looked_up(DOI, by=editor)
    asked = len(legs.asked)

    response = look_up(at_desk, DOI)

    assert "The library has this work already" in response.content.decode()
    assert len(legs.asked) == asked


def test_a_retraction_is_said_before_the_work_is_added(at_desk: Client, services: Services) -> None:
    services.works[DOI] = crossref_work(DOI, **{"updated-by": [retraction()]})

    response = look_up(at_desk, DOI)

    words = "Said of it since: retracted (Crossref (publisher)). Look at it before you cite it."
    assert words in response.content.decode()


def test_a_reference_typed_freely_offers_works_to_choose_from(at_desk: Client, services: Services) -> None:
    services.found = [crossref_work(DOI)]
    services.works[DOI] = crossref_work(DOI)

    response = look_up(at_desk, "Ample A. Walking for sore legs. 2019.")

    words = response.content.decode()
    assert [match.percent for match in response.context["matches"]] == [100]
    assert f'name="identifier" value="{DOI}"' in words
    assert filled_in(look_up(at_desk, DOI))["doi"] == DOI


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type a DOI, PMID or PMCID, or a whole reference."),
        ("10.5555/nothing", "Crossref knows no work with the DOI 10.5555/nothing."),
        ("Nobody. Nothing at all.", "Crossref finds no work like this. Type it by hand."),
        ("10.1/<script>", "Crossref finds no work like this. Type it by hand."),
    ],
)
def test_what_was_not_found_is_said_and_the_form_stays(
    typed: str, sentence: str, at_desk: Client, services: Services
) -> None:
    response = look_up(at_desk, typed)

    assert response.context["look_up"].errors["identifier"] == [sentence]
    assert "Add to the library" in response.content.decode()
    assert "<script>" not in response.content.decode().replace("<script src", "").replace("<script type", "")


def test_typing_by_hand_stays_possible_while_the_service_is_away(at_desk: Client, services: Services) -> None:
    services.bad[DOI] = [Bad(403)]

    response = look_up(at_desk, DOI)
    at_desk.post(NEW, {"type": "book", "title": "Legs by hand"})

    assert response.context["look_up"].errors["identifier"] == [
        "Crossref cannot be asked at present: it answers with an error (403). Try again later, or type the work by hand."
    ]
    assert Reference.objects.get().title == "Legs by hand"


def test_nobody_asks_for_more_than_thirty_in_a_minute(at_desk: Client, services: Services, editor: Person) -> None:
    for _time in range(MOST_PER_MINUTE):
        asks_too_often(editor, "look-up")

    response = look_up(at_desk, DOI)

    assert response.context["look_up"].errors["identifier"] == ["Too many works at once; not looked up."]
    assert services.asked == []
