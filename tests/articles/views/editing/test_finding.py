"""The page that finds and replaces words over all texts of an article."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.forms.together import FindForm
from articles.models import Article, Person, Text, WorkingCopy
from articles.text.letters import Place
from articles.views.editing.finding import MOST_PLACES, where
from tests.articles.views.conftest import address
from tests.universe import CLINICIAN, PATIENT, write

SignIn = Callable[[Person], Client]


def find(client: Client, article: Article, words: str, replacement: str = "", **options: object):  # type: ignore[no-untyped-def]
    return client.get(address("article_find", article.pk), {"words": words, "replacement": replacement, **options})


def values(response: object) -> list[str]:
    found = response.context["found"]  # type: ignore[attr-defined]
    return [row.value for one in found for _label, rows in one.parts for row in rows]


def posted(article: Article, *places: str, **changes: object) -> dict[str, object]:
    revisions = [f"{text.audience}:{text.revision}" for text in article.texts.all()]
    return {"words": "leg", "replacement": "limb", "place": places, "revision": revisions, **changes}


def test_an_empty_form_searches_nothing(at_desk: Client, draft: Article) -> None:
    response = at_desk.get(address("article_find", draft.pk))

    assert (response.status_code, response.context["searched"]) == (200, False)


def test_every_place_of_all_texts_is_listed(at_desk: Client, draft: Article) -> None:
    response = find(at_desk, draft, "leg", "limb")

    assert values(response) == [
        "patient.summary.0",
        "patient.description.0",
        "clinician.summary.0",
        "clinician.description.0",
    ]
    assert response.context["count"] == 4


def test_only_ticked_texts_are_searched(at_desk: Client, draft: Article) -> None:
    assert values(find(at_desk, draft, "leg", texts=["clinician"])) == [
        "clinician.summary.0",
        "clinician.description.0",
    ]


def test_a_name_inside_a_longer_one_is_found_only_when_asked(at_desk: Client, draft: Article, editor: Person) -> None:
    write(draft, "patient", "<p>A triptan, such as sumatriptan.</p>", by=editor)

    usual, inside = (find(at_desk, draft, "triptan", **asked) for asked in ({}, {"inside_words": "on"}))

    assert (usual.context["count"], inside.context["count"]) == (1, 2)


def test_no_place_is_said(at_desk: Client, draft: Article) -> None:
    response = find(at_desk, draft, "aspirin")

    assert response.context["count"] == 0
    assert "The words are in none of the texts that were searched." in response.content.decode()


@pytest.mark.parametrize("words", ["", " "])
def test_without_words_the_form_says_so(at_desk: Client, draft: Article, words: str) -> None:
    response = find(at_desk, draft, words)

    assert not response.context["searched"]
    assert "words" in response.context["form"].errors


def test_a_replaced_dose_is_marked(at_desk: Client, draft: Article) -> None:
    html = find(at_desk, draft, "300 mg", "100 mg").content.decode()

    assert "<del>300 mg</del><ins>100 mg</ins>" in html
    assert "Changes a dose" in html
    assert "Treatment: Paragraph" in html


def test_a_list_that_would_be_too_long_is_cut_and_says_so(at_desk: Client, draft: Article, editor: Person) -> None:
    write(draft, "patient", f"<p>{'leg ' * (MOST_PLACES + 10)}</p>", by=editor)

    response = find(at_desk, draft, "leg", "limb")

    assert response.context["count"] == MOST_PLACES
    assert response.context["cut"]


def test_ticked_places_are_replaced_and_the_search_comes_again(at_desk: Client, draft: Article) -> None:
    response = at_desk.post(address("article_find", draft.pk), posted(draft, "patient.summary.0"), follow=True)

    assert [str(message) for message in response.context["messages"]] == ["1 place was replaced."]
    assert Text.objects.get(article=draft, audience="patient").summary == "<p>Rest the limb and keep moving.</p>"
    assert values(response) == ["patient.description.0", "clinician.summary.0", "clinician.description.0"]
    assert response.redirect_chain[0][0].endswith("?words=leg&replacement=limb")


def deleting(article: Article, *places: str, **changes: object) -> dict[str, object]:
    return posted(article, *places, words="the leg", replacement="", delete="on", **changes)


def test_words_to_be_deleted_are_shown_and_a_confirmation_is_asked(at_desk: Client, draft: Article) -> None:
    html = find(at_desk, draft, "300 mg", delete="on").content.decode()

    assert html.count("<del>300 mg</del>") == 1
    assert "<ins>" not in html
    assert "Changes a dose" in html
    assert "Yes, delete the words at the ticked places" in html
    assert "Replace the ticked places" not in html


def test_ticked_places_are_deleted_once_it_is_confirmed(at_desk: Client, draft: Article) -> None:
    response = at_desk.post(
        address("article_find", draft.pk), deleting(draft, "patient.summary.0", sure="on"), follow=True
    )

    assert [str(message) for message in response.context["messages"]] == ["The words were deleted at 1 place."]
    assert Text.objects.get(article=draft, audience="patient").summary == "<p>Rest and keep moving.</p>"
    assert values(response) == ["clinician.summary.0"]
    assert response.redirect_chain[0][0].partition("&")[0].endswith("?words=the+leg")


def test_a_deletion_that_is_not_confirmed_is_refused_and_the_ticks_stay(at_desk: Client, draft: Article) -> None:
    response = at_desk.post(address("article_find", draft.pk), deleting(draft, "patient.summary.0"))

    assert response.status_code == 422
    assert response.context["form"].errors == {"sure": ["Confirm that the words are to be deleted."]}
    assert [row.ticked for one in response.context["found"] for _, rows in one.parts for row in rows] == [True, False]
    assert Text.objects.get(article=draft, audience="patient").summary == "<p>Rest the leg and keep moving.</p>"


def test_an_empty_field_by_accident_deletes_nothing(at_desk: Client, draft: Article) -> None:
    response = at_desk.post(address("article_find", draft.pk), posted(draft, "patient.summary.0", replacement=""))

    assert response.status_code == 409
    assert str(response.context["refusal"]) == "Say which words to find and what to put in their place."


def test_words_are_replaced_or_deleted_and_not_both(at_desk: Client, draft: Article) -> None:
    response = find(at_desk, draft, "leg", "limb", delete="on")

    assert not response.context["searched"]
    assert list(response.context["form"].errors) == ["delete"]


def test_a_deletion_that_would_empty_a_block_is_refused(at_desk: Client, draft: Article) -> None:
    data = deleting(draft, "patient.summary.0", sure="on") | {"words": "Rest the leg and keep moving"}

    response = at_desk.post(address("article_find", draft.pk), data)

    assert response.status_code == 409
    assert str(response.context["refusal"]).startswith("Nothing would be left of “Rest the leg and keep moving.”.")


def test_a_text_that_changed_since_gets_a_new_list_and_nothing_is_replaced(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    data = posted(draft, "patient.summary.0")
    write(draft, "patient", PATIENT, by=editor, summary="<p>My leg. Your leg.</p>")

    response = at_desk.post(address("article_find", draft.pk), data)

    assert response.status_code == 409
    assert Text.objects.get(article=draft, audience="patient").summary == "<p>My leg. Your leg.</p>"
    assert values(response)[:2] == ["patient.summary.0", "patient.summary.1"]
    assert [row.ticked for one in response.context["found"] for _, rows in one.parts for row in rows] == [True] * 5


def test_nothing_ticked_is_refused_and_stays_unticked(at_desk: Client, draft: Article) -> None:
    response = at_desk.post(address("article_find", draft.pk), posted(draft))

    assert response.status_code == 409
    assert str(response.context["refusal"]) == "Tick at least one place."
    assert not any(row.ticked for one in response.context["found"] for _, rows in one.parts for row in rows)


@pytest.mark.parametrize("place", ["", "patient", "patient.body", "patient.body.x", "patient.revision.0"])
def test_a_place_that_is_none_is_not_taken_for_one(at_desk: Client, draft: Article, place: str) -> None:
    response = at_desk.post(address("article_find", draft.pk), posted(draft, place))

    assert str(response.context["refusal"]) == "Tick at least one place."


def test_a_posted_form_without_words_is_refused(at_desk: Client, draft: Article) -> None:
    response = at_desk.post(address("article_find", draft.pk), posted(draft, "patient.summary.0", words=""))

    assert response.status_code == 422


def test_words_that_are_not_saved_are_named(at_desk: Client, draft: Article, editor: Person) -> None:
    text = draft.texts.get(audience="patient")
    WorkingCopy.objects.create(text=text, person=editor, body="<p>Mine.</p>", base_revision=text.revision)

    html = at_desk.get(address("article_find", draft.pk)).content.decode()

    assert "You have unsaved words, which are not searched: Patients, families and carers." in html


def test_an_auditor_may_find_and_not_replace(sign_in: SignIn, draft: Article, auditor: Person) -> None:
    client = sign_in(auditor)

    found = find(client, draft, "leg", "limb")
    refused = client.post(address("article_find", draft.pk), posted(draft, "patient.summary.0"))

    assert len(values(found)) == 4
    assert "Replace the ticked places" not in found.content.decode()
    assert refused.status_code == 403


def test_the_page_is_not_for_strangers(sign_in: SignIn, draft: Article, outsider: Person) -> None:
    assert Client().get(address("article_find", draft.pk)).status_code == 302
    assert sign_in(outsider).get(address("article_find", draft.pk)).status_code == 403


@pytest.mark.parametrize("times", [1, 30])
def test_a_list_asks_as_often_however_long_it_is(
    at_desk: Client, draft: Article, editor: Person, times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write(draft, "clinician", CLINICIAN + "\n<p>Aspirin.</p>" * times, by=editor)

    with django_assert_num_queries(7):  # session, person, roles, article, texts, working copies, sample band
        find(at_desk, draft, "aspirin", "ibuprofen")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(), "Paragraph"),
        (Place("td", "", ("Treatment", "Doses"), "Gabapentin"), "Treatment › Doses: Table, Gabapentin"),
        (Place("li", "warning", ("Treatment",)), "Treatment: Warning, List item"),
        (Place("h3", "question"), "Question and answer, Heading"),
    ],
)
def test_a_place_is_named_by_section_box_and_block(place: Place, expected: str) -> None:
    assert where(place) == expected


def test_no_ticked_text_means_all(draft: Article) -> None:
    form = FindForm({"words": "leg"}, article=draft)
    form.is_valid()

    assert [audience.value for audience in form.audiences] == ["patient", "clinician"]
