"""Makes a backup: a new folder that is whole, or none."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.refusals import Refusal
from reviewboard.backups import databases, manifest
from reviewboard.backups.manifest import DATABASE, MEDIA, Manifest
from workflows import signing

UNFINISHED: Final = ".unfinished"


class PlaceTaken(Refusal):
    """Something is where the backup should go."""


def make(folder: Path) -> Manifest:
    """Into a new folder that only its owner reads. It has its name once it is whole; until then it ends with `.unfinished`."""
    if folder.exists():
        raise PlaceTaken(_("%s is there already: a backup goes into a new folder.") % folder)
    unfinished = folder.with_name(folder.name + UNFINISHED)
    if unfinished.exists():
        shutil.rmtree(unfinished)
    unfinished.mkdir(parents=True, mode=0o700)
    # The database first: files are only ever added, so that all which it names are there afterwards.
    began, heads = timezone.now(), record.heads()
    databases.dump(unfinished / DATABASE)
    if has_media():
        _copy_media(Path(settings.MEDIA_ROOT), unfinished / MEDIA)
    databases.check(unfinished / DATABASE)
    written = Manifest(
        began_at=began.isoformat(),
        commit=settings.COMMIT,
        vendor=connection.vendor,
        server=databases.server(),
        migrations=manifest.applied_migrations(MigrationRecorder(connection)),
        signing_key=signing.key_id_of(signing.current_public_key()) if settings.SIGNING_KEY else "",
        has_media=has_media(),
        heads=heads,
        files=manifest.files_in(unfinished),
    )
    manifest.write(written, unfinished)
    unfinished.rename(folder)
    manifest.sync(folder.parent)
    return written


def has_media() -> bool:
    """Whether files lie on this host; those of an object store are kept by its own versions and copies."""
    return isinstance(default_storage, FileSystemStorage)


def _copy_media(source: Path, target: Path) -> None:
    """A file that goes away meanwhile, as an import that was given up, is not needed by anything."""
    target.mkdir(mode=0o700)
    for path in sorted(source.rglob("*")):
        if not path.is_file():
            continue
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(path, copy)
        except FileNotFoundError:
            continue
        with copy.open("rb") as file:
            os.fsync(file.fileno())
