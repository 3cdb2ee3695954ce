"""Versions that readers had, and what changed from one to the next. Public, for nobody's search results (S27)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from articles.audiences import Audience
from articles.models import Article, FormerSlug, Publication
from articles.publishing import wording
from articles.publishing.answering import conditional
from articles.publishing.checking import NotRenderable
from articles.publishing.headers import CACHE_CONTROL, page_headers
from articles.publishing.hidden_passages import hidden_line
from articles.publishing.past_versions import Read, current_url, past_context, version_url, versions_read
from articles.publishing.proof import prove
from articles.publishing.releases import gone_release, modified_at
from articles.publishing.render import shown_title
from articles.publishing.store import ANY_AUDIENCE
from articles.views.changed_passages import changed_between
from articles.views.unmade import unmade


@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every version that readers had, newest first, with why each ended."""
    article = _article(slug)
    if article is None:
        return _moved(slug, "articles:versions")
    read = _read(article)
    newest = read[0].publication
    with translation.override(article.language):
        context = {**_frame(read), "versions": [(one, _links(article, one)) for one in read]}
        return _page(request, newest, "articles/published/versions.html", context)


@require_safe
def version(request: HttpRequest, slug: str, number: int, audience: str) -> HttpResponseBase:
    """One of them as it was read. What is live has its own address."""
    article = _article(slug)
    if article is None:
        return _moved(slug, "articles:version", number, audience)
    read = _read(article)
    past = _with_text(read, number, audience)
    if past.is_current:
        return _to_current(slug, audience)
    if past.is_withheld:
        return _gone(past.publication)
    language = past.version.content.language
    with translation.override(language):
        try:
            html = _past(request, past, audience, current=_current(read))
        except NotRenderable as refusal:
            return unmade(request, article, refusal)
    return _answer(request, past.publication, html)


def _past(request: HttpRequest, past: Read, audience: str, *, current: Publication | None) -> str:
    """Proved as a live page is. Raises `NotRenderable`."""
    context = past_context(past, audience, current=current)
    page = render_to_string("articles/published/past.html", context, request)
    return prove(past.version.content, context["facts"], audience, page, hidden_line=hidden_line())


@require_safe
def changes(request: HttpRequest, slug: str, number: int, audience: str) -> HttpResponseBase:
    """What a version changed in one text, against what readers had before it."""
    article = _article(slug)
    if article is None:
        return _moved(slug, "articles:changes", number, audience)
    read = _read(article)
    new = _with_text(read, number, audience)
    if new.is_withheld:
        return _gone(new.publication)
    old = next((one for one in read if one.number < number), None)
    with translation.override(article.language):
        context = {
            **_frame(read),
            "audience": audience,
            "written_for": wording.WRITTEN_FOR[audience],
            "title_prefix": wording.TITLE_PREFIX[audience],
            "is_professional": audience != Audience.PATIENT,
            "patient_url": reverse("articles:read", args=(slug, Audience.PATIENT.value)),
            "new": new,
            "old": old,
            "change_note": new.version.change_note,
            "changed": changed_between(old, new, audience) if old else None,
            "url": _address(article, new, audience),
        }
        return _page(request, new.publication, "articles/published/changes.html", context)


def _article(slug: str) -> Article | None:
    return Article.objects.filter(slug=slug).first()


def _read(article: Article) -> tuple[Read, ...]:
    read = versions_read(article)
    if not read:
        raise Http404
    return read


def _with_text(read: tuple[Read, ...], number: int, audience: str) -> Read:
    found = next((one for one in read if one.number == number), None)
    if found is None or audience not in found.publication.audiences:
        raise Http404
    return found


def _current(read: tuple[Read, ...]) -> Publication | None:
    return next((one.publication for one in read if one.is_current), None)


def _frame(read: tuple[Read, ...]) -> dict[str, Any]:
    newest = read[0]
    return {
        "article": newest.publication.article,
        "title": shown_title(newest.version, is_retracted=newest.is_retracted),
        "has_samples": newest.publication.article.is_sample,
        "current": _current(read),
    }


def _links(article: Article, one: Read) -> list[tuple[wording.Words, str, str]]:
    """For each text whom it is for, where it is read, and where its changes are."""
    return [
        (
            wording.WRITTEN_FOR[audience],
            _address(article, one, audience),
            reverse("articles:changes", args=(article.slug, one.number, audience)),
        )
        for audience in one.audiences
    ]


def _address(article: Article, one: Read, audience: str) -> str:
    if one.is_current:
        return current_url(article, audience, one.publication)
    return version_url(article, one.number, audience)


def _to_current(slug: str, audience: str) -> HttpResponse:
    response = redirect("articles:read", slug, audience)
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response


def _gone(publication: Publication) -> HttpResponse:
    """What was danger or against the law is not handed out again (S5)."""
    release = gone_release(publication)
    return HttpResponse(release.pages[ANY_AUDIENCE], status=release.status, headers=dict(release.headers))


def _page(request: HttpRequest, publication: Publication, template: str, context: dict[str, Any]) -> HttpResponseBase:
    html = render_to_string(template, {"page_language": publication.article.language, **context}, request)
    return _answer(request, publication, html)


def _answer(request: HttpRequest, publication: Publication, html: str) -> HttpResponseBase:
    language, modified = publication.article.language, modified_at(publication)
    response = HttpResponse(html, headers=page_headers(language=language, modified=modified, indexed=False))
    return conditional(request, response, modified=modified)


def _moved(slug: str, name: str, *more: object) -> HttpResponse:
    """301 for an address that a published article had."""
    former = FormerSlug.objects.select_related("article").filter(slug=slug).first()
    if former is None or not former.article.publications.exclude(live_from=None).exists():
        raise Http404
    return HttpResponsePermanentRedirect(reverse(name, args=(former.article.slug, *more)))
