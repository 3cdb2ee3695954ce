"""`publish --output`: the public site as files that any host can serve."""

from __future__ import annotations

import datetime
import io
import json
import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from lxml import html
from pytest_django.fixtures import Settings

from articles import actions as desk
from articles.models import FormerSlug, Person, Publication, Version
from articles.publishing.releases import live_release
from tests.universe import write
from workflows import actions

CANARY = "zyzzyva"


@pytest.fixture
def site(tmp_path: Path, settings: Settings) -> Path:
    settings.PAGE_STORE = tmp_path / "pages"
    return tmp_path / "site"


def export(site: Path, *arguments: str) -> dict[str, int]:
    out = io.StringIO()
    call_command("publish", "--output", str(site), "--json", *arguments, stdout=out)
    found: dict[str, int] = json.loads(out.getvalue())
    return found


def pages(site: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    for path in sorted(site.rglob("index.html")):
        yield path, html.document_fromstring(path.read_text())


def page(site: Path, name: str) -> str:
    return (site / name / "index.html").read_text()


def texts(written: str) -> list[str]:
    return [
        div.text_content() for div in html.document_fromstring(written).iter("div") if div.get("class") == "rb-text"
    ]


def test_every_page_says_what_the_stored_one_says(site: Path, publication: Publication) -> None:
    export(site)

    stored = live_release(publication).pages
    assert list(stored) == ["patient", "clinician"]
    for audience, written in stored.items():
        assert texts(page(site, f"articles/leg-pain/{audience}")) == texts(written)


def test_every_link_within_the_site_leads_to_a_file(site: Path, publication: Publication) -> None:
    export(site)

    missing = [
        (str(path.relative_to(site)), link)
        for path, root in pages(site)
        for _element, _attribute, link, _place in root.iterlinks()
        if not leads_somewhere(path, link)
    ]
    assert missing == []


def leads_somewhere(page: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return True
    found = Path(posixpath.normpath(page.parent / unquote(parts.path)))
    return (found / "index.html").is_file() if parts.path.endswith("/") else found.is_file()


def test_no_form_is_left_but_that_of_the_search(site: Path, publication: Publication) -> None:
    export(site)

    asked = {form.get("role") for _path, root in pages(site) for form in root.iter("form")}
    assert asked == {"search"}


def test_every_kind_of_public_page_is_there(site: Path, publication: Publication) -> None:
    export(site)

    wanted = [
        "articles/index.html", "articles/leg-pain/versions/index.html", "board/index.html", "editorial-policy/index.html",
        "feed/index.xml", "glossary/index.html", "index.html", "robots.txt", "search/clinician.json", "search/index.html",
        "search/patient.json", "search/student.json", "sitemap.xml", "static/reader.css", "topics/index.html",
        "without-a-server/index.html",
    ]  # fmt: skip
    assert [name for name in wanted if not (site / name).is_file()] == []


def test_choosing_an_audience_is_a_link_to_its_text(site: Path, publication: Publication) -> None:
    export(site)

    links = {link for _e, _a, link, _p in html.document_fromstring(page(site, "articles/leg-pain/patient")).iterlinks()}
    assert "../clinician/" in links
    assert "url=patient/" in page(site, "articles/leg-pain")


def test_what_needs_a_server_leads_to_a_page_that_says_so(site: Path, publication: Publication) -> None:
    export(site)

    root = html.document_fromstring(page(site, "articles/leg-pain/patient"))
    (question,) = [link for link in root.iter("a") if link.text == "Have a follow-up question?"]
    assert question.get("href") == "../../../without-a-server/"


def test_links_under_the_address_of_the_site(site: Path, publication: Publication, settings: Settings) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://health.example", ["health.example"]

    export(site, "--links", "site")

    root = html.document_fromstring(page(site, "articles/leg-pain/patient"))
    links = [link.get("href") for link in root.iter("a") if link.get("class") == "rb-header__name"]
    assert links == ["https://health.example/"]


def test_a_second_run_writes_what_holds_the_moment_it_was_made_and_nothing_else(
    site: Path, publication: Publication
) -> None:
    first = export(site)

    # A zip tells two seconds apart at the least.
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=10)):
        second = export(site)

    assert (first["written"], first["removed"]) == (first["files"], 0)
    archives = len(list(site.rglob("signatures.zip")))
    assert second == {"files": first["files"], "written": archives, "removed": 0}


def test_a_page_that_was_taken_down_gives_way_to_its_notice(
    site: Path, publication: Publication, managing_editor: Person
) -> None:
    export(site)
    actions.retire(publication.version, by=managing_editor, reason="replaced")

    found = export(site)

    written = page(site, "articles/leg-pain/patient")
    assert "has been retired" in written
    assert '<meta name="robots" content="noindex">' in written
    assert texts(written) == []
    assert found["removed"] > 0
    assert not (site / "articles/leg-pain/references.ris").exists()
    assert "leg-pain" not in (site / "search/patient.json").read_text()


def test_what_is_not_published_is_in_no_file(site: Path, publication: Publication, editor: Person) -> None:
    write(publication.article, "patient", f"<p>Rest the {CANARY}.</p>", by=editor)
    details = desk.Details(title=f"A {CANARY}", audiences=["patient"])
    desk.create_article(by=editor, details=details)

    export(site)

    assert [
        str(path) for path in site.rglob("*") if path.is_file() and CANARY in path.read_bytes().decode("latin-1")
    ] == []


def test_a_former_address_leads_on(site: Path, publication: Publication) -> None:
    FormerSlug.objects.create(article=publication.article, slug="sore-leg")

    export(site)

    assert "url=../../leg-pain/patient/" in page(site, "articles/sore-leg/patient")


def test_s09_a_passage_in_the_index_travels_with_what_stands_above_it_and_its_warning(
    site: Path, publication: Publication
) -> None:
    export(site)

    index = json.loads((site / "search/clinician.json").read_text())
    (text,) = index["texts"]
    assert text["address"] == "../articles/leg-pain/clinician/"
    assert text["about"].startswith("Health professionals · Last reviewed ")
    assert {len(passage) for passage in text["passages"]} == {7}


def test_a_folder_with_other_files_is_left_alone(site: Path, publication: Publication) -> None:
    site.mkdir()
    (site / "thesis.txt").write_text("mine")

    with pytest.raises(CommandError, match="none of an export"):
        export(site)

    assert [path.name for path in site.iterdir()] == ["thesis.txt"]


def test_names_and_output_together_are_refused(site: Path) -> None:
    with pytest.raises(CommandError, match="takes no names"):
        call_command("publish", "leg-pain", "--output", str(site))


def test_a_site_without_articles_is_a_site(site: Path, approved_version: Version) -> None:
    export(site)

    assert "leg-pain" not in page(site, "articles")
