"""Terms of the glossary for tests, and members who sign them."""

from __future__ import annotations

from articles import actions as desk
from articles.models import Definition, GlossaryTerm, Person
from articles.text.terms import Wording
from tests.universe import PASSWORD
from workflows import actions
from workflows.credentials import Credential

STROKE = Wording(
    "stroke",
    patient="A part of the brain gets no blood.",
    clinician="Acute focal neurological deficit of vascular cause.",
    synonyms=("brain attack",),
    abbreviations=("CVA",),
)


def add(wording: Wording, *, by: Person) -> GlossaryTerm:
    return desk.add_term(wording, by=by)


def given(person: Person, **changes: str) -> Credential:
    return Credential(**{"password": PASSWORD, "email": person.email, **changes})


def signed(term: GlossaryTerm, *, by: Person) -> Definition:
    """The words of the term as they stand, signed."""
    term.refresh_from_db()
    (definition,) = actions.sign_definitions({term.pk: term.digest}, by=by, given=given(by))
    return definition
