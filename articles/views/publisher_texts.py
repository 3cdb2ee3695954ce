"""The publisher's texts for readers: editorial policy, about, privacy; in force, and as they were."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles import publisher_texts
from articles.models import Emergency, PublisherText, TextKind
from articles.publisher_texts import BROUGHT

COUNTED = datetime.timedelta(days=365)


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """The one in force, with how often somebody had to act at once, so that nobody has to take our word for it."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    text = publisher_texts.in_force(TextKind.POLICY, language)
    if text is None and not publisher_texts.is_brought(TextKind.POLICY, language):
        language = settings.LANGUAGE_CODE
        text = publisher_texts.in_force(TextKind.POLICY, language)
    with translation.override(language):
        return _page(request, TextKind.POLICY, language, text)


@require_safe
def policy_version(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """As it was or is, for whoever reads a page that was published under it; 0: as the product brings it."""
    known = publisher_texts.versions(TextKind.POLICY, language)
    text = next((text for text in known if text.number == number), None)
    is_brought = number == BROUGHT and publisher_texts.is_brought(TextKind.POLICY, language)
    if language not in dict(settings.LANGUAGES) or (text is None and not is_brought):
        raise Http404
    with translation.override(language):
        return _page(request, TextKind.POLICY, language, text)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return _or_none(request, TextKind.ABOUT)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _or_none(request, TextKind.PRIVACY)


def _or_none(request: HttpRequest, kind: TextKind) -> HttpResponse:
    """In the reader's language, else in the publisher's; its whole page is then in that language (S15)."""
    for language in (translation.get_language() or "", settings.LANGUAGE_CODE):
        text = publisher_texts.in_force(kind, language)
        if text is not None:
            with translation.override(text.language):
                return _page(request, kind, text.language, text)
    raise Http404


def _page(request: HttpRequest, kind: TextKind, language: str, text: PublisherText | None) -> HttpResponse:
    versions = publisher_texts.versions(kind, language)
    current = versions[0] if versions else None
    context: dict[str, Any] = {
        "kind": kind,
        "text": text,
        "page_language": publisher_texts.base(language),
        "is_current": text == current,
        "current_url": reverse(f"articles:{kind}"),
        "until": _until(versions, text),
        "versions": _listed(kind, language, versions),
    }
    if kind == TextKind.POLICY:
        context["emergencies"] = Emergency.objects.counts(since=timezone.now() - COUNTED)
    name = "publisher_text" if text else "policy"
    return render(request, f"articles/reader/{name}.html", context)


def _until(versions: list[PublisherText], text: PublisherText | None) -> datetime.datetime | None:
    """When the next one came."""
    number = text.number if text else BROUGHT
    return next((later.in_force_from for later in reversed(versions) if later.number > number), None)


def _listed(kind: TextKind, language: str, versions: list[PublisherText]) -> list[tuple[PublisherText | None, str]]:
    """Each version with its address, the product's own at the end. None where there was never another."""
    if not versions or kind != TextKind.POLICY:
        return []
    rows: list[PublisherText | None] = [*versions]
    if publisher_texts.is_brought(kind, language):
        rows.append(None)
    base = publisher_texts.base(language)
    return [(row, reverse("articles:policy_version", args=[base, row.number if row else BROUGHT])) for row in rows]
