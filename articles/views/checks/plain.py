"""What makes a text hard, as pages show it: grouped by kind, the weightiest first; and the page where hard words are replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import actions
from articles.models import Article, Text
from articles.plainness import hard_places
from articles.refusals import Refusal
from articles.text.plainness import PROFILES, Finding, Kind, worst_first
from articles.views.checks.flags import AT_A_TIME
from articles.views.desk import DeskRequest, kept_query, reads_drafts, tabs, writes_drafts
from articles.views.editing.editing import text_of

_KINDS = frozenset(Kind)


@dataclass(frozen=True)
class PlainGroup:
    """What is shown of one kind, and how many there are."""

    kind: Kind
    found: tuple[Finding, ...]
    total: int


def grouped(found: Iterable[Finding], *, most: int | None = None) -> tuple[PlainGroup, ...]:
    """The weightiest kind first; of each at most `most`."""
    kinds = ((kind, tuple(some)) for kind, some in groupby(worst_first(found), key=lambda one: one.kind))
    return tuple(PlainGroup(kind, some[:most], len(some)) for kind, some in kinds)


@reads_drafts
def article_plain(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    return _page(request, text_of(pk, audience))


@require_POST
@writes_drafts
def article_write_plainly(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    text = text_of(pk, audience)
    seen = request.POST.get("seen", "")
    revision = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 16 else -1
    try:
        actions.write_plainly(text, by=request.user, chosen=request.POST.getlist("finding"), seen=revision)
    except Refusal as refused:
        return _page(request, text_of(pk, audience), refused)
    messages.success(request, _("Replaced, as a revision of its own."))
    response = redirect("desk:article_plain", pk, audience)
    kind = request.POST.get("kind", "")
    response["Location"] += f"?kind={kind}" if kind in _KINDS else ""
    return response


def _page(request: DeskRequest, text: Text, refused: Refusal | None = None) -> HttpResponse:
    article = text.article
    found = worst_first(hard_places(article, text.audience, text))
    kind = request.GET.get("kind", "") or request.POST.get("kind", "")
    kind = kind if kind in _KINDS else ""
    shown = [one for one in found if not kind or one.kind == kind]
    page = Paginator(shown, AT_A_TIME).get_page(request.GET.get("page"))
    context = {
        "article": article,
        "text": text,
        "refusal": refused,
        "kind": kind,
        "kinds": grouped(found),
        "groups": grouped(page.object_list),
        "page": page,
        "query": kept_query(kind=kind),
        "looked_for": [str(one.label) for one in Kind if one in PROFILES[text.audience].kinds],
        "is_unsaved": text.working_copies.filter(person=request.user).exists(),
        "may_replace": request.desk.may_draft,
        "tabs": tabs(article, "article_plain"),
        "audiences": audience_tabs(article, text.audience, "article_plain"),
        "section": "articles",
    }
    return render(request, "articles/plain.html", context, status=409 if refused else 200)


def audience_tabs(article: Article, current: str, name: str) -> Sequence[dict[str, object]]:
    """The same page for each text of the article."""
    return [
        {
            "url": reverse(f"desk:{name}", args=[article.pk, audience.value]),
            "label": audience.label,
            "current": audience.value == current,
        }
        for audience in article.declared_audiences
    ]
