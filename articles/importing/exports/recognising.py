"""Which system an export is of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.importing.article_json import require_shallow
from articles.importing.decoding import decode
from articles.importing.exports import drupal, wagtail, wordpress
from articles.importing.exports.pages import ExportedPage
from articles.refusals import Refusal

MOST_PAGES = 10_000
_LARGEST_JSON = 40 * 1024 * 1024


def expanded(content: bytes, name: str) -> list[ExportedPage]:
    """The pages of an export; none where the file is none. Raises `Refusal` for an export that must not or cannot be read."""
    suffix = name.lower().rsplit(".", 1)[-1]
    if suffix == "xml":
        if wordpress.MARK not in content[:100_000]:
            raise Refusal(_("This XML is no export of WordPress (WXR)."))
        found = wordpress.pages(content)
    elif suffix == "csv":
        text = decode(content)
        found = drupal.table_pages(text) if drupal.is_table(text) else iter(())
    else:
        found = iter(_of_json(content))
    pages = list(islice(found, MOST_PAGES + 1))
    if len(pages) > MOST_PAGES:
        raise Refusal(_("This export has more than 10,000 pages. Please export it in parts."))
    return pages


def _of_json(content: bytes) -> list[ExportedPage]:
    if len(content) > _LARGEST_JSON:
        raise Refusal(_("This export is larger than 40 MB. Please export it in parts."))
    try:
        text = content.decode("utf-8-sig")
        require_shallow(text)
        data = json.loads(text)
    except ValueError:
        return []
    rows = _rows(data)
    if rows and all(map(drupal.is_node, rows)):
        return list(drupal.pages(rows))
    if rows and all(map(wagtail.is_page, rows)) and not (isinstance(data, Mapping) and "texts" in data):
        return list(wagtail.pages(rows))
    return []


def _rows(data: Any) -> Sequence[Any]:
    """The list of pages, under whatever name it stands; a page alone is a list of one."""
    if isinstance(data, Mapping):
        lists = (data.get(name) for name in ("data", "items", "pages", "nodes", "results"))
        found = next((value for value in lists if isinstance(value, list)), None)
        inner = data.get("data")
        return found if found is not None else [inner if isinstance(inner, Mapping) else data]
    return data if isinstance(data, list) else []
