"""The editing page: what is saved, what is refused, and which words wait there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, Person, Text, WorkingCopy
from articles.text.merging.whole import Words


@pytest.fixture
def text(draft: Article) -> Text:
    return draft.texts.get(audience="patient")


def page_of(text: Text) -> str:
    return reverse("desk:article_edit", args=[text.article_id, text.audience])


def typed(text: Text, **changes: Any) -> dict[str, Any]:
    """What the form posts when nothing but `changes` was typed."""
    values = {"summary": text.summary, "body": text.body, "description": text.description, "note": ""}
    return {**values, "base_revision": text.revision, **changes}


def save_as(person: Person, text: Text, body: str) -> Text:
    return actions.save_text(
        text, by=person, summary=text.summary, body=body, description=text.description, base_revision=text.revision
    )


def test_the_text_area_holds_the_canonical_html(at_desk: Client, text: Text) -> None:
    response = at_desk.get(page_of(text))

    form = response.context["form"]
    assert form["body"].value() == text.body
    assert form["base_revision"].value() == text.revision


def test_a_saved_text_leaves_a_revision_with_the_note(at_desk: Client, text: Text, editor: Person) -> None:
    body = "<h2>What helps</h2>\n<p>Walking helps.</p>"

    response = at_desk.post(page_of(text), typed(text, body=body, note="Shorter."))

    saved = Text.objects.get(pk=text.pk)
    last = saved.history.latest("history_date")
    assert response["Location"] == page_of(text)
    assert (saved.body, saved.revision) == (body, Article.objects.get().revision)
    assert last.history_user == editor
    assert last.history_change_reason.endswith(" Shorter.")


def test_windows_line_ends_of_a_browser_change_nothing(at_desk: Client, text: Text) -> None:
    revision = Article.objects.get().revision
    posted = typed(text, body=text.body.replace("\n", "\r\n"))

    response = at_desk.post(page_of(text), posted, follow=True)

    assert Article.objects.get().revision == revision
    assert [str(message) for message in response.context["messages"]] == ["Nothing had changed, so nothing was saved."]


def test_html_that_the_dialect_has_not_is_refused_by_its_line(at_desk: Client, text: Text) -> None:
    body = '<p>One.</p>\n<p>Two.</p>\n<script>alert("x")</script>'

    response = at_desk.post(page_of(text), typed(text, body=body))

    errors = response.context["form"].errors["body"]
    assert response.status_code == 422
    assert [error.split(":")[0] for error in errors] == ["Line 3"]
    assert response.context["form"]["body"].value() == body
    assert Text.objects.get(pk=text.pk).body == text.body


def test_the_editor_writes_its_own_spelling_and_the_canonical_one_is_stored(at_desk: Client, text: Text) -> None:
    body = '<ol data-type="decimal"><li><p>Rest</p></li></ol>'

    at_desk.post(page_of(text), typed(text, body=body, written_in_editor="on"))

    assert Text.objects.get(pk=text.pk).body == "<ol>\n<li>Rest</li>\n</ol>"


def test_a_text_above_two_megabytes_is_refused_at_the_field(at_desk: Client, text: Text) -> None:
    body = "<p>" + "a" * (2 * 1024 * 1024) + "</p>"

    response = at_desk.post(page_of(text), typed(text, body=body))

    assert response.context["form"].errors == {"body": ["This text is too long: a text may have up to 2 MB."]}


def test_a_citation_of_an_unknown_work_is_refused_and_the_words_stay(at_desk: Client, text: Text) -> None:
    body = '<p>New.<cite data-key="nobody-1900"></cite></p>'

    response = at_desk.post(page_of(text), typed(text, body=body))

    form = response.context["form"]
    assert response.status_code == 422
    assert ["nobody-1900" in error for errors in form.errors.values() for error in errors] == [True]
    assert (form["body"].value(), response.context["unsaved"]) == (body, True)
    assert Text.objects.get(pk=text.pk).body == text.body


def test_without_its_revision_nothing_is_saved(at_desk: Client, text: Text) -> None:
    response = at_desk.post(page_of(text), typed(text, body="<p>New.</p>", base_revision=""))

    assert response.status_code == 422
    assert Text.objects.get(pk=text.pk).body == text.body


@pytest.fixture
def kept(text: Text, editor: Person) -> WorkingCopy:
    """Words of the editor that were not saved."""
    words = Words("", "<p>Unsaved.</p>", "Typed.")
    actions.keep_words(text, by=editor, words=words, page=actions.Page(text.revision), note="Why.")
    return WorkingCopy.objects.get()


def test_unsaved_words_are_offered_before_anything_is_typed_over_them(
    at_desk: Client, text: Text, kept: WorkingCopy
) -> None:
    response = at_desk.get(page_of(text))

    shown = response.content.decode()
    assert response.context["offered"] == kept
    assert "form" not in response.context
    assert "<ins>Unsaved." in shown
    assert "<ins>Typed" in shown


def test_unsaved_words_are_continued(at_desk: Client, text: Text, kept: WorkingCopy) -> None:
    response = at_desk.get(page_of(text), {"words": "mine"})

    form = response.context["form"]
    assert {name: form[name].value() for name in ("body", "description", "note", "base_revision")} == {
        "body": "<p>Unsaved.</p>",
        "description": "Typed.",
        "note": "Why.",
        "base_revision": kept.base_revision,
    }
    assert form["kept_at"].value() == kept.updated_at.isoformat()


def test_continued_words_that_are_saved_are_offered_no_more(at_desk: Client, text: Text, kept: WorkingCopy) -> None:
    form = at_desk.get(page_of(text), {"words": "mine"}).context["form"]

    at_desk.post(page_of(text), {name: form[name].value() or "" for name in form.fields})

    assert Text.objects.get(pk=text.pk).body == "<p>Unsaved.</p>"
    assert WorkingCopy.objects.count() == 0


def test_words_that_another_page_kept_survive_a_save(at_desk: Client, text: Text, kept: WorkingCopy) -> None:
    at_desk.post(page_of(text), typed(text, body="<p>Other.</p>"))

    assert WorkingCopy.objects.get() == kept


def test_kept_words_that_are_the_saved_ones_are_not_offered(at_desk: Client, text: Text, editor: Person) -> None:
    words = Words(text.summary, text.body, text.description)
    kept = actions.keep_words(text, by=editor, words=words, page=actions.Page(text.revision - 1))

    response = at_desk.get(page_of(text))

    form = response.context["form"]
    assert (form["kept_at"].value(), form["base_revision"].value()) == (kept.kept_at.isoformat(), text.revision)


def test_unsaved_words_say_who_saved_since(
    at_desk: Client, text: Text, kept: WorkingCopy, other_editor: Person
) -> None:
    saved = save_as(other_editor, text, "<p>Theirs.</p>")

    response = at_desk.get(page_of(text))

    assert response.context["saved_since"] == [
        f"Otto Editor saved revision {saved.revision}: patient text, What helps: 9 words. Yours will be merged when you save."
    ]


def test_unsaved_words_are_thrown_away_by_their_owner(at_desk: Client, text: Text, kept: WorkingCopy) -> None:
    discard = reverse("desk:article_discard", args=[text.article_id, text.audience])

    response = at_desk.post(discard)

    assert response["Location"] == page_of(text)
    assert WorkingCopy.objects.count() == 0


def test_nobody_is_offered_the_words_of_others(
    text: Text, kept: WorkingCopy, other_editor: Person, sign_in: Callable[[Person], Client]
) -> None:
    others = sign_in(other_editor)

    response = others.get(page_of(text), {"words": "mine"})
    others.post(reverse("desk:article_discard", args=[text.article_id, text.audience]))

    assert response.context["form"]["body"].value() == text.body
    assert WorkingCopy.objects.get() == kept


def test_what_others_changed_is_merged_and_told(at_desk: Client, text: Text, other_editor: Person) -> None:
    theirs = save_as(other_editor, text, f"{text.body}\n<p>Theirs.</p>")

    response = at_desk.post(page_of(text), typed(text, summary="<p>Mine.</p>"), follow=True)

    saved = Text.objects.get(pk=text.pk)
    said = [str(message) for message in response.context["messages"]]
    assert (saved.summary, saved.body) == ("<p>Mine.</p>", theirs.body)
    assert said[0] == f"Saved as revision {saved.revision}."
    assert f"Otto Editor saved revision {theirs.revision}: patient text, What helps: 1 word." in said[1]
    assert f"compare/?from={text.revision}&amp;to={theirs.revision}" in said[1]


def test_who_is_in_the_texts_stands_on_the_page(
    at_desk: Client, text: Text, editor: Person, other_editor: Person, managing_editor: Person
) -> None:
    actions.note_presence(text.article.texts.get(audience="clinician"), by=other_editor)
    actions.note_presence(text, by=managing_editor)
    actions.note_presence(text, by=editor)

    response = at_desk.get(page_of(text))

    assert response.context["others"] == [
        "Mary Managing is editing this text too.",
        "Otto Editor is in the health professionals' text.",
    ]


def test_the_references_to_cite_stand_beside_the_text(
    at_desk: Client, text: Text, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # … text, kept words, presence, texts, references, the other text as it was, threads, people, sample band
    with django_assert_num_queries(12):
        response = at_desk.get(page_of(text))

    assert [row.reference.key for row in response.context["references"]] == ["doe-2020"]
    assert '&lt;cite data-key="doe-2020"&gt;&lt;/cite&gt;' in response.content.decode()
