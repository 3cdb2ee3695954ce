"""Which definitions of the glossary a person may sign, and from which seat."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.models import Definition, GlossaryTerm, Person
from workflows.models import Membership
from workflows.permissions import owing_acceptance


def seat_for_definitions(person: Person) -> Membership | None:
    """The person's term on an open board whose signing statement they accepted, by which they sign definitions of the glossary."""
    terms = Membership.objects.on(timezone.localdate()).filter(person=person, board__opened_at__isnull=False)
    seats = terms.select_related("board").order_by("pk") if person.is_active else ()
    return next((seat for seat in seats if not owing_acceptance(Membership.objects.filter(pk=seat.pk))), None)


def definitions_to_sign(person: Person | int) -> QuerySet[GlossaryTerm]:
    """Terms that wait for a signature and that are not the person's words, as `wrote_definition` has it; none for no member."""
    signed = Definition.objects.filter(term=OuterRef("pk"), signature__revoked_at=None).order_by("-number")
    terms = GlossaryTerm.objects.waiting().annotate(last_signed=Subquery(signed.values("signed_at")[:1]))
    saved = GlossaryTerm.history.filter(id=OuterRef("pk"), history_user=person)
    since = saved.filter(history_date__gt=OuterRef("last_signed"))
    sits = Membership.objects.on(timezone.localdate()).filter(person=person, board__opened_at__isnull=False)
    wrote = Q(Exists(saved), last_signed=None) | Q(Exists(since))
    return terms.filter(Exists(sits)).exclude(wrote)


def wrote_definition(person: Person, term: GlossaryTerm) -> bool:
    """Whether the person saved a change of the term since it was last signed for good (rule 3 of the design)."""
    signed = (
        term.definitions.filter(signature__revoked_at=None)
        .order_by("-number")
        .values_list("signed_at", flat=True)
        .first()
    )
    saved = term.history.filter(history_user=person)
    return bool((saved.filter(history_date__gt=signed) if signed else saved).exists())
