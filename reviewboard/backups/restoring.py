"""Restores a backup into an empty place: database and files, or neither."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from articles import chains
from articles.faults import Fault
from articles.refusals import Refusal
from reviewboard.backups import databases, manifest
from reviewboard.backups.making import has_media
from reviewboard.backups.manifest import DATABASE, MEDIA, Manifest
from reviewboard.watching.readiness import known_migrations

RESTORING: Final = ".restoring"


class NotEmpty(Refusal):
    """Nothing is ever restored over something."""


class DoesNotFit(Refusal):
    """The backup is of another database or of a later release."""


class NotAsWritten(Refusal):
    """Files of the backup are not what its manifest says."""


def restore(folder: Path) -> Manifest:
    """Everything is looked at before anything is written. Files come first, under another name, then the database at once."""
    written = manifest.read(folder)
    _require_empty()
    _require_fit(written)
    wrong = manifest.differences(written, folder)
    if wrong:
        raise NotAsWritten(_("These files of the backup are not as they were written:"), details=wrong)
    media = Path(settings.MEDIA_ROOT)
    beside = media.with_name(media.name + RESTORING)
    if written.has_media:
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(folder / MEDIA, beside)
    databases.load(folder / DATABASE)
    if written.has_media:
        if media.is_dir():
            media.rmdir()
        beside.rename(media)
    call_command("migrate", verbosity=0)
    return written


def faults(written: Manifest) -> list[Fault]:
    """What the record had when the backup began and does not have now."""
    heads = chains.read_heads(dict(written.heads))
    return list(chains.head_faults(heads, named_by=_("the manifest of the backup")))


def _require_empty() -> None:
    if not databases.is_empty():
        raise NotEmpty(_("DATABASE_URL leads to a database that has tables: restore into an empty one."))
    for name in ("MEDIA_ROOT", "PAGE_STORE"):
        folder = Path(getattr(settings, name))
        if folder.is_dir() and any(folder.iterdir()):
            words = _("%(folder)s is not empty (%(name)s): restore into an empty place.")
            raise NotEmpty(words % {"folder": folder, "name": "DATA_FOLDER" if name == "MEDIA_ROOT" else name})


def _require_fit(written: Manifest) -> None:
    if written.vendor != connection.vendor:
        words = _(
            "The backup is of %(server)s and DATABASE_URL leads to another kind. `export_everything` goes from one to the other."
        )
        raise DoesNotFit(words % {"server": written.server})
    if written.has_media and not has_media():
        raise DoesNotFit(
            _("The backup has files and this installation keeps them in an object store: set MEDIA_STORE as it was.")
        )
    unknown = set(written.migrations) - known_migrations()
    if unknown:
        raise DoesNotFit(_("The backup is of a later release (%s): install that one.") % ", ".join(sorted(unknown)[:3]))
