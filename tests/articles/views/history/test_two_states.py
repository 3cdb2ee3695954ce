"""Any two states of an article side by side, the older one first."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles import actions
from articles.manifest import STATED
from articles.models import Article, Person, Publication, Version
from articles.publishing.preview import draft_mark
from tests.universe import write
from workflows.actions import submit


def compare(client: Client, article: Article, older: int | str, newer: int | str) -> Any:
    return client.get(reverse("desk:article_compare", args=[article.pk]), {"from": older, "to": newer})


def names(response: Any) -> tuple[str, str]:
    return response.context["before"].name, response.context["after"].name


def changed_texts(response: Any) -> dict[str, list[bool]]:
    return {str(text.label): [part.has_changes for part in text.parts] for text in response.context["texts"]}


def save_texts(article: Article, editor: Person, count: int) -> None:
    text = article.texts.get(audience="patient")
    for number in range(count):
        body = f"<p>Take {number} mg.</p>"
        text = actions.save_text(
            text, by=editor, summary="", body=body, description="", base_revision=text.revision, note=f"step {number}"
        )


def test_changed_words_and_doses_are_marked_with_more_than_colour(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    save_texts(draft, editor, 2)
    newest = Article.objects.get().revision

    shown = compare(at_desk, draft, newest - 1, newest).content.decode()

    assert "<del>0 mg</del>" in shown
    assert "<ins>1 mg</ins>" in shown
    assert shown.count("Number changed") == 1


def test_the_order_of_the_two_does_not_matter(at_desk: Client, draft: Article, editor: Person) -> None:
    save_texts(draft, editor, 1)
    newest = Article.objects.get().revision

    response = compare(at_desk, draft, newest, newest - 1)

    assert names(response) == (f"Revision {newest - 1}", f"Revision {newest}")
    assert f"Revision {newest - 1} (older) and Revision {newest} (newer)" in response.content.decode()


def test_changed_details_are_compared_by_name(at_desk: Client, draft: Article, editor: Person) -> None:
    details = actions.Details(title="Pain", audiences=["patient"], population=["adults", "children"], slug=draft.slug)
    actions.save_details(draft, by=editor, details=details, base_revision=draft.revision)

    response = compare(at_desk, draft, draft.revision, draft.revision + 1)

    assert [(str(name), old, new) for name, old, new in response.context["details"]] == [
        ("Title", "Leg pain", "Pain"),
        ("Question that it answers", "What helps?", ""),
        (
            "Whom it is written for",
            "Patients, families and carers; Health professionals",
            "Patients, families and carers",
        ),
        ("Applies to", "Adults", "Adults; Children"),
    ]


def test_what_a_revision_holds_is_the_newest_of_each_part_up_to_it(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    then = draft.revision
    save_texts(draft, editor, 1)

    response = compare(at_desk, draft, then, then + 1)

    assert changed_texts(response) == {
        "Patients, families and carers": [True, True, True],
        "Health professionals": [False, False, False],
    }


def test_a_text_that_did_not_exist_yet_is_compared_with_nothing(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    details = actions.Details(title=draft.title, audiences=[*draft.audiences, "student"], slug=draft.slug)
    actions.save_details(draft, by=editor, details=details, base_revision=draft.revision)

    response = compare(at_desk, draft, draft.revision, draft.revision + 1)

    texts = {str(text.label): [part.rows for part in text.parts] for text in response.context["texts"]}
    assert texts["Students"] == [(), (), ()]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("1", "99"),
        ("x", "1"),
        ("", "1"),
        ("-1", "1"),
        ("1" * 30, "1"),
        ("v1", "r1"),
        ("v", "r1"),
        ("live", "1"),
        ("r²", "1"),
    ],
)
def test_a_state_that_does_not_exist_is_not_found(at_desk: Client, draft: Article, older: str, newer: str) -> None:
    response = compare(at_desk, draft, older, newer)

    assert response.status_code == 404


def test_comparing_nothing_leads_back_to_the_history(at_desk: Client, draft: Article) -> None:
    response = at_desk.get(reverse("desk:article_compare", args=[draft.pk]))

    assert response["Location"] == reverse("desk:article_history", args=[draft.pk])


def test_a_description_is_shown_as_it_was_typed(at_desk: Client, draft: Article, editor: Person) -> None:
    text = draft.texts.get(audience="patient")
    actions.save_text(
        text,
        by=editor,
        summary=text.summary,
        body=text.body,
        description="If < 5 mg & well.",
        base_revision=text.revision,
    )

    shown = compare(at_desk, draft, draft.revision, draft.revision + 1).content.decode()

    assert "&lt; " in shown
    assert "&amp;lt;" not in shown


@pytest.mark.parametrize(
    ("body", "notice"),
    [
        ('<p>Rest.<cite data-key="doe-2020"></cite></p>', "Citation added: doe-2020"),
        ("<p><strong>Rest</strong>.</p>", "Emphasis gained (bold): Rest"),
    ],
)
def test_a_change_that_no_word_shows_is_named(
    body: str, notice: str, at_desk: Client, draft: Article, editor: Person
) -> None:
    text = draft.texts.get(audience="patient")
    for version in ("<p>Rest.</p>", body):
        text = actions.save_text(text, by=editor, summary="", body=version, description="", base_revision=text.revision)

    shown = compare(at_desk, draft, text.revision - 1, text.revision).content.decode()

    notices = ("Citation added: doe-2020", "Emphasis gained (bold): Rest")
    assert [words for words in notices if f"<li>{words}</li>" in shown] == [notice]


def test_a_revision_is_compared_with_a_version(at_desk: Client, submitted_version: Version, editor: Person) -> None:
    article = submitted_version.article
    write(article, "patient", "<p>Rest.</p>", by=editor)

    response = compare(at_desk, article, f"r{submitted_version.revision + 1}", "v1")

    assert names(response) == ("Version 1", f"Revision {submitted_version.revision + 1}")
    assert changed_texts(response) == {
        "Patients, families and carers": [False, True, False],
        "Health professionals": [False, False, False],
    }


def test_only_what_changed_is_shown_and_the_rest_is_named(at_desk: Client, draft: Article, editor: Person) -> None:
    before = draft.revision
    write(draft, "patient", "<p>Rest.</p>", by=editor)

    page = compare(at_desk, draft, str(before), str(before + 1)).content.decode()

    assert page.count('<table class="rb-compare') == 1
    assert "No difference: Bottom line, Description for search engines" in page
    assert "No difference in the texts for: Health professionals" in page


def test_a_version_and_the_revision_that_it_froze_differ_in_nothing(
    at_desk: Client, submitted_version: Version
) -> None:
    response = compare(at_desk, submitted_version.article, "v1", f"r{submitted_version.revision}")

    assert names(response) == (f"Revision {submitted_version.revision}", "Version 1")
    assert response.context["details"] == []
    assert [changes for parts in changed_texts(response).values() for changes in parts] == [False] * 6


def test_two_versions_are_compared_with_byline_and_works(
    at_desk: Client, withdrawn_version: Version, editor: Person, other_editor: Person
) -> None:
    article = withdrawn_version.article
    byline = [actions.Byline(role="author", person=other_editor, none_of=STATED)]
    actions.set_byline(article, by=editor, byline=byline)
    submit(article, by=editor, change_note="other author")

    response = compare(at_desk, article, "v2", "v1")

    none = "Interests: none declared, Funding: none, Use of software (AI): none"
    assert names(response) == ("Version 1", "Version 2")
    assert [(str(name), old, new) for name, old, new in response.context["details"]] == [
        ("Written by", f"Edith Editor, MSc, Author, {none}", f"Otto Editor, Author, {none}")
    ]


def test_the_draft_is_compared_with_what_readers_see(at_desk: Client, publication: Publication, editor: Person) -> None:
    write(publication.article, "patient", "<p>Rest.</p>", by=editor)
    newest = Article.objects.get().revision

    response = compare(at_desk, publication.article, "draft", "live")

    assert names(response) == ("Version 1", f"Revision {newest}")


def test_one_state_and_itself_are_said_to_be_the_same(at_desk: Client, draft: Article) -> None:
    assert "These two are the same." in compare(at_desk, draft, "r1", "1").content.decode()


def test_a_revision_of_another_article_is_not_found(at_desk: Client, draft: Article, editor: Person) -> None:
    other = actions.create_article(by=editor, details=actions.Details(title="Other", audiences=["patient"]))

    response = compare(at_desk, other, 1, draft.revision)

    assert response.status_code == 404


def test_s30_every_sheet_names_the_two_states_and_for_whom_a_draft_was_printed(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    save_texts(draft, editor, 1)
    newest = Article.objects.get().revision

    response = compare(at_desk, draft, newest - 1, newest)

    before, after = response.context["before"].label, response.context["after"].label
    header = response.content.decode().partition('class="rb-print-header"')[2].partition("</div>")[0]
    assert response.context["mark"] == draft_mark("Edith Editor")
    assert f"<span>Leg pain · {draft_mark('Edith Editor')}</span>" in header
    assert f"<span>{before} → {after}</span>" in header
