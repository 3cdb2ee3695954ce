"""A draft for whoever holds the link to it, without an account: its page, and the same on a phone, on a desk and on paper.

Nothing comes of opening it but a count (S29). The address is a secret: no other site, no log of referrers and no search engine learns it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import wraps

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from articles import actions
from articles.audiences import Audience
from articles.models import PreviewLink
from articles.past import state_at
from articles.publishing.checking import NotRenderable
from articles.publishing.files import article_file
from articles.publishing.pdf import NoPages, in_turn, with_images
from articles.publishing.preview import Preview, preview_context, preview_of_state
from articles.views.history.widths import CHOICES

GONE, BUSY = 410, 503
LentView = Callable[[HttpRequest, PreviewLink], HttpResponse]


def lent(view: LentView) -> Callable[[HttpRequest, str], HttpResponse]:
    """Of a link that holds, and of a draft that a page can show; counted once, where it is not a frame of a page that was counted."""

    @require_safe
    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        link = actions.preview_link_of(token)
        if link is None:
            raise Http404
        if not link.is_open:
            return _private(render(request, "articles/links/ended.html", {"link": link}, status=GONE))
        try:
            response = view(request, link)
        except NotRenderable as refusal:
            context = {"link": link, "refusal": refusal}
            return _private(render(request, "articles/links/ended.html", context, status=GONE))
        if request.method == "GET" and response.status_code < GONE and not _is_framed(request):
            actions.count_opening(link)
        return _private(response)

    return answer


def _is_framed(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-Dest") == "iframe"


def _private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]  # its types know no view with arguments
@lent
def draft(request: HttpRequest, link: PreviewLink) -> HttpResponse:
    """With its pictures in it: they are shown to nobody outside before they are published."""
    preview = _preview(link)
    with translation.override(preview.manifest.language):
        context = preview_context(preview, Audience(link.audience), lambda _name: "")
        token = _token(request)
        widths = "" if _is_framed(request) else reverse("articles:draft_widths", args=[token])
        page = render_to_string("articles/links/draft.html", context | {"link": link, "widths_url": widths})
        return HttpResponse(with_images(page))


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
@lent
def draft_widths(request: HttpRequest, link: PreviewLink) -> HttpResponse:
    """Each in a frame of its width, as the desk sees it."""
    chosen = request.GET.get("width", "")
    chosen = chosen if chosen in CHOICES else "beside"
    token = _token(request)
    context = {
        "link": link,
        "page_url": reverse("articles:draft", args=[token]),
        "frames": [(size, reverse(_view_of(size.name), args=[token])) for size in CHOICES[chosen][1]],
        "widths": [(name, label, name == chosen) for name, (label, _sizes) in CHOICES.items()],
    }
    return render(request, "articles/links/widths.html", context)


def _view_of(size: str) -> str:
    return "articles:draft_paper" if size == "paper" else "articles:draft"


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
@lent
def draft_paper(request: HttpRequest, link: PreviewLink) -> HttpResponse:
    """As it is printed, made for this answer and kept nowhere. Few at a time: whoever holds a link is nobody that we know."""
    try:
        with in_turn():
            file = article_file(_preview(link), Audience(link.audience), "pdf")
    except NoPages as refusal:
        return _busy(request, refusal)
    response = HttpResponse(file.body, content_type=file.media_type)
    response["Content-Disposition"] = f'inline; filename="{file.name}"'
    return response


def _busy(request: HttpRequest, refusal: NoPages) -> HttpResponse:
    response = render(request, "articles/past/unframed.html", {"sentence": str(refusal)}, status=BUSY)
    response["Retry-After"] = "20"
    return response


def _token(request: HttpRequest) -> str:
    """As it stands in the address: only its digest is kept."""
    assert request.resolver_match is not None
    return str(request.resolver_match.kwargs["token"])


def _preview(link: PreviewLink) -> Preview:
    """It opens one text: nothing on its page leads to another."""
    state = state_at(link.article, link.revision)
    if state is None:
        raise Http404
    with translation.override(state.article.language):
        preview = preview_of_state(state, reader=link.recipient)
    return dataclasses.replace(preview, facts=dataclasses.replace(preview.facts, audiences=(link.audience,)))
