"""Ratings of a text: what was answered, by whom, over which words; and the page on which an editor rates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles import actions
from articles.forms.rating import RatingForm
from articles.models import Rating, Text
from articles.plainness import decided
from articles.refusals import Refusal
from articles.text.rating import INSTRUMENTS, InstrumentKey
from articles.views.checks.plain import audience_tabs
from articles.views.desk import DeskRequest, reads_drafts, tabs, writes_drafts
from articles.views.editing.editing import text_of

AT_A_TIME = 10


@dataclass(frozen=True)
class Answered:
    """One item of a rating. `machine` is what the check had decided, where a person saw it otherwise."""

    number: str
    words: str | Promise
    answer: str
    reason: str
    overruled: bool


@dataclass(frozen=True)
class ShownRating:
    rating: Rating
    answers: tuple[Answered, ...]


@reads_drafts
def article_ratings(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    text = text_of(pk, audience)
    ratings = text.article.ratings.filter(audience=audience).with_text().newest_first()
    page = Paginator(ratings, AT_A_TIME).get_page(request.GET.get("page"))
    context = {
        **_context(text, "article_ratings"),
        "page": page,
        "shown": [ShownRating(one, tuple(_answered(one))) for one in page.object_list],
        "instruments": INSTRUMENTS.values(),
        "may_rate": request.desk.may_draft,
    }
    return render(request, "articles/ratings.html", context)


def _answered(rating: Rating) -> Iterator[Answered]:
    for item in rating.of.items:
        said = rating.answers.get(str(item.number), {})
        machine = said.get("machine", "")
        yield Answered(
            number=str(item.number),
            words=item.words,
            answer=said.get("answer", ""),
            reason=said.get("reason", ""),
            overruled=bool(machine) and machine != said.get("answer"),
        )


@writes_drafts
def article_rate(request: DeskRequest, pk: int, audience: str, instrument: str) -> HttpResponse:
    if instrument not in INSTRUMENTS:
        raise Http404
    key, text = InstrumentKey(instrument), text_of(pk, audience)
    typed = request.POST.copy() if request.method == "POST" else None
    form = RatingForm(
        typed,
        instrument=INSTRUMENTS[key],
        machine=decided(text.article, text, key),
        initial={"seen": text.revision},
    )
    if typed is not None and form.is_valid() and _rated(request, text, key, form, typed):
        messages.success(request, _("Your rating is kept."))
        return redirect("desk:article_ratings", pk, audience)
    context = {**_context(text, "article_ratings"), "instrument": INSTRUMENTS[key], "form": form}
    return render(request, "articles/rate.html", context, status=422 if form.is_bound else 200)


def _rated(request: DeskRequest, text: Text, key: InstrumentKey, form: RatingForm, typed: QueryDict) -> Rating | None:
    """What the action kept; what it refuses stands above the form, which is then of the text as it is now."""
    seen, note = form.cleaned_data["seen"], form.cleaned_data["note"]
    try:
        return actions.rate_text(text, by=request.user, instrument=key, answers=form.answers, seen=seen, note=note)
    except Refusal as refused:
        form.add_error(None, str(refused))
        typed["seen"] = str(text.revision)
        return None


def _context(text: Text, name: str) -> dict[str, object]:
    return {
        "article": text.article,
        "text": text,
        "tabs": tabs(text.article, "article_plain"),
        "audiences": audience_tabs(text.article, text.audience, name),
        "section": "articles",
    }
