"""One text of an article as a file that leaves the house: Word, Markdown, a web page, PDF, JSON or JATS XML.

Every file says for whom its text is written (S1); what nobody has reviewed says so, with date and name, on each page (S30).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.publishing.checking import NotRenderable
from articles.publishing.files.edition import Edition, edition_of
from articles.publishing.files.markdown import as_markdown
from articles.publishing.files.page import as_page
from articles.publishing.files.word import as_word
from articles.publishing.jats import jats
from articles.publishing.pdf import printed, with_images
from articles.publishing.preview import Preview

__all__ = ["FORMATS", "ArticleFile", "Format", "NotRenderable", "article_file"]


@dataclass(frozen=True)
class Format:
    label: str | Promise
    media_type: str
    write: Callable[[Edition], bytes]
    is_whole: bool = False  # holds all texts of the article


@dataclass(frozen=True)
class ArticleFile:
    name: str
    media_type: str
    body: bytes


def article_file(preview: Preview, audience: Audience, format_: str) -> ArticleFile:
    """`format_` is a name of `FORMATS`. Raises `NotRenderable` for a text that no page shows, `NoPages` where no PDF can be made."""
    edition = edition_of(preview, audience)
    how = FORMATS[format_]
    return ArticleFile(f"{edition.file_name}.{format_}", how.media_type, how.write(edition))


def _page(edition: Edition) -> bytes:
    return with_images(as_page(edition, styled=True)).encode()


def _pdf(edition: Edition) -> bytes:
    return printed(with_images(as_page(edition, styled=False)))


def _json(edition: Edition) -> bytes:
    """The manifest as a version would be frozen, all texts of it, beside what this copy is. Imports read `article`."""
    told = {
        "format": "reviewboard article 1",
        "edition": edition.label,
        "mark": edition.mark,
        "written_for": edition.written_for,
        "audience": edition.audience.value,
        "made_at": timezone.now().isoformat(),
        "article": json.loads(edition.manifest.write()) | {"slug": edition.slug, "type": edition.preview.type},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _jats(edition: Edition) -> bytes:
    return jats(edition.manifest, edition.preview.facts, mark=edition.mark)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: Mapping[str, Format] = {
    "docx": Format(_("Word document"), WORD, as_word),
    "md": Format(_("Markdown"), "text/markdown; charset=utf-8", as_markdown),
    "html": Format(_("Web page in one file"), "text/html; charset=utf-8", _page),
    "pdf": Format(_("PDF"), "application/pdf", _pdf),
    "json": Format(_("JSON, all texts"), "application/json", _json, is_whole=True),
    "xml": Format(_("JATS XML, all texts"), "application/xml", _jats, is_whole=True),
}
