"""Bytes of a file that somebody exported somewhere as lines of text, piece by piece: memory does not grow with the file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from charset_normalizer import from_bytes

from articles.text.folding import folded

_PIECE = 64 * 1024
_SAMPLE = 4 * _PIECE
# A line of this length is no line of a file of references; it is handed on in parts.
LONGEST_LINE = 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_BYTE_LINE_END = re.compile(rb"[^\r\n]*(?:\r\n|[\r\n])?")
# Text of another alphabet read as Western European turns into runs of accented letters.
_WRONG_ALPHABET = re.compile(r"[\u00c0-\u024f]{4}")


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts from 1; `text` has no line end."""

    number: int
    text: str


def encoding_of(sample: bytes) -> str:
    """The encoding that the beginning of a file shows; for 8-bit text that is not UTF-8 a guess, Western if it may be."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if wide := _wide(sample):
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _declared(sample) or _eight_bit(sample)
    return "utf-8"


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark shows itself by zero bytes at every second place."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 5 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) // 5 and not odd else ""


def _declared(sample: bytes) -> str:
    found = _DECLARED.match(sample.lstrip())
    try:
        name = codecs.lookup(found[1].decode()).name if found else ""
    except LookupError:
        return ""
    return "" if name in {"utf-8", "utf-16", "utf-32", "ascii"} else name


def _eight_bit(sample: bytes) -> str:
    """Of the lines that are not ASCII; those alone tell anything."""
    telling = b"\n".join(line for line in sample.splitlines() if not line.isascii())
    western = telling.decode("cp1252", errors="replace")
    if "\ufffd" not in western and not _WRONG_ALPHABET.search(western):
        return "cp1252"
    best = from_bytes(telling[:_PIECE]).best()
    return best.encoding if best is not None else "cp1252"


def text_pieces(stream: BinaryIO) -> Iterator[str]:
    """The whole text in pieces of about 64 KB, cut at line ends where there are any; bytes that mean nothing become "�"."""
    sample = stream.read(_SAMPLE)
    encoding = encoding_of(sample)
    pieces = chain([sample], iter(lambda: stream.read(_PIECE), b""))
    if encoding.startswith(("utf-16", "utf-32")):
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        yield from (decoder.decode(piece) for piece in pieces)
        yield decoder.decode(b"", final=True)
    else:
        fallback = "cp1252" if encoding == "utf-8" else encoding
        yield from (_decoded(piece, fallback) for piece in _cut_at_lines(pieces))


def _cut_at_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    kept = b""
    for piece in pieces:
        whole, end, rest = (kept + piece).rpartition(b"\n")
        if not end and len(rest) < LONGEST_LINE:
            kept = rest
            continue
        if not end:
            # No line end for a megabyte: cut before a letter that is not whole.
            at = max(len(rest) - 3, 0)
            at = next((place for place in range(at, len(rest)) if rest[place] & 0xC0 != 0x80), len(rest))
            whole, rest = rest[:at], rest[at:]
        yield whole + end
        kept = rest
    yield kept


def _decoded(piece: bytes, fallback: str) -> str:
    """UTF-8 where it is, the other encoding line by line where it is not: exports of several sources mix them."""
    piece = piece.removeprefix(codecs.BOM_UTF8)
    try:
        return piece.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(_decoded_line(line[0], fallback) for line in _BYTE_LINE_END.finditer(piece))


def _decoded_line(line: bytes, fallback: str) -> str:
    for encoding in ("utf-8", fallback):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1" if fallback == "cp1252" else fallback, errors="replace")


def lines(pieces: Iterable[str]) -> Iterator[Line]:
    """Every kind of line end, mixed; "\\r" and "\\n" of two pieces are one."""
    number, kept = 1, ""
    for piece in pieces:
        kept += piece
        if len(kept) < LONGEST_LINE and not _LINE_END.search(piece):
            continue
        # A carriage return at the very end may have its line feed in the next piece.
        held = kept[-1] if kept.endswith("\r") else ""
        *whole, kept = _LINE_END.split(kept[: len(kept) - len(held)])
        for text in whole:
            yield Line(number, text)
            number += 1
        kept += held
        if len(kept) >= LONGEST_LINE:
            yield Line(number, kept)
            kept = ""
    for text in _LINE_END.split(kept.removesuffix("\n").removesuffix("\r")) if kept else []:
        yield Line(number, text)
        number += 1


def is_text(sample: str) -> bool:
    """False for what is no text at all, such as a picture that is called .ris."""
    signs = [sign for sign in sample if sign < " " and sign not in "\t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x1a"]
    return len(signs) + sample.count("\ufffd") <= max(len(sample) // 100, 3) and bool(folded(sample))
