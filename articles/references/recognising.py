"""Which format a file is, from what stands in it: the ending of its name is often wrong."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from articles.references import bibtex, csl, jats, listed, nbib, pubmed, refer, ris, tagged
from articles.references.encodings import Line, encoding_of, is_text, lines, text_pieces
from articles.references.tagged import Dialect
from articles.references.works import Record, Typed
from articles.refusals import Refusal, Sentence

_SAMPLE = 256 * 1024
_MOST_LINES = 400
_FEWEST_TAGS = 3
_PUBMED = re.compile(r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle|PubmedArticleFragment)[\s>]")
_JATS = re.compile(r"<(?:ref-list|ref)[\s>]|<article\s[^>]{0,500}(?:article-type|dtd-version)|JATS|journalpublishing")
_OTHER_MARKUP = re.compile(r"[\s\ufeff]{0,1000}<(?:\?xml|!doctype|html|[a-z]{2,20}[\s>])", re.IGNORECASE)
_JSON = re.compile(r"[\s\ufeff]{0,1000}[\[{]\s{0,200}[\"{}\]]")
_BIBTEX = re.compile(r"^[ \t]{0,20}@\s{0,5}[A-Za-z]{2,40}\s{0,5}[{(]", re.MULTILINE)
_KNOWN_BINARIES: tuple[tuple[bytes, Sentence], ...] = (
    (b"%PDF", _("This is a PDF file, not an export of references. Paste its list of references instead.")),
    (b"PK\x03\x04", _("This is a Word or ZIP file, not an export of references. Export as RIS or BibTeX instead.")),
    (
        b"\xd0\xcf\x11\xe0",
        _("This is an old Office file, not an export of references. Export as RIS or BibTeX instead."),
    ),
    (b"\x1f\x8b", _("This is a packed file. Unpack it first.")),
)


@dataclass(frozen=True, slots=True)
class Format:
    """`read` takes the pieces of a text; a record at a time comes out."""

    name: str
    label: Sentence
    read: Callable[[Iterable[str]], Iterator[Record]]


def _by_lines(read: Callable[[Iterable[Line]], Iterator[Record]]) -> Callable[[Iterable[str]], Iterator[Record]]:
    return lambda pieces: read(lines(pieces))


def _tagged_by(*dialects: Dialect) -> Callable[[Iterable[str]], Iterator[Record]]:
    return lambda pieces: tagged.records(lines(pieces), dialects)


def _typed(pieces: Iterable[str]) -> Iterator[Record]:
    """Of a list of references in running words each line, which somebody takes apart who knows how people type them."""
    return (Typed(line.text, line.number) for line in lines(pieces))


RIS = Format("ris", "RIS", _tagged_by(ris.DIALECT, nbib.DIALECT, refer.DIALECT))
NBIB = Format("nbib", _("NBIB (PubMed)"), _tagged_by(nbib.DIALECT, ris.DIALECT, refer.DIALECT))
REFER = Format("enw", _("EndNote export"), _tagged_by(refer.DIALECT, ris.DIALECT, nbib.DIALECT))
PUBMED = Format("pubmed-xml", "PubMed XML", pubmed.records)
JATS = Format("jats", "JATS XML", jats.records)
BIBTEX = Format("bibtex", "BibTeX", _by_lines(bibtex.records))
CSL = Format("csl-json", "CSL-JSON", csl.records)
LISTED = Format("identifiers", _("list of DOIs and PMIDs"), _by_lines(listed.records))
TYPED = Format("text", _("references in running words"), _typed)
_TAGGED = ((RIS, ris.DIALECT), (REFER, refer.DIALECT))


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was recognised; `records` is read once."""

    format: Format
    encoding: str
    records: Iterator[Record]


def opened(stream: BinaryIO) -> Source:
    """What the stream, at its beginning and able to go back there, holds. Raises Refusal where it is no text."""
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    for beginning, sentence in _KNOWN_BINARIES:
        if sample.startswith(beginning):
            raise Refusal(sentence)
    text = "".join(text_pieces(io.BytesIO(sample)))
    if not text.strip("\ufeff\u200b \t\r\n\f\v"):
        raise Refusal(_("There is nothing in it."))
    if not is_text(text):
        raise Refusal(_("This is no text, so it holds no references."))
    if _OTHER_MARKUP.match(text) and not (_PUBMED.search(text) or _JATS.search(text)):
        raise Refusal(_("This is a web page or XML of another kind, not an export of references."))
    found = recognised(text)
    return Source(found, encoding_of(sample), found.read(text_pieces(stream)))


def recognised(text: str) -> Format:
    """The format of a text by its beginning; running words where it is none of the others."""
    beginning = text[:_SAMPLE]
    if _PUBMED.search(beginning):
        return PUBMED
    if beginning.lstrip("\ufeff \t\r\n").startswith("<") and _JATS.search(beginning):
        return JATS
    if _JSON.match(beginning):
        return CSL
    found = [line.text for _place, line in zip(range(_MOST_LINES), lines([beginning]), strict=False)]
    return _tagged(found) or (BIBTEX if _BIBTEX.search(beginning) else LISTED if listed.is_list(found) else TYPED)


def _tagged(found: Iterable[str]) -> Format | None:
    first = next((line for line in found if nbib.DIALECT.begins(line) or ris.DIALECT.begins(line)), "")
    if nbib.DIALECT.begins(first):
        return NBIB
    for format_, dialect in _TAGGED:
        tags = sum(1 for line in found if dialect.tag.match(line))
        if tags >= _FEWEST_TAGS or (tags and any(dialect.begins(line) for line in found)):
            return format_
    return None
