"""The desk's page of topics. A managing editor changes them; whoever may read drafts sees them."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import actions
from articles.forms.topics import TopicForm
from articles.models import Topic
from articles.permissions import require
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, reads_drafts


@require_safe
@reads_drafts
def topic_list(request: DeskRequest) -> HttpResponse:
    return _page(request, TopicForm())


@require_POST
@reads_drafts
def topic_add(request: DeskRequest) -> HttpResponse:
    form = TopicForm(request.POST)
    if form.is_valid():
        try:
            topic = actions.add_topic(form.cleaned_data["name"], by=request.user, parent=form.cleaned_data["parent"])
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("“%(name)s” is a topic now.") % {"name": topic.name})
            return redirect("desk:topics")
    return _page(request, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@reads_drafts
def topic_edit(request: DeskRequest, pk: int) -> HttpResponse:
    require(request.desk.manages)
    if request.method == "POST" and not Topic.objects.filter(pk=pk).exists():
        return _page(request, _removed_meanwhile(request), status=422)
    topic = get_object_or_404(Topic, pk=pk)
    form = TopicForm(request.POST or None, topic=topic)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_topic(topic, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("parent" if isinstance(refusal, actions.TopicInItself) else "name", str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:topics")
    return _edit_page(request, topic, form)


@require_POST
@reads_drafts
def topic_drop(request: DeskRequest, pk: int) -> HttpResponse:
    topic = get_object_or_404(Topic, pk=pk)
    form = TopicForm(topic=topic)
    try:
        actions.drop_topic(topic, by=request.user)
    except Refusal as refusal:
        return _edit_page(request, topic, form, refused=str(refusal))
    messages.success(request, _("“%(name)s” was removed.") % {"name": topic.name})
    return redirect("desk:topics")


def _removed_meanwhile(request: DeskRequest) -> TopicForm:
    """What was typed about a topic that is gone, ready to add it again."""
    form = TopicForm(request.POST)
    form.add_error("name", _("Somebody removed this topic meanwhile. Add it again if it is wanted."))
    return form


def _edit_page(request: DeskRequest, topic: Topic, form: TopicForm, *, refused: str = "") -> HttpResponse:
    context = {"topic": topic, "form": form, "refused": refused, "section": "articles"}
    return render(request, "articles/topic.html", context, status=422 if form.errors or refused else 200)


def _page(request: DeskRequest, form: TopicForm, status: int = 200) -> HttpResponse:
    rows = Topic.objects.annotate(articles=Count("article")).select_related("parent").order_by("name")
    below: dict[int | None, list[Topic]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    context = {
        "topics": list(_in_order(below, None, 0)),
        "form": form,
        "manages": request.desk.manages,
        "section": "articles",
    }
    return render(request, "articles/topics.html", context, status=status)


def _in_order(below: dict[int | None, list[Topic]], parent: int | None, depth: int) -> list[tuple[int, Topic]]:
    """Each topic before those below it, with how deep it stands."""
    return [
        found for topic in below.get(parent, []) for found in ((depth, topic), *_in_order(below, topic.pk, depth + 1))
    ]
