"""Another text beside the edited one: what is shown, what is said on the tabs, and starting one text from another."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, Person, Text
from tests.articles.views.conftest import address
from tests.universe import CLINICIAN, PATIENT, write

SignIn = Callable[[Person], Client]


@pytest.fixture
def changed(draft: Article, editor: Person) -> Article:
    """The text for health professionals went on since the patients' was saved."""
    write(draft, "patient", PATIENT.replace("in 6 weeks", "within 6 weeks"), by=editor)
    body = CLINICIAN.replace("300 mg", "100 mg") + "\n<h2>Follow-up</h2>\n<p>See them again.</p>"
    write(draft, "clinician", body, by=editor)
    return draft


def page_of(article: Article, audience: str, beside: str = "") -> str:
    return address("article_edit", article.pk, audience) + (f"?beside={beside}" if beside else "")


def notes(client: Client, article: Article, audience: str) -> list[str]:
    return [tab["note"] for tab in client.get(page_of(article, audience)).context["audiences"]]


def test_nothing_stands_beside_a_text_unless_it_is_asked_for(at_desk: Client, draft: Article) -> None:
    context = at_desk.get(page_of(draft, "patient")).context

    assert context["beside"] is None
    assert [(str(choice.label), choice.current) for choice in context["beside_choices"]] == [
        ("None", True),
        ("Health professionals", False),
    ]


@pytest.mark.parametrize("wanted", ["patient", "student", "nobody"])
def test_only_another_text_of_the_article_stands_beside(at_desk: Client, draft: Article, wanted: str) -> None:
    assert at_desk.get(page_of(draft, "patient", wanted)).context["beside"] is None


def test_the_other_text_is_shown_as_its_readers_see_it(at_desk: Client, draft: Article) -> None:
    beside = at_desk.get(page_of(draft, "patient", "clinician")).context["beside"]

    assert beside.text.audience == "clinician"
    assert '<h2 data-section="1" id="beside-1">Treatment</h2>' in beside.body
    assert '<p class="rb-partner" data-partner="1">Goes with “What helps”</p>' in beside.body
    assert "Start gabapentin at 300\u00a0mg daily." in beside.body
    assert [(cited.number, cited.title) for cited in beside.cited] == [(1, "A trial of walking")]
    assert [(row.left, row.right) for row in beside.rows] == [("What helps", "Treatment")]
    assert beside.changes == 0


def test_what_changed_since_the_edited_text_was_saved_is_marked(at_desk: Client, changed: Article) -> None:
    response = at_desk.get(page_of(changed, "patient", "clinician"))

    beside = response.context["beside"]
    assert beside.changes == 3
    assert "<del>300\u00a0mg </del><ins>100\u00a0mg </ins>daily" in beside.body
    assert "<ins>See them again.</ins>" in beside.body
    assert "Number changed: 300\u00a0mg → 100\u00a0mg" in beside.body
    said = "changed in 3 places since this text was last saved (revision 5,"
    assert said in " ".join(response.content.decode().split())


def test_a_section_without_a_partner_says_so(at_desk: Client, changed: Article) -> None:
    beside = at_desk.get(page_of(changed, "patient", "clinician")).context["beside"]

    assert "Nothing in “Patients, families and carers” goes with this section." in beside.body


def test_a_tab_says_how_far_the_texts_are_apart(at_desk: Client, changed: Article) -> None:
    assert notes(at_desk, changed, "patient") == ["", "3 changes since"]
    assert notes(at_desk, changed, "clinician") == ["3 changes behind", ""]


def test_a_text_that_was_empty_then_is_written_since(at_desk: Client, draft: Article) -> None:
    assert notes(at_desk, draft, "patient") == ["", "written since"]
    assert notes(at_desk, draft, "clinician") == ["", ""]


def test_a_text_saved_after_the_other_has_nothing_to_catch_up(
    at_desk: Client, changed: Article, editor: Person
) -> None:
    write(changed, "patient", PATIENT.replace("6 weeks", "8 weeks"), by=editor)

    assert notes(at_desk, changed, "patient") == ["", "1 change behind"]
    assert at_desk.get(page_of(changed, "patient", "clinician")).context["beside"].changes == 0


def test_saving_keeps_the_other_text_beside(at_desk: Client, draft: Article) -> None:
    text = draft.texts.get(audience="patient")
    typed = {"summary": text.summary, "body": "<p>New.</p>", "description": "", "base_revision": text.revision}

    response = at_desk.post(page_of(draft, "patient", "clinician"), typed)

    assert response["Location"] == page_of(draft, "patient", "clinician")


def test_the_page_asks_as_often_however_much_changed(
    at_desk: Client, draft: Article, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 31):
        write(draft, "clinician", CLINICIAN.replace("300 mg", f"{number} mg"), by=editor)

    with django_assert_num_queries(13):
        at_desk.get(page_of(draft, "patient", "clinician"))


def test_sections_are_aligned_while_somebody_types(at_desk: Client, draft: Article) -> None:
    url = address("article_sections", draft.pk, "patient", "clinician")

    response = at_desk.post(url, {"body": "<h2>Causes</h2><p>Many.</p><h2>What can help?</h2><p>Rest.</p>"})

    assert json.loads(response.content) == {
        "pairs": [[0, 0], [1, None], [2, 1]],
        "left": ["", "Causes", "What can help?"],
        "right": ["", "Treatment"],
    }
    assert Text.objects.get(article=draft, audience="patient").body == PATIENT


def test_sections_of_too_long_a_text_are_refused(at_desk: Client, draft: Article) -> None:
    url = address("article_sections", draft.pk, "patient", "clinician")

    assert at_desk.post(url, {"body": "a" * (2 * 1024 * 1024 + 1)}).status_code == 422


def test_sections_are_only_aligned_for_whoever_writes(sign_in: SignIn, draft: Article, auditor: Person) -> None:
    url = address("article_sections", draft.pk, "patient", "clinician")

    assert Client().post(url).status_code == 302
    assert sign_in(auditor).post(url).status_code == 403
    assert sign_in(draft.handling_editor).get(url).status_code == 405


def test_an_empty_text_offers_to_be_started_from_another(at_desk: Client, draft: Article, editor: Person) -> None:
    details = actions.Details(title="Leg pain", audiences=["patient", "student", "clinician"])
    actions.save_details(draft, by=editor, details=details, base_revision=draft.revision)
    page = at_desk.get(page_of(draft, "student"))
    url = address("article_start_from", draft.pk, "student", "patient")

    response = at_desk.post(url, {"base_revision": page.context["text"].revision})

    assert f'action="{url}"' in page.content.decode()
    assert response["Location"] == page_of(draft, "student")
    assert Text.objects.get(article=draft, audience="student").body == PATIENT


def test_a_text_with_words_shows_first_what_would_go(at_desk: Client, draft: Article) -> None:
    response = at_desk.get(address("article_start_from", draft.pk, "patient", "clinician"))

    assert [words for _text, words in response.context["words"]] == [
        [
            "Rest the leg and keep moving.",
            "What helps\nMost people get better in 6 weeks.",
            "About leg pain, patient.",
        ],
        [
            "Rest the leg and keep moving.",
            "Treatment\nStart gabapentin at 300 mg daily.\nLoss of bladder control: refer at once.",
            "About leg pain, clinician.",
        ],
    ]
    assert Text.objects.get(article=draft, audience="patient").body == PATIENT


def test_without_a_reason_words_stay(at_desk: Client, draft: Article) -> None:
    url = address("article_start_from", draft.pk, "patient", "clinician")
    revision = draft.texts.get(audience="patient").revision

    response = at_desk.post(url, {"base_revision": revision, "reason": " "})

    assert response.status_code == 409
    assert str(response.context["refusal"]) == "Say why the words of this text are to be replaced."
    assert Text.objects.get(article=draft, audience="patient").body == PATIENT


def test_a_form_without_its_revision_changes_nothing(at_desk: Client, draft: Article) -> None:
    response = at_desk.post(address("article_start_from", draft.pk, "patient", "clinician"), {"reason": "Anew."})

    assert response.status_code == 200
    assert Text.objects.get(article=draft, audience="patient").body == PATIENT


def test_starting_a_text_is_for_whoever_writes(sign_in: SignIn, draft: Article, auditor: Person) -> None:
    url = address("article_start_from", draft.pk, "patient", "clinician")

    assert Client().get(url).status_code == 302
    assert sign_in(auditor).get(url).status_code == 403
    assert (
        sign_in(draft.handling_editor).get(address("article_start_from", draft.pk, "patient", "student")).status_code
        == 404
    )
