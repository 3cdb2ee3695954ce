"""Filters of the list of articles that people keep under a name: their own, and those that managing editors share."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Person, SavedFilter
from articles.narrowing import Narrowing
from articles.permissions import Desk, require
from articles.refusals import Refusal

LONGEST = 80
MOST = 100


class FilterNotNamed(Refusal):
    """A filter needs a name that none of the same person, and no shared one, has."""


@transaction.atomic
def save_filter(wanted: Narrowing, *, by: Person, name: str, is_shared: bool = False) -> SavedFilter:
    """Keep it under a name; the same name of the same person again is another filter under that name."""
    desk = Desk.of(by)
    require(desk.may_read_drafts and (desk.manages or not is_shared))
    name = _named(name)
    mine = SavedFilter.objects.select_for_update().filter(owner=by)
    row = mine.filter(name=name).first() or SavedFilter(owner=by, name=name)
    if row._state.adding and mine.count() >= MOST:
        raise Refusal(_("You keep %d filters. Remove one that you do not use first.") % MOST)
    row.query, row.is_shared = wanted.query, is_shared
    _require_free(row)
    row.save()
    return row


@transaction.atomic
def rename_filter(saved: SavedFilter, *, by: Person, name: str) -> SavedFilter:
    row = _of(saved, by)
    row.name = _named(name)
    _require_free(row)
    row.save()
    return row


@transaction.atomic
def remove_filter(saved: SavedFilter, *, by: Person) -> None:
    """Twice is as once."""
    require(saved.owner_id == by.pk or (saved.is_shared and Desk.of(by).manages))
    SavedFilter.objects.filter(pk=saved.pk).delete()


def _of(saved: SavedFilter, by: Person) -> SavedFilter:
    """Whoever saved it may change it, and a managing editor may what is shared."""
    row = SavedFilter.objects.select_for_update().get(pk=saved.pk)
    desk = Desk.of(by)
    require(desk.may_read_drafts and (row.owner_id == by.pk or (row.is_shared and desk.manages)))
    return row


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise FilterNotNamed(_("Give the filter a name of at most %d letters.") % LONGEST)
    return name


def _require_free(row: SavedFilter) -> None:
    others = SavedFilter.objects.filter(name=row.name).exclude(pk=row.pk)
    if others.filter(owner=row.owner_id).exists() or (row.is_shared and others.filter(is_shared=True).exists()):
        raise FilterNotNamed(_("There is a filter of this name. Choose another name."))
