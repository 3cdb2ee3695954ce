"""The page of first reviews: planned, moved, made live; for managing editors alone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, BulkFile, BulkImport, BulkStage, FileOutcome, Person

APPROVAL = {"by": "The former board", "on": "2024-05-31", "record": ""}


@pytest.fixture
def moved_in(draft: Article, managing_editor: Person) -> BulkImport:
    brought = BulkImport.objects.create(by=managing_editor, name="site.zip", stage=BulkStage.DONE)
    BulkFile.objects.create(
        source=brought, number=1, name="a.md", outcome=FileOutcome.DONE, article=draft, has_dose=True, approval=APPROVAL
    )
    return brought


@pytest.fixture
def at_desk(managing_editor: Person) -> Client:
    client = Client()
    client.force_login(managing_editor)
    return client


def url(brought: BulkImport) -> str:
    return reverse("desk:first_reviews", args=[brought.pk])


def test_reviews_are_planned_shown_moved_and_the_pages_made_live(at_desk: Client, moved_in: BulkImport) -> None:
    planned = at_desk.post(url(moved_in), {"step": "plan", "per_month": "3"}, follow=True).content.decode()
    row = moved_in.files.get()
    at_desk.post(url(moved_in), {"step": "move", "file": row.pk, "due": row.review_due.replace(day=15).isoformat()})  # type: ignore[union-attr]

    live = at_desk.post(url(moved_in), {"step": "live"}, follow=True).content.decode()

    row.refresh_from_db()
    assert ("First reviews by month" in planned, row.review_due.day) == (True, 15)  # type: ignore[union-attr]
    assert ("The pages go live one after the other." in live, 'id="progress"' in live) == (True, True)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"step": "live"}, "Plan the first reviews before the pages go live."),
        ({"step": "move", "due": "soon"}, "Type a day such as 2027-05-31."),
    ],
)
def test_what_cannot_be_done_is_said(
    data: dict[str, str], sentence: str, at_desk: Client, moved_in: BulkImport
) -> None:
    page = at_desk.post(url(moved_in), {**data, "file": str(moved_in.files.get().pk)}, follow=True).content.decode()

    assert sentence in page


def test_an_import_without_earlier_approvals_says_so(at_desk: Client, moved_in: BulkImport) -> None:
    BulkFile.objects.update(approval={})

    assert "No file of this import has an earlier approval" in at_desk.get(url(moved_in)).content.decode()


def test_editors_and_strangers_do_not_see_it(editor: Person, moved_in: BulkImport) -> None:
    client = Client()
    stranger = client.get(url(moved_in)).status_code
    client.force_login(editor)

    assert (stranger, client.get(url(moved_in)).status_code) == (302, 403)


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_the_same_few_questions(
    count: int, at_desk: Client, moved_in: BulkImport, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(2, count + 1):
        article = Article(
            title=f"Article {number}", slug=f"article-{number}", audiences=["patient"], handling_editor=moved_in.by
        )
        article.record(by=moved_in.by, reason="moved in")
        row = {
            "source": moved_in,
            "number": number,
            "name": f"{number}.md",
            "outcome": FileOutcome.DONE,
            "approval": APPROVAL,
        }
        BulkFile.objects.create(**row, article=article)
    at_desk.get(url(moved_in))

    with django_assert_num_queries(12):
        at_desk.get(url(moved_in))
