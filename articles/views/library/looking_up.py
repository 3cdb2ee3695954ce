"""Filling in the form of a work from what Crossref or PubMed know of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from articles import actions
from articles.forms.library import ReferenceForm
from articles.forms.looking_up import LookUpForm, initial_of
from articles.references import identifiers
from articles.refusals import Refusal
from articles.views.desk import DeskRequest
from articles.views.library.statements import sentence_of
from articles.views.limits import asks_too_often

# Kinds of identifier that a service knows works by.
NAMED = frozenset({"doi", "pmid", "pmcid"})


def looked_up(request: DeskRequest) -> dict[str, Any]:
    """What the page shows: the form filled in, works to choose from, or why it stays empty. Nothing is saved."""
    asked = LookUpForm(request.POST)
    form = ReferenceForm()
    shown: dict[str, Any] = {"look_up": asked, "form": form}
    if not asked.is_valid():
        return shown
    typed = asked.cleaned_data["identifier"]
    form.existing = actions.known_work(typed)
    if form.existing is None:
        shown |= _asked_for(request, asked, typed)
    return shown


def _asked_for(request: DeskRequest, asked: LookUpForm, typed: str) -> dict[str, Any]:
    if asks_too_often(request.user, "look-up"):
        asked.add_error("identifier", _("Too many works at once; not looked up."))
        return {}
    named = identifiers.recognised(typed)
    try:
        if named is not None and named.kind in NAMED:
            found = actions.look_up(typed)
            return {
                "form": ReferenceForm(initial=initial_of(found)),
                "found": found,
                "said": sentence_of(found.statements),
            }
        matches = actions.find_matches(typed)
    except Refusal as refusal:
        asked.add_error("identifier", str(refusal))
        return {}
    if not matches:
        asked.add_error("identifier", _("Crossref finds no work like this. Type it by hand."))
    return {"matches": matches}
