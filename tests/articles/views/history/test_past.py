"""One revision or version as readers would have seen it, and what keeps anybody from taking it for a published page."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import actions
from articles.models import Article, Person, Publication, Version
from tests.articles.views.conftest import SignIn
from tests.universe import ask, sign, submit_again, write
from workflows import actions as judging

MARK = "Draft, not reviewed, 9 May 2026, for Edith Editor"
UNBOUND = '<p>Walk.<cite data-key="unresolved:3"></cite></p>'


def revision(client: Client, article: Article, number: int, audience: str = "patient") -> Any:
    return client.get(reverse("desk:article_revision", args=[article.pk, number, audience]))


def version_page(client: Client, version: Version, audience: str = "patient") -> Any:
    return client.get(reverse("desk:article_version", args=[version.article_id, version.number, audience]))


def marks(response: Any) -> list[str]:
    """The lines that stand above the page and on every sheet of it."""
    shown = response.content.decode()
    return [part.partition("</p>")[0] for part in shown.split('<p class="rb-band rb-band--mark">')[1:]]


@pytest.fixture
def in_may() -> Any:
    with time_machine.travel("2026-05-09 12:00 +00:00"):
        yield


def test_a_revision_is_shown_with_the_words_of_then(at_desk: Client, draft: Article, editor: Person) -> None:
    write(draft, "patient", "<p>Rest.</p>", by=editor)

    then, now = (revision(at_desk, draft, number).content.decode() for number in (draft.revision, draft.revision + 1))

    assert ["Most people get better" in shown for shown in (then, now)] == [True, False]
    assert ["<p>Rest.</p>" in shown for shown in (then, now)] == [False, True]


def test_it_is_shown_with_the_title_of_then(at_desk: Client, draft: Article, editor: Person) -> None:
    details = actions.Details(title="Leg pain and rest", audiences=draft.audiences, slug=draft.slug)
    actions.save_details(draft, by=editor, details=details, base_revision=draft.revision)

    assert "<h1>Leg pain</h1>" in revision(at_desk, draft, draft.revision).content.decode()


@pytest.mark.usefixtures("in_may")
def test_s30_a_revision_says_that_it_is_a_draft_when_and_for_whom(at_desk: Client, draft: Article) -> None:
    response = revision(at_desk, draft, draft.revision)

    assert marks(response) == [MARK]
    assert '<p class="rb-watermark" aria-hidden="true">DRAFT</p>' in response.content.decode()


@pytest.mark.parametrize(
    "state", ["submitted_version", "version_under_review", "returned_version", "withdrawn_version"]
)
@pytest.mark.usefixtures("in_may")
def test_s30_a_version_that_was_never_approved_is_a_draft(
    at_desk: Client, state: str, request: pytest.FixtureRequest
) -> None:
    assert marks(version_page(at_desk, request.getfixturevalue(state))) == [MARK]


@pytest.mark.usefixtures("in_may")
def test_s30_a_version_that_was_shown_while_it_waited_is_a_draft(
    at_desk: Client, submitted_version: Version, managing_editor: Person, settings: Settings
) -> None:
    settings.PENDING_PAGES = True
    judging.show_pending(submitted_version, by=managing_editor, reason="urgent")

    assert marks(version_page(at_desk, submitted_version)) == [MARK]


def test_s07_a_dose_of_a_draft_is_stamped_as_one(at_desk: Client, draft: Article, editor: Person) -> None:
    table = "<table><tbody><tr><th>Gabapentin</th><td>300 mg</td></tr></tbody></table>"
    write(draft, "clinician", table, by=editor)

    shown = revision(at_desk, draft, draft.revision + 1, "clinician").content.decode()

    assert (
        f'<p class="rb-origin">Health professionals · Draft, revision {draft.revision + 1} · not reviewed by our board</p>'
        in shown
    )


def test_a_draft_claims_no_version_fingerprint_or_date(at_desk: Client, draft: Article) -> None:
    shown = revision(at_desk, draft, draft.revision).content.decode()

    claims = [
        "Copy code",
        "Fingerprint",
        "Version 0",
        "Last reviewed",
        "Last updated",
        "application/ld+json",
        "canonical",
    ]
    assert [claim for claim in claims if claim in shown] == []


def test_s27_a_version_that_readers_no_longer_get_says_so(
    at_desk: Client, publication: Publication, managing_editor: Person
) -> None:
    with time_machine.travel("2035-05-09 12:00 +00:00"):
        judging.retire(publication.version, by=managing_editor, reason="out of date")

    response = version_page(at_desk, publication.version)

    (mark,) = marks(response)
    assert mark.startswith("Past version, read from ")
    assert mark.endswith(" to 9 May 2035. Do not rely on it.")
    assert "This article has been retired." in response.content.decode()
    assert "Draft" not in mark


def test_s27_a_version_that_was_replaced_leads_to_the_one_that_readers_see(
    at_desk: Client,
    publication: Publication,
    editor: Person,
    managing_editor: Person,
    chair: Person,
    pharmacist: Person,
) -> None:
    second = approved_again(publication, editor, managing_editor, chair, pharmacist)

    response = version_page(at_desk, publication.version)

    assert [mark.partition(",")[0] for mark in marks(response)] == ["Past version"]
    current = reverse("desk:article_version", args=[second.article_id, 2, "patient"])
    assert f'<a href="{current}">Readers see version 2 now</a>' in response.content.decode()


def approved_again(publication: Publication, editor: Person, managing_editor: Person, *members: Person) -> Version:
    article = publication.article
    write(article, "patient", "<p>Rest.</p>", by=editor)
    version = submit_again(article, by=editor, change_note="shorter")
    board = publication.version.reviews.get().board
    review = ask(version, managing_editor, board, *members)
    for person in members:
        judging.disclose(review, by=person, answer="none")
        sign(review, person)
    judging.publish_due(version.publications.get().pk)
    return version


def test_the_live_version_is_shown_as_readers_see_it_without_a_mark(at_desk: Client, publication: Publication) -> None:
    response = version_page(at_desk, publication.version)

    shown = response.content.decode()
    assert marks(response) == []
    assert "Readers see this version now." in shown
    assert "Clara Chair" in shown


def test_a_version_that_waits_for_its_date_is_not_said_to_be_live(at_desk: Client, approved_version: Version) -> None:
    assert marks(version_page(at_desk, approved_version)) == ["Approved, but not what readers see now"]


def test_previews_are_for_nobody_else_and_nowhere_kept(at_desk: Client, submitted_version: Version) -> None:
    responses = [
        revision(at_desk, submitted_version.article, submitted_version.revision),
        version_page(at_desk, submitted_version),
    ]

    for response in responses:
        assert response["Cache-Control"] == "private, no-store"
        assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_each_text_has_a_tab_and_the_chooser_stays_in_the_preview(at_desk: Client, draft: Article) -> None:
    response = revision(at_desk, draft, draft.revision, "clinician")

    shown = response.content.decode()
    urls = [reverse("desk:article_revision", args=[draft.pk, draft.revision, name]) for name in draft.audiences]
    assert [shown.count(f'href="{url}"') for url in urls] == [3, 2]  # tab, chooser, and the first link of S1
    assert f'href="/articles/{draft.slug}/' not in shown


def test_neighbours_are_one_step_away_and_end_where_the_history_ends(at_desk: Client, draft: Article) -> None:
    steps = [
        [
            f">Revision {other}</a>" in revision(at_desk, draft, number).content.decode()
            for other in (number - 1, number + 1)
        ]
        for number in (1, 2, draft.revision)
    ]

    assert steps == [[False, True], [True, True], [True, False]]


def test_the_newest_revision_offers_neither_comparison_nor_restoring(at_desk: Client, draft: Article) -> None:
    words = ("Compare with the draft now", "Restore these texts")

    offered = [
        [word in revision(at_desk, draft, number).content.decode() for word in words] for number in (2, draft.revision)
    ]

    assert offered == [[True, True], [False, False]]


def test_an_auditor_is_not_offered_to_restore(sign_in: SignIn, auditor: Person, draft: Article) -> None:
    assert "Restore these texts" not in revision(sign_in(auditor), draft, 2).content.decode()


def test_an_empty_text_gets_a_sentence(at_desk: Client, draft: Article) -> None:
    response = revision(at_desk, draft, 1)

    assert response.status_code == 200
    assert "The text for “Patients, families and carers” is empty here." in response.content.decode()


def test_an_audience_that_was_not_declared_gets_a_sentence(at_desk: Client, draft: Article) -> None:
    response = revision(at_desk, draft, draft.revision, "student")

    assert response.status_code == 200
    assert "The version has no text for “student”." in response.content.decode()


def test_a_citation_that_is_not_bound_yet_is_named_as_such(at_desk: Client, draft: Article, editor: Person) -> None:
    write(draft, "patient", UNBOUND, by=editor)

    shown = revision(at_desk, draft, draft.revision + 1).content.decode()

    assert "<p>Walk.<span" in shown
    assert "Citation “3” is not bound to a reference yet." in shown


def test_what_comes_from_today_is_said(at_desk: Client, draft: Article) -> None:
    shown = revision(at_desk, draft, draft.revision).content.decode()

    assert "References are shown as the library has them now, and the byline as it is now" in shown
    assert "Edith Editor" in shown


@pytest.mark.parametrize(("number", "audience"), [(0, "patient"), (99, "patient"), (10**30, "patient"), (1, "nobody")])
def test_what_never_was_is_not_found(at_desk: Client, draft: Article, number: int, audience: str) -> None:
    assert revision(at_desk, draft, number, audience).status_code == 404


def test_a_version_that_never_was_is_not_found(at_desk: Client, submitted_version: Version) -> None:
    url = reverse("desk:article_version", args=[submitted_version.article_id, 2, "patient"])

    assert at_desk.get(url).status_code == 404


def test_the_preview_leads_to_the_newest_revision(at_desk: Client, draft: Article) -> None:
    response = at_desk.get(reverse("desk:article_preview", args=[draft.pk, "clinician"]))

    assert response["Location"] == reverse("desk:article_revision", args=[draft.pk, draft.revision, "clinician"])


def test_the_editing_page_leads_to_the_preview_of_its_text(at_desk: Client, draft: Article) -> None:
    shown = at_desk.get(reverse("desk:article_edit", args=[draft.pk, "clinician"])).content.decode()

    assert f'href="{reverse("desk:article_preview", args=[draft.pk, "clinician"])}"' in shown


@pytest.mark.parametrize("name", ["article_revision", "article_version"])
def test_whoever_may_not_read_drafts_sees_no_preview(
    sign_in: SignIn, outsider: Person, submitted_version: Version, name: str
) -> None:
    url = reverse(f"desk:{name}", args=[submitted_version.article_id, 1, "patient"])

    assert [sign_in(outsider).get(url).status_code, Client().get(url).status_code] == [403, 302]


@pytest.mark.parametrize("count", [1, 30])
def test_a_revision_takes_as_many_queries_however_long_the_history(
    count: int, at_desk: Client, draft: Article, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        write(draft, "patient", f"<p>Walk {number} km.</p>", by=editor)

    # session, person, roles, article, state, its texts, byline, works, works as they were written
    with django_assert_num_queries(9):
        revision(at_desk, draft, draft.revision)
