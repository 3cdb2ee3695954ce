"""Any two states of an article side by side, the older one first."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise

from articles.audiences import Audience
from articles.models import Article
from articles.publishing.preview import draft_mark
from articles.views.desk import DeskRequest, reads_drafts, tabs
from articles.views.history.comparing import Part, compared, overview
from articles.views.history.states import Side, Words, details_between, side, words_of


@dataclass(frozen=True)
class ComparedText:
    """One text in both states. What changed stands first on the page; of the rest only the names are said."""

    label: str | Promise
    parts: list[Part]

    @property
    def changed(self) -> list[Part]:
        return [part for part in self.parts if part.has_changes]

    @property
    def same(self) -> list[str | Promise]:
        return [part.name for part in self.parts if part.rows and not part.has_changes]


@reads_drafts
def article_compare(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    if "from" not in request.GET:
        return redirect("desk:article_history", pk)
    before, after = sorted((_side(article, request.GET.get(name, "")) for name in ("from", "to")), key=_place)
    texts = [_compared_text(audience, before, after) for audience in Audience if _has(audience, before, after)]
    context = {
        "article": article,
        "before": before,
        "after": after,
        # S30: on every sheet, if any of the words were never approved.
        "mark": draft_mark(request.user.printed_name) if before.is_draft or after.is_draft else "",
        "details": details_between(before, after),
        "texts": texts,
        "same_texts": [text.label for text in texts if not text.changed],
        "overview": overview(part for text in texts for part in text.parts),
        "tabs": tabs(article, "article_history"),
        "section": "articles",
    }
    return render(request, "articles/compare.html", context)


def _side(article: Article, token: str) -> Side:
    found = side(article, token)
    if found is None:
        raise Http404
    return found


def _place(found: Side) -> tuple[int, int, int]:
    return found.place


def _has(audience: Audience, *sides: Side) -> bool:
    return any(audience.value in found.texts for found in sides)


def _compared_text(audience: Audience, before: Side, after: Side) -> ComparedText:
    old, new = (words_of(found.texts.get(audience.value, Words())) for found in (before, after))
    return ComparedText(audience.label, [compared(name, old[name], new[name]) for name in new])
