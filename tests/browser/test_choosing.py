"""A reader changes to another text at the same section, and back, without scripts and without a cookie to begin with."""

from __future__ import annotations

import pytest

from articles.models import Publication
from tests.browser.walking import PHONE, OpenPage, work_once
from workflows.samples import loading

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLE = "/articles/lumbosacral-plexopathy-leg-pain"
TOP = "element => Math.round(element.getBoundingClientRect().top)"


def test_reader_goes_to_the_same_section_of_another_text(open_page: OpenPage, samples: loading.Cast) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{ARTICLE}/patient/")

    page.get_by_role("link", name="for health professionals, More detail: Moving safely").click()
    # The section is scrolled to once the page is there.
    page.wait_for_load_state()
    there = page.url
    section = page.get_by_role("heading", name="Rehabilitation").bounding_box()
    kept = {cookie["name"]: cookie["expires"] for cookie in page.context.cookies()}
    page.get_by_role("link", name="for patients, Simpler: Rehabilitation").click()

    assert there.endswith(f"{ARTICLE}/clinician/#rehabilitation")
    assert section is not None
    assert 0 <= section["y"] < 100
    assert kept == {"audience": -1}
    assert page.url.endswith(f"{ARTICLE}/patient/#moving-safely")


def test_reader_without_a_text_of_their_own_is_told_at_the_top(open_page: OpenPage, publication: Publication) -> None:
    work_once()
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"/articles/{publication.article.slug}/")
    before = page.locator(".rb-instead").is_visible()

    page.get_by_role("link", name="Students").click()

    said = page.locator(".rb-instead")
    assert (before, said.inner_text()) == (
        False,
        "There is no text for students yet. This is the text for patients, families and carers.",
    )
    box = said.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 200
    page.goto(f"/articles/{publication.article.slug}/")
    assert said.is_visible()
