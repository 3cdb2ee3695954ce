"""A comparison as plain data, for `compare --json` and whatever else reads it."""

from collections.abc import Iterable
from typing import Any

from articles.text.blocks import Block
from articles.text.comparison.changes import Badge, Change, Detail, TableChange, Word
from articles.text.comparison.minor import classification
from articles.text.comparison.sentences import badge_sentence, detail_sentence, reason_sentence


def as_data(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """What differs, in order; what is the same is left out. Keys without a value are left out too."""
    return [_filled(_change(change)) for change in changes if change.kind != "same"]


def classified(changes: Iterable[Change]) -> dict[str, Any]:
    """Whether all of it is minor, and why not."""
    found = classification(changes)
    return {"minor": found.is_minor, "reasons": list(dict.fromkeys(reason_sentence(one) for one in found.reasons))}


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "old": _block(change.old),
        "new": _block(change.new),
        "words": _words(change.words) if change.words_differ and change.kind in ("changed", "moved") else [],
        "details": [_detail(detail) for detail in change.details],
        "badges": [_badge(badge) for badge in change.badges],
        "table": _table(change.table),
    }


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [], 0, {})}


def _block(block: Block | None) -> dict[str, Any] | None:
    return {"key": block.key, "kind": block.kind, "text": block.text} if block else None


def _words(words: Iterable[Word]) -> list[dict[str, str]]:
    return [{"kind": word.kind, "text": word.text} for word in words]


def _detail(detail: Detail) -> dict[str, Any]:
    plain = {name: getattr(detail, name) for name in ("old", "new", "words", "row", "column", "at")}
    return {"kind": detail.kind.value, **_filled(plain), "sentence": detail_sentence(detail)}


def _badge(badge: Badge) -> dict[str, Any]:
    plain = {name: getattr(badge, name) for name in ("old", "new", "factor", "at")}
    return {"kind": badge.kind.value, **_filled(plain), "sentence": badge_sentence(badge)}


def _table(table: TableChange | None) -> list[dict[str, Any]]:
    """Rows that differ."""
    rows = table.rows if table else ()
    return [
        {"kind": row.kind, "cells": [{"kind": cell.kind, "words": _words(cell.words)} for cell in row.cells]}
        for row in rows
        if row.kind != "same"
    ]
