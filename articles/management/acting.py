"""In whose name a command acts."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from articles.models import Person


def person_with(email: str) -> Person:
    """The active account with this address, or the end of the command."""
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise CommandError(_("Nobody with an active account has the address %s.") % email)
    return person


def acting_person(email: str) -> Person:
    """Whoever is named; the system when nobody is."""
    return person_with(email) if email else Person.objects.system()
