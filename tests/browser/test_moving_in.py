"""A publisher moves in by the browser: files and a table are brought, watched, read about, brought again; old addresses lead on."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Person
from tests.browser.walking import OpenPage, follow, heading, press, work_once
from tests.fixtures.moving_in.archives import archive
from tests.fixtures.moving_in.make import content

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = (
    "file;topic;type;old addresses;approved by;approved on;applies to\n"
    "word/gout.docx;Joints;condition;/advice/gout.html;Dr Vogel;2024-05-31;adults\n"
    "web/iron.html;Blood;leaflet;;Dr Vogel;31/05/24;\n"
    "nowhere.docx;;;;;;\n"
)
FILES: dict[str, bytes | str] = {
    "word/gout.docx": content("word-english.docx"),
    "web/iron.html": content("wordpress.html"),
    "texts/migraine.md": content("underlined.md"),
    "texts/broken.docx": b"PK\x03\x04 no document",
    "table.csv": TABLE,
}


def bring(page: Page, file: Path) -> None:
    page.goto("/desk/articles/moving-in/")
    page.get_by_label("Files").set_input_files(file)
    press(page, "Import the files")


def outcomes(page: Page) -> list[str]:
    """The choices above the list, with how many files each has."""
    return page.get_by_role("navigation", name="What became of the files").inner_text().split("\n")


def test_a_publisher_moves_in_and_old_addresses_lead_on(
    open_page: OpenPage, managing_editor: Person, tmp_path: Path
) -> None:
    file = tmp_path / "site.zip"
    file.write_bytes(archive(FILES).getvalue())
    page = open_page(as_=managing_editor)

    bring(page, file)
    expect(page.locator("#progress")).to_contain_text("The archive is being looked through.")
    page.reload()
    work_once()

    # The page itself sees that it is done.
    expect(page.locator("#progress")).to_have_count(0)
    assert outcomes(page) == ["All (5)", "Imported (3)", "Refused (2)"]
    expect(page.get_by_text("The table names this file, but it is not there.")).to_be_visible()
    page.get_by_role("listitem").filter(has_text="web/iron.html").locator("summary").click()
    expect(page.get_by_text("“leaflet” is no type of article.")).to_be_visible()
    expect(page.get_by_text("“31/05/24” is no date such as 2024-05-31.")).to_be_visible()

    follow(page, "Approved earlier: plan and make live")
    press(page, "Plan the first reviews")
    expect(page.get_by_text("The first reviews are planned. Nothing is live yet.")).to_be_visible()
    press(page, "Make the pages live")
    work_once()
    page.goto("/advice/gout.html")
    assert (page.url.rpartition("/articles/")[2].startswith("living-with-gout/"), heading(page)) == (
        True,
        "Living with gout",
    )

    page.goto("/desk/articles/?type=condition")
    assert page.locator("tbody a").all_inner_texts() == ["Living with gout"]

    bring(page, file)
    work_once()
    page.reload()
    assert outcomes(page) == ["All (5)", "Already there (3)", "Refused (2)"]
    assert Article.objects.count() == 3


def test_an_archive_that_leads_out_of_itself_is_not_unpacked(
    open_page: OpenPage, managing_editor: Person, tmp_path: Path
) -> None:
    file = tmp_path / "site.zip"
    file.write_bytes(archive({"../outside.md": "# Outside\n\nWords.\n", "in.md": "# In\n\nWords.\n"}).getvalue())
    page = open_page(as_=managing_editor)

    bring(page, file)
    work_once()
    page.reload()

    expect(page.get_by_text("This archive names a place outside itself. Nothing of it was unpacked.")).to_be_visible()
    assert Article.objects.count() == 0
