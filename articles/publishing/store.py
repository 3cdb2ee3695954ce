"""The page store: a folder of releases that are never overwritten, and one link per slug that is replaced at once."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import gzip
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]  # comes without types

ANY_AUDIENCE = "any"
ENCODINGS = ("identity", "gzip", "br")
SUFFIXES = {"identity": "", "gzip": ".gz", "br": ".br"}
FACTS = "facts.json"
FORMAT = "1"
# Files of one article; with more, one wait for the whole file system is the shorter one. Linux alone has it.
MOST_SYNCED = 32
_SYNC_ALL = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)


@dataclass(frozen=True)
class Release:
    """All pages of a slug as they go live together. Status 200: by audience; 410 and 301: one page for any audience."""

    publication: int
    slug: str
    pages: Mapping[str, str]
    headers: Mapping[str, str]
    status: int = 200
    location: str = ""  # for 301: the slug that the article has now
    valid_until: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Publication and content: the same pages have the same name, other pages never do."""
        content = hashlib.sha256(json.dumps(self._data({}), sort_keys=True).encode())
        for audience, html in sorted(self.pages.items()):
            content.update(f"\n{audience} {len(html)}\n{html}".encode())
        return f"{self.publication}-{content.hexdigest()[:12]}"

    def _data(self, etags: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "slug": self.slug,
            "status": self.status,
            "location": self.location,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "headers": dict(self.headers),
            "audiences": dict(etags),
            "facts": dict(self.facts),
        }


@dataclass(frozen=True)
class Encoded:
    """A release as files, by their names: all that costs time is done, so that the lock is held for the writing alone."""

    slug: str
    name: str
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Progress:
    """All page changes up to `serial` are applied, and those in `beyond`, between which others may still appear."""

    serial: int = 0
    beyond: tuple[int, ...] = ()

    def has(self, serial: int) -> bool:
        return serial <= self.serial or serial in self.beyond

    def merged(self, other: Progress) -> Progress:
        """All that one of the two has applied."""
        serial = max(self.serial, other.serial)
        return Progress(serial, tuple(sorted(one for one in {*self.beyond, *other.beyond} if one > serial)))

    def with_applied(self, serial: int, *, settled: Collection[int] = ()) -> Progress:
        """One more; `settled` are those before which none can appear any more."""
        low, beyond = self.serial, sorted({*self.beyond, serial})
        while beyond and (beyond[0] <= low + 1 or any(known in settled for known in beyond)):
            low = max(low, beyond.pop(0))
        return Progress(low, tuple(beyond))


class Store:
    """One host's folder. Writers hold a lock; readers need none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.releases = folder / "releases"
        self.live = folder / "live"

    def write(self, release: Release) -> str:
        """Put the release beside the others; its name. Nothing that is there is touched, and nobody sees half of it."""
        self._write([as_files(release)])
        return release.name

    def _write(self, found: Sequence[Encoded]) -> None:
        """Whole on the disk before a name leads to them. A release that is there with other bytes is damaged, and is made good."""
        self.releases.mkdir(parents=True, exist_ok=True)
        wanted = {one.name: one for one in found if not _is_whole(self.releases / one.name, one.files)}
        drafts = {name: self.releases / f".{name}-{secrets.token_hex(4)}" for name in wanted}
        for name, draft in drafts.items():
            _write_files(draft, wanted[name].files)
        settle([path for draft in drafts.values() for path in (*draft.iterdir(), draft)])
        for name, draft in drafts.items():
            _rename(draft, self.releases / name, wanted[name].files)
        if drafts:
            _sync(self.releases)

    def switch(self, slug: str, name: str) -> None:
        """From here on every audience of the slug is read from this release."""
        self._link({slug: name})

    def _link(self, names: Mapping[str, str]) -> None:
        self.live.mkdir(parents=True, exist_ok=True)
        for slug, name in names.items():
            draft = self.live / f".{slug}-{secrets.token_hex(4)}"
            draft.symlink_to(Path("..") / "releases" / name)
            draft.replace(self.live / slug)
        _sync(self.live)

    def current(self, slug: str) -> str:
        """Name of the release that the slug is read from, or empty."""
        link = self.live / slug
        return link.readlink().name if link.is_symlink() else ""

    def slugs(self) -> tuple[str, ...]:
        if not self.live.is_dir():
            return ()
        return tuple(sorted(link.name for link in self.live.iterdir() if not link.name.startswith(".")))

    @property
    def progress(self) -> Progress:
        """The page changes that this host has applied."""
        serial, *beyond = [int(word) for word in self._note("serial").split()] or [0]
        return Progress(serial, tuple(beyond))

    def set_progress(self, progress: Progress) -> None:
        _write_note(self.folder / "serial", " ".join(map(str, (progress.serial, *progress.beyond))))

    @property
    def build(self) -> str:
        """The template build that this host's pages were written with."""
        return self._note("build")

    def set_build(self, build: str) -> None:
        _write_note(self.folder / "build", build)

    @property
    def day(self) -> str:
        """The day for which this host's pages were last looked through, as ISO 8601."""
        return self._note("day")

    def set_day(self, day: str) -> None:
        _write_note(self.folder / "day", day)

    def put(self, releases: Mapping[str, Release]) -> None:
        self.put_files({slug: as_files(release) for slug, release in releases.items()})

    def put_files(self, found: Mapping[str, Encoded]) -> None:
        """Of many articles at once: the disk is waited for once, and then each slug leads to its new release. Under the lock."""
        if found:
            self._write_with_room(list(found.values()))
            self._link({slug: one.name for slug, one in found.items()})

    def _write_with_room(self, found: Sequence[Encoded]) -> None:
        """A disk that is full may be full of what nobody reads any more, half-written drafts of ours among it."""
        try:
            self._write(found)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT) or not self._collect(keep=0):
                raise
            self._write(found)

    def holds(self, release: Release) -> bool:
        """Are the files of this release what it says?"""
        files = {self.releases / release.name / f"{name}.html": html for name, html in release.pages.items()}
        return all(path.exists() and path.read_text(encoding="utf-8") == html for path, html in files.items())

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One writer at a time on this host; the lock ends with the process, however that ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def collect(self, keep: int = 3) -> int:
        """Remove what a crash left half written and releases that no slug is read from, but the newest of each slug."""
        with self.locked():
            return self._collect(keep)

    def _collect(self, keep: int) -> int:
        doomed = [*self._outdated(keep), *self.releases.glob(".*"), *self.live.glob(".*")]
        for path in doomed:
            _remove(path)
        return len(doomed)

    def _outdated(self, keep: int) -> Iterator[Path]:
        linked = {self.current(slug) for slug in self.slugs()}
        unlinked: dict[str, list[Path]] = {}
        for path in sorted(self.releases.glob("[!.]*"), key=_written_at, reverse=True):
            if path.name not in linked:
                unlinked.setdefault(_slug_of(path), []).append(path)
        for paths in unlinked.values():
            yield from paths[keep:]

    def write_note(self, name: str, text: str) -> None:
        """A word beside the pages, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _write_note(self.folder / name, text)

    def _note(self, name: str) -> str:
        path = self.folder / name
        return path.read_text().strip() if path.exists() else ""


def encoded(html: str) -> dict[str, bytes]:
    """The page's bytes by content encoding; the same page gives the same bytes on every host."""
    body = html.encode()
    return {
        "identity": body,
        "gzip": gzip.compress(body, compresslevel=5, mtime=0),
        "br": brotli.compress(body, quality=5, mode=brotli.MODE_TEXT),
    }


def etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def as_files(release: Release) -> Encoded:
    """What `Store.put_files` writes of a release."""
    files: dict[str, bytes] = {}
    etags: dict[str, dict[str, str]] = {}
    for audience, html in release.pages.items():
        bodies = encoded(html)
        etags[audience] = {encoding: etag(body) for encoding, body in bodies.items()}
        files.update({f"{audience}.html{SUFFIXES[encoding]}": body for encoding, body in bodies.items()})
    facts = json.dumps(release._data(etags), ensure_ascii=False, indent=1, sort_keys=True)
    return Encoded(release.slug, release.name, {**files, FACTS: facts.encode()})


def settle(paths: Sequence[Path]) -> None:
    """Wait until what was written is on the disk: of a few files each, of many all that the file system holds, which costs less."""
    if len(paths) > MOST_SYNCED and _SYNC_ALL is not None:
        with _opened(paths[0]) as descriptor:
            if _SYNC_ALL(descriptor) != 0:
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return
    for path in paths:
        _sync(path)


def _is_whole(folder: Path, files: Mapping[str, bytes]) -> bool:
    return folder.is_dir() and all(_read(folder / name) == body for name, body in files.items())


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, body in files.items():
        (folder / name).write_bytes(body)


def _rename(draft: Path, final: Path, files: Mapping[str, bytes]) -> None:
    """In the place of one that is damaged, which `collect` takes away; beside the same of somebody else, who was quicker, for nothing."""
    if final.exists() and _is_whole(final, files):
        shutil.rmtree(draft)
        return
    if final.exists():
        final.rename(final.with_name(f".{final.name}-{secrets.token_hex(4)}"))
    draft.rename(final)


def _write_file(path: Path, body: bytes) -> None:
    with path.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def _write_note(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    _write_file(draft, text.encode())
    draft.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    with _opened(path) as descriptor:
        os.fsync(descriptor)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _written_at(path: Path) -> int:
    return path.stat().st_mtime_ns


def _slug_of(release: Path) -> str:
    try:
        return str(json.loads((release / FACTS).read_text())["slug"])
    except (OSError, ValueError, KeyError):
        return ""


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
