"""A backup of the demo goes into an empty place on the same kind of database, and is the same there; or nothing happens."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import tiers
from tests.installations import Installation

PAGE = "articles/iron-deficiency-anaemia-adults/patient/"


@pytest.fixture(scope="module")
def backup(demo: Installation) -> Path:
    demo.done("backup", str(demo.folder / "kept"))
    return demo.folder / "kept"


@pytest.fixture
def nowhere(tmp_path: Path) -> Installation:
    """A host on which nothing was ever done."""
    return Installation(tmp_path / "new")


def heads_of(installation: Installation, path: Path) -> object:
    installation.done("verify", "--save", str(path))
    return json.loads(path.read_text())["heads"]


def manifest_of(backup: Path) -> dict[str, object]:
    data: dict[str, object] = json.loads((backup / "manifest.json").read_text())
    return data


@pytest.mark.slow
def test_a_backup_is_restored_into_an_empty_place(
    demo: Installation, backup: Path, nowhere: Installation, tmp_path: Path
) -> None:
    nowhere.folder.mkdir()
    shutil.copy(demo.folder / "signing.key", nowhere.folder)

    told = nowhere.done("restore", str(backup))

    assert "SIGNING_KEY" not in told
    assert re.search(r"^Restored and verified in \d+\.\d seconds\.$", told, re.MULTILINE)
    assert heads_of(nowhere, tmp_path / "there") == heads_of(demo, tmp_path / "here")
    assert nowhere.page(PAGE) == demo.page(PAGE)
    pictures = [sorted(path.name for path in (one.folder / "media").rglob("*")) for one in (demo, nowhere)]
    assert pictures[0] == pictures[1]


@pytest.mark.slow
def test_a_backup_of_postgresql_is_restored_into_an_empty_database(on_postgresql: Installation, tmp_path: Path) -> None:
    on_postgresql.done("demo", "--prepare")
    on_postgresql.done("backup", str(tmp_path / "kept"))
    other = Installation(tmp_path / "other", on_postgresql.another_database("restored"))

    told = other.done("restore", str(tmp_path / "kept"))

    assert "SIGNING_KEY is not the one that was in use" in told
    assert heads_of(other, tmp_path / "there") == heads_of(on_postgresql, tmp_path / "here")
    assert other.page(PAGE) == on_postgresql.page(PAGE)


def test_a_backup_says_what_is_in_it_and_what_is_not(demo: Installation, tmp_path: Path) -> None:
    told = demo.done("backup", str(tmp_path / "kept"))

    manifest = manifest_of(tmp_path / "kept")
    key = (demo.folder / "signing.key").read_bytes().strip()
    assert (manifest["format"], manifest["vendor"], manifest["has_media"]) == ("reviewboard backup 1", "sqlite", True)
    assert "NOT in it, keep them elsewhere: SECRET_KEY, SIGNING_KEY" in told
    assert [path.name for path in (tmp_path / "kept").rglob("*") if path.is_file() and key in path.read_bytes()] == []
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0


def test_the_last_backup_is_remembered(demo: Installation, tmp_path: Path) -> None:
    script = "from articles.models import Upkeep; print([(u.kind, u.is_well) for u in Upkeep.objects.all()])"
    (tmp_path / "taken").mkdir()
    refused = demo.run("backup", str(tmp_path / "taken"))
    after_a_bad_one = demo.done("shell", "-v0", "-c", script)

    demo.done("backup", str(tmp_path / "kept"))

    assert refused.returncode == 1
    assert "('backup', False)" in after_a_bad_one
    assert "('backup', True), ('verify', True)" in demo.done("shell", "-v0", "-c", script)


def test_nothing_is_restored_over_something(demo: Installation, backup: Path) -> None:
    before = demo.done("owed", "--json")

    refused = demo.run("restore", str(backup))

    assert refused.returncode == 1
    assert "DATABASE_URL leads to a database that has tables: restore into an empty one." in refused.stderr
    assert set(json.loads(before)["owed"]) == set(json.loads(demo.done("owed", "--json"))["owed"])


@pytest.mark.parametrize(("name", "says"), [("media", "(DATA_FOLDER)"), ("pages", "(PAGE_STORE)")])
def test_files_that_are_there_are_kept(backup: Path, nowhere: Installation, name: str, says: str) -> None:
    (nowhere.folder / name).mkdir(parents=True)
    (nowhere.folder / name / "somebody's").write_text("")

    refused = nowhere.run("restore", str(backup))

    assert (refused.returncode, f"is not empty {says}" in refused.stderr) == (1, True)
    assert [path.name for path in (nowhere.folder / name).iterdir()] == ["somebody's"]


@pytest.mark.parametrize("damaged", ["database", "media"])
def test_a_byte_that_changed_is_named_and_nothing_is_restored(
    backup: Path, nowhere: Installation, tmp_path: Path, damaged: str
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(backup, copy)
    path = (
        next(path for path in sorted((copy / damaged).rglob("*")) if path.is_file())
        if damaged == "media"
        else copy / damaged
    )
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    refused = nowhere.run("restore", str(copy))

    assert refused.returncode == 1
    assert f"not as they were written:\n{path.relative_to(copy)}" in refused.stderr
    assert not (nowhere.folder / "media").exists()


def test_an_interrupted_backup_is_none(demo: Installation, nowhere: Installation, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED_AT_THE_MANIFEST, str(tmp_path / "kept")],
        cwd=tiers.ROOT,
        env=os.environ | demo.environment,
    )
    process.wait(600)
    left = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("kept"))

    refused = nowhere.run("restore", str(tmp_path / "kept.unfinished"))

    assert (process.returncode, left) == (-signal.SIGKILL, ["kept.unfinished"])
    assert "is no whole backup" in refused.stderr


KILLED_AT_THE_MANIFEST = """
import os, signal, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "reviewboard.settings"
import django
django.setup()
from pathlib import Path
from reviewboard.backups import making, manifest
manifest.write = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
making.make(Path(sys.argv[1]))
"""


def test_the_next_backup_clears_what_was_interrupted(demo: Installation, tmp_path: Path) -> None:
    (tmp_path / "kept.unfinished").mkdir()
    (tmp_path / "kept.unfinished" / "half").write_text("")

    demo.done("backup", str(tmp_path / "kept"), "--no-verify")

    assert "half" not in manifest_of(tmp_path / "kept")["files"]  # type: ignore[operator]
    assert not (tmp_path / "kept.unfinished").exists()


def test_a_backup_goes_into_a_new_folder(demo: Installation, tmp_path: Path) -> None:
    refused = demo.run("backup", str(tmp_path))

    assert refused.returncode == 1
    assert "is there already: a backup goes into a new folder." in refused.stderr


def test_a_backup_of_a_later_release_is_refused(backup: Path, nowhere: Installation, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(backup, copy)
    data = manifest_of(copy)
    data["migrations"] = [*data["migrations"], "articles.9999_later"]  # type: ignore[misc]
    (copy / "manifest.json").write_text(json.dumps(data))

    refused = nowhere.run("restore", str(copy))

    assert "The backup is of a later release (articles.9999_later): install that one." in refused.stderr
