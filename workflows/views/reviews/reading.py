"""A person's own place, note and checklist in a review: posts of the review page, by a form or by its script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.audiences import Audience
from articles.models import Person, Version
from articles.prepared import prepared
from articles.refusals import Refusal
from articles.text.blocks import Block
from articles.text.vocabulary import HEADINGS
from articles.views.desk import DeskRequest
from articles.views.editing.typed import keeps_words
from workflows import actions
from workflows.models import PrivateNote, ReadingPlace, Review
from workflows.views.access import reads_text, review_for
from workflows.views.reviews.sheet import blocks_of, place_url


@dataclass(frozen=True)
class Place:
    """Where the person read last: the text, the section by its heading, and a link that goes there."""

    place: ReadingPlace
    audience: Audience
    section: str

    @property
    def url(self) -> str:
        return place_url(self.audience, self.place.block_key)


def place_in(version: Version, person: Person) -> Place | None:
    kept = next(iter(_places(person.pk, version.pk)), None)
    if kept is None:
        return None
    audience = Audience(kept.audience)
    found = next((block for block in blocks_of(version, audience) if block.key == kept.block_key), None)
    return Place(kept, audience, _section(found)) if found else None


@prepared
def _places(person: int, version: int) -> QuerySet[ReadingPlace]:
    return ReadingPlace.objects.filter(person=person, version=version)


def _section(block: Block) -> str:
    if block.kind in HEADINGS:
        return block.text
    return block.headings[-1] if block.headings else _("Bottom line")


def note_about(version: Version, person: Person) -> PrivateNote | None:
    return next(iter(_notes(person.pk, version.pk)), None)


@prepared
def _notes(person: int, version: int) -> QuerySet[PrivateNote]:
    return PrivateNote.objects.filter(person=person, version=version)


def _page_of(pk: int) -> str:
    return reverse("desk:review", args=[pk])


def _readable(request: DeskRequest, pk: int) -> Review:
    """A chair without a seat reads no text, and keeps no place in it."""
    found = review_for(request.user, pk)
    if not reads_text(request.user, found):
        raise Http404
    return found


@login_required
@require_POST
def keep_place(request: DeskRequest, pk: int) -> HttpResponse:
    found = _readable(request, pk)
    audience, block = request.POST.get("text", ""), request.POST.get("block", "")
    return _kept(
        request,
        lambda: actions.keep_place(found.version, by=request.user, audience=audience, block=block),
        _("Your place is kept, on this device and on your others."),
        f"{found.get_absolute_url()}{place_url(audience, block)}",
    )


@keeps_words(_page_of)
@login_required
@require_POST
def keep_note(request: DeskRequest, pk: int) -> HttpResponse:
    found = _readable(request, pk)
    body = "" if "erase" in request.POST else request.POST.get("note", "")
    return _kept(
        request,
        lambda: actions.keep_note(found.version, by=request.user, body=body),
        _("Your note is kept.") if body.strip() else _("Your note is erased."),
        f"{found.get_absolute_url()}#note",
    )


def _kept(request: DeskRequest, act: Callable[[], object], words: str, url: str) -> HttpResponse:
    """A script learns whether it was kept, a form gets the page again."""
    is_script = request.headers.get("Accept") == "application/json"
    try:
        act()
    except Refusal as refusal:
        if is_script:
            return JsonResponse({"said": str(refusal)}, status=422)
        messages.error(request, str(refusal))
        return redirect(url)
    if is_script:
        return JsonResponse({"said": words})
    messages.success(request, words)
    return redirect(url)
