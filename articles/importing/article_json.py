"""Our own JSON: the manifest of a version, or the same shape written by hand, to texts with their works."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.importing.converted import Converted, ConvertedText, known
from articles.importing.imported import Bindings, Counts, Imported, ImportedCitation, ImportedReference
from articles.refusals import Refusal
from articles.text.citations import citations, rebind
from articles.text.dialect import canonical, elements

_DEEPEST = 40
_IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn", "url", "guideline")
_ABOUT = ("title", "question", "language", "slug", "topic", "type", "url")


def read(source: str) -> Converted:
    """One article. Raises `Refusal` with what is missing."""
    data = _object(source)
    texts = data.get("texts")
    if not isinstance(texts, Mapping) or not texts:
        raise Refusal(_("This JSON is no article: it has no “texts” by audience."))
    works = [_work(row) for row in _rows(data.get("references"))]
    keys = {str(row.get("key", "")): place for place, row in enumerate(_rows(data.get("references"))) if row.get("key")}
    found = tuple(
        _text(data, str(name), text, works, keys) for name, text in texts.items() if isinstance(text, Mapping)
    )
    if not found:
        raise Refusal(_("This JSON is no article: it has no “texts” by audience."))
    about = {name: data[name] for name in _ABOUT if isinstance(data.get(name), str)}
    return Converted(found, known(about), tuple(works))


def require_shallow(source: str) -> None:
    """Raises `Refusal` before a parser goes deeper than any article."""
    depth = deepest = 0
    # Without strings, whose brackets nest nothing.
    for sign in re.sub(r'"(?:[^"\\]|\\.)*"', "", source):
        depth += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise Refusal(_("This JSON is nested deeper than any article."))


def _object(source: str) -> Mapping[str, Any]:
    require_shallow(source)
    try:
        data = json.loads(source)
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        raise Refusal(_("This is no JSON: line %d cannot be read.") % line) from None
    if not isinstance(data, Mapping):
        raise Refusal(_("This JSON is no article: it has no “texts” by audience."))
    article = data.get("manifest") if isinstance(data.get("manifest"), Mapping) else data.get("article")
    return article if isinstance(article, Mapping) and "texts" in article else data


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, Sequence) else []


def _work(row: Mapping[str, Any]) -> dict[str, Any]:
    csl = row.get("csl")
    fields: dict[str, Any] = dict(csl) if isinstance(csl, Mapping) else {}
    if isinstance(row.get("title"), str):
        fields.setdefault("title", row["title"])
    identifiers = row.get("identifiers")
    stated = identifiers if isinstance(identifiers, Mapping) else row
    found = {name: str(stated.get(name) or "") for name in _IDENTIFIERS}
    return {
        "csl": fields,
        "type": str(row.get("type") or "other-research"),
        "label": str(row.get("label") or ""),
        **found,
    }


def _text(
    data: Mapping[str, Any],
    audience: str,
    text: Mapping[str, Any],
    works: Sequence[Mapping[str, Any]],
    keys: Mapping[str, int],
) -> ConvertedText:
    if audience not in Audience.values:
        raise Refusal(_("This JSON has a text for “%s”, which is no audience here.") % audience[:40])
    names = {key: f"unresolved:{place + 1}" for key, place in keys.items()}
    body = rebind(canonical(str(text.get("body") or "")), names)
    summary = rebind(canonical(str(text.get("summary") or "")), names)
    cited = [
        ImportedCitation(" ".join(citation.keys), tuple(citation.keys), 0, "")
        for part in (summary, body)
        for citation in citations(part)
    ]
    used = {key for citation in cited for key in citation.keys}
    table = {key: int(key.removeprefix("unresolved:")) - 1 for key in used & set(names.values())}
    imported = Imported(
        title=str(data.get("title") or "").strip(),
        question=str(data.get("question") or "").strip(),
        body=body,
        references=tuple(_reference(place, work) for place, work in enumerate(works, start=1)),
        citations=tuple(cited),
        left_out=(),
        unsure=(),
        counts=_counts(body, len(works), cited),
        bindings=Bindings(table, certain=bool(table) and set(table) == used),
    )
    return ConvertedText(imported, audience, summary, str(text.get("description") or "")[:300])


def _reference(number: int, work: Mapping[str, Any]) -> ImportedReference:
    csl = work["csl"]
    parts = csl.get("issued") if isinstance(csl.get("issued"), Mapping) else {}
    dates = parts.get("date-parts") if isinstance(parts, Mapping) else None
    year = str(dates[0][0]) if isinstance(dates, list) and dates and isinstance(dates[0], list) and dates[0] else ""
    title, source = str(csl.get("title") or "").strip(), str(csl.get("container-title") or "")
    if not title:
        raise Refusal(_("Reference %d of this JSON has no title.") % number)
    return ImportedReference(number, work["label"], work["type"], title, source, year, 0, title)


def _counts(body: str, references: int, cited: Sequence[ImportedCitation]) -> Counts:
    tags = [element.tag for element in elements(body)]
    headings = [tag for tag in tags if tag in ("h2", "h3", "h4")]
    return Counts(
        headings=len(headings),
        subheadings=sum(tag != "h2" for tag in headings),
        citations=sum(len(citation.keys) for citation in cited),
        citation_places=len(cited),
        citation_numbers=len({key for citation in cited for key in citation.keys}),
        references=references,
    )
