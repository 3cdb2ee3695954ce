"""What a run over all pages of a host has made so far, so that a run that was killed is gone on with."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from articles.publishing.store import Progress


@dataclass(frozen=True)
class Run:
    """Begun with this build on this day (ISO 8601), when all page changes of `progress` were known; `made` are ids of articles."""

    build: str
    day: str
    progress: Progress
    made: frozenset[int] = frozenset()

    def to_json(self) -> str:
        known = [self.progress.serial, *self.progress.beyond]
        return json.dumps({"build": self.build, "day": self.day, "known": known})

    @classmethod
    def from_json(cls, text: str, made: Iterable[int]) -> Self:
        data = json.loads(text)
        serial, *beyond = data["known"]
        return cls(data["build"], data["day"], Progress(serial, tuple(beyond)), frozenset(made))


class Journal:
    """A file beside the pages: a first line that says which run this is, then the articles that it has made.

    A line is added when the pages that it names are on the disk; one that was cut short by a crash is no line.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "run"
        self._lock = folder / "run.lock"

    @property
    def exists(self) -> bool:
        """Is there a run that did not come to its end?"""
        return self._path.exists()

    def run(self, build: str) -> Run | None:
        """The run that wants to be gone on with; none if it was one of another build, whose pages count for nothing."""
        if not self.exists:
            return None
        head, *lines = self._path.read_text().split("\n")[:-1] or [""]
        if not head:
            return None
        found = Run.from_json(head, (int(word) for line in lines for word in line.split()))
        return found if found.build == build else None

    def begin(self, run: Run) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_name(".run")
        draft.write_text(run.to_json() + "\n")
        draft.replace(self._path)

    def note(self, made: Iterable[int]) -> None:
        with self._path.open("a") as file:
            file.write(" ".join(map(str, made)) + "\n")

    def end(self) -> None:
        self._path.unlink(missing_ok=True)

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Whether this process may run: one at a time on a host. The lock ends with the process, however that ends."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    @property
    def is_held(self) -> bool:
        with self.held() as is_ours:
            return not is_ours
