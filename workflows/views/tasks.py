"""The page of what is to be done before an article is submitted, and what can be done with each task."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article, Image, Person, Reference
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.text.dialect import image_digests
from articles.views.desk import DeskRequest, tabs
from workflows import actions
from workflows.actions.tasks import DayPassed, NotTheirs, TaskUnnamed
from workflows.due.calendar_file import task_file
from workflows.forms.tasks import TaskChangeForm, TaskForm
from workflows.models import DraftTask
from workflows.permissions import OF_LIBRARY
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
    try:
        article = article_for(request.user, pk)
    except (Http404, PermissionDenied):
        if rows := _from_library(request.user, pk):
            return _library_page(request, rows)
        raise
    form = TaskForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        at = {TaskUnnamed: "words", NotTheirs: "person", DayPassed: "due_on"}
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
    form = TaskChangeForm(request.POST if request.method == "POST" else None, initial=initial, kind=found.kind)
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
    try:
        found.article = article_for(request.user, found.article_id)
    except (Http404, PermissionDenied):
        if found not in _from_library(request.user, found.article_id):
            raise
    return found


def _from_library(person: Person, article: int) -> list[DraftTask]:
    """The tasks on an article, open or done, of somebody who keeps the library."""
    if not Desk.of(person).may_keep_library:
        return []
    rows = DraftTask.objects.filter(person=person, article=article, kind__in=OF_LIBRARY, dropped_at=None)
    return list(rows.select_related("article", "given_by"))


def _library_page(request: DeskRequest, rows: Sequence[DraftTask]) -> HttpResponse:
    """What she needs of the article and no word of its texts: its title, its works, its pictures."""
    require(request.method != "POST")
    article, today = rows[0].article, timezone.localdate()
    works = {work.key: work for work in Reference.objects.filter(key__in=article.reference_keys)}
    shown = [
        digest for text in article.texts.all() for part in (text.summary, text.body) for digest in image_digests(part)
    ]
    context = {
        "article": article,
        "open": [(row, row.is_late(today)) for row in rows if row.is_open],
        "done": [row for row in rows if not row.is_open],
        "works": [works[key] for key in article.reference_keys if key in works],
        "images": Image.objects.filter(sha256__in=set(shown)).order_by("pk"),
        "section": "work",
    }
    return render(request, "workflows/library_tasks.html", context)


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
