"""The page of evidence quotes: what is asked for, what is quoted, and wrong input."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, Person, Reference


@pytest.fixture
def work(draft: Article) -> Reference:
    return Reference.objects.get(key=draft.reference_keys[0])


@pytest.fixture
def url(client: Client, draft: Article, work: Reference, editor: Person) -> str:
    """Its patient text names a dose and cites the work for it."""
    text = draft.texts.get(audience="patient")
    body = f'<p>Start at 300 mg<cite data-key="{work.key}"></cite>.</p><p>At most 4 g a day.</p>'
    actions.save_text(text, by=editor, summary=text.summary, body=body, description="x", base_revision=text.revision)
    client.force_login(editor)
    return f"/desk/articles/{draft.pk}/quotes/"


def test_sentence_with_a_dose_is_asked_for_and_one_without_a_citation_says_so(client: Client, url: str) -> None:
    page = client.get(url).content.decode()

    assert "3 sentences of 3 without a quote" in page
    assert page.count("This passage cites no work.") == 1


def test_fitting_quote_is_shown_at_its_sentence(client: Client, url: str, work: Reference) -> None:
    added = client.post(
        f"{url}add/", {"reference": work.pk, "quote": "We began with 0.3 g.", "where": "p. 2", "page": "1"}
    )
    page = client.get(url).content.decode()

    assert (added.status_code, added["Location"]) == (302, f"{url}?page=1")
    assert "1 sentence of 3 without a quote" in page
    assert f"{work.title}: <q>We began with 0.3 g.</q> (p. 2)" in page


def test_quote_that_names_another_number_leaves_its_sentence_asked_for(
    client: Client, url: str, work: Reference
) -> None:
    client.post(f"{url}add/", {"reference": work.pk, "quote": "We began with 3 g."})

    assert "3 sentences of 3 without a quote" in client.get(url).content.decode()


def test_empty_quote_is_answered_where_it_was_typed(client: Client, url: str, work: Reference) -> None:
    answer = client.post(f"{url}add/", {"reference": work.pk, "quote": "", "where": "p. 7", "anchor": "patient-0"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Copy the sentence of the source here." in page
    assert 'value="p. 7"' in page


def test_a_passage_with_several_works_has_one_form_that_asks_which(
    client: Client, url: str, work: Reference, draft: Article, editor: Person
) -> None:
    other = actions.add_reference(actions.ReferenceData(title="Another trial", type="review", key="other"), by=editor)
    text = draft.texts.get(audience="patient")
    body = f'<p>Start at 300 mg<cite data-key="{work.key} other"></cite>.</p>'
    actions.save_text(text, by=editor, summary=text.summary, body=body, description="x", base_revision=text.revision)

    blanks = client.get(url).context["blanks"]
    silent = client.post(f"{url}add/", {"quote": "We began with 300 mg.", "anchor": "patient-0"})
    client.post(f"{url}add/", {"reference": other.pk, "quote": "We began with 300 mg.", "anchor": "patient-0"})

    choices = {row.anchor: [title for _pk, title in form.fields["reference"].choices] for row, form in blanks}
    draft.refresh_from_db()
    assert choices["patient-0"] == [work.title, "Another trial"]
    assert (silent.status_code, "Choose the work." in silent.content.decode()) == (422, True)
    assert draft.quotes == {"other": [{"quote": "We began with 300 mg."}]}


def test_a_passage_that_changed_meanwhile_takes_the_quote_all_the_same(
    client: Client, url: str, work: Reference, draft: Article
) -> None:
    client.post(f"{url}add/", {"reference": work.pk, "quote": "We began with 300 mg.", "anchor": "patient-77"})

    draft.refresh_from_db()
    assert draft.quotes == {work.key: [{"quote": "We began with 300 mg."}]}


def test_anchor_with_a_percent_sign_is_one_that_is_not_there(client: Client, url: str, work: Reference) -> None:
    answer = client.post(f"{url}add/", {"reference": work.pk, "quote": "", "anchor": "%d of %"})

    assert answer.status_code == 422


def test_quote_is_taken_out(client: Client, url: str, work: Reference, draft: Article) -> None:
    client.post(f"{url}add/", {"reference": work.pk, "quote": "We began with 300 mg."})

    client.post(f"{url}{work.pk}/drop/", {"quote": "We began with 300 mg."})

    draft.refresh_from_db()
    assert draft.quotes == {}


def test_who_reads_drafts_sees_no_form_and_may_not_send_one(
    client: Client, url: str, work: Reference, auditor: Person
) -> None:
    client.force_login(auditor)

    assert "<textarea" not in client.get(url).content.decode()
    assert client.post(f"{url}add/", {"reference": work.pk, "quote": "x"}).status_code == 403
    client.logout()
    assert client.get(url).status_code == 302


def test_the_same_queries_for_one_sentence_and_for_thirty(
    client: Client,
    url: str,
    draft: Article,
    work: Reference,
    editor: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)
    text = draft.texts.get(audience="patient")
    body = "".join(f'<p>Take {n} mg<cite data-key="{work.key}"></cite>.</p>' for n in range(10, 40))
    actions.save_text(text, by=editor, summary=text.summary, body=body, description="x", base_revision=text.revision)

    with django_assert_num_queries(7):
        client.get(url)
