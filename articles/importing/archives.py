"""What a ZIP archive may be: looked at entry by entry before a byte of it is unpacked."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext_lazy as _

from articles.refusals import Refusal

MEGABYTE = 1024 * 1024
# Text in XML packs to a fiftieth, seldom to a hundredth; a bomb to a thousandth and less.
_HIGHEST_RATIO = 200
_SMALL = MEGABYTE
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes of what is unpacked: of all entries, and of each."""

    entries: int
    all: int
    each: int


def opened(source: IO[bytes] | bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, if its directory promises nothing that is too much. Raises `Refusal`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except _BROKEN:
        raise Refusal(_("This file is damaged, or it is no ZIP archive.")) from None
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise Refusal(_("This archive holds more files than can be taken."))
    for entry in entries:
        _refuse(entry, limits)
    if sum(entry.file_size for entry in entries) > limits.all:
        raise Refusal(_("This archive would be too large once it is unpacked."))
    return archive


def _refuse(entry: zipfile.ZipInfo, limits: Limits) -> None:
    if is_outside(entry.filename):
        raise Refusal(_("This archive names a place outside itself. Nothing of it was unpacked."))
    if entry.flag_bits & 0x1:
        raise Refusal(_("This archive is protected by a password."))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refusal(_("This archive holds a link to another file. Nothing of it was unpacked."))
    is_dense = entry.file_size > _SMALL and entry.file_size > _HIGHEST_RATIO * max(entry.compress_size, 1)
    if is_dense or entry.file_size > limits.each:
        raise Refusal(_("A file in this archive would be too large once it is unpacked."))


def is_outside(name: str) -> bool:
    """Whether a name of an entry leads out of the folder that it is unpacked into, on any system."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in (path.parts[:1] or ("",))[0] or "\0" in name


def read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """One entry, at most so many bytes of it: the directory of a hostile archive may lie. Raises `Refusal`."""
    try:
        with archive.open(name) as entry:
            content = entry.read(most + 1)
    except KeyError:
        raise Refusal(_("This file is damaged: a part of it is missing.")) from None
    except _BROKEN:
        raise Refusal(_("This file is damaged: it cannot be unpacked.")) from None
    if len(content) > most:
        raise Refusal(_("A file in this archive would be too large once it is unpacked."))
    return content
