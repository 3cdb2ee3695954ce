"""Marking a work of the library as retracted, corrected or doubted."""

from __future__ import annotations

from django.test import Client

from articles.models import Event, PageChange, Person, Publication, Reference
from articles.publishing.releases import releases_for

TYPED = {"mark": "retracted", "on": "2026-11-01", "source": "https://example.org/notice", "reason": "PubMed says so."}


def test_s18_mark_stands_at_the_citation_of_live_pages_within_one_page_change(
    client: Client, publication: Publication, reference: Reference, editor: Person
) -> None:
    client.force_login(editor)
    url = f"/desk/references/{reference.pk}/mark/"
    page, changes = client.get(url), PageChange.objects.count()

    response = client.post(url, TYPED)

    assert [article.pk for article in page.context["cited_by"]] == [publication.article_id]
    assert (response.status_code, PageChange.objects.count()) == (302, changes + 1)
    assert "Retracted" in releases_for(publication.article)["leg-pain"].pages["patient"]
    assert Event.objects.latest("pk").kind == "reference.marked"
    row = Reference.objects.get()
    assert (row.mark, row.mark_source, row.history.latest("history_date").history_change_reason) == (
        "retracted",
        "https://example.org/notice",
        "PubMed says so.",
    )


def test_work_that_no_live_page_cites_changes_no_page(client: Client, reference: Reference, editor: Person) -> None:
    client.force_login(editor)

    client.post(f"/desk/references/{reference.pk}/mark/", TYPED)

    assert (Reference.objects.get().mark, PageChange.objects.count()) == ("retracted", 0)


def test_source_and_reason_are_asked_for(client: Client, reference: Reference, editor: Person) -> None:
    client.force_login(editor)

    response = client.post(f"/desk/references/{reference.pk}/mark/", {"mark": "retracted", "source": " "})

    assert response.status_code == 422
    assert sorted(response.context["form"].errors) == ["reason", "source"]


def test_auditor_marks_nothing(client: Client, reference: Reference, auditor: Person, outsider: Person) -> None:
    for person in (auditor, outsider):
        client.force_login(person)
        assert client.post(f"/desk/references/{reference.pk}/mark/", TYPED).status_code == 403

    assert Reference.objects.get().mark == ""


def test_library_shows_the_mark(client: Client, reference: Reference, editor: Person) -> None:
    client.force_login(editor)
    client.post(f"/desk/references/{reference.pk}/mark/", TYPED)

    page = " ".join(client.get("/desk/references/").content.decode().split())

    assert '<strong class="rb-mark">Retracted</strong> 1 November 2026' in page
