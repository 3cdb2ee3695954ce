"""Drupal's nodes: JSON:API, the JSON of its serialiser (REST, default content), and a table of nodes (CSV)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from articles.importing.exports.pages import ExportedPage, kept
from articles.importing.exports.wordpress import paragraphs

_BODY = ("processed", "value")


def is_node(row: Any) -> bool:
    if not isinstance(row, Mapping):
        return False
    is_api = str(row.get("type", "")).startswith("node--") and isinstance(row.get("attributes"), Mapping)
    title = row.get("title")
    return is_api or (isinstance(title, list) and bool(title) and isinstance(title[0], Mapping) and "value" in title[0])


def pages(rows: Sequence[Any]) -> Iterator[ExportedPage]:
    for row in rows:
        if is_node(row):
            fields = row["attributes"] if isinstance(row.get("attributes"), Mapping) else row
            yield _page(fields)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _text(value: Any, *names: str) -> str:
    inner = _first(value)
    if isinstance(inner, Mapping):
        return next((str(inner[name]) for name in (*names, "value") if inner.get(name) not in (None, "")), "")
    return "" if inner is None else str(inner)


def _page(fields: Mapping[str, Any]) -> ExportedPage:
    alias = _text(fields.get("path"), "alias")
    number = _text(fields.get("drupal_internal__nid") or fields.get("nid"))
    status = _text(fields.get("status")) or "True"
    return ExportedPage(
        name=alias.strip("/").rsplit("/", 1)[-1] or number,
        title=_text(fields.get("title")),
        html=paragraphs("".join(_bodies(fields))),
        language=_text(fields.get("langcode")),
        stated=kept(
            slug=alias.strip("/").rsplit("/", 1)[-1],
            addresses=f"{alias if alias.startswith('/') else ''} {f'/node/{number}' if number.isdecimal() else ''}",
            description=_text(fields.get("body"), "summary")[:300] if _has_summary(fields.get("body")) else "",
        ),
        left_out="" if status.lower() in ("true", "1") else _("It was not published there (“%s”).") % "status: 0",
    )


def _has_summary(body: Any) -> bool:
    inner = _first(body)
    return isinstance(inner, Mapping) and bool(inner.get("summary"))


def _bodies(fields: Mapping[str, Any]) -> Iterator[str]:
    """The body, then every further field of formatted text, in the order of the export."""
    yield _text(fields.get("body"), *_BODY)
    for name, value in fields.items():
        inner = _first(value)
        if name.startswith("field_") and isinstance(inner, Mapping) and "format" in inner:
            parts = value if isinstance(value, list) else [value]
            yield from (_text(part, *_BODY) for part in parts)


def table_pages(text: str) -> Iterator[ExportedPage]:
    """A table with the columns title and body, and any of nid, path, status, topic, summary."""
    for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")):
        said = {
            str(name or "").strip().lower(): str(value or "")
            for name, value in row.items()
            if not isinstance(value, list)
        }
        alias, number = said.get("path") or said.get("alias") or said.get("url") or "", said.get("nid", "")
        published = said.get("status", "1").strip().lower() in ("1", "true", "published", "yes", "")
        yield ExportedPage(
            name=alias.strip("/").rsplit("/", 1)[-1] or number or said["title"],
            title=said["title"],
            html=paragraphs(said["body"]),
            stated=kept(
                slug=alias.strip("/").rsplit("/", 1)[-1],
                topic=said.get("topic", "") or said.get("category", ""),
                addresses=f"{alias} {f'/node/{number}' if number.isdecimal() else ''}",
                description=said.get("summary", "")[:300],
            ),
            left_out="" if published else _("It was not published there (“%s”).") % said.get("status", ""),
        )


def is_table(text: str) -> bool:
    first = text.lstrip("\ufeff").partition("\n")[0].lower()
    names = {name.strip().strip('"') for name in first.split(",")}
    return {"title", "body"} <= names and "file" not in names
