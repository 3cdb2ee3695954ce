"""The editing page of one text, and what happens when two people saved it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import actions
from articles.forms.images import ImageForm
from articles.forms.text import TextForm
from articles.models import Text, WorkingCopy
from articles.views import beside
from articles.views.comparing import compared
from articles.views.desk import DeskRequest, tabs, writes_drafts
from articles.views.editor_parts import parts_of
from articles.views.reference_rows import reference_list_of


@writes_drafts
def article_edit(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    text = _text(pk, audience)
    if request.method == "POST":
        return _save(request, text)
    copy = text.working_copies.filter(person=request.user).first()
    continued = copy if request.GET.get("words") == "mine" else None
    form = TextForm(initial=TextForm.initial_of(text, continued))
    return _page(request, text, form, offered=None if continued else copy)


def _text(pk: int, audience: str) -> Text:
    return get_object_or_404(Text.objects.select_related("article"), article=pk, audience=audience)


def _save(request: DeskRequest, text: Text) -> HttpResponse:
    form = TextForm(request.POST)
    if request.POST.get("step") == "continue":
        return _page(request, text, form)
    if not form.is_valid():
        return _page(request, text, form, status=422)
    typed = {name: form.cleaned_data[name] for name in ("summary", "body", "description", "base_revision", "note")}
    try:
        saved = actions.save_text(text, by=request.user, **typed)
    except actions.EditConflict as conflict:
        return _conflict(request, conflict, form)
    if saved.revision == text.revision:
        messages.info(request, _("Nothing had changed, so nothing was saved."))
    else:
        messages.success(request, _("Saved as revision %d.") % saved.revision)
    return redirect(beside.same_page(text, request.GET.get("beside", "")))


def _conflict(request: DeskRequest, conflict: actions.EditConflict, form: TextForm) -> HttpResponse:
    """Both texts, their differences, and the two ways on; the words typed are in the form and in the working copy."""
    theirs, mine = conflict.current, conflict.mine
    over = TextForm(initial={**form.cleaned_data, "base_revision": theirs.revision})
    context = {
        "article": theirs.article,
        "text": theirs,
        "refusal": conflict,
        "last": theirs.history.select_related("history_user").latest("history_date"),
        "parts": [
            compared(_("Bottom line"), theirs.summary, mine.summary),
            compared(_("Text"), theirs.body, mine.body),
        ],
        "form": over,
        "mine": mine,
        "section": "articles",
    }
    return render(request, "articles/conflict.html", context, status=409)


@require_POST
@writes_drafts
def article_discard(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    copy = WorkingCopy.objects.filter(text__article=pk, text__audience=audience, person=request.user).first()
    if copy is not None:
        actions.drop_working_copy(copy, by=request.user)
        messages.success(request, _("Your unsaved words were thrown away."))
    return redirect("desk:article_edit", pk, audience)


def _page(
    request: DeskRequest, text: Text, form: TextForm, *, offered: WorkingCopy | None = None, status: int = 200
) -> HttpResponse:
    article = text.article
    prefetch_related_objects([article], "texts")
    references = reference_list_of(article)
    context = {
        "article": article,
        "text": text,
        "form": form,
        "offered": offered,
        "references": references,
        "editor": parts_of(text, references),
        "image_form": ImageForm(auto_id="image-%s"),
        "tabs": tabs(article, "article_edit"),
        **beside.context(text, request.GET.get("beside", ""), references),
        "section": "articles",
    }
    return render(request, "articles/edit.html", context, status=status)
