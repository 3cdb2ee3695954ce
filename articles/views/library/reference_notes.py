"""What the team says of a work on its page: notes and tags."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import actions
from articles.forms.reference_notes import NoteForm, TagsForm
from articles.models import Reference, ReferenceNote
from articles.views.desk import DeskRequest, keeps_library
from articles.views.library.reference_page import answered


@require_POST
@keeps_library
def note_add(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Reference.objects.select_related("watch"), pk=pk)
    form = NoteForm(request.POST)
    return answered(
        request,
        found,
        lambda: actions.note_reference(found, by=request.user, **form.cleaned_data),
        said=_("Noted, for the team."),
        note_form=form,
    )


@require_POST
@keeps_library
def note_take_out(request: DeskRequest, pk: int) -> HttpResponse:
    note = get_object_or_404(ReferenceNote.objects.standing(), pk=pk)
    actions.take_note_out(note, by=request.user)
    messages.success(request, _("The note is taken out."))
    return redirect("desk:reference", note.reference_id)


@require_POST
@keeps_library
def tags_set(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Reference.objects.select_related("watch"), pk=pk)
    form = TagsForm(request.POST, reference=found)
    return answered(
        request,
        found,
        lambda: actions.tag_reference(found, by=request.user, tags=form.cleaned_data["tags"]),
        said=_("The tags are saved."),
        tags_form=form,
    )
