"""Giving the texts of a publication the codes that their copies carry."""

from __future__ import annotations

from articles.copy_codes import new_code
from articles.models import CopyCode, Publication


def give_copy_codes(publication: Publication) -> list[CopyCode]:
    """For each text that has none yet; a step of going live, under its lock, so that a second time gives nothing."""
    given = set(publication.copy_codes.values_list("audience", flat=True))
    return [_give(publication, audience) for audience in publication.audiences if audience not in given]


def _give(publication: Publication, audience: str) -> CopyCode:
    code = new_code()
    while CopyCode.objects.filter(code=code).exists():
        code = new_code()
    return CopyCode.objects.create(publication=publication, audience=audience, code=code)
