"""Evidence watch: what checks noticed about works, how long it waits, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles import actions
from articles.actions.flagging_evidence import MARKS, is_marked
from articles.forms.evidence import DispositionForm
from articles.models import (
    Article,
    Disposition,
    EvidenceFlag,
    Reference,
)
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, page_of, reads_library
from articles.views.library.statements import WORDS
from articles.views.library.watch_tabs import watch_tabs

MOST_CHECKS_SHOWN = 12
ARCHIVE = "https://web.archive.org/web/2/"


@dataclass(frozen=True)
class Said:
    """One source and what it says; no kind: about a link or a record, in words."""

    by: str
    what: str | Promise
    on: str
    words: str


@dataclass(frozen=True)
class Row:
    """One flag that waits."""

    flag: EvidenceFlag
    days: int
    said: tuple[Said, ...]
    articles: tuple[Article, ...]


@reads_library
def watch(request: DeskRequest) -> HttpResponse:
    """Everything that is open, the longest wait first; seven queries beside the session's, however many rows there are."""
    talks = Prefetch("dispositions", queryset=Disposition.objects.select_related("by"))
    page = page_of(actions.open_evidence().prefetch_related(talks), request)
    listed = _articles_by_key({flag.reference.key for flag in page})
    unchecked = actions.unchecked_references().count()
    context = {
        "page": page,
        "tabs": watch_tabs("evidence_watch", flags=page.paginator.count, unchecked=unchecked),
        "rows": [_row(flag, listed) for flag in page],
        "are_checked": settings.REFERENCE_CHECKS,
        "unchecked": unchecked,
        "desk": request.desk,
        "section": "references",
    }
    return render(request, "articles/evidence_watch.html", context)


@reads_library
def unchecked(request: DeskRequest) -> HttpResponse:
    """S35: works whose last check counts no more, or that never had one, and the articles that depend on them."""
    found = actions.unchecked_references() if settings.REFERENCE_CHECKS else Reference.objects.none()
    page = page_of(found.select_related("watch").order_by("watch__checked_at", "pk"), request)
    listed = _articles_by_key({work.key for work in page})
    context = {
        "page": page,
        "tabs": watch_tabs("unchecked_works", unchecked=page.paginator.count),
        "rows": [(work, tuple(listed.get(work.key, ()))) for work in page],
        "are_checked": settings.REFERENCE_CHECKS,
        "desk": request.desk,
        "section": "references",
    }
    return render(request, "articles/unchecked_works.html", context)


def _row(flag: EvidenceFlag, listed: dict[str, list[Article]]) -> Row:
    return Row(flag, actions.waits_days(flag), _said(flag), tuple(listed.get(flag.reference.key, ())))


def _said(flag: EvidenceFlag) -> tuple[Said, ...]:
    return tuple(
        Said(
            by=str(one.get("by", "")),
            what=WORDS.get(one.get("kind"), ""),
            on=str(one.get("on", "")),
            words=str(one.get("words", "")),
        )
        for one in flag.said
    )


def _articles_by_key(keys: set[str]) -> dict[str, list[Article]]:
    """Articles with each of these works on their lists, in one query over short columns."""
    found: dict[str, list[Article]] = {}
    if keys:
        for article in Article.objects.only("title", "slug", "reference_keys").order_by("title").iterator():
            for key in keys.intersection(article.reference_keys):
                found.setdefault(key, []).append(article)
    return found


@reads_library
def evidence(request: DeskRequest, pk: int) -> HttpResponse:
    """One flag: what the sources say, where the work is cited, what was decided, and the form to decide."""
    rows = EvidenceFlag.objects.select_related("reference__watch")
    flag = get_object_or_404(rows, pk=pk)
    form = DispositionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_evidence(flag, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your decision about “%s” is on record.") % flag.reference.title)
            return redirect("desk:evidence_watch")
    return render(request, "articles/evidence.html", _context(request, flag, form), status=422 if form.errors else 200)


def _context(request: DeskRequest, flag: EvidenceFlag, form: DispositionForm) -> dict[str, Any]:
    is_open = EvidenceFlag.objects.open().filter(pk=flag.pk).exists()
    return {
        "flag": flag,
        "said": _said(flag),
        "articles": actions.articles_with(flag.reference),
        "dispositions": list(flag.dispositions.select_related("by")),
        "checks": list(flag.reference.checks.all()[:MOST_CHECKS_SHOWN]),
        "form": form if is_open and request.desk.may_draft else None,
        "mark_url": _mark_url(flag) if request.desk.may_draft else "",
        "archived": f"{ARCHIVE}{flag.reference.url}" if flag.reference.url else "",
        "desk": request.desk,
        "section": "references",
    }


def _mark_url(flag: EvidenceFlag) -> str:
    """The page that marks the work, filled in with what the sources say; "" where it bears as grave a mark, or none is meant."""
    mark = MARKS.get(flag.kind)
    if mark is None or is_marked(flag.reference, flag.kind):
        return ""
    by = ", ".join(dict.fromkeys(str(one.get("by", "")) for one in flag.said))
    on = next((str(one["on"]) for one in flag.said if len(str(one.get("on", ""))) == len("2000-01-01")), "")
    filled = {"mark": mark.value, "source": f"{flag.notice} ({by})".strip()[:300], "on": on}
    return f"{reverse('desk:reference_mark', args=[flag.reference_id])}?{urlencode(filled)}"
