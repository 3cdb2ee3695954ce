"""Wagtail's pages as JSON: of its API, of import-export packages, of `dumpdata`-like lists; stream fields block by block."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from articles.importing.exports.pages import ExportedPage, kept

_BEFORE = ("intro", "introduction", "summary", "lead", "standfirst")
_NEVER = frozenset(
    {
        "title", "slug", "path", "url_path", "seo_title", "search_description", "draft_title", "html_url", "detail_url", "type",
        "meta", "locale",
        "id", "pk", "depth", "numchild", "live", "owner", "translation_key", "content_type", "first_published_at", "last_published_at",
    }
)  # fmt: skip
_HEADINGS = frozenset({"heading", "title", "header", "subheading", "h2", "h3"})


def pages(data: Sequence[Any]) -> Iterator[ExportedPage]:
    for row in data:
        if isinstance(row, Mapping) and (page := _page(row)) is not None:
            yield page


def is_page(row: Any) -> bool:
    """Whether it has what Wagtail's pages have, in one of the shapes that they are written in."""
    if not isinstance(row, Mapping):
        return False
    fields, meta = _fields(row), row.get("meta")
    is_api = isinstance(meta, Mapping) and "slug" in meta and "title" in row
    return is_api or (isinstance(fields.get("title"), str) and isinstance(fields.get("slug"), str))


def _fields(row: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = row.get("content") if isinstance(row.get("content"), Mapping) else row.get("fields")
    return inner if isinstance(inner, Mapping) else row


def _page(row: Mapping[str, Any]) -> ExportedPage | None:
    fields = _fields(row)
    meta = row.get("meta") if isinstance(row.get("meta"), Mapping) else {}
    assert isinstance(meta, Mapping)
    title, slug = str(fields.get("title") or ""), str(fields.get("slug") or meta.get("slug") or "")
    order = sorted((name for name in fields if name not in _NEVER), key=lambda name: name not in _BEFORE)
    html = "".join(_written(_opened(fields[name]), name) for name in order)
    if not html:
        return None
    url = str(meta.get("html_url") or fields.get("html_url") or fields.get("url_path") or "")
    is_live = fields.get("live", True) is not False
    return ExportedPage(
        name=slug or title,
        title=title,
        html=html,
        url=url if url.startswith("http") else "",
        language=str(meta.get("locale") or ""),
        stated=kept(
            slug=slug,
            addresses=url,
            description=str(fields.get("search_description") or meta.get("search_description") or "")[:300],
        ),
        left_out="" if is_live else _("It was not published there (“%s”).") % "live: false",
    )


def _opened(value: Any) -> Any:
    """A stream field is often JSON within JSON."""
    if isinstance(value, str) and value[:1] == "[":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _written(value: Any, kind: str) -> str:
    if isinstance(value, str):
        return _words(value, kind)
    if isinstance(value, Mapping):
        return _block(value, kind)
    if isinstance(value, Sequence):
        plain = [part for part in value if isinstance(part, str)]
        if plain and len(plain) == len(value) and not any("<" in part for part in plain):
            return f"<ul>{''.join(f'<li>{escape(part)}</li>' for part in plain)}</ul>"
        return "".join(_written(part, kind) for part in value)
    return ""


def _block(value: Mapping[str, Any], kind: str) -> str:
    if "type" in value and "value" in value:
        return _written(value["value"], str(value["type"]))
    if isinstance(value.get("data"), Sequence) and not isinstance(value["data"], str):
        return _table(value)
    return "".join(_written(part, str(name)) for name, part in value.items() if name not in _NEVER or name == "title")


def _words(words: str, kind: str) -> str:
    if not words.strip():
        return ""
    if kind.lower() in _HEADINGS:
        return f"<h2>{escape(words)}</h2>"
    if "<" in words and ">" in words:
        return f"<blockquote>{words}</blockquote>" if "quote" in kind.lower() else words
    # Names of styles, dates and the like stand in fields too: a text has more than one word.
    return f"<p>{escape(words)}</p>" if len(words.split()) > 1 else ""


def _table(value: Mapping[str, Any]) -> str:
    rows = [row for row in value["data"] if isinstance(row, Sequence) and not isinstance(row, str)]
    headed = bool(value.get("first_row_is_table_header", True))
    made = (
        "".join(f"<{tag}>{escape(str(cell or ''))}</{tag}>" for cell in row)
        for row, tag in ((row, "th" if headed and not place else "td") for place, row in enumerate(rows))
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in made)}</table>"
