"""WordprocessingML as text: runs, paragraphs, tables, pictures. Everything that comes from a text is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML 1.0 cannot hold.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# English Metric Units: 914,400 an inch; a picture is at most as wide as the words, 16 cm.
EMU_A_PIXEL: Final = 9525
WIDEST: Final = 5_760_000
_MARKS: Final[Mapping[str, str]] = {
    "strong": "<w:b/>",
    "em": "<w:i/>",
    "sup": '<w:vertAlign w:val="superscript"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
    "code": '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>',
    "link": '<w:color w:val="0B5CAD"/><w:u w:val="single"/>',
}
# In the order that the schema wants.
_ORDER: Final = ("code", "strong", "em", "link", "sup", "sub")


def words(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))


def attribute(value: str) -> str:
    return quoteattr(_FORBIDDEN.sub("", value))


def run(text: str, marks: Iterable[str] = ()) -> str:
    chosen = set(marks)
    properties = "".join(_MARKS[mark] for mark in _ORDER if mark in chosen)
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{_lines(text)}</w:r>"


def _lines(text: str) -> str:
    return f'<w:t xml:space="preserve">{words(text)}</w:t>'


def line_break() -> str:
    return "<w:r><w:br/></w:r>"


def paragraph(runs: str, *, style: str = "", numbered: tuple[int, int] | None = None) -> str:
    """`numbered`: the list's number and how deep the item stands, from 0."""
    properties = f"<w:pStyle w:val={attribute(style)}/>" if style else ""
    if numbered:
        number, depth = numbered
        properties += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def hyperlink(relation: str, runs: str) -> str:
    return f"<w:hyperlink r:id={attribute(relation)}>{runs}</w:hyperlink>"


def cell(content: str, *, columns: int, merge: str, is_header: bool) -> str:
    """`merge`: "restart" where a cell reaches into the rows below it, "continue" in those rows."""
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EFEDF2"/>' if is_header else ""
    return f"<w:tc><w:tcPr>{span}{down}{shade}</w:tcPr>{content or '<w:p/>'}</w:tc>"


def row(cells: str, *, is_header: bool) -> str:
    repeated = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_header else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{repeated}{cells}</w:tr>"


def table(rows: str, *, columns: int, has_header: bool) -> str:
    grid = "<w:gridCol/>" * columns
    look = f'<w:tblLook w:firstRow="{int(has_header)}" w:firstColumn="0" w:noHBand="1" w:noVBand="1"/>'
    kind = f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>{look}</w:tblPr>'
    # Word joins two tables without a paragraph between them.
    return f"<w:tbl>{kind}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>"


def picture(relation: str, number: int, *, alt: str, width: int, height: int) -> str:
    """`width` and `height` in pixels; smaller where it would not fit between the margins."""
    wide, high = width * EMU_A_PIXEL, height * EMU_A_PIXEL
    if wide > WIDEST:
        wide, high = WIDEST, high * WIDEST // wide
    name = f'id="{number}" name="Picture {number}" descr={attribute(alt)}'
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{wide}" cy="{high}"/><wp:docPr {name}/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f"<pic:blipFill><a:blip r:embed={attribute(relation)}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def watermark(word: str) -> str:
    """Across the page, behind the words, as Word itself writes it into a header (VML WordArt)."""
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="Watermark" type="#_x0000_t136" style="position:absolute;width:430pt;height:110pt;rotation:315;'
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#e3c9c9" stroked="f">'
        f'<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string={attribute(word)}/>'
        "</v:shape></w:pict></w:r>"
    )
