"""The publisher's name, logo, colours, country and emergency number, set by an administrator. Every page is then written anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from articles import colours, publisher, record, stored_files
from articles.logos import Logo, logo_of
from articles.models import Person, PublisherDetails
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.text.proofreading import numbers_of

_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_NUMBER: Final = re.compile(r"[0-9][0-9 ]{1,14}")
_FIELDS: Final = ("name", "logo", "colour", "dark_colour", "country", "emergency_number")


class ColourRefused(Refusal):
    """`field` is the colour that differs too little from what stands around it, or is none."""

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class CountryRefused(Refusal):
    """No country, or one without a number that readers could call (S16)."""


class NumberRefused(Refusal):
    """No telephone number."""


@dataclass(frozen=True)
class PublisherEntry:
    """As it is typed. What is empty is as the settings have it; `logo` is the bytes of a new file, None keeps the one there is."""

    name: str = ""
    colour: str = ""
    dark_colour: str = ""
    country: str = ""
    emergency_number: str = ""
    logo: bytes | None = None
    without_logo: bool = False


def set_publisher(entry: PublisherEntry, *, by: Person) -> PublisherDetails:
    """The same again changes nothing. Raises `ColourRefused`, `CountryRefused`, `NumberRefused`, `NotAPicture`."""
    require(Desk.of(by).administers)
    country, number = _country(entry)
    row = PublisherDetails(
        name=" ".join(entry.name.split()),
        colour=_colour(entry.colour, "colour"),
        dark_colour=_colour(entry.dark_colour, "dark_colour"),
        country=country,
        emergency_number=number,
        changed_by=by,
    )
    # A picture is read and kept before the transaction, which others wait for.
    new_logo = logo_of(entry.logo) if entry.logo else None
    if new_logo is not None:
        _keep(new_logo)
    return _written(row, new_logo, keeps_logo=not entry.without_logo)


@transaction.atomic
def _written(row: PublisherDetails, new_logo: Logo | None, *, keeps_logo: bool) -> PublisherDetails:
    record.lock_head(record.SITE)
    former = publisher.details() or PublisherDetails()
    if new_logo is not None:
        row.logo, row.logo_width, row.logo_height = new_logo.name, new_logo.width, new_logo.height
    elif keeps_logo:
        row.logo, row.logo_width, row.logo_height = former.logo, former.logo_width, former.logo_height
    changed = [name for name in _FIELDS if str(getattr(row, name)) != str(getattr(former, name))]
    if not changed:
        return former
    row.save(force_insert=True)
    publisher.forget()
    record.append(record.SITE, "publisher.changed", by=row.changed_by, details=row.pk, changed=", ".join(changed))
    return row


def _keep(logo: Logo) -> None:
    """What is there is never overwritten: other bytes have another name."""
    if not default_storage.exists(logo.name):
        written = default_storage.save(logo.name, ContentFile(logo.content))
        if written != logo.name:
            stored_files.take_back(written)


def _colour(typed: str, field: str) -> str:
    """As the style sheet has it. AA in every place where it is used, or refused with the nearest that is."""
    if not typed.strip():
        return ""
    scheme = colours.LIGHT if field == "colour" else colours.DARK
    colour = colours.read(typed)
    if not colour:
        raise ColourRefused(_("Write a colour with six hexadecimal digits, such as #512a60."), field=field)
    if colours.passes(colour, scheme):
        return colour
    said = {"is": f"{colours.least_contrast(colour, scheme):.1f}", "nearest": colours.nearest(colour, scheme)}
    raise ColourRefused(
        _(
            "Many people could not read words in this colour: its contrast is %(is)s to 1, and 4.5 is needed. "
            "The nearest that passes is %(nearest)s."
        )
        % said,
        field=field,
    )


def _country(entry: PublisherEntry) -> tuple[str, str]:
    """The country and its number. Without a number of its own, the first that is known for the country."""
    country = entry.country.strip().upper()
    if country and not _COUNTRY.fullmatch(country):
        raise CountryRefused(_("Write the country in two letters, such as GB, DE or CH."))
    typed = [" ".join(part.split()) for part in re.split(r"[/,;]", entry.emergency_number) if part.strip()]
    if not all(_NUMBER.fullmatch(part) for part in typed):
        raise NumberRefused(_("Write a telephone number in digits, several with commas between them."))
    if typed or not country:
        return country, " / ".join(typed)
    known = numbers_of(country, "")
    if not known:
        raise CountryRefused(_("No emergency number is known for this country. Type the one that readers call."))
    return country, known[0]
