"""The page of what is to be done before an article is submitted, and what can be done with each task."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article, Person
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, tabs
from workflows import actions
from workflows.actions.tasks import DayPassed, TaskUnnamed
from workflows.due.calendar_file import task_file
from workflows.forms.tasks import TaskChangeForm, TaskForm
from workflows.models import DraftTask
from workflows.views.access import article_for
from workflows.views.answers import attempt, page

DEEDS: Mapping[str, Callable[[DraftTask, Person], DraftTask]] = {
    "done": lambda task, by: actions.finish_task(task, by=by),
    "reopen": lambda task, by: actions.reopen_task(task, by=by),
    "drop": lambda task, by: actions.drop_task(task, by=by),
}
SAID = {
    "done": gettext_lazy("Done."),
    "reopen": gettext_lazy("Open again."),
    "drop": gettext_lazy("Taken back."),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: DeskRequest, pk: int) -> HttpResponse:
    article = article_for(request.user, pk)
    form = TaskForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        at = {TaskUnnamed: "words", DayPassed: "due_on"}
        if attempt(form, lambda data: actions.give_task(article, by=request.user, **data), at):
            messages.success(request, _("The task is given."))
            return redirect("desk:draft_tasks", pk)
    return _page(request, article, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: DeskRequest, pk: int) -> HttpResponse:
    """Who does it, and until when."""
    found = _task(request, pk)
    initial = {"person": found.person_id, "due_on": found.due_on}
    form = TaskChangeForm(request.POST if request.method == "POST" else None, initial=initial)
    require(Desk.of(request.user).may_draft)
    if form.is_bound and attempt(form, lambda data: actions.change_task(found, by=request.user, **data)):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"task": found, "form": form, "article": found.article, "section": "articles"}
    return page(request, "workflows/draft_task.html", context, form)


@login_required
@require_POST
def act(request: DeskRequest, pk: int, deed: str) -> HttpResponse:
    found = _task(request, pk)
    if deed not in DEEDS:
        raise Http404
    try:
        DEEDS[deed](found, request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, SAID[deed])
    return redirect(found)


@login_required
@require_safe
def due_day(request: DeskRequest, pk: int) -> HttpResponse:
    """Of one's own open task, for one's own calendar."""
    found = get_object_or_404(DraftTask.objects.for_person(request.user), pk=pk)
    answer = HttpResponse(task_file(found), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="task-{pk}.ics"'
    return answer


def _task(request: DeskRequest, pk: int) -> DraftTask:
    found = get_object_or_404(DraftTask.objects.select_related("article", "person"), pk=pk)
    found.article = article_for(request.user, found.article_id)
    return found


def _page(request: DeskRequest, article: Article, form: TaskForm) -> HttpResponse:
    desk, today = Desk.of(request.user), timezone.localdate()
    rows = list(article.draft_tasks.filter(dropped_at=None).select_related("person", "done_by"))
    context = {
        "article": article,
        "open": [(row, row.is_late(today)) for row in rows if row.is_open],
        "done": [row for row in rows if not row.is_open],
        "form": form if desk.may_draft else None,
        "may_draft": desk.may_draft,
        "tabs": tabs(article, "draft_tasks"),
        "section": "articles",
    }
    return page(request, "workflows/draft_tasks.html", context, form)
