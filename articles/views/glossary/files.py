"""The glossary as files: an import that is shown before it is done, and what is there as CSV and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import actions
from articles.forms.glossary import TermsFileForm
from articles.importing.glossary import csv_of
from articles.models import GlossaryTerm
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, keeps_library, reads_library
from articles.views.glossary.terms import SECTION, listed, with_definitions

COLUMNS = (
    "key", "term", "sense", "language", "patient", "student", "clinician", "synonyms", "abbreviations", "signed_as", "signed_on",
)  # fmt: skip


@keeps_library
def terms_import(request: DeskRequest) -> HttpResponse:
    """Choose a file, see what would become of each row, then do it."""
    posted = request.method == "POST"
    form = TermsFileForm(request.POST, request.FILES) if posted else TermsFileForm()
    if not posted or not form.is_valid():
        status = 422 if posted else 200
        return render(request, "articles/glossary_import.html", {"form": form, "section": SECTION}, status=status)
    refusal = None
    if request.POST.get("step") == "save":
        try:
            plan = actions.import_terms(
                form.source.rows, by=request.user, source=_name(form), seen=form.cleaned_data["seen"]
            )
        except Refusal as refused:
            refusal = refused
        else:
            counts = {"taken": plan.count("taken"), "merged": plan.count("merged"), "refused": plan.count("refused")}
            said = _("Imported: %(taken)d new, %(merged)d merged, %(refused)d left out.") % counts
            messages.success(request, said)
            return redirect("desk:glossary")
    return _preview(request, form, refusal)


def _name(form: TermsFileForm) -> str:
    return form.cleaned_data["filename"] or _("a file")


def _preview(request: DeskRequest, form: TermsFileForm, refusal: Refusal | None) -> HttpResponse:
    plan = actions.plan_import(form.source.rows)
    context = {
        "form": form,
        "text": form.cleaned_data["text"],
        "filename": form.cleaned_data["filename"],
        "plan": plan,
        "groups": [
            (_("Left out"), [row for row in plan.outcomes if row.outcome == "refused"]),
            (_("Merged into terms that are there"), [row for row in plan.outcomes if row.outcome == "merged"]),
            (_("New"), [row for row in plan.outcomes if row.outcome == "taken"]),
        ],
        "unread": form.source.unread,
        "refusal": refusal,
        "section": SECTION,
    }
    return render(request, "articles/glossary_import_preview.html", context, status=422 if refusal else 200)


@require_safe
@reads_library
def terms_csv(request: DeskRequest) -> HttpResponse:
    text = csv_of(COLUMNS, [[str(value) for value in row.values()] for row in _rows(lists="; ")])
    return _file("\ufeff" + text, "text/csv; charset=utf-8", "glossary.csv")


@require_safe
@reads_library
def terms_json(request: DeskRequest) -> HttpResponse:
    text = json.dumps(list(_rows()), ensure_ascii=False, indent=1)
    return _file(text, "application/json", "glossary.json")


def _rows(*, lists: str = "") -> Iterator[dict[str, object]]:
    """Terms in use, as they stand now, with who signed the definition in force; lists joined where there is a sign for it."""
    for row in map(listed, with_definitions(GlossaryTerm.objects.filter(is_retired=False))):
        words, signed = row.term.wording, row.definition if row.state == "signed" else None
        values = {"key": row.term.key, **vars(words)}
        for name in ("synonyms", "abbreviations"):
            values[name] = lists.join(values[name]) if lists else list(values[name])
        signed_on = signed.signed_at.date().isoformat() if signed else ""
        values |= {"signed_as": signed.signed_as if signed else "", "signed_on": signed_on}
        yield {name: values[name] for name in COLUMNS}


def _file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
