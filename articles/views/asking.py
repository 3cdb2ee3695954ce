"""A reader asks in own words, and gets whole passages of published texts (S17). The question goes by POST and is in no address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import actions
from articles.audiences import Audience
from articles.models import Article, Publication, ReaderQuestion
from articles.search import Answer, answer
from articles.text.strangers_words import without_traces
from articles.views.listing import known_audience
from articles.views.open_forms import is_trapped, open_form

PER_MINUTE = 10
_SALT = "articles.question"
_COUNTS_FOR = 24 * 3600
_TEMPLATE = "articles/reader/ask.html"


@require_safe
def ask_page(request: HttpRequest) -> HttpResponse:
    """The form alone. Its address may say which page it was opened from, never what is asked."""
    return render(request, _TEMPLATE, _asked_from(request.GET.get("about", ""), request.GET.get("audience", "")))


@open_form("ask", per_minute=PER_MINUTE)
def ask(request: HttpRequest) -> HttpResponse:
    words = request.POST.get("question", "")
    context = _asked_from(request.POST.get("about", ""), request.POST.get("audience", ""))
    question = without_traces(words)
    if not any(map(str.isalnum, question)):
        return render(request, _TEMPLATE, {**context, "is_empty": True}, status=422)
    if len(words) > actions.LONGEST_QUESTION:
        return render(request, _TEMPLATE, {**context, "words": words, "is_too_long": True}, status=422)
    found = answer(question, context["audience"], language=get_language() or settings.LANGUAGE_CODE)
    if not found.passages and not is_trapped(request):
        kept = actions.ask_question(words, audience=context["audience"], about=context["about"])
        context["ticket"] = signing.dumps(kept.pk, salt=_SALT)
    return render(request, _TEMPLATE, {**context, "words": question, "answer": found, **_shown(found)})


@open_form("ask_unanswered", per_minute=PER_MINUTE)
def not_answered(request: HttpRequest) -> HttpResponse:
    """The passages were no answer: the question goes to the editors."""
    words = without_traces(request.POST.get("question", ""))[: actions.LONGEST_QUESTION]
    context = _asked_from(request.POST.get("about", ""), request.POST.get("audience", ""))
    if not any(map(str.isalnum, words)):
        return render(request, _TEMPLATE, {**context, "is_empty": True}, status=422)
    if not is_trapped(request):
        kept = actions.ask_question(words, audience=context["audience"], about=context["about"])
        context["ticket"] = signing.dumps(kept.pk, salt=_SALT)
    return render(request, _TEMPLATE, {**context, "words": words, "is_handed_on": True})


@open_form("ask_tell", per_minute=PER_MINUTE)
def tell_me(request: HttpRequest) -> HttpResponse:
    """Leaves an address with a question. The ticket says which, and that it was this reader's."""
    ticket, mail = request.POST.get("ticket", ""), request.POST.get("mail", "").strip()
    try:
        question = get_object_or_404(ReaderQuestion, pk=signing.loads(ticket, salt=_SALT, max_age=_COUNTS_FOR))
    except signing.BadSignature:
        return render(request, _TEMPLATE, {**_asked_from("", ""), "is_over": True}, status=422)
    context = {**_asked_from("", question.audience), "words": question.words, "ticket": ticket, "is_handed_on": True}
    try:
        if not is_trapped(request):
            actions.leave_address(question, mail)
    except ValidationError:
        return render(request, _TEMPLATE, {**context, "mail": mail, "is_no_mail": True}, status=422)
    return render(request, _TEMPLATE, {**context, "is_noted": True})


def _asked_from(slug: str, audience: str) -> dict[str, Any]:
    slug = slug.replace("\x00", "")  # PostgreSQL looks for none
    live = Publication.objects.live().filter(article__slug=slug[:120]).select_related("article").first()
    about: Article | None = live.article if live else None
    chosen = known_audience(audience) or Audience.PATIENT
    return {
        "about": about,
        "audience": chosen,
        "audiences": [(name, name.label, name == chosen) for name in Audience],
        "longest": actions.LONGEST_QUESTION,
        "kept_days": settings.QUESTIONS_KEPT,
    }


def _shown(found: Answer) -> dict[str, Any]:
    return {
        "passages": [(one, _address(one.publication, one.shown, one.quoted.anchor)) for one in found.passages],
        "drugs": found.drugs,
    }


def _address(publication: Publication, shown: str, anchor: str) -> str:
    address = reverse("articles:read", args=(publication.article.slug, shown))
    return f"{address}#{anchor}" if anchor else address
