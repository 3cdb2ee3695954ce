"""What the review page will show of a version, worked out when the review starts, so that no member waits for it."""

from __future__ import annotations

from django.http import HttpRequest

from articles.audiences import Audience
from articles.models import Person, Version
from articles.publishing import kept
from workflows.views.reviews.resigning import resigning, signed_by_members
from workflows.views.reviews.sheet import brief, changed_words, doses_table, sheet
from workflows.views.versions import words
from workflows.views.versions.bases import bases_of
from workflows.views.versions.conversation import new_url


def prepare(version: Version, by: Person) -> None:
    """As its members see it, those who signed an earlier version too. Whatever else is asked for is worked out then."""
    kept.keep(version.content.references, version.content.language)
    bases = bases_of(version, by, "")
    doses_table(version, sheet(version, bases.approved or bases.shown))
    for name in version.content.audiences:
        address = new_url(version.pk, name)
        words.shown(version, Audience(name), comment_url=address, place_form=words.PLACE_FORM)
    for base in bases.compared:
        brief(base, version)
    if bases.shown is not None:
        changed_words(bases.shown, version, HttpRequest())
    for old in signed_by_members(version):
        brief(old, version)
        resigning(old, version, HttpRequest())
