"""The pages of moving in: files are brought, the import is watched and stopped, its report read and taken away; redirects."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import actions
from articles.models import Article, BulkFile, BulkImport, BulkStage, FileOutcome, Person, Publication
from tests.articles.views.conftest import SignIn, address
from tests.fixtures.moving_in.archives import archive

GOUT = b"# Gout\n\n## What helps\n\nCooling the joint helps most people with gout.\n"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def bring(client: Client, *files: SimpleUploadedFile) -> BulkImport:
    response = client.post(address("moving_in"), {"chosen": list(files), "audience": "patient"})
    brought = BulkImport.objects.latest("pk")
    assert (response.status_code, response["Location"]) == (302, address("bulk_import", brought.pk))
    return brought


def rows(brought: BulkImport, count: int) -> None:
    BulkFile.objects.bulk_create(
        BulkFile(source=brought, number=n, name=f"{n}.md", outcome=FileOutcome.REFUSED, sentence="No.")
        for n in range(count)
    )


def test_an_archive_is_brought_watched_and_reported(at_desk: Client) -> None:
    brought = bring(at_desk, upload("site.zip", archive({"gout.md": GOUT, "a.pdf": b"%PDF"}).read()))
    watched = at_desk.get(address("bulk_import", brought.pk)).content.decode()
    actions.go_on_with_bulk_import(brought.pk)

    page = at_desk.get(address("bulk_import", brought.pk)).content.decode()

    assert ("The archive is being looked through." in watched, 'id="progress"' in watched) == (True, True)
    assert ('id="progress"' in page, "All (2)" in page, "Imported (1)" in page, "Refused (1)" in page) == (
        False,
        True,
        True,
        True,
    )


def test_files_chosen_at_once_are_one_import(at_desk: Client) -> None:
    brought = bring(at_desk, upload("gout.md", GOUT), upload("asthma.md", b"# Asthma\n\nWords about asthma.\n"))

    actions.go_on_with_bulk_import(brought.pk)

    assert (brought.name, Article.objects.count()) == ("2 files", 2)


def test_without_a_file_the_page_says_what_is_missing(at_desk: Client) -> None:
    response = at_desk.post(address("moving_in"), {"audience": "patient"})

    assert (response.status_code, "Choose an archive, or files." in response.content.decode()) == (422, True)


def test_too_large_a_request_is_told_so(at_desk: Client, settings: Settings) -> None:
    settings.MOVING_IN_LARGEST_FILE = 10

    response = at_desk.post(address("moving_in"), {"chosen": upload("gout.md", GOUT), "audience": "patient"})

    page = response.content.decode()
    assert (response.status_code, "together. Please bring them in parts." in page) == (422, True)


def test_the_report_is_filtered_by_what_became_of_files(at_desk: Client) -> None:
    brought = bring(at_desk, upload("site.zip", archive({"gout.md": GOUT, "a.pdf": b"%PDF"}).read()))
    actions.go_on_with_bulk_import(brought.pk)

    page = at_desk.get(address("bulk_import", brought.pk), {"outcome": "refused"}).content.decode()

    assert ("a.pdf" in page, "gout.md" in page) == (True, False)


def test_the_report_for_a_spreadsheet_is_safe(at_desk: Client, editor: Person) -> None:
    brought = BulkImport.objects.create(by=editor, name="a", stage=BulkStage.DONE)
    BulkFile.objects.create(
        source=brought, number=1, name='=HYPERLINK("x")', outcome=FileOutcome.REFUSED, sentence="No.", notes=["b"]
    )

    response = at_desk.get(address("bulk_import_csv", brought.pk))

    assert response.content.decode() == (
        '\ufefffile,outcome,sentence,article,title,address,notes\r\n"\'=HYPERLINK(""x"")",refused,No.,,,,b\r\n'
    )


def test_an_import_is_stopped_and_goes_on(at_desk: Client) -> None:
    brought = bring(at_desk, upload("gout.md", GOUT))
    url = address("bulk_import", brought.pk)
    stopped = at_desk.post(url, {"step": "stop"}, follow=True).content.decode()

    at_desk.post(url, {"step": "go_on"})

    brought.refresh_from_db()
    assert ("The import is stopped. What is in stays." in stopped, brought.stage) == (True, BulkStage.READING)


def test_what_is_over_says_so(at_desk: Client, editor: Person) -> None:
    brought = BulkImport.objects.create(by=editor, name="a", stage=BulkStage.DONE)

    page = at_desk.post(address("bulk_import", brought.pk), {"step": "stop"}, follow=True).content.decode()

    assert "This import is over." in page


@pytest.mark.parametrize("name", ["moving_in", "bulk_import", "bulk_import_csv"])
def test_who_may_not_write_drafts_sees_nothing(name: str, sign_in: SignIn, auditor: Person, editor: Person) -> None:
    brought = BulkImport.objects.create(by=editor, name="a", stage=BulkStage.DONE)
    url = address(name, *([] if name == "moving_in" else [brought.pk]))

    statuses = (Client().get(url).status_code, sign_in(auditor).get(url).status_code)

    assert statuses == (302, 403)


@pytest.mark.parametrize("count", [1, 30])
def test_a_report_asks_the_same_few_questions(
    count: int, at_desk: Client, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    brought = BulkImport.objects.create(by=editor, name="a", stage=BulkStage.DONE)
    rows(brought, count)
    at_desk.get(address("bulk_import", brought.pk))

    with django_assert_num_queries(9):
        at_desk.get(address("bulk_import", brought.pk))


def test_an_old_address_leads_to_the_page_for_ever(client: Client, publication: Publication, editor: Person) -> None:
    article = publication.article
    actions.keep_old_addresses(article, ["/?p=12", "/node/17"], by=editor)
    actions.keep_old_addresses(article, ["/pro/gout.html"], by=editor, audience="clinician")

    found = [client.get(url) for url in ("/?p=12", "/node/17/", "/node/17?utm_source=x", "/pro/gout.html", "/node/18")]

    assert [(answer.status_code, answer.headers.get("Location", "")) for answer in found] == [
        (301, f"/articles/{article.slug}/"),
        (301, f"/articles/{article.slug}/"),
        (301, f"/articles/{article.slug}/"),
        (301, f"/articles/{article.slug}/clinician/"),
        (404, ""),
    ]


def test_an_old_address_of_a_draft_leads_nowhere(client: Client, draft: Article, editor: Person) -> None:
    actions.keep_old_addresses(draft, ["/gout.html", "/?p=12"], by=editor)

    statuses = [client.get(url).status_code for url in ("/gout.html", "/?p=12")]

    assert statuses == [404, 200]


def test_nothing_is_posted_to_an_old_address(client: Client, publication: Publication, editor: Person) -> None:
    actions.keep_old_addresses(publication.article, ["/gout.html"], by=editor)

    assert client.post("/gout.html").status_code == 404
