"""The archive of an installation: a ZIP with `tables/<table>.jsonl`, `files/<sha256>`, `files.jsonl` and `contents.json`.

`contents.json` says which release wrote it, how many rows each table has, and the SHA-256 of each member; it is written last
and read first.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

from django.utils.translation import gettext as _

from articles.refusals import Refusal

FORMAT: Final = "reviewboard everything 1"
CONTENTS: Final = "contents.json"
FILES: Final = "files.jsonl"
_READ_AT_ONCE: Final = 1 << 20
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError)


class NoArchive(Refusal):
    """The file is not an archive that this release can take, or is damaged."""


@dataclass(frozen=True)
class Part:
    """A member of lines: what its columns are, how many lines it has, and their SHA-256."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Contents:
    """What an archive says of itself. `migrations` is the release; `stays` are rows that did not travel, by table."""

    made_at: str
    site: str
    migrations: dict[str, list[str]]
    tables: dict[str, Part]
    files: Part
    stays: dict[str, int]
    with_log_ins: bool

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.tables.values())

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Contents:
        tables = {name: Part(**part) for name, part in data["tables"].items()}
        known = {key: value for key, value in data.items() if key not in {"format", "tables", "files"}}
        return cls(tables=tables, files=Part(**data["files"]), **known)

    def written(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, sort_keys=True).encode()


def member(table: str) -> str:
    return f"tables/{table}.jsonl"


def write_lines(archive: zipfile.ZipFile, name: str, columns: list[str], lines: Iterable[bytes]) -> Part:
    """One member, line by line as they come."""
    digest, number = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as target:
        for line in lines:
            target.write(line)
            digest.update(line)
            number += 1
    return Part(columns, number, digest.hexdigest())


def write_file(archive: zipfile.ZipFile, content: IO[bytes], sha256: str) -> None:
    """A stored file under its digest, as it is: pictures and PDFs are small already."""
    name = zipfile.ZipInfo(_file(sha256))
    with archive.open(name, "w", force_zip64=True) as target:
        shutil.copyfileobj(content, target, _READ_AT_ONCE)


def digest_of(content: IO[bytes]) -> tuple[str, int]:
    """SHA-256 and size of what is read to its end."""
    digest, size = hashlib.sha256(), 0
    while block := content.read(_READ_AT_ONCE):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size


def digest_of_lines(lines: Iterable[bytes]) -> tuple[int, str]:
    """How many there are, and their SHA-256."""
    digest, number = hashlib.sha256(), 0
    for line in lines:
        digest.update(line)
        number += 1
    return number, digest.hexdigest()


def _file(sha256: str) -> str:
    return f"files/{sha256}"


class Archive:
    """An archive that is read. Every member is checked against `contents.json` while it is read."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            data = json.loads(self._zip.read(CONTENTS))
            if data["format"] != FORMAT:
                raise NoArchive(_("This archive is of a kind that this release does not know: %s.") % data["format"])
            self.contents = Contents.read(data)
        except (*_DAMAGED, OSError, KeyError, ValueError, TypeError):
            raise NoArchive(_("%s is not an archive that export_everything wrote, or was cut off.") % path) from None

    def close(self) -> None:
        self._zip.close()

    def lines(self, name: str, said: Part) -> Iterator[bytes]:
        """The lines of a member; refused after the last one where they are not what was written."""
        digest, number = hashlib.sha256(), 0
        with self._opened(name) as source:
            for line in _read(source, name):
                digest.update(line)
                number += 1
                yield line
        if (number, digest.hexdigest()) != (said.rows, said.sha256):
            raise NoArchive(_("The archive is damaged: %s is not what was written.") % name)

    def files(self) -> Iterator[tuple[str, str]]:
        """Name and SHA-256 of every stored file; no digest where the file was gone already."""
        for line in self.lines(FILES, self.contents.files):
            name, sha256, _size = json.loads(line)
            yield name, sha256

    @contextmanager
    def file(self, sha256: str) -> Iterator[IO[bytes]]:
        name = _file(sha256)
        try:
            with self._opened(name) as content:
                yield content
        except _DAMAGED:
            raise NoArchive(_("The archive is damaged: %s cannot be read.") % name) from None

    def _opened(self, name: str) -> IO[bytes]:
        try:
            return self._zip.open(name)
        except (KeyError, zipfile.BadZipFile):
            raise NoArchive(_("The archive is damaged: %s is missing.") % name) from None


def _read(source: IO[bytes], name: str) -> Iterator[bytes]:
    try:
        yield from source
    except (*_DAMAGED, OSError):
        raise NoArchive(_("The archive is damaged: %s cannot be read.") % name) from None
