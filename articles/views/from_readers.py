"""What readers may tell us on stored pages, without an account, a cookie or a script: "Was this helpful?", and a report of harm."""

from __future__ import annotations

from typing import Final

from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import actions
from articles.actions.hearing_readers import LONGEST, WORDS_MAY_FOLLOW_FOR
from articles.audiences import Audience
from articles.models import Feedback, Publication
from articles.publishing import wording
from articles.refusals import Refusal
from articles.views.listing import live
from articles.views.open_forms import is_trapped, open_form, private

PER_MINUTE: Final = 5
_signer = TimestampSigner(salt="articles.views.from_readers")


@open_form("helpful", per_minute=PER_MINUTE)
def helpful(request: HttpRequest, slug: str, audience: str) -> HttpResponse:
    """Yes or no; then, if the reader wants to, words."""
    publication = _live(slug, audience)
    if "words" in request.POST:
        return _with_words(request, publication, audience)
    answer = request.POST.get("helpful", "")
    if answer not in ("yes", "no"):
        return _page(request, publication, audience, "helpful", {"problem": _("Choose yes or no.")}, status=422)
    if is_trapped(request):
        return _page(request, publication, audience, "helpful", {})
    row = actions.note_feedback(publication, audience=audience, is_helpful=answer == "yes")
    shown = {"answer": _signer.sign(str(row.pk)), "is_helpful": row.is_helpful}
    return _page(request, publication, audience, "helpful", shown)


@require_safe
def report_form(request: HttpRequest, slug: str, audience: str) -> HttpResponse:
    page = _page(request, _live(slug, audience), audience, "report", {})
    private(page)
    return page


@open_form("report_harm", per_minute=PER_MINUTE)
def report(request: HttpRequest, slug: str, audience: str) -> HttpResponse:
    """S33: a mistake that could harm someone."""
    publication = _live(slug, audience)
    words = request.POST.get("words", "")
    try:
        if not is_trapped(request):
            actions.report_harm(publication, audience=audience, words=words)
    except Refusal as refusal:
        return _page(request, publication, audience, "report", {"problem": refusal, "words": words}, status=422)
    return _page(request, publication, audience, "report", {"is_sent": True})


def _with_words(request: HttpRequest, publication: Publication, audience: str) -> HttpResponse:
    """To the answer that the page before was about, which nobody else can name."""
    try:
        pk = _signer.unsign(request.POST.get("answer", ""), max_age=WORDS_MAY_FOLLOW_FOR)
        row = Feedback.objects.get(pk=pk, publication=publication, audience=audience)
        if not is_trapped(request):
            actions.add_words(row, words=request.POST["words"])
    except (BadSignature, Feedback.DoesNotExist):
        return _page(
            request, publication, audience, "helpful", {"problem": _("Your answer was not found.")}, status=422
        )
    except Refusal as refusal:
        return _page(request, publication, audience, "helpful", {"problem": refusal}, status=422)
    return _page(request, publication, audience, "helpful", {})


def _live(slug: str, audience: str) -> Publication:
    publication = live().filter(article__slug=slug).first()
    if publication is None or audience not in publication.audiences:
        raise Http404
    return publication


def _page(
    request: HttpRequest,
    publication: Publication,
    audience: str,
    name: str,
    context: dict[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    language = publication.version.content.language
    with translation.override(language):
        frame = {
            "article": publication.article,
            "title": publication.version.title,
            "audience": audience,
            "written_for": wording.WRITTEN_FOR[audience],
            "title_prefix": wording.TITLE_PREFIX[audience],
            "is_professional": audience != Audience.PATIENT,
            "page_language": language,
            "longest": LONGEST,
        }
        return render(request, f"articles/reader/{name}.html", {**frame, **context}, status=status)
