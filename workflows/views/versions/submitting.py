"""Freezing the draft as the next version: what is missing, or what will be frozen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.actions import unanswered_flags
from articles.draft import cited_keys, declared_texts, problems
from articles.models import Article, Reference, Status, Version
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.actions.reviews.answering import unanswered
from workflows.actions.reviews.reviewing import TasksOpen
from workflows.forms import SubmitForm
from workflows.views.access import article_for
from workflows.views.answers import attempt, page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    article = article_for(request.user, pk)
    tasks = list(article.draft_tasks.open().select_related("person"))
    form = SubmitForm(request.POST if request.method == "POST" else None, open_tasks=tasks)
    at: dict[type[Refusal], str] = {TasksOpen: "with_open_tasks"}
    if form.is_bound and attempt(form, lambda data: actions.submit(article, by=request.user, **data), at):
        messages.success(request, _("Submitted. The managing editor has been told."))
        return redirect(article)
    require(Desk.of(request.user).may_draft)
    last = article.versions.order_by("-number").first()
    context = {"article": article, "form": form, "last": last, "section": "articles", **_frozen(article, last)}
    return page(request, "workflows/submit.html", context, form)


def _frozen(article: Article, last: Version | None) -> dict[str, Any]:
    texts = declared_texts(article)
    return {
        "number": last.number + 1 if last else 1,
        "texts": list(texts.values()),
        "references": Reference.objects.filter(key__in=cited_keys(texts.values())),
        "contributors": article.contributors.all(),
        "problems": [*problems(article), *unanswered_flags(article)],
        "unanswered": unanswered(article),
        "unchanged": last is not None and last.status != Status.WITHDRAWN and last.revision == article.revision,
        "open": last is not None and last.is_open,
    }
