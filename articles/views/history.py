"""Everything that happened to a draft, and the comparison of two of its revisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.audiences import Audience
from articles.models import Article, Text, Version
from articles.models.article import POPULATIONS
from articles.views.comparing import Part, compared
from articles.views.desk import DeskRequest, page_of, reads_drafts, tabs

_DETAILS = {
    "title": gettext_lazy("Title"),
    "slug": gettext_lazy("Address"),
    "question": gettext_lazy("Question that it answers"),
    "audiences": gettext_lazy("Whom it is written for"),
    "population": gettext_lazy("Applies to"),
    "country": gettext_lazy("Country"),
    "applies_to_note": gettext_lazy("Applies to, in words"),
    "topic": gettext_lazy("Topic"),
    "language": gettext_lazy("Language"),
    "funding": gettext_lazy("Funding"),
    "reference_keys": gettext_lazy("Reference list"),
}


@reads_drafts
def article_history(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    page = page_of(article.history.select_related("history_user").order_by("-revision", "-history_id"), request)
    versions = _versions_by_revision(article, [row.revision for row in page])
    context = {
        "article": article,
        "page": page,
        "rows": [(row, versions[row.revision]) for row in page],
        "tabs": tabs(article, "article_history"),
        "section": "articles",
    }
    return render(request, "articles/history.html", context)


def _versions_by_revision(article: Article, revisions: Sequence[int]) -> dict[int, list[Version]]:
    found: dict[int, list[Version]] = defaultdict(list)
    rows = article.versions.filter(revision__in=revisions).select_related("submitted_by").defer("manifest")
    for version in rows:
        found[version.revision].append(version)
    return found


@reads_drafts
def article_compare(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    if "from" not in request.GET:
        return redirect("desk:article_history", pk)
    older, newer = sorted(_revision(request.GET.get(name, "")) for name in ("from", "to"))
    before, after = _state(article, older), _state(article, newer)
    context = {
        "article": article,
        "before": before,
        "after": after,
        "details": _changed_details(before, after),
        "texts": [_compared_text(audience, before, after) for audience in Audience if _has(audience, before, after)],
        "tabs": tabs(article, "article_history"),
        "section": "articles",
    }
    return render(request, "articles/compare.html", context)


def _revision(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 9):
        raise Http404
    return int(typed)


@dataclass(frozen=True)
class State:
    """The draft as it was at one revision: each part's newest history row with a number up to it."""

    article: Any
    texts: dict[str, Any]


def _state(article: Article, revision: int) -> State:
    known = article.history.select_related("history_user", "topic")
    found = known.filter(revision=revision).order_by("-history_id").first()
    if found is None:
        raise Http404
    rows = Text.history.filter(article=article, revision__lte=revision).order_by("-revision", "-history_id")
    texts = {audience.value: rows.filter(audience=audience).first() for audience in Audience}
    return State(found, {audience: row for audience, row in texts.items() if row is not None})


def _has(audience: Audience, *states: State) -> bool:
    return any(audience.value in state.texts for state in states)


def _compared_text(audience: Audience, before: State, after: State) -> tuple[str | Promise, list[Part]]:
    old, new = (_parts(state.texts.get(audience.value)) for state in (before, after))
    return audience.label, [compared(name, old.get(name, ""), new.get(name, "")) for name in {**old, **new}]


def _parts(row: Any) -> dict[str, str]:
    if row is None:
        return {}
    description = f"<p>{escape(row.description)}</p>" if row.description else ""
    return {_("Bottom line"): row.summary, _("Text"): row.body, _("Description for search engines"): description}


def _changed_details(before: State, after: State) -> list[tuple[str | Promise, str, str]]:
    rows = [(label, _shown(before, name), _shown(after, name)) for name, label in _DETAILS.items()]
    return [row for row in rows if row[1] != row[2]]


def _shown(state: State, name: str) -> str:
    value = getattr(state.article, name)
    if name == "audiences":
        return "; ".join(str(audience.label) for audience in Audience if audience.value in value)
    if name == "population":
        return "; ".join(str(POPULATIONS.get(key, key)) for key in value)
    return "; ".join(value) if isinstance(value, list) else str(value or "")
