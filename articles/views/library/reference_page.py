"""One work of the library: its record, what became of it, where it is cited, its history; its type and level of evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import actions
from articles.forms.evidence_level import EvidenceLevelForm, PublishedByForm
from articles.forms.full_texts import FullTextForm, RemovalForm
from articles.forms.reference_notes import NoteForm, TagsForm
from articles.forms.reference_type import TypeForm
from articles.models import EvidenceFlag, Reference, ReferenceFile, ReferenceNote
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, keeps_library, reads_library
from articles.views.library.citing_places import use_of
from articles.views.library.duplicates import standing_merges
from articles.views.library.records import facts_of, identifiers_of

CHECKS_SHOWN = 12
CHANGES_SHOWN = 50
# What a change of the record is told by; the rest of a row follows from these.
_TRACKED = (
    "title", "type", "standing", "label", "csl", "doi", "pmid", "pmcid", "isbn", "url", "guideline", "mark", "marked_on",
    "mark_source", "merged_into", "evidence_scheme", "evidence_level", "published_by", "tags",
)  # fmt: skip


@reads_library
def reference(request: DeskRequest, pk: int) -> HttpResponse:
    return page(request, get_object_or_404(Reference.objects.select_related("watch", "merged_into"), pk=pk))


@keeps_library
def type_confirm(request: DeskRequest, pk: int) -> HttpResponse:
    """Say what kind of work it is."""
    found = get_object_or_404(Reference.objects.select_related("watch"), pk=pk)
    form = TypeForm(request.POST or None, reference=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_type(found, by=request.user, **form.cleaned_data)
        except actions.GuidelineIncomplete as refusal:
            for name in refusal.fields:
                form.add_error(name if name in form.fields else None, str(actions.GUIDELINE_NEEDS[name]))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The type of “%s” is confirmed.") % found.title)
            return redirect("desk:reference", pk)
    return page(request, found, form=form)


@require_POST
@keeps_library
def evidence_rate(request: DeskRequest, pk: int) -> HttpResponse:
    """Say how strong its evidence is, or that nobody judged it."""
    found = get_object_or_404(Reference.objects.select_related("watch"), pk=pk)
    form = EvidenceLevelForm(request.POST, reference=found)
    said = _("The level of evidence of “%s” is on record.") % found.title
    return answered(
        request,
        found,
        lambda: actions.rate_evidence(found, by=request.user, **form.judged),
        said=said,
        evidence_form=form,
    )


@require_POST
@keeps_library
def publisher_say(request: DeskRequest, pk: int) -> HttpResponse:
    """Say who stands behind it, where the record misleads."""
    found = get_object_or_404(Reference.objects.select_related("watch"), pk=pk)
    form = PublishedByForm(request.POST, reference=found)
    return answered(
        request,
        found,
        lambda: actions.say_who_published(found, by=request.user, **form.cleaned_data),
        said=_("Who published “%s” is on record.") % found.title,
        published_form=form,
    )


def answered(
    request: DeskRequest, found: Reference, do: Callable[[], object], *, said: str, **form: forms.Form
) -> HttpResponse:
    """Do what the one form asks and go back to the page, or show it again with what is wrong."""
    (typed,) = form.values()
    if typed.is_valid():
        try:
            do()
        except Refusal as refusal:
            typed.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect("desk:reference", found.pk)
    return page(request, found, **form)


def page(request: DeskRequest, found: Reference, **typed: forms.Form) -> HttpResponse:
    """Twelve queries beside the session's, however much there is. `typed`: a form that was sent, by its name in the template."""
    changes = _history(found)
    context = {
        "reference": found,
        "facts": list(facts_of(found)),
        "identifiers": list(identifiers_of(found)),
        "use": use_of(found),
        "merges": standing_merges(found),
        "notes": list(ReferenceNote.objects.standing().filter(_of_work(found)).select_related("by")),
        "files": list(
            ReferenceFile.objects.filter(_of_work(found)).select_related("reference", "added_by", "removed_by")
        ),
        "checks": list(found.checks.all()[:CHECKS_SHOWN]),
        "flags": list(EvidenceFlag.objects.open().filter(reference=found)),
        "entries": changes[:CHANGES_SHOWN],
        "has_older": len(changes) > CHANGES_SHOWN,
        **_forms(request, found),
        **typed,
        "typed": list(typed.values()),
        "desk": request.desk,
        "section": "references",
    }
    return render(
        request, "articles/reference.html", context, status=422 if any(form.errors for form in typed.values()) else 200
    )


def _forms(request: DeskRequest, found: Reference) -> dict[str, forms.Form | None]:
    """What may be said of the work; of a record that was merged, and by whoever only reads, nothing."""
    if not request.desk.may_keep_library or found.merged_into_id:
        return {"form": None}
    return {
        "form": TypeForm(reference=found),
        "evidence_form": EvidenceLevelForm(reference=found),
        "published_form": PublishedByForm(reference=found),
        "note_form": NoteForm(),
        "tags_form": TagsForm(reference=found),
        "file_form": FullTextForm(),
        "removal_form": RemovalForm(),
    }


def _of_work(found: Reference) -> Q:
    """Rows about this record, and about those that were merged into it."""
    return Q(reference=found) | Q(reference__merged_into=found)


def _history(found: Reference) -> Sequence[dict[str, Any]]:
    """The newest first, one more than is shown: as `components/timeline.html` wants them."""
    rows = list(found.history.select_related("history_user").order_by("-history_id")[: CHANGES_SHOWN + 1])
    pairs = zip(rows, [*rows[1:], None], strict=True)
    return [
        {
            "title": row.history_change_reason,
            "who": row.history_user,
            "when": row.history_date,
            "why": _changed(before, row) if before else "",
        }
        for row, before in pairs
    ]


def _changed(before: Any, after: Any) -> str:
    """What a change touched, in words."""
    fields = [field for field in Reference._meta.concrete_fields if field.name in _TRACKED]
    names = [
        str(field.verbose_name) for field in fields if getattr(before, field.attname) != getattr(after, field.attname)
    ]
    return _("changed: %s") % ", ".join(names) if names else ""
