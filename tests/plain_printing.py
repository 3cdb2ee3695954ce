"""Prints a page as one tagged line, in the place of the program that needs Pango: `plain_printing.py STYLES FONTS < page > pdf`."""

from __future__ import annotations

import importlib.util
import io
import sys
from pathlib import Path
from typing import Any

import pydyf

HERE = Path(__file__).parent.parent / "articles" / "publishing" / "proof"


def in_print(page: str, css: str) -> Any:
    """Without Django, which takes its time to start."""
    spec = importlib.util.spec_from_file_location("in_print", HERE / "in_print.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["in_print"] = module
    spec.loader.exec_module(module)
    return module.in_print(page, css)


def printed(page: str, css: str) -> bytes:
    said = in_print(page, css)
    pdf, words = pydyf.PDF(), [said.words, said.across]
    stream = pydyf.Stream()
    for key, line in enumerate(words):
        _line(stream, line, f"/P <</MCID {key}>> BDC", "EMC")
    _line(stream, f"{said.header}1/1")
    pdf.add_object(stream)
    sheet = pydyf.Dictionary(
        {
            "Type": "/Page",
            "Parent": pdf.pages.reference,
            "MediaBox": pydyf.Array([0, 0, 600, 800]),
            "Contents": stream.reference,
            "Resources": pydyf.Dictionary(
                {"Font": pydyf.Dictionary({"F": _font(pdf, "".join([*words, said.header]))})}
            ),
        }
    )
    pdf.add_page(sheet)
    pdf.catalog["StructTreeRoot"] = _tags(pdf, sheet, len(words))
    written = io.BytesIO()
    pdf.write(written, version="1.7")
    return written.getvalue()


def _line(stream: pydyf.Stream, line: str, *around: str) -> None:
    line = "".join(line.split())
    stream.stream += [
        *around[:1],
        "BT /F 10 Tf",
        f"<{line.encode('utf-16-be').hex()}> Tj ET" if line else "ET",
        *around[1:],
    ]


def _font(pdf: pydyf.PDF, words: str) -> bytes:
    """Every code is its letter; narrow enough for any line."""
    signs = sorted({sign for sign in f"{words}0123456789/" if ord(sign) < 0x10000})
    pairs = "\n".join(f"<{ord(sign):04x}> <{ord(sign):04x}>" for sign in signs)
    to_unicode = pydyf.Stream([f"begincmap\n{len(signs)} beginbfchar\n{pairs}\nendbfchar\nendcmap"])
    below = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": "/Plain",
            "DW": 0,
            "CIDSystemInfo": pydyf.Dictionary(
                {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
            ),
            "FontDescriptor": pydyf.Dictionary({"Type": "/FontDescriptor", "FontName": "/Plain", "Flags": 4}),
        }
    )
    for one in (to_unicode, below):
        pdf.add_object(one)
    font = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": "/Plain",
            "Encoding": "/Identity-H",
            "DescendantFonts": pydyf.Array([below.reference]),
            "ToUnicode": to_unicode.reference,
        }
    )
    pdf.add_object(font)
    return bytes(font.reference)


def _tags(pdf: pydyf.PDF, sheet: pydyf.Dictionary, lines: int) -> bytes:
    root = pydyf.Dictionary({"Type": "/StructTreeRoot", "K": pydyf.Array([])})
    pdf.add_object(root)
    for key in range(lines):
        one = pydyf.Dictionary({"S": "/P", "P": root.reference, "Pg": sheet.reference, "K": pydyf.Array([key])})
        pdf.add_object(one)
        root["K"].append(one.reference)
    return bytes(root.reference)


if __name__ == "__main__":
    sys.stdout.buffer.write(printed(sys.stdin.read(), Path(sys.argv[1]).read_text()))
