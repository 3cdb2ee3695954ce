"""The saved draft on a phone, on a desk and on paper: each in a frame of its width, so that a page is seen as its reader will see it.

Nothing of it enters the page store; only the desk itself may frame the page within.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from articles.audiences import Audience
from articles.models import Article
from articles.publishing.checking import NotRenderable
from articles.publishing.files import article_file
from articles.publishing.files.editions import DRAFT, preview_of
from articles.publishing.preview import preview_context
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, reads_drafts
from articles.views.history.past import privately


@dataclass(frozen=True)
class Size:
    """`name` is that of its class in the style sheet."""

    name: str
    label: str | Promise
    view: str = "article_preview_framed"


PHONE = Size("phone", _("On a phone (390 pixels wide)"))
DESK = Size("desk", _("On a desk (1280 pixels wide)"))
PAPER = Size("paper", _("On paper (A4)"), "article_preview_paper")
CHOICES = {
    "beside": (_("Phone and paper side by side"), (PHONE, PAPER)),
    "phone": (_("Phone"), (PHONE,)),
    "desk": (_("Desk"), (DESK,)),
    "paper": (_("Paper"), (PAPER,)),
}


@require_safe
@privately
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its types know no view with arguments
@reads_drafts
def article_preview_widths(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    if audience not in article.audiences:
        raise Http404
    chosen = request.GET.get("width", "")
    chosen = chosen if chosen in CHOICES else "beside"
    frames = [(size, reverse(f"desk:{size.view}", args=(pk, audience))) for size in CHOICES[chosen][1]]
    context = {
        "article": article,
        "audience": Audience(audience),
        "frames": frames,
        "widths": [(name, label, name == chosen) for name, (label, _sizes) in CHOICES.items()],
        "audiences": [(name, Audience(name).label, name == audience) for name in article.declared_audiences],
        "chosen": chosen,
        "section": "articles",
    }
    return render(request, "articles/past/widths.html", context)


@require_safe
@privately
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
@reads_drafts
def article_preview_framed(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    """The page of the draft alone, without the desk's bar and menu."""
    article = get_object_or_404(Article, pk=pk)
    preview = preview_of(article, DRAFT, reader=request.user.printed_name)
    with translation.override(preview.manifest.language):
        try:
            page = preview_context(preview, _audience(audience), _within(pk))
        except NotRenderable as refusal:
            return _unshown(request, refusal)
        return render(request, "articles/past/framed.html", page)


@require_safe
@privately
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
@reads_drafts
def article_preview_paper(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    """The draft as it is printed, shown and not kept."""
    article = get_object_or_404(Article, pk=pk)
    try:
        preview = preview_of(article, DRAFT, reader=request.user.printed_name)
        file = article_file(preview, _audience(audience), "pdf")
    except Refusal as refusal:
        return _unshown(request, refusal)
    response = HttpResponse(file.body, content_type=file.media_type)
    response["Content-Disposition"] = f'inline; filename="{file.name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _audience(name: str) -> Audience:
    if name not in Audience.values:
        raise Http404
    return Audience(name)


def _within(pk: int) -> Callable[[str], str]:
    return lambda audience: reverse("desk:article_preview_framed", args=(pk, audience))


def _unshown(request: DeskRequest, refusal: Refusal) -> HttpResponse:
    return render(request, "articles/past/unframed.html", {"sentence": str(refusal)}, status=422)
