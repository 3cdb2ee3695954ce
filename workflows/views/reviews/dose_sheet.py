"""The dose sheet of a review: every quantity in one row, to be ticked row by row, and to be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.audiences import Audience
from articles.models import Person, Version
from articles.publishing.preview import draft_mark
from articles.refusals import Refusal
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.models import DoseTick, Review
from workflows.permissions import Access, reasons_against
from workflows.reviews.dose_sheet import ROUTES, DoseSheet, Row, Said, dose_sheet
from workflows.reviews.dose_ticks import Progress, progress, standing, ticks_up_to
from workflows.views.access import access_to
from workflows.views.reviews.remembered import remembered
from workflows.views.reviews.sheet import FIELDS, place_url


@dataclass(frozen=True)
class FieldWords:
    label: str | Promise
    value: str
    differs: bool


@dataclass(frozen=True)
class Line:
    """What one place of a text says of a quantity, with a link to it."""

    said: Said
    url: str
    fields: tuple[FieldWords, ...]


@dataclass(frozen=True)
class Cell:
    label: str | Promise
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class TickWords:
    """`version` is the number of the earlier version in which the row was ticked; None in this review."""

    person: Person
    tick: DoseTick
    version: int | None


@dataclass(frozen=True)
class ShownRow:
    row: Row
    cells: tuple[Cell, ...]
    ticks: tuple[TickWords, ...]
    is_own: bool

    @property
    def anchor(self) -> str:
        return anchor(self.row.key)


@dataclass(frozen=True)
class Table:
    """One of the two tables of the sheet."""

    name: str
    title: str
    nothing: str
    rows: tuple[ShownRow, ...]


def sheet_of(version: Version) -> DoseSheet:
    return remembered("dose-sheet", version.digest, make=lambda: dose_sheet(version.content))


def anchor(key: str) -> str:
    return f"row-{key[:12]}"


@login_required
@require_safe
def doses(request: DeskRequest, pk: int) -> HttpResponse:
    found, access = access_to(request.user, pk)
    if not access.reads_text:
        if access.seat is None:
            raise Http404
        return redirect("desk:review_interests", pk=pk)
    sheet, ticks = sheet_of(found.version), standing(ticks_up_to(found))
    context = {
        "review": found,
        "version": found.version,
        "sheet": sheet,
        "tables": _tables(sheet, found, request.user, ticks),
        "progress": progress(sheet, ticks, request.user),
        "may_tick": _may_tick(found, access),
        "mark": draft_mark(request.user.printed_name),
        "section": "work",
    }
    return render(request, "workflows/dose_sheet.html", context)


@login_required
@require_POST
def tick(request: DeskRequest, pk: int) -> HttpResponse:
    found, access = access_to(request.user, pk)
    if not access.reads_text:
        raise Http404
    key = request.POST.get("row", "")
    act = actions.untick_dose if request.POST.get("tick") == "no" else actions.tick_dose
    try:
        act(found, by=request.user, row=key)
    except Refusal as refusal:
        messages.error(request, " ".join([str(refusal.sentence), *map(str, refusal.details)]))
        return redirect("desk:review_doses", pk)
    response = redirect("desk:review_doses", pk)
    response["Location"] += f"#{anchor(key)}"
    return response


def progress_of(review: Review, person: Person, *, signed: Version | None) -> Progress:
    known = sheet_of(signed) if signed else None
    return progress(sheet_of(review.version), standing(ticks_up_to(review)), person, signed=known)


def _may_tick(found: Review, access: Access) -> bool:
    if access.seat is None or access.declared is None or not found.is_open:
        return False
    has_signed = found.sign_offs.filter(person=access.person).exists()
    return not reasons_against(access.person, found, access.seat, access.declared, has_signed=has_signed)


def _tables(
    sheet: DoseSheet, review: Review, person: Person, ticks: Mapping[str, Sequence[DoseTick]]
) -> tuple[Table, Table]:
    first, second = (
        tuple(_shown(row, review, person, ticks.get(row.key, ())) for row in rows)
        for rows in (sheet.doses, sheet.others)
    )
    return (
        Table("doses", _("Doses"), _("The rules found no dose in this version."), first),
        Table("others", _("Other quantities"), _("The rules found no other quantity in this version."), second),
    )


def _shown(row: Row, review: Review, person: Person, ticks: Sequence[DoseTick]) -> ShownRow:
    page = review.get_absolute_url()
    cells = (
        Cell(
            Audience(name).label,
            tuple(Line(said, f"{page}{place_url(name, said.block)}", tuple(_fields(said, row))) for said in cell),
        )
        for name, cell in zip(row.audiences, row.cells, strict=True)
    )
    told = tuple(
        TickWords(one.person, one, None if one.review_id == review.pk else one.review.version.number) for one in ticks
    )
    return ShownRow(row, tuple(cells), told, any(one.person_id == person.pk for one in ticks))


def _fields(said: Said, row: Row) -> Iterator[FieldWords]:
    """Of a dose: how it is given, how often, at most, for whom; what the text does not say is left out."""
    if not row.is_dose:
        return
    values: dict[str, Any] = {name: getattr(said, name) for name in FIELDS}
    values["route"] = str(ROUTES.get(said.route, said.route))
    for name, value in values.items():
        if value:
            yield FieldWords(FIELDS[name], value, name in row.differing)
