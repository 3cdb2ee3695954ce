"""Which earlier versions a reviewer compares with: the last approved one, the last that they signed, or another of their choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Person, Status, Version


@dataclass(frozen=True)
class Bases:
    """`shown` is compared word by word; of `approved` and `signed` the sheet tells what changed since. `others` may be chosen."""

    shown: Version | None
    approved: Version | None
    signed: Version | None
    others: tuple[Version, ...]

    @property
    def told(self) -> list[Version]:
        """What the sheet has a line about: the person's own first; without either, the one that is shown."""
        return _once((self.signed, self.approved)) or _once((self.shown,))

    @property
    def compared(self) -> list[Version]:
        return _once((self.shown, self.signed, self.approved))


def _once(versions: Iterable[Version | None]) -> list[Version]:
    return list({version.pk: version for version in versions if version is not None}.values())


def bases_of(version: Version, person: Person, wanted: str) -> Bases:
    """Shown is the version asked for, else the newest of the last approved and the last that the person signed, else the last.

    Three queries however many versions there are; only what is compared is read in full.
    """
    before = version.article.versions.filter(number__lt=version.number)
    earlier = list(before.defer("manifest").order_by("-number"))
    mine = set(person.sign_offs.filter(version__in=before).values_list("version", flat=True))
    asked = next((other for other in earlier if str(other.number) == wanted), None)
    approved = next((other for other in earlier if other.status == Status.APPROVED), None)
    signed = next((other for other in earlier if other.pk in mine), None)
    known = sorted(_once((approved, signed)), key=lambda other: other.number)
    shown = asked or next(reversed(known), None) or next(iter(earlier), None)
    whole = before.in_bulk([other.pk for other in _once((shown, approved, signed))])
    return Bases(
        _whole(shown, whole),
        _whole(approved, whole),
        _whole(signed, whole),
        tuple(other for other in earlier if shown and other.pk != shown.pk),
    )


def _whole(version: Version | None, whole: dict[int, Version]) -> Version | None:
    return whole[version.pk] if version else None
