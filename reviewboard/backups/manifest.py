"""What a backup says of itself: written last, so that a folder without it is no backup."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from articles.refusals import Refusal

NAME: Final = "manifest.json"
FORMAT: Final = "reviewboard backup 1"
DATABASE: Final = "database"
MEDIA: Final = "media"
AT_ONCE: Final = 1024 * 1024


class NoBackup(Refusal):
    """The folder is no whole backup of ours."""


@dataclass(frozen=True)
class Manifest:
    """`files`: path within the backup → [bytes, SHA-256]. `heads`: of every chain of the record, from before the database was written.
    `signing_key`: the id of the public half of the key in force; the key itself is in no backup."""

    began_at: str
    commit: str
    vendor: str
    server: str
    migrations: Sequence[str]
    signing_key: str
    has_media: bool
    heads: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    format: str = FORMAT

    @property
    def bytes(self) -> int:
        return sum(size for size, _digest in self.files.values())


def write(manifest: Manifest, folder: Path) -> None:
    """On the disk before this returns, and the folder's list of names too."""
    data = json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()
    with (folder / NAME).open("xb") as file:
        file.write(data + b"\n")
        file.flush()
        os.fsync(file.fileno())
    sync(folder)


def read(folder: Path) -> Manifest:
    try:
        data = json.loads((folder / NAME).read_bytes())
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        data["files"] = {path: (size, digest) for path, (size, digest) in data["files"].items()}
        return Manifest(**data)
    except (OSError, ValueError, KeyError, TypeError) as error:
        words = _(
            "%s is no whole backup: it has no manifest that can be read. It was interrupted, or is something else."
        )
        raise NoBackup(words % folder) from error


def files_in(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file below, but the manifest, read to its end."""
    return {path.relative_to(folder).as_posix(): (path.stat().st_size, digest(path)) for path in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and path != folder / NAME)


def differences(manifest: Manifest, folder: Path) -> list[str]:
    """Names of files that are not, byte for byte, what the manifest says; and of those that it does not know."""
    there = files_in(folder)
    return sorted(path for path in there.keys() | manifest.files.keys() if there.get(path) != manifest.files.get(path))


def digest(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(AT_ONCE):
            total.update(chunk)
    return total.hexdigest()


def sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def applied_migrations(recorder: MigrationRecorder) -> list[str]:
    return sorted(f"{app}.{name}" for app, name in recorder.applied_migrations())
