"""After the decision, in a browser: an emergency on a phone, what readers then see, and the look of another at it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import Person, Publication
from tests.browser.walking import PHONE, OpenPage, follow, press, told, work_once
from workflows import actions

pytestmark = pytest.mark.django_db(transaction=True)

WARNING = "Do not rely on the doses on this page for now."


def test_s22_an_editor_warns_and_hides_on_a_phone_and_another_looks_at_it(
    publication: Publication, editor: Person, managing_editor: Person, open_page: OpenPage
) -> None:
    desk, reader = open_page(as_=editor, viewport=PHONE), open_page(viewport=PHONE)
    work_once()

    desk.goto(f"/desk/articles/{publication.article_id}/")
    follow(desk, "Emergency")
    desk.get_by_label("Do not rely on the doses on this page").check()
    desk.locator("#id_warn_reason").fill("The dose may be ten times too high.")
    press(desk, "Put a warning on every text")
    assert told(desk) == ["Done. Readers see it within seconds; others are asked to look at it."]
    desk.goto(f"/desk/versions/{publication.version_id}/emergency/?text=clinician")
    desk.get_by_label("Start gabapentin").check()
    desk.locator("#id_hide_reason").fill("Ten times too high.")
    press(desk, "Hide this passage")
    work_once()

    reader.goto("/articles/leg-pain/clinician/")
    assert reader.locator(".rb-notice").all_inner_texts()[0].startswith("Safety warning")
    assert WARNING in reader.locator(".rb-notice").first.inner_text()
    assert "gabapentin" not in reader.locator("main").inner_text()
    assert reader.get_by_text("Loss of bladder control").first.is_visible()
    assert reader.evaluate("document.documentElement.scrollWidth") == PHONE["width"]

    other = open_page(as_=managing_editor, viewport=PHONE)
    other.goto("/desk/")
    other.get_by_role("link", name="Passage hidden: Leg pain").click()
    other.get_by_label("Yes, there was a danger").check()
    other.get_by_label("What you found").fill("It was ten times too high.")
    press(other, "Put on record")
    assert told(other) == ["Your review is on record."]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(
    ("kind", "status", "title"),
    [
        ("concern", 200, "Leg pain"),
        ("warning", 200, "Leg pain"),
        ("retracted", 200, "RETRACTED: Leg pain"),
        ("retired", 410, "Leg pain"),
        ("removed", 410, "Leg pain"),
    ],
)
def test_each_notice_is_the_first_thing_on_a_phone_and_clear_to_everyone(
    kind: str,
    status: int,
    title: str,
    colours: str,
    publication: Publication,
    managing_editor: Person,
    open_page: OpenPage,
) -> None:
    put(kind, publication, managing_editor)
    work_once()
    page = open_page(viewport=PHONE, color_scheme=colours)

    answer = page.goto("/articles/leg-pain/patient/")

    assert answer is not None
    assert (answer.status, page.get_by_role("heading", level=1).inner_text()) == (status, title)
    box = page.locator(".rb-notice").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < PHONE["height"]
    assert Axe().run(page).response["violations"] == []


def put(kind: str, publication: Publication, by: Person) -> None:
    version, told_words = publication.version, "What it said about rest was wrong."
    if kind == "concern":
        actions.post_notice(version, by=by, kind="concern", sentence=told_words, reason="A reader wrote.")
    elif kind == "warning":
        actions.warn(version, by=by, warning="page", reason="A reader wrote.")
    elif kind == "retracted":
        actions.retract(version, by=by, reason="Wrong.", told=told_words)
    elif kind == "retired":
        actions.retire(version, by=by, reason="Old.", told="A new guideline appeared.")
    else:
        actions.remove(version, by=by, reason="A court said so.", told=told_words)


def test_s06_retracted_page_says_so_on_paper(
    publication: Publication, managing_editor: Person, open_page: OpenPage
) -> None:
    put("retracted", publication, managing_editor)
    work_once()
    page = open_page()
    page.goto("/articles/leg-pain/clinician/")

    page.emulate_media(media="print")

    assert page.locator(".rb-watermark").inner_text() == "RETRACTED"
    assert page.locator(".rb-watermark").is_visible()
    assert page.locator(".rb-print-header").inner_text().startswith("RETRACTED · ")
