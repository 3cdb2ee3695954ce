"""The glossary at the desk: its list, one term with its history, adding, changing, taking out of use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import actions
from articles.forms.glossary import ChangeForm, TermForm, WhyForm
from articles.models import Article, Definition, GlossaryTerm, Publication
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, kept_query, page_of, reads_library, writes_drafts

SECTION = "glossary"
SHOWN = {
    "waiting": gettext_lazy("Waiting for a signature"),
    "signed": gettext_lazy("Signed"),
    "retired": gettext_lazy("No longer in use"),
}
CHANGES_SHOWN = 50
FIELDS = ("term", "sense", "patient", "student", "clinician", "synonyms", "abbreviations")


@dataclass(frozen=True)
class Listed:
    """A term with the definition that is in force, if there is one."""

    term: GlossaryTerm
    definition: Definition | None

    @property
    def state(self) -> str:
        """retired, waiting (never signed), changed (since it was signed), signed"""
        if self.term.is_retired:
            return "retired"
        if self.definition is None:
            return "waiting"
        return "signed" if self.definition.digest == self.term.digest else "changed"


@reads_library
def glossary(request: DeskRequest) -> HttpResponse:
    searched, shown = request.GET.get("q", "").strip(), request.GET.get("show", "")
    page = page_of(with_definitions(_shown(shown).matching(searched)), request)
    context = {
        "page": page,
        "rows": [listed(term) for term in page.object_list],
        "q": searched,
        "show": shown if shown in SHOWN else "",
        "choices": SHOWN.items(),
        "query": kept_query(q=searched, show=shown),
        "desk": request.desk,
        "section": SECTION,
    }
    return render(request, "articles/glossary.html", context)


def _shown(name: str) -> Any:
    terms = GlossaryTerm.objects.all()
    if name == "waiting":
        return terms.waiting()
    if name == "signed":
        return terms.filter(definitions__ended_at=None, definitions__isnull=False)
    return terms.filter(is_retired=True) if name == "retired" else terms


def with_definitions(terms: QuerySet[GlossaryTerm]) -> QuerySet[GlossaryTerm]:
    in_force = Definition.objects.in_force()
    """In the order of the alphabet, whatever the case of a word."""
    return terms.order_by("same").prefetch_related(Prefetch("definitions", queryset=in_force, to_attr="in_force"))


def listed(term: GlossaryTerm) -> Listed:
    in_force: Sequence[Definition] = getattr(term, "in_force", ())
    return Listed(term, next(iter(in_force), None))


@dataclass(frozen=True)
class Changed:
    """One field as it was and as it became."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    row: Any
    changes: tuple[Changed, ...]


@reads_library
def term(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(with_definitions(GlossaryTerm.objects.all()), pk=pk)
    context = {
        "listed": listed(found),
        "term": found,
        "entries": _history(found),
        "used_in": _used_in(found),
        "desk": request.desk,
        "section": SECTION,
    }
    return render(request, "articles/glossary_term.html", context)


def _history(found: GlossaryTerm) -> list[Entry]:
    """The newest changes first, each with what it changed."""
    rows = list(found.history.select_related("history_user").order_by("-history_id")[: CHANGES_SHOWN + 1])
    pairs = zip(rows, [*rows[1:], None], strict=True)
    return [Entry(row, tuple(_changes(before, row))) for row, before in pairs][:CHANGES_SHOWN]


def _changes(before: Any, after: Any) -> Iterator[Changed]:
    for name in FIELDS:
        old, new = (_in_words(getattr(row, name)) if row else "" for row in (before, after))
        if old != new:
            yield Changed(str(GlossaryTerm._meta.get_field(name).verbose_name), old, new)  # type: ignore[union-attr]


def _in_words(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _used_in(found: GlossaryTerm) -> QuerySet[Article]:
    """Articles whose live version explains the term."""
    live = Publication.objects.live().filter(version__used_definitions__definition__term=found)
    return Article.objects.filter(pk__in=live.values("article"))


@writes_drafts
def term_new(request: DeskRequest) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = TermForm(typed, initial={"term": request.GET.get("term", "")[:120]})
    if form.is_valid() and (made := _tried(form, lambda: actions.add_term(form.wording(), by=request.user))):
        messages.success(
            request, _("“%s” is in the glossary. Readers see it once a member of the board has signed it.") % made
        )
        return redirect("desk:term", made.pk)
    return _form_page(request, "articles/glossary_new.html", form)


@writes_drafts
def term_edit(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(GlossaryTerm, pk=pk)
    form = ChangeForm(request.POST) if request.method == "POST" else ChangeForm.of(found)
    if form.is_valid() and _tried(
        form,
        lambda: actions.change_term(
            found,
            by=request.user,
            wording=form.wording(language=found.language),
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
        ),
    ):
        messages.success(request, _("“%s” is changed.") % found)
        return redirect("desk:term", pk)
    return _form_page(request, "articles/glossary_edit.html", form, term=found)


@writes_drafts
def term_use(request: DeskRequest, pk: int) -> HttpResponse:
    """Out of use, or back into it, with the reason."""
    found = get_object_or_404(GlossaryTerm, pk=pk)
    form = WhyForm(request.POST if request.method == "POST" else None)
    act = actions.bring_term_back if found.is_retired else actions.retire_term
    if form.is_valid() and _tried(form, lambda: act(found, by=request.user, reason=form.cleaned_data["reason"])):
        messages.success(request, _("“%s” is changed.") % found)
        return redirect("desk:term", pk)
    return _form_page(request, "articles/glossary_use.html", form, term=found)


def _tried(form: forms.Form, act: Any) -> GlossaryTerm | None:
    """What the action made; what it refuses stands above the form."""
    try:
        made: GlossaryTerm = act()
    except Refusal as refused:
        form.add_error(None, [str(refused.sentence), *(str(detail) for detail in refused.details)])
        return None
    return made


def _form_page(request: DeskRequest, template: str, form: forms.Form, **more: object) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, "section": SECTION, **more}, status=status)
