"""An archive of everything, part by part: what stands in it, and what is refused with nothing left behind."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test.utils import isolate_apps
from pytest_django.fixtures import Settings

from articles.models import BulkImport, Event, Person
from articles.refusals import Refusal
from tests.universe import PersonFactory
from tests.workflows.record.test_moving import changed, contents_of
from workflows import actions
from workflows.record.moving.archive import CONTENTS, FILES, member
from workflows.record.moving.giving import FileChanged, give
from workflows.record.moving.tables import NoSuchType, Table, travelling

IMPORTS = "articles_bulkimport"
PEOPLE = "articles_person"
NAME = "bulk-imports/site.zip"
SITE = b"what an editor brought"


def nobody(_line: str) -> None:
    """Where nobody watches."""


def export(path: Path) -> Path:
    give(path, with_log_ins=False, told=nobody)
    return path


def take(path: Path) -> None:
    actions.import_everything(path, despite_faults=False, told=nobody)


def refused(path: Path) -> str:
    """The sentence; nothing of the archive is here afterwards."""
    with pytest.raises(Refusal) as told:
        take(path)
    assert [table.name for table in travelling(with_log_ins=True) if table.count()] == []
    return str(told.value)


def bring(editor: Person, *names: str) -> None:
    for name in names:
        BulkImport.objects.create(by=editor, name="site.zip", file=name)


@pytest.fixture
def archive(make_person: PersonFactory, tmp_path: Path, settings: Settings) -> Path:
    """Of an installation with an editor and a file that they brought; it is gone with all that it had."""
    with transaction.atomic():
        default_storage.save(NAME, ContentFile(SITE))
        bring(make_person("Edith Editor", "editor"), NAME)
        path = export(tmp_path / "everything.zip")
        transaction.set_rollback(True)
    shutil.rmtree(settings.MEDIA_ROOT)
    return path


def read(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as opened:
        return opened.read(name)


def forged(path: Path, name: str, content: bytes) -> Path:
    """With another content of a member of lines, and a digest that fits it."""
    contents = contents_of(path)
    part = contents["files"] if name == FILES else contents["tables"][Path(name).stem]
    part |= {"rows": len(content.splitlines()), "sha256": hashlib.sha256(content).hexdigest()}
    once = changed(path, name, content).rename(path.with_name("half.zip"))
    return changed(once, CONTENTS, json.dumps(contents).encode()).rename(path.with_name("forged.zip"))


def files_here() -> list[str]:
    return sorted(path.name for path in Path(default_storage.location).rglob("*") if path.is_file())


def test_rows_and_files_arrive(archive: Path) -> None:
    take(archive)

    brought = BulkImport.objects.select_related("by").get()
    assert (brought.by.printed_name, brought.file.name) == ("Edith Editor", NAME)
    assert Path(brought.file.path).read_bytes() == SITE


def test_a_program_is_told_how_many_of_what(archive: Path) -> None:
    output = io.StringIO()

    call_command("import_everything", str(archive), "--json", stdout=output)

    told = json.loads(output.getvalue())
    assert (told["tables"][PEOPLE], told["tables"][IMPORTS], told["files"], told["faults"]) == (1, 1, 1, [])
    assert told["stays"]["django_session"] == 0


def test_both_sides_leave_an_event_and_that_of_the_export_stays_where_it_was_made(
    make_person: PersonFactory, tmp_path: Path
) -> None:
    path = tmp_path / "everything.zip"
    with transaction.atomic():
        adam = make_person("Adam Administrator", "administrator")
        given = actions.export_everything(path, by=adam, with_log_ins=True, told=nobody)
        there = [(event.kind, event.actor, json.loads(event.body)["data"]) for event in Event.objects.all()]
        transaction.set_rollback(True)

    taken, faults = actions.import_everything(path, despite_faults=False, told=nobody)

    here = [(event.kind, event.actor, json.loads(event.body)["data"]) for event in Event.objects.all()]
    told = {"rows": taken.rows, "site": taken.site, "made_at": taken.made_at, "faults": 0}
    assert "mfa_authenticator" in contents_of(path)["tables"]
    assert there == [("everything_exported", adam, {"rows": given.rows, "log_ins": True})]
    assert (here, faults) == ([("everything_imported", Person.objects.system(), told)], [])


def test_an_export_that_broke_off_leaves_no_event(
    make_person: PersonFactory, tmp_path: Path, settings: Settings
) -> None:
    default_storage.save(NAME, ContentFile(SITE))
    bring(adam := make_person("Adam Administrator", "administrator"), NAME)
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.GrowingStorage"}}

    with pytest.raises(FileChanged):
        actions.export_everything(tmp_path / "everything.zip", by=adam, with_log_ins=False, told=nobody)

    assert not Event.objects.exists()


def test_what_an_import_that_was_killed_has_left_is_taken_as_it_is(archive: Path) -> None:
    default_storage.save(NAME, ContentFile(SITE))

    take(archive)

    assert files_here() == ["site.zip"]


def test_another_file_under_the_name_stays_and_nothing_is_imported(archive: Path) -> None:
    default_storage.save(NAME, ContentFile(b"something else"))

    said = refused(archive)

    assert said == f"The file {NAME} is here already, or its name cannot be used."
    assert files_here() == ["site.zip"]
    assert Path(default_storage.path(NAME)).read_bytes() == b"something else"


def test_a_file_is_taken_along_once_however_many_name_it_and_a_lost_one_is_told(
    make_person: PersonFactory, tmp_path: Path
) -> None:
    for name in (NAME, "bulk-imports/again.zip"):
        default_storage.save(name, ContentFile(SITE))
    bring(make_person("Edith Editor"), NAME, NAME, "bulk-imports/again.zip", "bulk-imports/lost.zip")

    path = export(tmp_path / "everything.zip")

    digest = hashlib.sha256(SITE).hexdigest()
    assert [json.loads(line) for line in read(path, FILES).splitlines()] == [
        [NAME, digest, len(SITE)],
        ["bulk-imports/again.zip", digest, len(SITE)],
        ["bulk-imports/lost.zip", "", 0],
    ]
    with zipfile.ZipFile(path) as opened:
        assert [name for name in opened.namelist() if name.startswith("files/")] == [f"files/{digest}"]


def test_a_file_that_was_lost_before_the_export_is_not_asked_for(make_person: PersonFactory, tmp_path: Path) -> None:
    with transaction.atomic():
        bring(make_person("Edith Editor"), NAME)
        path = export(tmp_path / "everything.zip")
        transaction.set_rollback(True)

    take(path)

    assert (BulkImport.objects.get().file.name, files_here()) == (NAME, [])


class Growing(File):
    """Somebody writes to it whenever it is read from its beginning."""

    def seek(self, *place: int) -> int:
        with Path(str(self.name)).open("ab") as written:
            written.write(b".")
        return self.file.seek(*place)


class GrowingStorage(FileSystemStorage):
    def _open(self, name: str, mode: str = "rb") -> File:
        return Growing(Path(self.path(name)).open("rb"), self.path(name))


def test_a_file_that_changes_while_it_is_read_ends_the_export(
    make_person: PersonFactory, tmp_path: Path, settings: Settings
) -> None:
    default_storage.save(NAME, ContentFile(SITE))
    bring(make_person("Edith Editor"), NAME)
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.GrowingStorage"}}

    with pytest.raises(FileChanged, match=f"{NAME} changed while it was read. Export again."):
        export(tmp_path / "everything.zip")

    assert list(tmp_path.glob("everything*")) == []


def test_rights_are_named_by_their_words_and_arrive_at_the_same(tmp_path: Path, db: None) -> None:
    """Both sides number them as they like."""
    right = Permission.objects.select_related("content_type").get(codename="view_logentry")
    with transaction.atomic():
        Group.objects.create(name="Readers").permissions.add(right)
        path = export(tmp_path / "everything.zip")
        transaction.set_rollback(True)

    take(path)

    (row,) = read(path, member("auth_group_permissions")).splitlines()
    assert json.loads(row)[-1] == "admin.logentry.view_logentry"
    assert list(Group.objects.get(name="Readers").permissions.all()) == [right]


@isolate_apps("articles")
def test_a_column_of_a_kind_that_nobody_has_said_how_to_write_is_named() -> None:
    class Wait(models.Model):
        lasted = models.DurationField()

        class Meta:
            app_label = "articles"

        def __str__(self) -> str:
            return str(self.lasted)

    with pytest.raises(NoSuchType) as told:
        list(Table(Wait).lines())

    assert str(told.value) == "articles_wait.lasted: DurationField"


def test_an_older_release_is_told_by_the_migration_that_it_lacks(archive: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE django_migrations (id integer, app text, name text, applied timestamp)")
        cursor.execute("INSERT INTO django_migrations (app, name) VALUES ('articles', '0009_of_this_year')")

    assert refused(archive) == (
        "The archive is of an older release: it lacks the migration 0009_of_this_year of articles."
        " Update the installation that it comes from, then export again."
    )


def test_another_kind_of_archive_is_told(archive: Path) -> None:
    contents = json.dumps({**contents_of(archive), "format": "reviewboard everything 9"})

    assert refused(changed(archive, CONTENTS, contents.encode())) == (
        "This archive is of a kind that this release does not know: reviewboard everything 9."
    )


def test_other_columns_are_told(archive: Path) -> None:
    contents = contents_of(archive)
    contents["tables"][PEOPLE]["columns"].append("height")

    assert refused(changed(archive, CONTENTS, json.dumps(contents).encode())) == (
        f"The table {PEOPLE} has other columns in the archive than here."
    )


def with_a_word_for_a_number(lines: bytes) -> bytes:
    (row,) = map(json.loads, lines.splitlines())
    return json.dumps(["first", *row[1:]]).encode() + b"\n"


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (lambda _lines: b"[]\n", f"A row of {PEOPLE} cannot be taken: "),
        (with_a_word_for_a_number, f"A row of {PEOPLE} cannot be taken: "),
        (lambda lines: lines.replace(b",", b", ", 1), f"The rows of {PEOPLE} read back are not the rows"),
        (lambda _lines: b"", "A row points at one that is not in the archive: "),
    ],
    ids=["too short", "of another kind", "written otherwise", "gone"],
)
def test_rows_that_cannot_be_taken_as_they_are_take_nothing(
    archive: Path, forge: Callable[[bytes], bytes], said: str
) -> None:
    lines = forge(read(archive, member(PEOPLE)))

    assert refused(forged(archive, member(PEOPLE), lines)).startswith(said)


def test_a_file_that_no_row_names_is_told(archive: Path) -> None:
    more = json.dumps(["bulk-imports/more.zip", hashlib.sha256(SITE).hexdigest(), len(SITE)]).encode() + b"\n"

    assert refused(forged(archive, FILES, read(archive, FILES) + more)) == (
        "The archive has the file bulk-imports/more.zip, which no row names."
    )
    assert files_here() == []


def test_a_name_that_leads_elsewhere_is_told(archive: Path) -> None:
    half = archive
    for name in (member(IMPORTS), FILES):
        half = forged(half, name, read(half, name).replace(NAME.encode(), b"../site.zip"))

    assert refused(half) == "The file name ../site.zip leads outside of the folder of files."


STORED = f"files/{hashlib.sha256(SITE).hexdigest()}"


def without(path: Path, name: str) -> Path:
    target = path.with_name("without.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as written:
        for one in (one for one in source.namelist() if one != name):
            written.writestr(one, source.read(one))
    return target


def damaged(path: Path, name: str) -> Path:
    """With a byte of the member that the disk has lost."""
    with zipfile.ZipFile(path) as opened:
        found = opened.getinfo(name)
    data = bytearray(path.read_bytes())
    begin = (
        found.header_offset
        + 30
        + len(name)
        + int.from_bytes(data[found.header_offset + 28 : found.header_offset + 30], "little")
    )
    data[begin] ^= 0xFF
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", [member(PEOPLE), STORED])
def test_a_member_that_is_missing_is_told(archive: Path, name: str) -> None:
    assert refused(without(archive, name)) == f"The archive is damaged: {name} is missing."
    assert files_here() == []


@pytest.mark.parametrize("name", [member(PEOPLE), STORED])
def test_a_member_that_the_disk_has_damaged_is_told(archive: Path, name: str) -> None:
    assert refused(damaged(archive, name)) == f"The archive is damaged: {name} cannot be read."
    assert files_here() == []


def test_a_file_that_is_not_the_one_of_its_digest_is_told(archive: Path) -> None:
    assert refused(changed(archive, STORED, b"something else")) == (
        f"The archive is damaged: the file {NAME} is not what was written."
    )
    assert files_here() == []
