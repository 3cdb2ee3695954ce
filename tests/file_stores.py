"""A store of files that somebody else writes to at the same instant; set as `settings.STORAGES["default"]`."""

from __future__ import annotations

from typing import Any, Final

from django.core.files.base import ContentFile

from reviewboard.file_stores import Folder

BACKEND: Final = {"BACKEND": f"{__name__}.SomebodyFaster"}


class SomebodyFaster(Folder):
    """The same file is there already when ours is saved, however surely it was not a moment before."""

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        super().save(name, ContentFile(content.read()))
        content.seek(0)
        return super().save(name, content, max_length)
