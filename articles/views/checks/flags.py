"""The flags of an article: grouped by section, worst first, seven at a time; each answered with a reason."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles import actions, flagging
from articles.audiences import Audience
from articles.forms.flags import FlagAnswerForm, FlagFilterForm, LeaveOutForm
from articles.models import Article, Check, Flag, LeftOut, Severity
from articles.refusals import Refusal
from articles.views.checks.cards import Typed, groups, in_order
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
    try:
        answered = actions.answer_flags(
            flag.article, by=request.user, flags=[flag.pk, *also], reason=form.cleaned_data["reason"]
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, flag.article, typed)
    words = ngettext(
        "Answered. The board sees the reason.", "%d flags answered. The board sees the reason.", len(answered)
    )
    messages.success(request, words % len(answered) if len(answered) > 1 else words)
    return _back(flag.article_id, request)


@require_POST
@writes_drafts
def flag_answer_take_back(request: DeskRequest, pk: int) -> HttpResponse:
    flag = get_object_or_404(Flag.objects.select_related("article"), pk=pk)
    actions.take_back_answer(flag, by=request.user)
    messages.success(request, _("The flag is open again."))
    return _back(flag.article_id, request)


@require_POST
@writes_drafts
def article_leave_out(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    section = request.POST.get("section", "")
    audience, other = (_audience(request.POST.get(name, "")) for name in ("audience", "other"))
    form = LeaveOutForm(request.POST)
    typed = Typed(f"{audience}/{other}/{section}", form)
    if not form.is_valid():
        return _page(request, article, typed)
    try:
        actions.leave_out(
            article,
            by=request.user,
            audience=audience,
            section=section,
            other=other,
            reason=form.cleaned_data["reason"],
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, article, typed)
    messages.success(request, _("Noted: this is not part of the other text on purpose. The board sees the reason."))
    return _back(pk, request)


def _audience(name: str) -> Audience:
    return Audience(name) if name in Audience else Audience.PATIENT


@require_POST
@writes_drafts
def left_out_end(request: DeskRequest, pk: int) -> HttpResponse:
    said = get_object_or_404(LeftOut.objects.select_related("article"), pk=pk)
    actions.end_left_out(said, by=request.user)
    messages.success(request, _("From the next check on, what only this section says is flagged again."))
    return _back(said.article_id, request)


def _back(pk: int, request: DeskRequest) -> HttpResponse:
    response = redirect("desk:article_flags", pk)
    state = request.POST.get("state", "")
    if state == "answered":
        response["Location"] += "?state=answered"
    return response


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
        if typed.name == f"flag-{flag.pk}" or typed.name == "/".join(_alone(flag)):
            return place // AT_A_TIME + 1
    return None


def _alone(flag: Flag) -> tuple[str, str, str]:
    audience, section, other = flagging.said_alone(flag) or ("", "", "")
    return audience, other, section


def tally(flags: Any) -> list[tuple[str, int]]:
    """How many flags of each severity, worst first; what there is none of is left out."""
    counted = Counter(flag.severity for flag in flags)
    return [(str(severity.label), counted[severity.value]) for severity in Severity if counted[severity.value]]


def check_of(article: Article) -> dict[str, Any]:
    """S35: when the checks last ran, over which revision, and whether that is the draft as it is."""
    check = Check.objects.filter(article=article).first()
    return {
        "check": check,
        "is_current": check is not None and check.revision == article.revision and check.rules == flagging.RULES,
        "failed": check is not None and check.failed_at is not None,
    }
