"""Which earlier versions a reviewer compares with: the last approved one, the last that they signed, or another of their choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from articles.models import Person, Status, Version
from articles.prepared import prepared
from workflows.models import SignOff
from workflows.reviews.statement import is_of_a_member


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


@prepared
def _earlier(article: int, number: int) -> QuerySet[Version]:
    return Version.objects.filter(article=article, number__lt=number).defer("manifest").order_by("-number")


@prepared
def _signed_by(person: int, article: int, number: int) -> QuerySet[SignOff]:
    return SignOff.objects.filter(person=person, version__article=article, version__number__lt=number)


def bases_of(version: Version, person: Person, wanted: str) -> Bases:
    """Shown is the version asked for, else the newest of the last approved and the last that the person signed, else the last.

    Three queries however many versions there are; only what is compared is read in full.
    """
    earlier = _earlier(version.article_id, version.number)
    rows = _signed_by(person.pk, version.article_id, version.number)
    mine = {row.version_id for row in rows if is_of_a_member(row.signed)}
    asked = next((other for other in earlier if str(other.number) == wanted), None)
    approved = next((other for other in earlier if other.status == Status.APPROVED), None)
    signed = next((other for other in earlier if other.pk in mine), None)
    known = sorted(_once((approved, signed)), key=lambda other: other.number)
    shown = asked or next(reversed(known), None) or next(iter(earlier), None)
    whole = Version.objects.in_bulk([other.pk for other in _once((shown, approved, signed))])
    return Bases(
        _whole(shown, whole),
        _whole(approved, whole),
        _whole(signed, whole),
        tuple(other for other in earlier if shown and other.pk != shown.pk),
    )


def _whole(version: Version | None, whole: dict[int, Version]) -> Version | None:
    return whole[version.pk] if version else None
