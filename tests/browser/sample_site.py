"""The sample articles with their pages: loaded once by each worker, and put back page by page for its other tests."""

from __future__ import annotations

import copy
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.browser.walking import work_once
from workflows.samples import loading

FOLDERS = ("PAGE_STORE", "MEDIA_ROOT")

SampleSite = Callable[[], loading.Cast]


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SampleSite]:
    """Makes the samples of an empty database: rows, pages and pictures, with all work done."""
    folder = tmp_path_factory.mktemp("samples")
    casts: list[loading.Cast] = []
    with closing(sqlite3.connect(":memory:")) as kept:

        def make() -> loading.Cast:
            if not casts:
                casts.append(_load(kept, folder))
            else:
                _put_back(kept, folder)
            return copy.deepcopy(casts[0])

        yield make


def _load(kept: sqlite3.Connection, folder: Path) -> loading.Cast:
    cast = loading.load()
    work_once()
    connection.connection.backup(kept)
    for name in FOLDERS:
        if Path(getattr(settings, name)).exists():
            shutil.copytree(getattr(settings, name), folder / name, symlinks=True)
    return cast


def _put_back(kept: sqlite3.Connection, folder: Path) -> None:
    connection.ensure_connection()
    kept.backup(connection.connection, sleep=0.01)
    for name in FOLDERS:
        if (folder / name).exists():
            shutil.copytree(folder / name, getattr(settings, name), symlinks=True)


@pytest.fixture
def samples(transactional_db: None, sample_site: SampleSite) -> loading.Cast:
    """Articles in every status, one of them live."""
    return sample_site()
