"""The points that members asked for in their sign-offs, each with the form to answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article
from articles.permissions import Desk
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.actions.reviews.answering import NoSuchRevision, unanswered
from workflows.forms.answering import PointForm
from workflows.models import OpenPoint
from workflows.views.access import article_for
from workflows.views.answers import attempt, page


@dataclass(frozen=True)
class Row:
    """One point; with a form for whoever may answer it."""

    point: OpenPoint
    form: PointForm | None = None


@login_required
@require_safe
def points(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, article_for(request.user, pk))


@login_required
@require_POST
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    point = get_object_or_404(OpenPoint.objects.select_related("review__version__article"), pk=pk)
    article = article_for(request.user, point.review.version.article_id)
    form = _form(point, article, request.POST)
    if attempt(
        form,
        lambda _data: actions.answer_point(point, by=request.user, **form.said),
        at={NoSuchRevision: "changed_in"},
    ):
        messages.success(request, _("Answered. The member sees it beside what they asked for."))
        return redirect("desk:article_points", pk=article.pk)
    return _page(request, article, typed=Row(point, form))


def _form(point: OpenPoint, article: Article, data: Any = None) -> PointForm:
    first = point.review.version.revision + 1
    return PointForm(data, first=first, last=article.revision, auto_id=f"id_{point.pk}_%s")


def _page(request: DeskRequest, article: Article, typed: Row | None = None) -> HttpResponse:
    """Those without an answer first; then what was answered, the newest first."""
    may_answer = Desk.of(request.user).may_draft
    waiting = [
        typed if typed and typed.point == point else Row(point, _form(point, article) if may_answer else None)
        for point in unanswered(article)
    ]
    answered = OpenPoint.objects.filter(review__version__article=article, answered_at__isnull=False)
    answered = answered.select_related("sign_off__person", "review__version", "answered_by").order_by("-answered_at")
    context = {
        "article": article,
        "waiting": waiting,
        "answered": answered.defer("review__version__manifest"),
        "form": typed.form if typed else None,
        "section": "articles",
    }
    return page(request, "workflows/points.html", context, *([typed.form] if typed and typed.form else []))
