"""A draft read by link: marked, private, ended; and the desk's page of links."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pdfminer.high_level import extract_text

from articles import actions
from articles.models import Article, Event, Person, PreviewLink
from articles.publishing.pdf import in_turn
from reviewboard.logs import without_personal_data


@pytest.fixture
def made(draft: Article, editor: Person) -> actions.MadeLink:
    return actions.make_preview_link(draft, by=editor, audience="patient", recipient="Dr Ada Example", days=14)


def address(made: actions.MadeLink) -> str:
    return reverse("articles:draft", args=[made.token])


def page_of(article: Article) -> str:
    return reverse("desk:article_links", args=[article.pk])


def test_s30_a_stranger_reads_the_draft_marked_with_their_name(made: actions.MadeLink, client: Client) -> None:
    response = client.get(address(made))

    page = response.content.decode()
    assert response.status_code == 200
    assert page.count(", for Dr Ada Example</p>") == 1
    assert 'class="rb-watermark"' in page
    assert "Written for: Patients, families and carers" in page


def test_nobody_keeps_or_lists_the_page(made: actions.MadeLink, client: Client) -> None:
    response = client.get(address(made))

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response.cookies.keys() == set()
    assert "Disallow: /draft/" in client.get("/robots.txt").content.decode()


def test_page_leads_nowhere_into_the_desk(made: actions.MadeLink, client: Client) -> None:
    page = client.get(address(made)).content.decode()

    assert ("/desk/" in page, "Other versions" in page, 'id="choose"' in page) == (False, False, False)
    assert "<form" not in page


def test_s29_opening_is_counted_and_changes_nothing_else(made: actions.MadeLink, client: Client) -> None:
    events = Event.objects.count()

    client.head(address(made))
    client.get(address(made))
    client.get(address(made))

    made.link.refresh_from_db()
    assert (made.link.openings, made.link.is_open, Event.objects.count()) == (2, True, events)


def test_link_opens_nothing_after_its_end(made: actions.MadeLink, client: Client) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=15), tick=False):
        response = client.get(address(made))

    made.link.refresh_from_db()
    assert (response.status_code, made.link.openings) == (410, 0)
    assert made.link.article.title not in response.content.decode()


def test_link_that_was_ended_opens_nothing(made: actions.MadeLink, editor: Person, client: Client) -> None:
    actions.revoke_preview_link(made.link, by=editor)

    response = client.get(address(made))

    assert response.status_code == 410
    assert "Whoever made it has ended it." in response.content.decode()


def test_a_wrong_token_is_not_found(made: actions.MadeLink, client: Client) -> None:
    assert client.get(reverse("articles:draft", args=["a" * 43])).status_code == 404


def test_link_shows_what_it_was_made_for_after_another_save(
    made: actions.MadeLink, editor: Person, client: Client
) -> None:
    text = made.link.article.texts.get(audience="patient")
    before = client.get(address(made)).content.decode()
    actions.save_text(
        text,
        by=editor,
        base_revision=text.revision,
        summary=text.summary,
        body="<p>Quite other words.</p>",
        description=text.description,
    )

    after = client.get(address(made)).content.decode()

    assert "Quite other words." not in after
    assert len(after) == len(before)


def test_our_log_masks_the_token(made: actions.MadeLink) -> None:
    line = without_personal_data(None, "", {"request": f"GET {address(made)}"})

    assert line == {"request": "GET /draft/…/"}


def sized(made: actions.MadeLink, name: str) -> str:
    return reverse(f"articles:draft_{name}", args=[made.token])


@pytest.mark.parametrize(
    ("width", "frames"),
    [
        ("", ["phone", "paper"]),
        ("phone", ["phone"]),
        ("desk", ["desk"]),
        ("paper", ["paper"]),
        ("nonsense", ["phone", "paper"]),
    ],
)
def test_a_stranger_sees_it_in_each_width_and_is_led_there(
    width: str, frames: list[str], made: actions.MadeLink, client: Client
) -> None:
    response = client.get(sized(made, "widths"), {"width": width})

    found = {size.name: url for size, url in response.context["frames"]}
    assert found == {name: sized(made, "paper") if name == "paper" else address(made) for name in frames}
    assert "frame-src 'self'" in response["Content-Security-Policy"]
    assert sized(made, "widths") in client.get(address(made)).content.decode()
    assert "/desk/" not in response.content.decode()


def test_only_this_site_frames_it_and_there_it_leads_to_no_further_frames(
    made: actions.MadeLink, client: Client
) -> None:
    response = client.get(address(made), headers={"Sec-Fetch-Dest": "iframe"})

    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert sized(made, "widths") not in response.content.decode()


def test_a_page_of_frames_counts_as_one_opening(made: actions.MadeLink, client: Client) -> None:
    client.get(sized(made, "widths"))
    client.get(address(made), headers={"Sec-Fetch-Dest": "iframe"})

    made.link.refresh_from_db()
    assert made.link.openings == 1


@pytest.mark.pdf
@pytest.mark.parametrize("name", ["widths", "paper"])
def test_each_width_is_as_private_as_the_page_and_ends_with_it(
    name: str, made: actions.MadeLink, editor: Person, client: Client
) -> None:
    open_ = client.head(sized(made, name))
    actions.revoke_preview_link(made.link, by=editor)
    ended = client.get(sized(made, name))

    for response in (open_, ended):
        assert "no-store" in response["Cache-Control"]
        assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == (
            "noindex, nofollow, noarchive",
            "no-referrer",
        )
    assert (open_.status_code, ended.status_code) == (200, 410)
    assert client.get(reverse(f"articles:draft_{name}", args=["a" * 43])).status_code == 404
    assert client.post(sized(made, name)).status_code == 405
    assert without_personal_data(None, "", {"request": sized(made, name)}) == {"request": f"/draft/…/{name}/"}


@pytest.mark.pdf
def test_s30_the_paper_names_its_reader(made: actions.MadeLink, client: Client) -> None:
    response = client.get(sized(made, "paper"))

    assert response["Content-Type"] == "application/pdf"
    assert "for Dr Ada Example" in " ".join(extract_text(io.BytesIO(response.content)).split())


@pytest.mark.pdf
def test_paper_is_made_for_few_at_once_and_says_so(made: actions.MadeLink, client: Client) -> None:
    with in_turn(), in_turn():
        busy = client.get(sized(made, "paper"))
    free = client.get(sized(made, "paper"))

    made.link.refresh_from_db()
    assert (busy.status_code, busy["Retry-After"], free.status_code) == (503, "20", 200)
    assert "Please try again in a moment." in busy.content.decode()
    assert made.link.openings == 1


def test_editor_makes_a_link_and_sees_it_once(draft: Article, at_desk: Client) -> None:
    posted = {"recipient": "Dr Ada Example", "audience": "patient", "days": "14"}

    response = at_desk.post(page_of(draft), posted)

    token = response.context["made"].token
    assert (response.status_code, f"/draft/{token}/" in response.content.decode()) == (200, True)
    assert "no-store" in response["Cache-Control"]
    assert token not in at_desk.get(page_of(draft)).content.decode()


def test_a_link_for_nobody_is_told_beside_the_field(draft: Article, at_desk: Client) -> None:
    response = at_desk.post(page_of(draft), {"recipient": "", "audience": "patient", "days": "14"})

    assert response.status_code == 422
    assert response.context["form"].errors == {"recipient": ["Say for whom the link is."]}


def test_editor_ends_a_link(made: actions.MadeLink, at_desk: Client) -> None:
    response = at_desk.post(reverse("desk:link_revoke", args=[made.link.pk]))

    made.link.refresh_from_db()
    assert (response.status_code, made.link.is_open) == (302, False)


def test_ending_is_never_a_get(made: actions.MadeLink, at_desk: Client) -> None:
    assert at_desk.get(reverse("desk:link_revoke", args=[made.link.pk])).status_code == 405


def test_an_auditor_reads_the_list_and_makes_none(
    draft: Article, auditor: Person, sign_in: Callable[[Person], Client]
) -> None:
    client = sign_in(auditor)

    response = client.post(page_of(draft), {"recipient": "Somebody", "audience": "patient", "days": "14"})

    assert (client.get(page_of(draft)).status_code, response.status_code) == (200, 403)
    assert PreviewLink.objects.count() == 0


def test_whoever_reads_no_drafts_sees_no_links(
    draft: Article, chair: Person, sign_in: Callable[[Person], Client]
) -> None:
    assert sign_in(chair).get(page_of(draft)).status_code == 403


def test_list_asks_as_often_for_thirty_links_as_for_one(
    draft: Article, editor: Person, made: actions.MadeLink, at_desk: Client
) -> None:
    at_desk.get(page_of(draft))
    with CaptureQueriesContext(
        connection,
    ) as one:
        at_desk.get(page_of(draft))
    for number in range(29):
        actions.make_preview_link(draft, by=editor, audience="patient", recipient=f"Reader {number}", days=7)

    with CaptureQueriesContext(connection) as thirty:
        response = at_desk.get(page_of(draft))

    assert len(response.context["links"]) == 30
    assert len(one) == len(thirty)
