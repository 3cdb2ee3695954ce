"""Signing definitions of the glossary: one board member's signature puts a definition before readers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import rfc8785
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.actions import end_definition
from articles.models import Definition, GlossaryTerm, Person
from articles.permissions import require
from articles.refusals import Refusal
from workflows import signing
from workflows.actions.signing.proving import prove, require_same_credential
from workflows.actions.signing.signing_off import CannotSign, OtherText
from workflows.actions.steps import needs_reason
from workflows.credentials import Credential, Proof
from workflows.definitions import seat_for_definitions, wrote_definition
from workflows.models import DefinitionSignature, Membership

MEANING = "I checked this definition: it is medically right, and plain enough for those whom it is written for."


def sign_definitions(chosen: Mapping[int, str], *, by: Person, given: Credential) -> list[Definition]:
    """Sign the words of these terms (id → digest as shown), with one credential; all of them or none.

    Raises a Refusal for words that changed since they were shown, that are signed as they stand, or that the person wrote.
    """
    require(seat_for_definitions(by) is not None)
    if not chosen:
        raise Refusal(_("Tick the definitions that you checked."))
    proof = prove(by, given, article=None, action="sign_definition")
    with transaction.atomic():
        person = Person.objects.get(pk=by.pk)
        require_same_credential(person, proof)
        seat = _require_seat(person, proof)
        terms = GlossaryTerm.objects.select_for_update(of=("self",)).filter(pk__in=chosen).order_by("pk")
        found = {term.pk: term for term in terms}
        if found.keys() != chosen.keys():
            raise Refusal(_("The glossary has no such term."))
        return [_sign(term, person, seat, chosen[term.pk], proof.method) for term in found.values()]


def _require_seat(person: Person, proof: Proof) -> Membership:
    seat = seat_for_definitions(person)
    require(seat is not None)
    assert seat is not None
    if seat.board.second_factor_required and proof.factor is None:
        raise CannotSign(_("Your board signs with a second factor. Enrol one, then sign."))
    return seat


def _sign(term: GlossaryTerm, person: Person, seat: Membership, shown: str, method: str) -> Definition:
    _require_signable(term, person, shown)
    former = term.definitions.in_force().first()
    if former is not None:
        end_definition(former, by=person, reason=_("replaced by a newer definition"))
    newest = term.definitions.order_by("-number").values_list("number", flat=True).first() or 0
    at, credentials = timezone.now(), seat.shown_credentials or person.credentials
    definition = Definition.objects.create(
        term=term,
        number=newest + 1,
        wording=term.wording.write(term.key),
        digest=term.digest,
        signed_by=person,
        signed_as=", ".join(filter(None, (person.printed_name, credentials))),
        signed_at=at,
    )
    _put_signature(definition, seat, credentials, method, at)
    return definition


def _require_signable(term: GlossaryTerm, person: Person, shown: str) -> None:
    if shown != term.digest:
        raise OtherText(_("“%s” was changed since it was shown to you. Read it again, then sign.") % term)
    if term.is_retired:
        raise CannotSign(_("“%s” is no longer in use.") % term)
    if term.definitions.in_force().filter(digest=term.digest).exists():
        raise CannotSign(_("“%s” is signed as it stands.") % term)
    if wrote_definition(person, term):
        raise CannotSign(_("You wrote or changed the words of “%s”, so you cannot sign them.") % term)


def _put_signature(
    definition: Definition, seat: Membership, credentials: str, method: str, at: datetime.datetime
) -> None:
    person = definition.signed_by
    statement = rfc8785.dumps(
        {
            "statement": "definition 1",
            "term": definition.term.key,
            "number": str(definition.number),
            "digest": definition.digest,
            "board": seat.board.name,
            "person": str(person.uuid),
            "printed_name": person.printed_name,
            "credentials": credentials,
            "role": seat.role,
            "meaning": MEANING,
            "method": method,
            "at": at.isoformat(),
        }
    ).decode()
    row = DefinitionSignature.objects.create(
        definition=definition,
        person=person,
        board=seat.board,
        statement=statement,
        signature=signing.sign(statement),
        key=signing.current_key(),
        signed_at=at,
    )
    record.append(
        record.LIBRARY,
        "term.signed",
        by=person,
        term=definition.term.key,
        digest=definition.digest,
        signature=row.signature,
    )


@transaction.atomic
def revoke_definition(definition: Definition, *, by: Person, reason: str) -> Definition:
    """The signer's own act: readers of the glossary see the definition no more, and no further version explains the term by it."""
    term = GlossaryTerm.objects.select_for_update(of=("self",)).get(pk=definition.term_id)
    signature = DefinitionSignature.objects.select_related("definition").get(definition=definition)
    current = signature.definition
    require(by.is_active and current.signed_by_id == by.pk)
    why = needs_reason(reason)
    if signature.revoked_at is not None:
        raise Refusal(_("You have taken this signature back already."))
    signature.revoked_at, signature.revoke_reason = timezone.now(), why
    signature.save(update_fields=["revoked_at", "revoke_reason"])
    if current.ended_at is None:
        end_definition(current, by=by, reason=why)
    record.append(record.LIBRARY, "term.signature_revoked", by=by, term=term.key, digest=current.digest)
    return current
