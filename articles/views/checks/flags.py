"""The flags of an article: grouped by section, worst first, seven at a time; each answered with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles import actions, flagging
from articles.audiences import Audience
from articles.flagging import Alone
from articles.forms.flags import FlagAnswerForm, FlagFilterForm, LeaveOutForm
from articles.models import Article, Check, Flag, LeftOut, Person, Severity
from articles.plainness import newest_ratings
from articles.refusals import Refusal
from articles.views.checks.cards import Typed, groups, in_order, name_of
from articles.views.desk import DeskRequest, kept_query, reads_drafts, tabs, writes_drafts

# Attention is scarce.
AT_A_TIME = 7


@reads_drafts
def article_flags(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(Article, pk=pk))


@require_POST
@writes_drafts
def flag_answer(request: DeskRequest, pk: int) -> HttpResponse:
    flag = get_object_or_404(Flag.objects.select_related("article"), pk=pk)
    equal = flag.article.flags.open().filter(equality=flag.equality).exclude(pk=flag.pk)
    form = FlagAnswerForm(request.POST, equal=equal.count(), auto_id=f"id_{flag.pk}_%s")
    typed = Typed(f"flag-{flag.pk}", form)
    if not form.is_valid():
        return _page(request, flag.article, typed)
    also = list(equal.values_list("pk", flat=True)) if form.cleaned_data.get("covers_equal") else []
    waiting = _ordered(flag.article.flags.open())
    try:
        answered = actions.answer_flags(
            flag.article, by=request.user, flags=[flag.pk, *also], reason=form.cleaned_data["reason"]
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, flag.article, typed)
    words = ngettext(
        "Answered. The board sees the reason.", "%(count)d flags answered. The board sees the reason.", len(answered)
    )
    messages.success(request, words % {"count": len(answered)})
    return _to_next(flag.article_id, waiting, after={one.pk for one in answered})


@require_POST
@writes_drafts
def flag_answer_take_back(request: DeskRequest, pk: int) -> HttpResponse:
    flag = get_object_or_404(Flag.objects.select_related("article"), pk=pk)
    is_answered_list = request.POST.get("state", "") == "answered"
    listed = _ordered(flag.article.flags.standing().exclude(answered_at=None)) if is_answered_list else []
    actions.take_back_answer(flag, by=request.user)
    messages.success(request, _("The flag is open again."))
    return _to_next(flag.article_id, listed, after={flag.pk}, state="answered" if is_answered_list else "")


@require_POST
@writes_drafts
def article_leave_out(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    said = _said_alone(request.POST)
    form = LeaveOutForm(request.POST)
    typed = Typed(name_of(said), form)
    waiting = _ordered(article.flags.open())
    if not form.is_valid():
        return _page(request, article, typed)
    try:
        _leave_out(article, by=request.user, said=said, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, article, typed)
    messages.success(request, _("Noted: this is not part of the other text on purpose. The board sees the reason."))
    still = set(article.flags.open().values_list("pk", flat=True))
    return _to_next(pk, waiting, after={flag for flag in waiting if flag not in still})


def _said_alone(posted: QueryDict) -> Alone:
    """The section that is left out, and of which texts: those that exist."""
    others = tuple(name for name in posted.getlist("other") if name in Audience)
    return Alone(_audience(posted.get("audience", "")), posted.get("section", ""), others or (Audience.PATIENT.value,))


@transaction.atomic
def _leave_out(article: Article, *, by: Person, said: Alone, reason: str) -> None:
    """Of every text that says nothing, or of none."""
    for other in said.others:
        actions.leave_out(
            article,
            by=by,
            audience=Audience(said.audience),
            section=said.section,
            other=Audience(other),
            reason=reason,
        )


def _audience(name: str) -> str:
    return name if name in Audience else Audience.PATIENT.value


@require_POST
@writes_drafts
def left_out_end(request: DeskRequest, pk: int) -> HttpResponse:
    said = get_object_or_404(LeftOut.objects.select_related("article"), pk=pk)
    actions.end_left_out(said, by=request.user)
    messages.success(request, _("From the next check on, what only this section says is flagged again."))
    return redirect("desk:article_flags", said.article_id)


def _ordered(flags: QuerySet[Flag]) -> list[int]:
    return [flag.pk for flag, _seen in in_order(flags)]


def _to_next(pk: int, listed: Sequence[int], *, after: Collection[int], state: str = "") -> HttpResponse:
    """Back to the list at the flag that follows those just dealt with, or at the last before them: nobody loses the place."""
    last = max((place for place, flag in enumerate(listed) if flag in after), default=len(listed))
    left = [flag for flag in (*listed[last:], *reversed(listed[:last])) if flag not in after]
    wanted = {"state": state} if state else {}
    query = urlencode(wanted | {"flag": left[0]} if left else wanted)
    anchor = f"#flag-{left[0]}" if left else ""
    return redirect(f"{reverse('desk:article_flags', args=[pk])}{query and '?'}{query}{anchor}")


def _page(request: DeskRequest, article: Article, typed: Typed | None = None) -> HttpResponse:
    chosen = FlagFilterForm(request.GET)
    state = chosen.cleaned_data["state"] if chosen.is_valid() else ""
    standing = article.flags.standing().select_related("answered_by")
    wanted = standing.exclude(answered_at=None) if state == "answered" else standing.filter(answered_at=None)
    ordered = in_order(wanted)
    place = _page_with(ordered, typed) or _page_of(ordered, request.GET.get("flag", ""))
    page = Paginator(ordered, AT_A_TIME).get_page(place or request.GET.get("page"))
    equal = Counter(flag.equality for flag, _seen in ordered if flag.answered_at is None)
    may_answer = request.desk.may_draft
    context = {
        "article": article,
        "form": typed.form if typed else None,
        "filter": chosen,
        "state": state,
        "check": check_of(article),
        "ratings": newest_ratings(article),
        "tally": tally(flag for flag, _seen in ordered),
        "page": page,
        "query": kept_query(state=state),
        "groups": groups(article, list(page), equal=equal, may_answer=may_answer, typed=typed),
        "left_out": article.left_out.filter(ended_at=None).select_related("said_by").order_by("pk"),
        "may_answer": may_answer,
        "tabs": tabs(article, "article_flags"),
        "section": "articles",
    }
    return render(request, "articles/flags.html", context, status=422 if typed else 200)


def _page_of(ordered: list[tuple[Flag, flagging.Seen]], wanted: str) -> int | None:
    """The page on which a flag stands that a link leads to."""
    places = (place for place, (flag, _seen) in enumerate(ordered) if str(flag.pk) == wanted)
    place = next(places, None)
    return None if place is None else place // AT_A_TIME + 1


def _page_with(ordered: list[tuple[Flag, flagging.Seen]], typed: Typed | None) -> int | None:
    """The page on which a form that was not taken stands."""
    if typed is None:
        return None
    for place, (flag, _seen) in enumerate(ordered):
        alone = flagging.said_alone(flag)
        if typed.name == f"flag-{flag.pk}" or (alone and typed.name == name_of(alone)):
            return place // AT_A_TIME + 1
    return None


def tally(flags: Any) -> list[tuple[str, int]]:
    """How many flags of each severity, worst first; what there is none of is left out."""
    counted = Counter(flag.severity for flag in flags)
    return [(str(severity.label), counted[severity.value]) for severity in Severity if counted[severity.value]]


def check_of(article: Article) -> dict[str, Any]:
    """S35: when the checks last ran, over which revision, and whether that is the draft as it is."""
    check = Check.objects.filter(article=article).first()
    return {
        "check": check,
        "is_current": check is not None and check.revision == article.revision and check.rules == flagging.rules(),
        "failed": check is not None and check.failed_at is not None,
    }
