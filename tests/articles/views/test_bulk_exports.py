"""Many articles out: chosen in the list, asked for on a page, watched, taken by whoever asked and nobody else."""

from __future__ import annotations

import io
import zipfile

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.actions.bulk_exporting import Wanted
from articles.models import Article, BulkExport, Person
from tests.articles.actions.test_bulk_acts import begun
from tests.articles.views.conftest import SignIn, address

ASKED = {"edition": "draft", "audience": "", "format": "md"}


def made(by: Person, *numbers: int) -> BulkExport:
    export = actions.begin_bulk_export(numbers, by=by, wanted=Wanted("md", "draft"))
    actions.go_on_with_bulk_export(export.pk)
    export.refresh_from_db()
    return export


def test_all_that_fit_are_asked_for(at_desk: Client, editor: Person) -> None:
    begun(editor, 30)

    page = at_desk.get("/desk/articles/", {"q": "Article"}).content.decode()
    response = at_desk.post(f"{address('bulk_export_new')}?q=Article&all=1", {**ASKED, "seen": 30})

    export = BulkExport.objects.get()
    assert "Take all 30 that fit out" in page
    assert (response["Location"], export.articles.count()) == (address("bulk_export", export.pk), 30)


def test_other_articles_than_were_seen_are_told(at_desk: Client, editor: Person) -> None:
    begun(editor, 3)

    response = at_desk.post(f"{address('bulk_export_new')}?all=1", {**ASKED, "seen": 2})

    assert (response.status_code, BulkExport.objects.count()) == (422, 0)
    assert 'name="seen" value="3"' in response.content.decode()


def test_nothing_chosen_says_what_to_do(at_desk: Client) -> None:
    assert "Tick articles in the list" in at_desk.get(address("bulk_export_new")).content.decode()


def test_the_archive_is_for_whoever_asked_alone(
    draft: Article, at_desk: Client, editor: Person, managing_editor: Person, sign_in: SignIn
) -> None:
    export = made(editor, draft.pk)
    page = at_desk.get(address("bulk_export", export.pk)).content.decode()

    response = at_desk.get(address("bulk_export_file", export.pk))

    archive = zipfile.ZipFile(io.BytesIO(b"".join(response)))  # type: ignore[call-overload]
    assert (len(archive.namelist()), response["Content-Type"]) == (3, "application/zip")
    assert "no-store" in response["Cache-Control"]
    assert address("bulk_export_file", export.pk) in page
    others = [sign_in(managing_editor).get(address(name, export.pk)) for name in PAGES]
    assert [other.status_code for other in others] == [404, 404, 404]


PAGES = ("bulk_export", "bulk_export_file", "bulk_export_csv")


def test_progress_is_seen_stopped_and_gone_on_with(draft: Article, at_desk: Client, editor: Person) -> None:
    export = actions.begin_bulk_export([draft.pk], by=editor, wanted=Wanted("md", "draft"))
    here = address("bulk_export", export.pk)
    underway = at_desk.get(here).content.decode()
    at_desk.post(here, {"step": "stop"})
    stopped = at_desk.post(here, {"step": "stop"}, follow=True).content.decode()

    at_desk.post(here, {"step": "go_on"})

    export.refresh_from_db()
    assert ("0 of 1 articles are done." in underway, "It is over." in stopped, export.stage) == (True, True, "working")
    assert at_desk.get(address("bulk_export_file", export.pk)).status_code == 404


def test_the_list_of_archives_is_ones_own(
    draft: Article, at_desk: Client, editor: Person, managing_editor: Person
) -> None:
    made(managing_editor, draft.pk)
    empty = at_desk.get(address("bulk_exports")).content.decode()
    export = made(editor, draft.pk)

    page = at_desk.get(address("bulk_exports")).content.decode()

    assert ("Nothing yet." in empty, address("bulk_export", export.pk) in page) == (True, True)


def test_results_ask_the_same_of_the_database_for_thirty(
    at_desk: Client, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one, many = made(editor, *begun(editor, 1)), made(editor, *begun(editor, 30))
    at_desk.get(address("bulk_export", one.pk))

    for export in (one, many):
        with django_assert_num_queries(8):
            at_desk.get(address("bulk_export", export.pk), {"outcome": "refused"})
        lines = b"".join(at_desk.get(address("bulk_export_csv", export.pk)))  # type: ignore[arg-type]
        assert lines.count(b"\n") == export.articles.count() + 1


def test_who_reads_no_drafts_gets_no_page(chair: Person, sign_in: SignIn) -> None:
    client = sign_in(chair)

    assert [client.get(address(name)).status_code for name in ("bulk_exports", "bulk_export_new")] == [403, 403]
