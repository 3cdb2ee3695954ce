"""A page that does not say what was signed is not switched to, and somebody is told."""

from __future__ import annotations

import pytest
from django.test import Client

from articles import record, work
from articles.models import Delivery, Person, PreparedText, Publication
from articles.publishing import appointment, pages, preparing

pytestmark = pytest.mark.django_db


@pytest.fixture
def forgery(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A renderer with a mistake: it drops what it should keep."""
    PreparedText.objects.all().delete()
    monkeypatch.setattr(preparing, "without_hidden", lambda text, hidden: text.replace("</p>", " Twice.</p>", 1))


def make(publication: Publication) -> int:
    serial = record.page_change(publication.article, reason="test").serial
    work.write_pages(serial)
    return serial


def stored(publication: Publication) -> str:
    return pages.store().current(publication.article.slug)


def test_the_page_before_stays_where_the_new_one_is_not_faithful(
    publication: Publication, request: pytest.FixtureRequest
) -> None:
    make(publication)
    before = stored(publication)
    assert before

    request.getfixturevalue("forgery")
    serial = make(publication)

    assert stored(publication) == before
    assert serial not in list(pages.due())


def test_whoever_keeps_the_site_running_is_told_once(
    publication: Publication, forgery: None, managing_editor: Person, administrator: Person, editor: Person
) -> None:
    make(publication)
    make(publication)

    told = Delivery.objects.filter(kind="page_not_made")
    assert {delivery.person for delivery in told} >= {managing_editor, administrator, editor}
    assert len({delivery.person_id for delivery in told}) == told.count()
    assert any("Twice." in detail for detail in told[0].data["details"])


def test_django_does_not_show_it_either(client: Client, publication: Publication, forgery: None) -> None:
    response = client.get(f"/articles/{publication.article.slug}/patient/")

    assert response.status_code == 503
    assert "Twice." not in response.content.decode()


def test_a_faithful_page_tells_nobody(publication: Publication) -> None:
    make(publication)

    assert not Delivery.objects.filter(kind="page_not_made").exists()


def test_a_past_version_is_not_shown_where_it_is_not_faithful(
    client: Client, next_publication: Publication, forgery: None, editor: Person
) -> None:
    response = client.get("/articles/leg-pain/versions/1/patient/")

    assert (response.status_code, "Twice." in response.content.decode()) == (503, False)
    told = Delivery.objects.get(kind="page_not_made", person=editor)
    assert told.data["why"] == "The page for “patient” does not say what was signed."


def test_a_sheet_for_an_appointment_is_not_shown_where_it_is_not_faithful(
    client: Client, publication: Publication, monkeypatch: pytest.MonkeyPatch, editor: Person
) -> None:
    monkeypatch.setattr(appointment, "without_hidden", lambda text, hidden: text.replace("keep moving", "lie still"))

    response = client.get("/articles/leg-pain/patient/appointment/")

    assert (response.status_code, "lie still" in response.content.decode()) == (503, False)
    told = Delivery.objects.get(kind="page_not_made", person=editor)
    assert told.data["details"] == ["signed: “”; on the page: “Rest the leg and lie still.”"]
