"""Records that may be one work: found, seen side by side, merged; and merges undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import actions
from articles.forms.merging import MergeForm, PartForm
from articles.models import Reference, ReferenceMerge
from articles.references.duplicates import are_same, identities
from articles.refusals import Refusal, Sentence
from articles.views.desk import DeskRequest, keeps_library, reads_library
from articles.views.library.records import Fact, facts_of, identifiers_of

MOST_GROUPS = 50
# What equal works have in common; of a DOI and a PMID the library holds each once.
_SHARED = ("likeness", "pmcid", "isbn")


@dataclass(frozen=True)
class Pair:
    """Two records, the older one first."""

    one: Reference
    other: Reference


@dataclass(frozen=True)
class Line:
    """One field of two records side by side."""

    label: Sentence
    kept: str
    gone: str

    @property
    def differs(self) -> bool:
        return self.kept != self.gone


@reads_library
def duplicates(request: DeskRequest) -> HttpResponse:
    """Six queries beside the session's, however many there are."""
    found = dict.fromkeys(pair for name in _SHARED for pair in _pairs(name))
    context = {"pairs": list(found), "desk": request.desk, "section": "references"}
    return render(request, "articles/duplicates.html", context)


def _pairs(name: str) -> Iterator[Pair]:
    """Of each group that has this in common the oldest record with every other that is the same work."""
    kept = Reference.objects.kept().exclude(**{name: ""})
    groups = kept.order_by().values(name).annotate(records=Count("pk")).filter(records__gt=1).order_by(name)
    shared = list(groups.values_list(name, flat=True)[:MOST_GROUPS])
    rows = kept.filter(**{f"{name}__in": shared}).order_by(name, "pk")
    for _value, group in groupby(rows, key=lambda row: getattr(row, name)):
        first, *others = group
        yield from (Pair(first, other) for other in others if _may_be_one(first, other))


def _may_be_one(one: Reference, other: Reference) -> bool:
    return are_same(one, other) or not set(identities(one)).isdisjoint(identities(other))


@keeps_library
def merge(request: DeskRequest, pk: int) -> HttpResponse:
    """The record of the address is kept; the other is named by its key."""
    kept = get_object_or_404(Reference, pk=pk)
    typed = request.GET.get("with", "").strip()
    gone = Reference.objects.filter(key=typed).first()
    if gone is None:
        messages.error(request, _("The library has no reference with the key “%s”.") % typed)
        return redirect("desk:reference", pk)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            merged = actions.merge_references(kept, gone=gone, by=request.user, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            said = {"title": kept.title, "number": len(merged.revisions)}
            messages.success(request, _("Merged into “%(title)s”. Drafts that followed: %(number)d.") % said)
            return redirect("desk:reference", pk)
    context = {
        "kept": kept,
        "gone": gone,
        "lines": list(_lines(kept, gone)),
        "form": form,
        "desk": request.desk,
        "section": "references",
    }
    return render(request, "articles/reference_merge.html", context, status=422 if form.errors else 200)


def _lines(kept: Reference, gone: Reference) -> Iterator[Line]:
    """Every field that one of them has, in the order of the record."""
    sides = [{str(fact.label): fact.words for fact in _all_facts(row)} for row in (kept, gone)]
    labels = dict.fromkeys(label for side in sides for label in side)
    yield from (Line(label, *(side.get(label, "") for side in sides)) for label in labels)


def _all_facts(row: Reference) -> Iterable[Fact]:
    yield Fact(gettext_lazy("Title"), row.title)
    yield Fact(gettext_lazy("Type"), f"{row.get_type_display()}, {row.get_standing_display()}")
    yield from facts_of(row)
    yield from identifiers_of(row)
    if row.mark:
        yield Fact(gettext_lazy("What became of it"), str(row.get_mark_display()))
    yield Fact(gettext_lazy("Key"), row.key)


@keeps_library
def part(request: DeskRequest, pk: int) -> HttpResponse:
    """Undo a merge."""
    rows = ReferenceMerge.objects.select_related("kept", "gone", "by")
    merged = get_object_or_404(rows, pk=pk)
    if merged.parted_at is not None and request.method != "POST":
        raise Http404
    form = PartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.part_references(merged, by=request.user, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%s” is a record of its own again.") % merged.gone.title)
            return redirect("desk:reference", merged.gone_id)
    context = {"merged": merged, "form": form, "desk": request.desk, "section": "references"}
    return render(request, "articles/reference_part.html", context, status=422 if form.errors else 200)


def standing_merges(reference: Reference) -> list[ReferenceMerge]:
    """Merges that stand in which the record took part, newest first."""
    rows = ReferenceMerge.objects.filter(Q(kept=reference) | Q(gone=reference), parted_at=None)
    return list(rows.select_related("kept", "gone", "by"))
