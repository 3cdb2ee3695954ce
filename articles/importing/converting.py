"""A file of any kind that can be an article: what it is, is told by its bytes first and its name second."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.imaging import NotAPicture, Picture, written_anew
from articles.importing import article_json, bottom_line, front_matter, lines
from articles.importing.converted import Converted, ConvertedPicture, ConvertedText, known
from articles.importing.decoding import decode
from articles.importing.html.declared import decode_page
from articles.importing.html.reading import parse_page
from articles.importing.imported import ImportedReference
from articles.importing.parsing import parse
from articles.importing.typed_works import of_entry
from articles.importing.word.package import LARGEST_FILE
from articles.importing.word.reading import WordPicture, html_of
from articles.references.works import Work
from articles.refusals import Refusal

WORD, PAGE, MARKDOWN, TEXT, JSON = "word", "html", "markdown", "text", "json"
KINDS: Mapping[str, str] = {
    ".docx": WORD, ".docm": WORD, ".dotx": WORD, ".dotm": WORD, ".doc": WORD,
    ".html": PAGE, ".htm": PAGE, ".xhtml": PAGE,
    ".md": MARKDOWN, ".markdown": MARKDOWN, ".mdown": MARKDOWN, ".mkd": MARKDOWN,
    ".txt": TEXT, ".text": TEXT,
    ".json": JSON,
}  # fmt: skip
_PAGE_BEGINS = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,")
_MOST_PICTURES = 60
_AUDIENCES = {
    "patient": Audience.PATIENT, "patients": Audience.PATIENT, "public": Audience.PATIENT, "families": Audience.PATIENT,
    "carers": Audience.PATIENT, "student": Audience.STUDENT, "students": Audience.STUDENT,
    "clinician": Audience.CLINICIAN, "clinicians": Audience.CLINICIAN, "professional": Audience.CLINICIAN,
    "professionals": Audience.CLINICIAN, "hcp": Audience.CLINICIAN, "health professionals": Audience.CLINICIAN,
}  # fmt: skip


def convert(content: bytes, name: str) -> Converted:
    """Raises `Refusal` with one sentence about the file."""
    kind = kind_of(content, name)
    if kind == WORD:
        converted = _word(content)
    elif kind == PAGE:
        converted = _page(decode_page(content))
    elif kind == JSON:
        converted = article_json.read(decode(content))
    else:
        converted = _plain(decode(content), name)
    return converted if converted.works else replace(converted, works=_works(converted))


def kind_of(content: bytes, name: str) -> str:
    """Raises `Refusal` for a kind of file that no article is made of."""
    suffix = PurePosixPath(name).suffix.lower()
    kind = KINDS.get(suffix)
    if kind is None and suffix:
        raise Refusal(
            _("Files of the kind “%s” are not imported: Word (.docx), HTML, Markdown, text and our JSON are.") % suffix
        )
    if content.startswith(b"PK\x03\x04") and kind not in (WORD, None):
        raise Refusal(_("This is a ZIP or Word file under another name."))
    if kind in (TEXT, None) and _PAGE_BEGINS.match(content[:2000]):
        return PAGE
    return kind or TEXT


def audience_of(words: str) -> str:
    """The audience that a word names; empty for a word that names none."""
    found = _AUDIENCES.get(" ".join(words.lower().split()))
    return found.value if found else ""


def _word(content: bytes) -> Converted:
    if len(content) > LARGEST_FILE:
        raise Refusal(_("This file is larger than 30 MB."))
    found = html_of(content)
    pictures = _Pictures(found.pictures)
    page = parse_page(f"<html><body>{found.html}</body></html>", take_picture=pictures.take)
    lead, imported = bottom_line.taken(page.imported)
    return Converted(
        (ConvertedText(imported, summary=lead),),
        known({"title": imported.title}),
        pictures=tuple(pictures.taken.values()),
    )


def _page(source: str) -> Converted:
    pictures = _Pictures(())
    page = parse_page(source, take_picture=pictures.take)
    description = page.about.get("description", "")[:300]
    about = {**page.about, "title": page.imported.title}
    return Converted(
        (ConvertedText(page.imported, summary=page.summary, description=description),),
        known(about),
        pictures=tuple(pictures.taken.values()),
    )


def _without_frame(source: str) -> str:
    """A file that we wrote says what it is in quotations above its title and below its last line; lines keep their numbers."""
    found = source.split("\n")
    title = next((at for at, line in enumerate(found) if line.startswith("# ")), 0)
    last = max((at for at, line in enumerate(found) if line.strip() and not line.startswith(">")), default=0)
    return "\n".join("" if line.startswith(">") and not title <= at <= last else line for at, line in enumerate(found))


def _plain(source: str, name: str) -> Converted:
    found = front_matter.read(lines.split(source))
    imported = parse(_without_frame(source) if found.value("edition") else source, filename=name)
    if imported.has_scripts:
        raise Refusal(_("The text contains a script. Texts hold no scripts: remove it and import again."))
    audience = audience_of(found.value("audience", "audiences"))
    about = {
        "title": imported.title,
        "slug": found.value("slug"),
        "question": found.value("question"),
        "topic": found.value("topic", "category", "categories"),
        "type": found.value(*front_matter.TYPE),
        "language": found.value("language", "lang"),
        "group": found.value("article", "group"),
        "url": found.value("url", "permalink"),
        "addresses": " ".join([*found.values.get("aliases", []), *found.values.get("old_addresses", [])]),
        "reviewed_by": found.value("reviewed_by", "reviewer"),
        "reviewed_on": found.value("reviewed_on", "last_reviewed", "reviewed"),
        "review_due": found.value("review_due", "next_review"),
    }
    lead, imported = bottom_line.taken(imported)
    text = ConvertedText(imported, audience, lead or found.value("summary"), found.value("description")[:300])
    return Converted((text,), known(about))


def _works(converted: Converted) -> tuple[Mapping[str, object], ...]:
    references = converted.texts[0].imported.references if converted.texts else ()
    return tuple(_work(reference) for reference in references)


def _work(reference: ImportedReference) -> dict[str, object]:
    """Authors, volume, pages and identifiers, as the entry's own words have them; nothing where they cannot be told."""
    found = of_entry(reference)
    if not isinstance(found, Work):
        return {}
    return {
        "csl": dict(found.csl),
        "type": reference.type,
        "label": reference.type_label,
        **{name: getattr(found, name) for name in ("doi", "pmid", "pmcid", "isbn", "url", "guideline")},
    }


@dataclass
class _Pictures:
    """Pictures of a file, each written anew once, by its address."""

    held: tuple[WordPicture, ...]
    taken: dict[str, ConvertedPicture] = field(default_factory=dict)

    def take(self, source: str, alt: str) -> str:
        """An address of our own; empty where the picture is not in the file or cannot be shown."""
        content = self._content(source)
        if not content or len(self.taken) >= _MOST_PICTURES:
            return ""
        try:
            picture: Picture = written_anew(content)
        except NotAPicture:
            return ""
        address = f"/{picture.name}"
        self.taken.setdefault(
            address, ConvertedPicture(picture.content, picture.format, picture.width, picture.height, alt)
        )
        return address

    def _content(self, source: str) -> bytes:
        if source.startswith("picture:"):
            place = source.removeprefix("picture:")
            return self.held[int(place)].content if place.isdecimal() and int(place) < len(self.held) else b""
        if found := _DATA.match(source):
            try:
                return base64.b64decode(source[found.end() :], validate=False)
            except (binascii.Error, ValueError):
                return b""
        return b""
