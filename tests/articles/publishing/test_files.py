"""A text as a file: every format says for whom it is and what nobody reviewed, and holds every word."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from lxml import etree

from articles import manifest
from articles.audiences import Audience
from articles.importing import decode, parse
from articles.models import Article, Person, Publication, Version
from articles.past import state_at
from articles.publishing.files import FORMATS, ArticleFile, NotRenderable, article_file
from articles.publishing.files.edition import edition_of
from articles.publishing.files.markdown import blocks as markdown_blocks
from articles.publishing.files.page import as_page
from articles.publishing.files.word.body import Body
from articles.publishing.preview import Preview, preview_of_state, preview_of_version
from articles.text.reading import canonical, elements
from workflows import actions

pytestmark = pytest.mark.django_db

NAME = "Dr Ada Example"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def draft_of(article: Article) -> Preview:
    state = state_at(article, article.revision)
    assert state is not None
    return preview_of_state(state, reader=NAME)


def file_of(preview: Preview, format_: str) -> ArticleFile:
    return article_file(preview, Audience.PATIENT, format_)


def member(file: ArticleFile, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(file.body)) as document:
        return document.read(name).decode()


def words(xml: str) -> str:
    return " ".join(node.text or "" for node in etree.fromstring(xml.encode()).iter(f"{WORD}t"))


@pytest.mark.parametrize("format_", ["md", "html", "json", "xml"])
def test_s30_a_draft_says_so_with_the_name_of_whoever_took_it(format_: str, draft: Article) -> None:
    text = file_of(draft_of(draft), format_).body.decode()

    assert "Draft, not reviewed, " in text
    assert f", for {NAME}" in text


def test_s30_every_page_of_a_word_document_says_that_it_is_a_draft(draft: Article) -> None:
    file = file_of(draft_of(draft), "docx")

    header = member(file, "word/header1.xml")

    assert f", for {NAME}" in words(header)
    assert "Written for: Patients, families and carers" in words(header)
    assert 'string="DRAFT"' in header
    assert 'w:headerReference w:type="default"' in member(file, "word/document.xml")


@pytest.mark.parametrize("format_", ["docx", "md", "html", "json"])
def test_s1_every_file_says_for_whom_its_text_is(format_: str, approved_version: Version) -> None:
    file = file_of(preview_of_version(approved_version, reader=NAME), format_)

    text = words(member(file, "word/header1.xml")) if format_ == "docx" else file.body.decode()

    assert "Patients, families and carers" in text
    assert "Draft, not reviewed" not in text


@pytest.mark.parametrize("format_", ["docx", "md", "html"])
def test_s18_a_notice_stands_before_the_title_in_every_file(
    format_: str, publication: Publication, managing_editor: Person
) -> None:
    actions.retract(publication.version, by=managing_editor, reason="Wrong.", told="The trial was made up.")

    file = file_of(preview_of_version(publication.version, reader=NAME), format_)

    text = words(member(file, "word/document.xml")) if format_ == "docx" else file.body.decode().partition("<body")[2]
    text = text or file.body.decode().partition("---\n\n")[2]
    assert 0 < text.index("The trial was made up.") < text.index("RETRACTED: Leg pain")


def test_name_of_a_file_tells_drafts_from_versions(draft: Article) -> None:
    names = {format_: file_of(draft_of(draft), format_).name for format_ in ("docx", "md")}

    assert all(name.startswith(f"{draft.slug}-patient-draft-20") for name in names.values())
    assert names["md"].endswith(".md")


def test_json_holds_the_very_text_and_is_read_as_a_manifest(approved_version: Version) -> None:
    told = json.loads(file_of(preview_of_version(approved_version, reader=NAME), "json").body)

    article = {name: value for name, value in told["article"].items() if name != "slug"}
    assert manifest.read(json.dumps(article)).write() == approved_version.manifest


def test_the_same_word_document_is_made_twice(draft: Article) -> None:
    assert file_of(draft_of(draft), "docx").body == file_of(draft_of(draft), "docx").body


def test_word_document_names_every_part_that_it_has(draft: Article) -> None:
    file = file_of(draft_of(draft), "docx")

    with zipfile.ZipFile(io.BytesIO(file.body)) as document:
        names = set(document.namelist())
        types = document.read("[Content_Types].xml").decode()
        for name in names:
            etree.fromstring(document.read(name))

    assert names - {"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"} == {
        name.removeprefix("/") for name in (part.split('"')[1] for part in types.split("<Override")[1:] if part)
    }


def test_page_in_one_file_fetches_nothing(draft: Article) -> None:
    html = file_of(draft_of(draft), "html").body.decode()

    assert "<script" not in html
    assert 'rel="stylesheet"' not in html


def test_an_empty_text_is_told(draft: Article) -> None:
    with pytest.raises(NotRenderable):
        article_file(draft_of(draft), Audience.STUDENT, "md")


@pytest.mark.pdf
def test_s30_every_page_of_a_pdf_says_that_it_is_a_draft(draft: Article) -> None:
    file = file_of(draft_of(draft), "pdf")

    # `printed.css` puts this element into the margin of each page.
    printed = as_page(edition_of(draft_of(draft), Audience.PATIENT), styled=False)
    header = printed.partition('<div class="rb-print-header">')[2].partition("</div>")[0]
    assert file.body.startswith(b"%PDF")
    assert f", for {NAME}" in header


def markdown(html: str) -> str:
    return "\n\n".join(markdown_blocks(elements(html), {"a": 1, "b": 2}))


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p>Take 10<sup>9</sup> and CO<sub>2</sub>.</p>", "Take 10<sup>9</sup> and CO<sub>2</sub>."),
        ("<p><strong>Do not</strong> stop.</p>", "**Do not** stop."),
        ("<p>2 * 3 [x] &lt;5 mg_a</p>", r"2 \* 3 \[x\] \<5 mg\_a"),
        ('<p>Known <cite data-key="a b"></cite>.</p>', "Known [1, 2]."),
        ("<p>- no list</p>", r"\- no list"),
        ("<p>12. not a list</p>", r"\12. not a list"),
        ("<ul>\n<li>one\n<ol>\n<li>two</li>\n</ol>\n</li>\n</ul>", "- one\n  1. two"),
        (
            (
                '<table>\n<thead>\n<tr><th scope="col">Drug</th><th scope="col">Dose</th></tr>\n</thead>\n'
                "<tbody>\n<tr><td>A | B</td><td>5 mg</td></tr>\n</tbody>\n</table>"
            ),
            "| Drug | Dose |\n| --- | --- |\n| A \\| B | 5 mg |",
        ),
    ],
)
def test_markdown_of_a_block(html: str, written: str) -> None:
    assert markdown(canonical(html)) == written


@pytest.mark.parametrize(
    "html",
    [
        "<h2>When to take it</h2>\n<p>Take it with food. Never take more than 4 g in 24 hours.</p>",
        (
            "<h2>Who should not</h2>\n<p>Do <strong>not</strong> take it if you:</p>\n"
            "<ul>\n<li>are pregnant</li>\n<li>have 10<sup>9</sup>/L or fewer</li>\n</ul>"
        ),
        (
            '<h2>Doses</h2>\n<table>\n<thead>\n<tr><th scope="col">Drug</th><th scope="col">Dose</th></tr>\n</thead>\n'
            "<tbody>\n<tr><td>Naproxen</td><td>250 mg</td></tr>\n</tbody>\n</table>"
        ),
        '<h2>Care</h2>\n<aside data-kind="warning">\n<p>Do not drive for 24 hours.</p>\n</aside>',
        "<h2>Steps</h2>\n<ol>\n<li>Rest the knee.</li>\n<li>Put ice on it for 10 minutes.</li>\n</ol>",
    ],
)
def test_markdown_comes_in_again_as_the_same_text(html: str) -> None:
    source = f"# Knee pain\n\n{markdown(canonical(html))}\n"

    imported = parse(decode(source.encode()), filename="knee.md")

    assert imported.body == canonical(html)


def test_word_knows_lists_tables_and_citations() -> None:
    html = canonical(
        '<p>Known <cite data-key="a"></cite>.</p><ol start="3"><li>three<ul><li>below</li></ul></li></ol>'
        '<table><tbody><tr><td rowspan="2">A</td><td>B</td></tr><tr><td>C</td></tr></tbody></table>'
        '<p><a href="https://example.org/">link</a></p>'
    )
    body = Body({"a": 1}, {})

    written = body.blocks(elements(html))

    assert "[1]" in written
    assert body.lists == [(True, 3), (False, 1)]
    assert written.count('<w:vMerge w:val="restart"/>') == written.count('<w:vMerge w:val="continue"/>') == 1
    assert body.links == {"https://example.org/": "rIdLink1"}


def test_every_format_has_a_name_and_a_type() -> None:
    assert list(FORMATS) == ["docx", "md", "html", "pdf", "json", "xml"]
    assert all(format_.label and format_.media_type for format_ in FORMATS.values())
