"""A whole installation leaves in one archive and arrives in another, on the other database too: the same, or nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.installations import Installation
from workflows.record.moving.archive import CONTENTS, Archive, NoArchive, member
from workflows.record.moving.tables import STAYING, Table, travelling

PAGE = "articles/iron-deficiency-anaemia-adults/patient/"


def contents_of(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        data: dict[str, Any] = json.loads(archive.read(CONTENTS))
    return data


def changed(path: Path, name: str, content: bytes) -> Path:
    """The archive with another content of one member."""
    target = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as written:
        for one in source.namelist():
            written.writestr(one, content if one == name else source.read(one))
    return target


@pytest.fixture(scope="module")
def archive(demo: Installation) -> Path:
    return demo.export("everything.zip")


@pytest.fixture
def empty(migrated: Installation, tmp_path: Path) -> Installation:
    shutil.copytree(migrated.folder, tmp_path / "empty")
    return Installation(tmp_path / "empty")


@pytest.mark.slow
def test_the_demo_goes_to_the_other_database_and_back_and_is_the_same(
    demo: Installation, archive: Path, empty: Installation, on_postgresql: Installation
) -> None:
    on_postgresql.done("import_everything", str(archive))
    on_postgresql.done("work", "--once")
    back = on_postgresql.export("back.zip")
    empty.done("import_everything", str(back))
    empty.done("work", "--once")
    again = empty.export("again.zip")

    first, second, third = (contents_of(path)["tables"] for path in (archive, back, again))
    there = on_postgresql.done("verify", "--pages")
    here = empty.done("verify", "--pages")

    # The import is an event of its own; what the clock did since is its own too.
    grown = {"articles_event", "articles_checkpoint"}
    assert {name: part for name, part in second.items() if name not in grown} == {
        name: part for name, part in first.items() if name not in grown
    }
    assert {name: part for name, part in third.items() if name not in grown} == {
        name: part for name, part in second.items() if name not in grown
    }
    assert first["articles_event"]["rows"] > 200
    assert "NOT" not in there + here
    assert on_postgresql.page(PAGE) == empty.page(PAGE) == demo.page(PAGE)


@pytest.mark.slow
def test_an_archive_without_log_ins_holds_no_password(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        everything = b"".join(opened.read(name) for name in opened.namelist() if name.endswith(".jsonl"))

    assert b"argon2" not in everything
    assert "mfa_authenticator" not in contents_of(archive)["tables"]


@pytest.mark.slow
def test_with_log_ins_people_sign_in_as_before(demo: Installation, empty: Installation) -> None:
    secret = demo.export("secret.zip", "--with-log-ins")

    empty.done("import_everything", str(secret))

    query = "from articles.models import Person; print(sorted(Person.objects.values_list('email', 'password')))"
    assert empty.done("shell", "-v0", "-c", query) == demo.done("shell", "-v0", "-c", query)
    assert secret.stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_a_changed_row_is_told_and_nothing_is_imported(archive: Path, empty: Installation) -> None:
    with zipfile.ZipFile(archive) as opened:
        events = opened.read(member("articles_event"))
    bad = changed(archive, member("articles_event"), events.replace(b"submit", b"submiT", 1))

    result = empty.run("import_everything", str(bad))

    assert result.returncode == 1
    assert "tables/articles_event.jsonl is not what was written" in result.stderr


@pytest.mark.slow
def test_what_does_not_verify_is_not_imported(archive: Path, empty: Installation) -> None:
    """Somebody who makes the digests of the archive fit meets the chains."""
    contents = contents_of(archive)
    with zipfile.ZipFile(archive) as opened:
        events = opened.read(member("articles_event"))
    forged = events.replace(b"submit", b"submiT", 1)
    contents["tables"]["articles_event"]["sha256"] = hashlib.sha256(forged).hexdigest()
    half = changed(archive, member("articles_event"), forged).rename(archive.with_name("half.zip"))
    bad = changed(half, CONTENTS, json.dumps(contents).encode())

    result = empty.run("import_everything", str(bad))

    assert result.returncode == 1
    assert "The record does not verify. Nothing was imported." in result.stderr
    empty.done("import_everything", str(archive))


@pytest.mark.slow
def test_nothing_is_mixed_with_what_is_there(archive: Path, demo: Installation) -> None:
    result = demo.run("import_everything", str(archive))

    assert result.returncode == 1
    assert "This installation is not empty" in result.stderr


@pytest.mark.slow
def test_another_release_is_told_by_its_migration(archive: Path, empty: Installation) -> None:
    contents = contents_of(archive)
    contents["migrations"]["articles"].append("9999_of_next_year")
    bad = changed(archive, CONTENTS, json.dumps(contents).encode())

    result = empty.run("import_everything", str(bad))

    assert result.returncode == 1
    assert "lacks the migration 9999_of_next_year of articles. Update first." in result.stderr


@pytest.mark.slow
def test_no_file_is_written_over(demo: Installation, archive: Path) -> None:
    result = demo.run("export_everything", "--output", str(archive))

    assert result.returncode == 1
    assert "is there already" in result.stderr


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"no zip at all"])
def test_a_file_that_is_no_archive_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.zip"
    path.write_bytes(content)

    with pytest.raises(NoArchive):
        Archive(path)


def test_a_zip_of_something_else_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file.zip"
    with zipfile.ZipFile(path, "w") as written:
        written.writestr("letter.txt", "Dear board")

    with pytest.raises(NoArchive):
        Archive(path)


@pytest.mark.django_db
def test_every_column_of_every_table_can_be_written() -> None:
    for table in travelling(with_log_ins=True):
        assert list(table.lines()) == [] or table.count() > 0


@pytest.mark.django_db
def test_rows_read_back_are_the_rows_that_were_written(approved_version: Any) -> None:
    for table in travelling(with_log_ins=True):
        lines = list(table.lines())

        assert len(lines) == table.count()
        assert all(len(json.loads(line)) == len(table.columns) for line in lines)


def test_what_stays_is_named() -> None:
    assert {Table(model).name for model in STAYING} == {
        *("django_content_type", "auth_permission"),
        *("articles_searchentry", "articles_searchcontent", "articles_searchword", "articles_searchowed"),
        *("articles_writtenreference", "articles_preparedtext"),
        *("django_session", "articles_presence", "account_emailconfirmation", "articles_upkeep"),
        *("articles_keptanswer", "articles_bulkexport", "articles_exportedarticle", "usersessions_usersession"),
        *("articles_cacheentry", "articles_filetoremove"),
    }
