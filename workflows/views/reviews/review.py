"""The review page: what is attested, what changed, the texts, the others' sign-offs, and the panel to sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from articles.audiences import Audience
from articles.models import Person, Version
from articles.prepared import prepared
from articles.views.desk import DeskRequest
from articles.views.editing.typed import typed_before
from workflows import actions
from workflows.forms import ConflictForm, MembersForm, SignForm
from workflows.forms.checklists import ChecklistForm
from workflows.forms.reading import NoteForm
from workflows.models import PaperReview, Review, SignOff
from workflows.permissions import Access, reasons_against
from workflows.transitions import Action
from workflows.views.access import access_to, review_for
from workflows.views.answers import attempt, page
from workflows.views.reviews.candidates import candidates
from workflows.views.reviews.checklists import answers_in, checklist_of, form_for
from workflows.views.reviews.people import Seat, open_points, seats, standing
from workflows.views.reviews.reading import note_about, place_in
from workflows.views.reviews.resigning import Resigning, as_before, last_row, resigning, signature_in
from workflows.views.reviews.sheet import Brief, Since, brief, changed_words, doses_table, sheet
from workflows.views.versions import words
from workflows.views.versions.asking import people
from workflows.views.versions.bases import bases_of
from workflows.views.versions.conversation import beside_version
from workflows.views.versions.offers import Offer, offers_for_live, version_offers


@dataclass(frozen=True)
class Typed:
    """Forms that were posted and are shown again with their errors."""

    sign: SignForm | None = None
    members: MembersForm | None = None
    conflict: tuple[int, ConflictForm] | None = None
    checklist: ChecklistForm | None = None

    @property
    def forms(self) -> list[forms.Form]:
        found = (self.sign, self.members, self.conflict[1] if self.conflict else None, self.checklist)
        return [form for form in found if form is not None]


@login_required
@require_safe
def review(request: DeskRequest, pk: int) -> HttpResponse:
    found, access = access_to(request.user, pk)
    if access.seat is not None and not access.reads_text:
        return redirect("desk:review_interests", pk=pk)
    return answer(request, found, access=access)


@login_required
@require_POST
def add_members(request: DeskRequest, pk: int) -> HttpResponse:
    found = review_for(request.user, pk)
    form = _members_form(found, request.POST)
    if attempt(form, lambda data: actions.add_members(found, by=request.user, members=people(data["members"]))):
        messages.success(request, _("The members have been invited."))
        return redirect(found)
    return answer(request, found, members=form)


@login_required
@require_POST
def answer_checklist(request: DeskRequest, pk: int) -> HttpResponse:
    found, access = access_to(request.user, pk)
    asked = checklist_of(access.seat, found)
    if asked is None:
        raise Http404
    form = form_for(asked, None, request.POST)
    if attempt(form, lambda data: actions.answer_checklist(found, by=request.user, answers=form.answers())):
        messages.success(request, _("Your answers are kept with the wording of the questions."))
        return redirect(f"{found.get_absolute_url()}#checklist")
    return answer(request, found, checklist=form)


def answer(
    request: DeskRequest,
    found: Review,
    *,
    access: Access | None = None,
    sign: SignForm | None = None,
    members: MembersForm | None = None,
    conflict: tuple[int, ConflictForm] | None = None,
    checklist: ChecklistForm | None = None,
) -> HttpResponse:
    """The page, with whatever was posted to one of its forms and could not be done."""
    typed, row = Typed(sign, members, conflict, checklist), last_row(request.user, found.version)
    last = signature_in(row)
    access = access or Access.of(request.user, found)
    request.desk = access.desk
    text, panel = _text(request, found, access), _panel(found, access, typed, last)
    context = {
        "review": found,
        "version": found.version,
        "typed": typed.forms,
        "section": "work",
        **_judgement(found, access, typed),
        **_own(request, found, access, typed),
        **text,
        **panel,
        "resigning": _leading(request, last, found.version, text, panel),
        "holds_other_words": None if last else row,
    }
    return page(request, "workflows/review.html", context, *typed.forms)


def _leading(
    request: DeskRequest, last: SignOff | None, version: Version, text: Mapping[str, Any], panel: Mapping[str, Any]
) -> Resigning | None:
    """For whoever signed an earlier version and may sign this one: the difference comes first."""
    if last is None or "since" in request.GET or not text["reads_text"] or panel["sign_form"] is None:
        return None
    return resigning(last.version, version, request)


def _judgement(found: Review, access: Access, typed: Typed) -> dict[str, Any]:
    """Who was asked, who signed what, what is missing for the rule, and what waits for a decision."""
    members = seats(found)
    return {
        "members": members,
        "own_seat": next((seat for seat in members if seat.assignment.person_id == access.person.pk), None),
        "signed": sum(seat.has_signed for seat in members),
        "result": standing(found, members),
        "paper_reviews": PaperReview.objects.filter(review=found).select_related("person", "entered_by"),
        **_points(access.person, found),
        "conflicts": [(seat, _conflict_form(seat, typed)) for seat in members if _decides(access, seat, found)],
    }


def _points(person: Person, found: Review) -> dict[str, Any]:
    """What sign-offs asked for; the person's own apart, because they look first for what was done about those."""
    points = open_points(found.version)
    own = [point for point in points if point.sign_off.person_id == person.pk]
    return {"open_points": points, "own_points": own, "other_points": [point for point in points if point not in own]}


def _decides(access: Access, seat: Seat, found: Review) -> bool:
    is_own = seat.assignment.person_id == access.person.pk
    return found.is_open and seat.is_undecided and access.decides_conflicts and not is_own


def _conflict_form(seat: Seat, typed: Typed) -> ConflictForm:
    assert seat.disclosure is not None
    pk = seat.disclosure.pk
    if typed.conflict and typed.conflict[0] == pk:
        return typed.conflict[1]
    return ConflictForm(auto_id=f"id_conflict_{pk}_%s")


def _text(request: DeskRequest, found: Review, access: Access) -> dict[str, Any]:
    """The sheet, the words, and what changed; a chair without a seat gets none of it."""
    if not access.reads_text:
        return {"reads_text": False}
    version = found.version
    place = place_in(version, request.user)
    audience = words.chosen(version, request.GET.get("text") or (place.audience if place else None))
    bases = bases_of(version, request.user, request.GET.get("since", ""))
    briefs = {other.pk: brief(other, version) for other in bases.compared}
    read = sheet(version, bases.approved or bases.shown)
    conversation = beside_version(version, audience, request, part=access.part_in(version))
    return {
        "reads_text": True,
        "sheet": read,
        "doses": doses_table(version, read),
        "sinces": [Since(other, other == bases.signed, briefs[other.pk]) for other in bases.told],
        "place": place,
        "shown": words.shown(version, audience, comment_url=conversation.new_url, place_form=words.PLACE_FORM),
        "conversation": conversation,
        "base": bases.shown,
        "earlier": bases.others,
        **_changed(request, version, audience, bases.shown, briefs),
    }


def _changed(
    request: DeskRequest, version: Version, audience: Audience, base: Version | None, briefs: Mapping[int, Brief]
) -> dict[str, Any]:
    """How much of the difference to `base` is in which text; and its words, for a page that shows them."""
    if base is None:
        return {"changed": (), "tabs": words.text_tabs(version, audience)}
    told = briefs[base.pk]
    return {
        "changed": told.texts,
        "overview": told.overview,
        "changed_words": partial(changed_words, base, version, request),
        "tabs": words.text_tabs(version, audience, {row.audience: _count(row.count) for row in told.texts}),
    }


def _count(changes: int) -> str:
    return ngettext("%d change", "%d changes", changes) % changes if changes else _("no change")


def _own(request: DeskRequest, found: Review, access: Access, typed: Typed) -> dict[str, Any]:
    """The person's note, and the checklist of their role; and what others answered to theirs."""
    person = access.person
    if not access.reads_text:
        return {}
    answered = answers_in(found)
    asked = checklist_of(access.seat, found)
    form = typed.checklist or (form_for(asked, answered.get(person.pk)) if asked else None)
    note = note_about(found.version, person)
    return {
        "note": note,
        "note_form": NoteForm.of(note, typed_before(request)),
        "checklist_form": form,
        "own_answers": answered.get(person.pk),
        "answered": list(answered.values()),
    }


def _panel(found: Review, access: Access, typed: Typed, last: SignOff | None) -> dict[str, Any]:
    """The form to sign, or why the person cannot; and the form to ask more members. `last`: what they signed before."""
    reasons = _reasons(found, access) if found.is_open else [_("This review has ended.")]
    return {
        "seat": access.seat,
        "declared": access.declared,
        "reasons": reasons,
        "sign_form": typed.sign or (None if reasons else sign_form(found, last=last)),
        "reopen_url": "" if found.is_open else _reopen_url(found, access.person),
        "for_live": _for_live(found, access.person),
        "members_form": (typed.members or _members_form(found)) if access.desk.manages and found.is_open else None,
    }


def _reasons(found: Review, access: Access) -> list[str]:
    """Not to sign."""
    has_signed = bool(_sign_offs(access.person.pk, found.pk))
    return reasons_against(access.person, found, access.seat, access.declared, has_signed=has_signed)


@prepared
def _sign_offs(person: int, review: int) -> QuerySet[SignOff, int]:
    return SignOff.objects.filter(review=review, person=person).values_list("pk", flat=True)[:1]


def _reopen_url(found: Review, person: Person) -> str:
    return next((offer.url for offer in version_offers(found.version, person) if offer.name == Action.REOPEN), "")


def _for_live(found: Review, person: Person) -> list[Offer]:
    """After a review: what this person may do with what readers see, the chair too."""
    is_live = not found.is_open and found.version.publications.live().exists()
    return offers_for_live(found.version, person) if is_live else []


def sign_form(found: Review, data: Any = None, *, last: SignOff | None = None) -> SignForm:
    version = found.version
    initial = {"digest": version.digest, **(as_before(last, version) if last else {})}
    return SignForm(data, audiences=version.content.audiences, initial=initial)


def _members_form(found: Review, data: Any = None) -> MembersForm:
    return MembersForm(data, candidates=candidates(found.version, found.board, without=found), auto_id="id_add_%s")
