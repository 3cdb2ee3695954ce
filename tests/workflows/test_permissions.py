"""Whom the table of transitions names, asked of people as they are now."""

from __future__ import annotations

import pytest

from articles.models import Person
from tests.universe import sign
from workflows import actions
from workflows.models import Review, SignOff
from workflows.permissions import may, reasons_not_to_sign
from workflows.transitions import Who

WHY = "I had read an old label."


def test_a_signatory_is_whoever_has_nothing_against_their_signature(
    review: Review, pharmacist: Person, editor: Person, outsider: Person
) -> None:
    asked = [may(Who.SIGNATORY, person, review=review) for person in (pharmacist, editor, outsider)]

    assert asked == [True, False, False]
    assert not may(Who.SIGNATORY, pharmacist)


def test_a_signer_is_whoever_signed_and_did_not_take_it_back(review: Review, chair: Person, pharmacist: Person) -> None:
    sign(review, chair)
    before = [may(Who.SIGNER, person, review=review) for person in (chair, pharmacist)]

    actions.revoke(SignOff.objects.get(), by=chair, reason=WHY)

    assert (before, may(Who.SIGNER, chair, review=review), may(Who.SIGNER, chair)) == ([True, False], False, False)


def test_an_account_that_is_not_active_signs_nothing(review: Review, pharmacist: Person) -> None:
    Person.objects.filter(pk=pharmacist.pk).update(is_active=False)
    gone = Person.objects.get(pk=pharmacist.pk)

    assert "This account is not active." in reasons_not_to_sign(gone, review)
    with pytest.raises(actions.WrongPassword):
        sign(review, gone)
    assert not SignOff.objects.exists()
