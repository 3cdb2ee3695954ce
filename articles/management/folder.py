"""A folder of files that is made equal to what a site is now: only what changed is written, what is gone is removed."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from articles.refusals import Refusal

LIST: Final = ".exported.json"


class NotOurs(Refusal):
    """The folder holds files that no export wrote."""


class Folder:
    """The list of its files is written before the first of them, so that a run that was killed is completed by the next one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known = self._listed()
        self._now: set[str] = set()
        self.written = 0

    def _listed(self) -> set[str]:
        """Files of former runs. Raises `NotOurs` for a folder that holds anything and no such list."""
        path = self.folder / LIST
        if path.exists():
            return set(json.loads(path.read_text())["files"])
        if self.folder.exists() and any(self.folder.iterdir()):
            raise NotOurs(_("%(folder)s holds files that are none of an export.") % {"folder": self.folder})
        return set()

    def expect(self, names: Iterable[str]) -> None:
        """These may appear from here on."""
        self._now = set(names)
        self._note(self._known | self._now)

    def put(self, name: str, body: bytes) -> None:
        path = self.folder / name
        if self.folder.resolve() not in path.resolve().parents:
            raise NotOurs(_("%(name)s would lie outside the folder.") % {"name": name})
        if path.is_file() and path.read_bytes() == body:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
        draft.write_bytes(body)
        draft.replace(path)
        self.written += 1

    def end(self) -> int:
        """Remove what is no longer there; how many files."""
        gone = sorted(self._known - self._now)
        for name in gone:
            (self.folder / name).unlink(missing_ok=True)
            self._without_empty(self.folder / name)
        for draft in self.folder.rglob(".index.html-*"):
            draft.unlink()
        self._note(self._now)
        return len(gone)

    def _without_empty(self, path: Path) -> None:
        for above in path.parents:
            if above == self.folder or not above.is_dir() or any(above.iterdir()):
                return
            above.rmdir()

    def _note(self, names: Iterable[str]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{LIST}-draft"
        draft.write_text(json.dumps({"files": sorted(names)}, indent=0))
        draft.replace(self.folder / LIST)
