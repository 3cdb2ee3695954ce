"""What every page's frame needs besides its own content: publisher, language, emergency number, sample band."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from articles import publisher, publisher_texts
from articles.models import Article, TextKind
from articles.permissions import Desk
from articles.prepared import prepared


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor; the one query runs only on a page that asks for it (S28)."""
    desk = SimpleLazyObject(lambda: _desk(request))
    language = get_language() or settings.LANGUAGE_CODE
    return {
        **publisher.current().frame,
        "about_url": publisher_texts.page_url(TextKind.ABOUT, language),
        "privacy_url": publisher_texts.page_url(TextKind.PRIVACY, language),
        "page_language": language,
        "identity_provider": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        "are_works_checked": settings.REFERENCE_CHECKS,
        "has_samples": SimpleLazyObject(lambda: bool(_samples())),
        "sees_boards": SimpleLazyObject(lambda: desk.sees_boards),
        "reads_drafts": SimpleLazyObject(lambda: desk.may_read_drafts),
        "reads_library": SimpleLazyObject(lambda: desk.may_read_library),
        "operates": SimpleLazyObject(lambda: desk.operates),
        "sees_audits": SimpleLazyObject(lambda: desk.audits or desk.manages),
    }


@prepared
def _samples() -> QuerySet[Article, int]:
    return Article.objects.filter(is_sample=True).order_by().values_list("pk", flat=True)[:1]


def _desk(request: HttpRequest) -> Desk:
    """The roles that the view has loaded already, else loaded for the navigation."""
    known = getattr(request, "desk", None)
    if not isinstance(known, Desk):
        known = Desk.of(request.user)
        vars(request)["desk"] = known
    return known
