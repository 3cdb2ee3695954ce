"""The publisher as every page names it now: what administrators set, else what the settings of the installation say."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from articles import colours
from articles.models import PublisherDetails, PublisherText

# Seconds for which a process goes by what it read: a change is seen by every process within so many.
KEPT_FOR = 2.0


@dataclass(frozen=True)
class Logo:
    """Its address, and its proportions, so that nothing moves when it comes."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class PublisherNow:
    """`emergency_number` as readers call it; `look_url` leads to the style sheet of the publisher's colours, empty for none."""

    name: str
    country: str
    emergency_number: str
    logo: Logo | None = None
    colour: str = ""
    dark_colour: str = ""

    @property
    def look(self) -> str:
        """The style sheet of the publisher's colours; empty where they are the product's own."""
        sheet = _rule(colours.shades(self.colour, colours.LIGHT)) if self.colour else ""
        dark = self.dark_colour or (colours.nearest(self.colour, colours.DARK) if self.colour else "")
        if dark:
            rule = _rule(colours.shades(dark, colours.DARK))
            sheet += f"@media screen and (prefers-color-scheme: dark) {{\n{rule}}}\n"
        return sheet

    @property
    def look_url(self) -> str:
        if not self.look:
            return ""
        return reverse("articles:publisher_look", args=[hashlib.sha256(self.look.encode()).hexdigest()[:16]])

    @property
    def frame(self) -> dict[str, Any]:
        """What the frame of every page is filled with."""
        return {
            "publisher_name": self.name,
            "emergency_number": self.emergency_number,
            "logo": self.logo,
            "look_url": self.look_url,
        }

    @property
    def words(self) -> str:
        """All of it as one string: pages that differ in nothing else differ in this."""
        logo = self.logo.url if self.logo else ""
        return json.dumps([self.name, self.country, self.emergency_number, logo, self.colour, self.dark_colour])


class _Kept:
    """The newest row and all texts as this process read them last, and until when it goes by them."""

    row: PublisherDetails | None = None
    texts: tuple[PublisherText, ...] = ()
    until: float = 0.0


def current() -> PublisherNow:
    row = _newest()
    if row is None:
        return PublisherNow(settings.PUBLISHER_NAME, settings.COUNTRY, settings.EMERGENCY_NUMBER)
    return PublisherNow(
        name=row.name or settings.PUBLISHER_NAME,
        country=row.country or settings.COUNTRY,
        emergency_number=row.emergency_number or settings.EMERGENCY_NUMBER,
        logo=_logo(row),
        colour=row.colour,
        dark_colour=row.dark_colour,
    )


def details() -> PublisherDetails | None:
    """What administrators set last, None if nothing."""
    return PublisherDetails.objects.order_by("-pk").first()


def texts() -> tuple[PublisherText, ...]:
    """Every version of every text of the publisher."""
    _read_if_old()
    return _Kept.texts


def keep(row: PublisherDetails | None, known: tuple[PublisherText, ...] = (), *, seconds: float = KEPT_FOR) -> None:
    """Go by these for a while."""
    _Kept.row, _Kept.texts, _Kept.until = row, known, time.monotonic() + seconds


def forget() -> None:
    """Read them again: now, and once what is being written is there for everybody."""
    _Kept.until = 0.0
    transaction.on_commit(_read_again)


def _read_again() -> None:
    _Kept.until = 0.0


def _read_if_old() -> None:
    if time.monotonic() >= _Kept.until:
        keep(details(), tuple(PublisherText.objects.all()))


def _newest() -> PublisherDetails | None:
    _read_if_old()
    return _Kept.row


def _logo(row: PublisherDetails) -> Logo | None:
    if not row.logo:
        return None
    return Logo(
        reverse("articles:publisher_logo", args=PurePosixPath(str(row.logo.name)).name.split(".")),
        row.logo_width,
        row.logo_height,
    )


def _rule(variables: Mapping[str, str]) -> str:
    return ":root {\n" + "".join(f"  {name}: {value};\n" for name, value in variables.items()) + "}\n"
