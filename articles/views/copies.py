"""`/c/<code>`: is my copy current? For whoever holds paper, a file or a forwarded text; GET alone, no cookie, nothing kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles.audiences import Audience
from articles.copy_codes import shown, typed
from articles.publishing import wording
from articles.publishing.answering import conditional
from articles.publishing.copies import Copy, copy_of
from articles.publishing.headers import page_headers
from articles.publishing.past_versions import current_url
from articles.publishing.render import shown_title
from articles.views.changed_passages import changed_between
from articles.views.often import COPIES, within

LONGEST_SHOWN = 40


@require_safe
@within(COPIES, asked="code")
def ask(request: HttpRequest) -> HttpResponseBase:
    """For a code that is typed."""
    code = request.GET.get("code", "").strip()
    if code:
        return redirect("articles:copy", (typed(code) or code[:LONGEST_SHOWN]).replace("/", "-"))
    return _page(request, "articles/published/copy_ask.html", {}, language=translation.get_language())


@require_safe
@within(COPIES, asked="code")
def copy(request: HttpRequest, code: str) -> HttpResponseBase:
    found = copy_of(typed(code))
    if found is None:
        context = {"typed": code[:LONGEST_SHOWN], "is_mistyped": not typed(code)}
        language = translation.get_language()
        return _page(request, "articles/published/copy_ask.html", context, language=language, status=404)
    language = found.publication.version.content.language
    with translation.override(language):
        return _page(request, "articles/published/copy.html", _context(found), language=language)


def _context(found: Copy) -> dict[str, Any]:
    article, audience = found.publication.article, found.audience
    sides = found.sides()
    url = current_url(article, audience, found.current)
    return {
        "copy": found,
        "code": shown(found.code),
        "article": article,
        "title": shown_title(found.publication.version, is_retracted=found.state == "retracted"),
        "has_samples": article.is_sample,
        "written_for": wording.WRITTEN_FOR[audience],
        "title_prefix": wording.TITLE_PREFIX[audience],
        "is_professional": audience != Audience.PATIENT,
        "patient_url": _patient_url(found),
        "ending": wording.ENDINGS.get(found.state, ""),
        "notices": [(one.kind, wording.NOTICES[one.kind], one) for one in found.notices],
        "changed": changed_between(*sides, audience) if sides else None,
        "current": found.current,
        "current_url": url,
    }


def _patient_url(found: Copy) -> str:
    """S1: the first link of a page about a text for professionals."""
    there = found.current.audiences if found.current else ()
    is_offered = found.audience != Audience.PATIENT and Audience.PATIENT in there
    return reverse("articles:read", args=(found.publication.article.slug, Audience.PATIENT.value)) if is_offered else ""


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], *, language: str | None, status: int = 200
) -> HttpResponseBase:
    html = render_to_string(template, context, request)
    headers = page_headers(language=language or "en", modified=timezone.now(), indexed=False)
    del headers["Last-Modified"]
    return conditional(request, HttpResponse(html, headers=headers, status=status))
