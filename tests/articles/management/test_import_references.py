"""Importing references from the command line."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from articles.models import Event, Person, Reference

RIS = "TY  - JOUR\nTI  - Tea before bed\nAU  - Doe, A\nPY  - 2020\nDO  - 10.5555/tea\nER  - \nTY  - JOUR\nAU  - Roe, B\nER  - \n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "list.ris"
    file.write_text(RIS)
    return file


def run(*arguments: object) -> list[str]:
    out = StringIO()
    call_command("import_references", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def test_works_are_stored_in_the_name_of_whoever_is_named(source: Path, editor: Person) -> None:
    said = run(source, "--as", editor.email)

    assert said == [
        "  line 7: –: Left out (The record has no title.)",
        f"{source}: ris, utf-8: 1 new, 0 merged, 1 left out, stored",
    ]
    assert Reference.objects.get().history.get().history_user == editor


def test_a_dry_run_says_the_same_and_stores_nothing(source: Path, db: None) -> None:
    taken, refused, whole = (json.loads(line) for line in run(source, "--dry-run", "--json"))

    assert taken == {"file": str(source), "line": 1, "title": "Tea before bed", "outcome": "taken", "says": ""}
    assert (refused["line"], refused["outcome"], refused["says"]) == (7, "refused", "The record has no title.")
    assert whole == {
        "file": str(source), "format": "ris", "encoding": "utf-8", "problem": "", "taken": 1, "merged": 0, "refused": 1,
    }  # fmt: skip
    assert (Reference.objects.count(), Event.objects.count()) == (0, 0)


def test_a_dry_run_remembers_the_files_before(source: Path, tmp_path: Path, db: None) -> None:
    other = tmp_path / "other.nbib"
    other.write_text("PMID- 12345\nTI  - Tea before bed.\nFAU - Doe, A\nDP  - 2020 Mar\n")

    said = run(source, other, "--dry-run")

    assert said[2] == "  line 1: Tea before bed: Merged (the same work as in line 1)"


def test_a_file_without_references_does_not_stop_the_others(source: Path, tmp_path: Path, editor: Person) -> None:
    picture = tmp_path / "picture.ris"
    picture.write_bytes(b"%PDF-1.4")

    with pytest.raises(CommandError, match=f"No references in: {picture}, {tmp_path / 'gone'}"):
        run(picture, source, tmp_path / "gone", "--as", editor.email)

    assert Reference.objects.count() == 1


def test_a_file_that_is_too_large_is_not_opened(source: Path, settings: Settings, db: None) -> None:
    settings.REFERENCES_LARGEST_FILE = 10

    with pytest.raises(CommandError, match="No references in"):
        run(source, "--dry-run")


def test_somebody_has_to_answer_for_an_import(source: Path, db: None) -> None:
    with pytest.raises(CommandError, match=r"Say in whose name they are imported: --as EMAIL\."):
        run(source)


def test_whoever_may_not_draft_imports_nothing(source: Path, outsider: Person) -> None:
    with pytest.raises(CommandError, match="may not keep the library"):
        run(source, "--as", outsider.email)

    assert not Reference.objects.exists()
