"""Files that a row is to have, and files that none wants any more: what is in no row is owed until it is gone, whatever becomes of the
store, of a transaction or of this process. The only writer of `FileToRemove`.

Only for names that are never used again, because they hold a random number or the key of a row: a file is deleted hours later too.
What is named after its content, or is about to be written over, is deleted at once by whoever writes it, or not at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Final

import structlog
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import FileToRemove
from articles.refusals import FilesAway

log = structlog.get_logger(__name__)

FIRST_WAIT: Final = datetime.timedelta(minutes=1)
LONGEST_WAIT: Final = datetime.timedelta(hours=1)
# Longer than any upload: by then whoever stored a file has written its row, or never will.
UNWANTED_AFTER: Final = datetime.timedelta(hours=1)
# So many doublings of the first wait are longer than the longest.
_DOUBLINGS: Final = 6
_AWAY: Final = (FilesAway, OSError)


@contextmanager
def stored(name: str, content: File[Any]) -> Iterator[str]:
    """A new file, for the transaction inside in which a row comes to want it and `wanted` is said.

    Where that fails, or nobody says so, the file is deleted at once; where this process died, an hour later. Stands outside of any
    transaction, which would take the note of the file back with the row. Raises what the store raises.
    """
    note = FileToRemove.objects.create(name=name, due_at=timezone.now() + UNWANTED_AFTER)
    try:
        default_storage.save(name, content)
        yield name
    finally:
        # A database that is away hides no earlier fault; the note is due later.
        with suppress(DatabaseError):
            if FileToRemove.objects.filter(pk=note.pk, tries=0).update(due_at=timezone.now()):
                remove(note.pk)


def wanted(name: str) -> None:
    """In the transaction in which a row comes to want a file that was `stored`."""
    if not FileToRemove.objects.filter(name=name, tries=0).delete()[0]:
        raise FilesAway(_("The file came too late to be kept. Send it again."))


def give_up(name: str) -> None:
    """In the transaction in which no row wants the file any more. It is deleted behind the commit, or later."""
    _owe(name)


def give_up_folder(folder: str, *, but: str = "") -> None:
    """As `give_up`, of a folder with the files in it; of the files alone, all but one, where `but` names that one."""
    _owe(f"{folder}/", but)


def take_back(name: str) -> None:
    """Behind a transaction that failed, or did not want the file after all. A store that is away hides no earlier fault."""
    try:
        default_storage.delete(name)
    except _AWAY as fault:
        log.warning("a file could not be taken back; it is tried again", name=name)
        due_at = timezone.now() + FIRST_WAIT
        FileToRemove.objects.create(name=name, due_at=due_at, tries=1, last_error=_said(fault))


def _owe(name: str, but: str = "") -> None:
    row = FileToRemove.objects.create(name=name, but=but)
    transaction.on_commit(partial(remove, row.pk), robust=True)


def remove(pk: int) -> None:
    """One attempt. Safe to run twice at once: whoever takes the row puts the next attempt off first, so that one who dies is followed."""
    row = _taken(pk)
    if row is None:
        return
    try:
        _delete(row)
    except _AWAY as fault:
        FileToRemove.objects.filter(pk=pk).update(last_error=_said(fault))
        log.warning("a file could not be deleted; it is tried again", name=row.name, tries=row.tries)
        return
    row.delete()


def _taken(pk: int) -> FileToRemove | None:
    row = FileToRemove.objects.due().filter(pk=pk).first()
    if row is None:
        return None
    wait = min(FIRST_WAIT * 2 ** min(row.tries, _DOUBLINGS), LONGEST_WAIT)
    mine = FileToRemove.objects.filter(pk=pk, tries=row.tries)
    taken = mine.update(tries=F("tries") + 1, due_at=timezone.now() + wait)
    return row if taken else None


def _said(fault: Exception) -> str:
    """The sentence of a refusal is for those who keep a file; an operator wants what the store said."""
    return str(fault.__cause__ or fault)[:300]


def _delete(row: FileToRemove) -> None:
    """What is gone already is gone: a store says nothing of it."""
    if not row.name.endswith("/"):
        default_storage.delete(row.name)
        return
    folder = row.name.removesuffix("/")
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if f"{folder}/{name}" != row.but:
            default_storage.delete(f"{folder}/{name}")
    if not row.but:
        default_storage.delete(folder)
