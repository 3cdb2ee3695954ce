"""The whole timeline of an article: filtered, page by page, and as a file."""

from __future__ import annotations

import csv
import json

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import record
from articles.models import Article, Event, Person, Publication


def at(article: Article) -> str:
    return reverse("desk:article_timeline", args=[article.pk])


def file(article: Article, name: str) -> str:
    return reverse("desk:article_timeline_export", args=[article.pk, name])


def test_editor_sees_every_event_newest_first(client: Client, publication: Publication, editor: Person) -> None:
    client.force_login(editor)

    response = client.get(at(publication.article))

    titles = [entry.title for entry in response.context["entries"]]
    assert (len(titles), titles[0], titles[-1]) == (13, "Version 1 published", "Article created")


def test_filter_by_kind_person_and_day(client: Client, publication: Publication, editor: Person, chair: Person) -> None:
    client.force_login(editor)

    by_kind = client.get(at(publication.article), {"kind": "signed"}).context["entries"]
    by_both = client.get(at(publication.article), {"kind": "signed", "person": chair.pk}).context["entries"]
    before = client.get(at(publication.article), {"until": "2020-01-01"})

    assert [entry.title for entry in by_kind] == ["Signed version 1: approve"] * 2
    assert [entry.who for entry in by_both] == ["Clara Chair"]
    assert "No event fits this filter." in before.content.decode()


def test_filter_that_makes_no_sense_is_said(client: Client, publication: Publication, editor: Person) -> None:
    client.force_login(editor)

    response = client.get(at(publication.article), {"since": "2026-05-02", "until": "2026-05-01"})

    assert (response.status_code, "The last day is before the first." in response.content.decode()) == (422, True)


def test_table_has_a_line_for_each_event_that_the_filter_leaves(
    client: Client, publication: Publication, editor: Person
) -> None:
    client.force_login(editor)

    response = client.get(file(publication.article, "timeline.csv"), {"kind": "signed"})

    rows = list(csv.DictReader(response.content.decode().splitlines()))
    hashes = list(Event.objects.filter(kind="signed").order_by("sequence").values_list("hash", flat=True))
    assert response["Content-Disposition"] == 'attachment; filename="leg-pain-timeline.csv"'
    assert [row["hash"] for row in rows] == hashes


def test_file_with_proofs_lets_each_hash_be_computed_again(
    client: Client, publication: Publication, editor: Person
) -> None:
    client.force_login(editor)

    rows = json.loads(client.get(file(publication.article, "timeline.json")).content)

    previous = record.GENESIS
    for row in rows:
        assert record.hash_of(previous, row["body"]) == row["hash"]
        previous = row["hash"]
    assert len(rows) == 13


def test_what_somebody_typed_is_no_formula_in_the_table(client: Client, draft: Article, editor: Person) -> None:
    record.append(draft.stream, "noted", by=editor, why="=HYPERLINK(1)")
    client.force_login(editor)

    response = client.get(file(draft, "timeline.csv"), {"kind": "noted"})

    assert [row["why"] for row in csv.DictReader(response.content.decode().splitlines())] == ["'=HYPERLINK(1)"]


@pytest.mark.parametrize(("who", "status"), [("auditor", 200), ("chair", 403), ("outsider", 404)])
def test_who_may_see_the_timeline(
    client: Client, publication: Publication, request: pytest.FixtureRequest, who: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(at(publication.article)).status_code == status
    assert client.get(file(publication.article, "timeline.csv")).status_code == status


def test_file_of_another_kind_is_not_there(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)

    assert client.get(file(draft, "timeline.exe")).status_code == 404


@pytest.mark.parametrize("more", [1, 30])
def test_queries_of_the_timeline_stay(
    client: Client,
    draft: Article,
    editor: Person,
    chair: Person,
    more: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _time in range(more):
        record.append(draft.stream, "members_added", by=editor, version=1, members=[chair.pk])
    client.force_login(editor)
    client.get(at(draft))

    with django_assert_num_queries(11):
        client.get(at(draft))
