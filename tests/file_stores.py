"""Stores of files for tests, set as `settings.STORAGES["default"]`: somebody else writes at the same instant, or the disk is full."""

from __future__ import annotations

import errno
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from reviewboard.file_stores import Folder

CONTESTED: Final = {"BACKEND": f"{__name__}.SomebodyFaster"}
FULL: Final = {"BACKEND": f"{__name__}.Full"}


class SomebodyFaster(Folder):
    """The same file is there already when ours is saved, however surely it was not a moment before."""

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        super().save(name, ContentFile(content.read()))
        content.seek(0)
        return super().save(name, content, max_length)


class FullDisk(FileSystemStorage):
    def _save(self, name: str, content: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")


class Full(Folder, FullDisk):
    """What is there can be read; nothing can be added."""
