"""The parts of a Word document, in one ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from articles.models import Image
from articles.publishing.files.edition import Edition
from articles.publishing.files.word import markup
from articles.publishing.files.word.body import Body
from articles.publishing.pdf import IMAGE_TYPES
from articles.text.dialect import pictures
from articles.text.reading import elements

HERE: Final = Path(__file__).parent
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Of the ZIP's members: the file tells of itself when it was made, and equal texts are to be equal files.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


def as_word(edition: Edition) -> bytes:
    """A .docx. The header of every page says for whom the text is written, and that nobody reviewed it where nobody did."""
    with translation.override(edition.manifest.language):
        body = Body(edition.numbers, _images(edition))
        document = _document(edition, body)
        parts = {
            "[Content_Types].xml": _types(),
            "_rels/.rels": _relations(_root_relations()),
            "docProps/core.xml": _properties(edition),
            "word/document.xml": document,
            "word/styles.xml": (HERE / "styles.xml").read_text().strip(),
            "word/numbering.xml": _numbering(body),
            "word/header1.xml": _header(edition),
            "word/footer1.xml": _footer(),
            "word/_rels/document.xml.rels": _relations(_document_relations(body)),
        }
    return _zipped({name: text.encode() for name, text in parts.items()} | _media(body))


def _images(edition: Edition) -> dict[str, Image]:
    shown = [picture for part in (edition.text.summary, edition.text.body) for picture in pictures(part)]
    rows = Image.objects.filter(sha256__in={picture.sha256 for picture in shown})
    return {image.address: image for image in rows}


def _document(edition: Edition, body: Body) -> str:
    parts = [markup.paragraph(markup.run(line, ["strong"])) for line in edition.notices]
    parts.append(markup.paragraph(markup.run(edition.title), style="Title"))
    if edition.text.summary:
        parts.append(markup.paragraph(markup.run(_("The bottom line")), style="Heading1"))
        parts.append(body.blocks(elements(edition.text.summary)))
        if edition.needs_heading_in_full:
            parts.append(markup.paragraph(markup.run(_("In full")), style="Heading1"))
    parts.append(body.blocks(elements(edition.text.body)))
    if edition.works:
        parts.append(markup.paragraph(markup.run(_("References")), style="Heading1"))
        body.lists.append((True, 1))
        number = len(body.lists)
        parts += [
            markup.paragraph(markup.run(work), style="ListParagraph", numbered=(number, 0)) for work in edition.works
        ]
    parts += _contributors(edition)
    page = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" '
        'r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1417" w:bottom="1134" '
        'w:left="1417" w:header="709" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    return _xml("document", f"<w:body>{''.join(parts)}{page}</w:body>")


def _contributors(edition: Edition) -> Iterator[str]:
    """Who wrote it, and what they disclosed; in a style of their own, by which an import tells them from the text."""
    if edition.bylines:
        yield markup.paragraph(markup.run(_("Who wrote this"), ["strong"]), style="Frame")
        yield from (markup.paragraph(markup.run(line), style="Frame") for line in edition.bylines)


def _header(edition: Edition) -> str:
    lines = markup.paragraph(markup.run(edition.running), style="Header")
    if edition.mark:
        across = markup.watermark(_("DRAFT")) if edition.preview.is_draft else ""
        lines += markup.paragraph(markup.run(edition.mark, ["strong"]) + across, style="Header")
    return _xml("hdr", lines)


def _footer() -> str:
    field = '<w:r><w:fldChar w:fldCharType="{0}"/></w:r>'
    page = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    return _xml("ftr", markup.paragraph(field.format("begin") + page + field.format("end"), style="Footer"))


def _xml(root: str, content: str) -> str:
    return f"{markup.DECLARATION}<w:{root} {markup.NAMESPACES}>{content}</w:{root}>"


def _numbering(body: Body) -> str:
    """A definition of its own for every list, so that each begins with its own first number."""
    kinds = "".join(_kind(number, ordered, first) for number, (ordered, first) in enumerate(body.lists, 1))
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number, _list in enumerate(body.lists, 1)
    )
    return _xml("numbering", kinds + lists)


def _kind(number: int, ordered: bool, first: int) -> str:
    levels = "".join(_level(depth, ordered, first) for depth in range(9))
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def _level(depth: int, ordered: bool, first: int) -> str:
    kind, sign = ("decimal", f"%{depth + 1}.") if ordered else ("bullet", "•")
    left = 360 * (depth + 1)
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{first}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def _properties(edition: Edition) -> str:
    spaces = (
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    authors = "; ".join(byline.name for byline in edition.manifest.contributors)
    told = (
        f"<dc:title>{markup.words(edition.title)}</dc:title><dc:subject>{markup.words(edition.running)}</dc:subject>"
        f"<dc:creator>{markup.words(authors)}</dc:creator><dc:description>{markup.words(edition.mark)}</dc:description>"
        f"<dc:language>{markup.words(edition.manifest.language)}</dc:language>"
    )
    return f"{markup.DECLARATION}<cp:coreProperties {spaces}>{told}</cp:coreProperties>"


def _types() -> str:
    known = [("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml")]
    known += [(suffix.removeprefix("."), kind) for suffix, kind in IMAGE_TYPES.items()]
    parts = {
        "/word/document.xml": f"{_MAIN}.document.main+xml",
        "/word/styles.xml": f"{_MAIN}.styles+xml",
        "/word/numbering.xml": f"{_MAIN}.numbering+xml",
        "/word/header1.xml": f"{_MAIN}.header+xml",
        "/word/footer1.xml": f"{_MAIN}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    types = "".join(f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in known)
    types += "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return f'{markup.DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'


def _root_relations() -> Iterator[tuple[str, str, str, bool]]:
    yield "rId1", f"{_OFFICE}/officeDocument", "word/document.xml", False
    yield "rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", False


def _document_relations(body: Body) -> Iterator[tuple[str, str, str, bool]]:
    for name, target in (("styles", "styles.xml"), ("numbering", "numbering.xml")):
        yield f"rId{name.title()}", f"{_OFFICE}/{name}", target, False
    yield "rIdHeader", f"{_OFFICE}/header", "header1.xml", False
    yield "rIdFooter", f"{_OFFICE}/footer", "footer1.xml", False
    for address, relation in body.links.items():
        yield relation, f"{_OFFICE}/hyperlink", address, True
    for relation, image in body.pictures.values():
        yield relation, f"{_OFFICE}/image", _medium(image), False


def _relations(rows: Iterator[tuple[str, str, str, bool]]) -> str:
    mode = {True: ' TargetMode="External"', False: ""}
    written = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target={markup.attribute(target)}{mode[outside]}/>'
        for name, kind, target, outside in rows
    )
    return f'{markup.DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def _medium(image: Image) -> str:
    return f"media/{Path(image.name).name}"


def _media(body: Body) -> dict[str, bytes]:
    found = {f"word/{_medium(image)}": image.content() for _relation, image in body.pictures.values()}
    return {name: content for name, content in found.items() if content is not None}


def _zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as document:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            document.writestr(member, content)
    return target.getvalue()
