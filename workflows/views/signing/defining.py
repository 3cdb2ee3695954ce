"""Definitions of the glossary that wait for a signature, and those that the person signed and may take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from articles.forms.glossary import WhyForm
from articles.models import Definition
from articles.permissions import require
from articles.views.desk import DeskRequest, kept_query, page_of
from workflows import actions, credentials
from workflows.actions import WrongPassword
from workflows.actions.signing.defining import MEANING
from workflows.definitions import definitions_to_sign, seat_for_definitions
from workflows.forms.signing import Asked, CredentialForm
from workflows.views.answers import attempt, page
from workflows.views.signing import proving

MINE_SHOWN = 20


@sensitive_post_parameters("password", "code", "passkey")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def definitions(request: DeskRequest) -> HttpResponse:
    """A member reads the words, ticks those that they checked, and signs them with one credential."""
    seat = seat_for_definitions(request.user)
    require(seat is not None)
    asked = Asked.of(credentials.factors(request.user))
    posted = request.POST if request.method == "POST" else None
    form = CredentialForm(posted, asked=asked)
    ticked = _ticked(request)
    if posted is not None and _signed(request, form, ticked):
        return redirect("desk:definitions")
    in_force = Prefetch("definitions", queryset=Definition.objects.in_force(), to_attr="in_force")
    listed = page_of(definitions_to_sign(request.user).prefetch_related(in_force), request)
    context = {
        "page": listed,
        "rows": [(term, ticked.get(term.pk) == term.digest) for term in listed.object_list],
        "query": kept_query(),
        "mine": Definition.objects.in_force().filter(signed_by=request.user).select_related("term")[:MINE_SHOWN],
        "form": form,
        "asked": asked,
        "passkey_options": proving.challenge(request, asked),
        "meaning": MEANING,
        "section": "work",
    }
    return page(request, "workflows/definitions.html", context, form)


def _signed(request: DeskRequest, form: CredentialForm, ticked: dict[int, str]) -> bool:
    """Whether they are; what was wrong stands above the list or at its field."""
    challenge = request.session.pop(proving.CHALLENGE, None)

    def act(_data: dict[str, Any]) -> None:
        made = actions.sign_definitions(ticked, by=request.user, given=form.given(challenge=challenge))
        said = ngettext("%d definition signed.", "%d definitions signed.", len(made)) % len(made)
        messages.success(request, said)

    return attempt(form, act, {WrongPassword: "password"})


def _ticked(request: DeskRequest) -> dict[int, str]:
    """ "12:ab34…": the term and the digest of the words as they were shown."""
    pairs = (value.partition(":") for value in request.POST.getlist("sign"))
    return {int(pk): digest for pk, _colon, digest in pairs if pk.isascii() and pk.isdecimal() and len(pk) < 16}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: DeskRequest, pk: int) -> HttpResponse:
    """The signer's own signature, with the reason."""
    definition = get_object_or_404(Definition.objects.select_related("term"), pk=pk, signed_by=request.user)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and attempt(
        form, lambda data: actions.revoke_definition(definition, by=request.user, reason=data["reason"])
    ):
        messages.success(request, _("Your signature under “%s” is taken back.") % definition.term)
        return redirect("desk:work")
    return page(
        request, "workflows/definition_revoke.html", {"form": form, "definition": definition, "section": "work"}, form
    )
