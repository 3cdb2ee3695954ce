"""Files that want to do harm, or are not what they say: a sentence for each, and nothing is opened, loaded or unpacked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from articles.importing import archives
from articles.importing.archives import Limits
from articles.importing.confined import Bounds, Confined
from articles.importing.converting import convert
from articles.refusals import Refusal
from tests.fixtures.moving_in.documents import GOUT
from tests.fixtures.moving_in.make import content
from tests.fixtures.moving_in.word import MAIN, Word, docx, package, run

DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
PARAGRAPH = f"<w:p>{run('Words of a paragraph.')}</w:p>"
LIMITS = Limits(entries=100, all=10_000_000, each=5_000_000)


def sentence(content: bytes, name: str) -> str:
    with pytest.raises(Refusal) as refused:
        convert(content, name)
    return str(refused.value)


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return made.getvalue()


def test_a_document_type_is_refused_before_it_can_load_a_file() -> None:
    xml = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + DOCUMENT.format(
        "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"
    )

    said = sentence(package({"word/document.xml": xml}), "a.docx")

    assert said == "This file declares a document type, which could load other files. It was not opened."


def test_entities_that_grow_are_refused_in_any_part_and_any_encoding() -> None:
    bomb = '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><w:styles xmlns:w="w">&b;</w:styles>'

    said = sentence(
        package({"word/document.xml": DOCUMENT.format(PARAGRAPH), "word/styles.xml": bomb.encode("utf-16")}), "a.docx"
    )

    assert said == "This file declares a document type, which could load other files. It was not opened."


@pytest.mark.parametrize(
    "content",
    [
        package({"word/document.xml": DOCUMENT.format(PARAGRAPH), "word/vbaProject.bin": b"macro"}),
        package(
            {"word/document.xml": DOCUMENT.format(PARAGRAPH)},
            main="application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
    ],
)
def test_macros_are_refused(content: bytes) -> None:
    said = sentence(content, "a.docx")

    assert said == "This document holds macros (programs). Save it as .docx without them."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Plain words.", "This is not a Word document, whatever its name says."),
        (zipped(a=b"x"), "This is not a Word document, whatever its name says."),
        (b"PK\x03\x04 nothing more", "This file is damaged, or it is no ZIP archive."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "This is an old Word file (.doc), or one that is protected by a password. Save it as .docx without one.",
        ),
        (package({"word/document.xml": "<w:document"}), "This file is damaged: a part of it is no XML."),
        (package({"word/document.xml": DOCUMENT.format("")}), "There are no words in this file."),
    ],
)
def test_a_word_document_that_is_none_is_refused(content: bytes, said: str) -> None:
    found = sentence(content, "a.docx")

    assert found == said


def test_a_bomb_is_refused_by_what_its_directory_promises() -> None:
    bomb = package({"word/document.xml": DOCUMENT.format(PARAGRAPH), "word/media/a.xml": b"0" * 50_000_000})

    said = sentence(bomb, "a.docx")

    assert (len(bomb) < 100_000, said) == (True, "A file in this archive would be too large once it is unpacked.")


def test_a_directory_that_lies_is_found_while_it_is_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"a" * 1000)
    archive = archives.opened(made.getvalue(), LIMITS)

    with pytest.raises(Refusal) as refused:
        archives.read(archive, "a.xml", 10)

    assert str(refused.value) == "A file in this archive would be too large once it is unpacked."


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "b/../../a.txt", "..\\a.txt", "C:\\a.txt"])
def test_a_name_that_leads_outside_is_refused(name: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, b"a")

    with pytest.raises(Refusal) as refused:
        archives.opened(made.getvalue(), LIMITS)

    assert str(refused.value) == "This archive names a place outside itself. Nothing of it was unpacked."


def test_too_many_files_are_refused() -> None:
    made = zipped(**{f"a{number}": b"" for number in range(101)})

    with pytest.raises(Refusal) as refused:
        archives.opened(made, LIMITS)

    assert str(refused.value) == "This archive holds more files than can be taken."


def test_pictures_and_templates_of_other_places_are_not_fetched() -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" TargetMode="External"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="file:///etc/hostname"/></Relationships>'
    )
    blip = (
        '<w:p><w:r><w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><wp:inline><a:graphic><a:graphicData><pic:pic>'
        '<pic:blipFill><a:blip r:link="rId1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )
    made = io.BytesIO(package({"word/document.xml": DOCUMENT.format(PARAGRAPH + blip)}))
    with zipfile.ZipFile(made) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["word/_rels/document.xml.rels"] = rels.encode()

    converted = convert(zipped(**{name.replace("/", "__"): data for name, data in parts.items()}), "a.docx")

    assert (converted.texts[0].imported.body, converted.pictures) == ("<p>Words of a paragraph.</p>", ())


def test_links_that_run_something_lose_their_address_and_are_reported() -> None:
    page = "<h1>A page</h1><p>Read <a href='JavaScript:alert(1)'>this</a> and <a href=' data:text/html,x'>that</a>.</p>"

    imported = convert(page.encode(), "a.html").texts[0].imported

    assert imported.body == "<p>Read this and that.</p>"
    assert [passage.text for passage in imported.left_out] == ["JavaScript:alert(1)", "data:text/html,x"]


def test_scripts_of_a_page_are_left_out_and_reported() -> None:
    page = "<h1>A page</h1><p onclick='x()'>Words.</p><script>steal()</script><svg onload='x()'><text>a</text></svg>"

    imported = convert(page.encode(), "a.html").texts[0].imported

    assert (imported.body, imported.has_scripts) == ("<p>Words.</p>", False)
    assert [passage.kind for passage in imported.left_out] == ["markup", "furniture"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "a.pdf",
            b"%PDF-1.4",
            "Files of the kind “.pdf” are not imported: Word (.docx), HTML, Markdown, text and our JSON are.",
        ),
        ("a.txt", b"PK\x03\x04", "This is a ZIP or Word file under another name."),
        ("a.json", b"{", "This is no JSON: line 1 cannot be read."),
        ("a.json", b"[1]", "This JSON is no article: it has no “texts” by audience."),
        ("a.json", b"[" * 100_000, "This JSON is nested deeper than any article."),
        ("a.json", b'{"texts": {"dogs": {}}}', "This JSON has a text for “dogs”, which is no audience here."),
        ("a.html", b"<html><body><script>1</script></body></html>", "There are no words in this file."),
        ("a.html", b"", "This file is empty."),
        ("a.md", b"", "This file is empty."),
    ],
)
def test_other_files_are_refused_with_a_sentence(name: str, data: bytes, said: str) -> None:
    found = sentence(data, name)

    assert found == said


def test_a_file_that_takes_too_long_ends_alone(tmp_path: Path) -> None:
    slow, good = tmp_path / "slow.docx", tmp_path / "good.docx"
    slow.write_bytes(docx(GOUT))
    good.write_bytes(content("word-german.docx"))

    with Confined(Bounds(seconds=0.0)) as confined:
        with pytest.raises(Refusal) as refused:
            confined.convert(slow, slow.name)
        confined.bounds = Bounds()
        title = confined.convert(good, good.name).title

    assert title == "Asthma in adults: using an inhaler"
    assert (
        str(refused.value)
        == "This file takes too long to read: it is larger or more nested than any article. It was left out."
    )


def test_a_file_that_takes_too_much_memory_ends_alone(tmp_path: Path) -> None:
    large, good = tmp_path / "large.docx", tmp_path / "good.docx"
    row = "<w:tr><w:tc><w:p><w:r><w:t>{} mg</w:t></w:r></w:p></w:tc></w:tr>"
    rows = "".join(row.format(number * 7919 % 99991) for number in range(3_000))
    large.write_bytes(package({"word/document.xml": DOCUMENT.format(f"<w:tbl>{rows}</w:tbl>")}, main=MAIN))
    good.write_bytes(docx(GOUT, Word()))

    with Confined(Bounds(memory=1)) as confined:
        with pytest.raises(Refusal) as refused:
            confined.convert(large, large.name)
        confined.bounds = Bounds()
        title = confined.convert(good, good.name).title

    assert title == "Living with gout"
    # Which of the two depends on whether the sentence itself still found room.
    assert str(refused.value).startswith(("This file takes more memory", "This file could not be read"))


def test_the_process_knows_no_secret_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret")
    file = tmp_path / "a.txt"
    file.write_text("A Heading\n\nWords of a text.\n")

    with Confined() as confined:
        confined.convert(file, file.name)
        process = confined._process
        assert process is not None
        environment = Path(f"/proc/{process.pid}/environ").read_bytes()

    assert b"a secret" not in environment
