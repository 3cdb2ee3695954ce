"""Importing references from the command line."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from articles.models import Event, Person, Reference
from tests.evidence_servers import MOST_IN_A_SECOND, Bad, Services, crossref_work, pubmed_work

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


@pytest.fixture
def identifiers(tmp_path: Path, services: Services) -> Path:
    """A work that each service knows, one of them twice, one that Crossref does not know, and what is no identifier."""
    services.works["10.5555/tea"] = crossref_work("10.5555/tea", "Tea before bed")
    services.papers["12"] = pubmed_work("12", "Coffee before bed.", articleids=[])
    services.central["7654321"] = {"uid": "7654321", "articleids": [{"idtype": "pmid", "value": "12"}]}
    file = tmp_path / "list.txt"
    file.write_text("10.5555/tea\nPMID 12\nPMC7654321\nhttps://doi.org/10.5555/nothing\n10.1/<script>\n")
    return file


def test_works_of_a_list_are_looked_up_and_stored(
    identifiers: Path, db: None, services: Services, politely: None, editor: Person
) -> None:
    said = run(identifiers, "--as", editor.email, "--look-up")

    rows = Reference.objects.order_by("pk").values_list("title", "doi", "pmid", "standing")
    assert list(rows) == [
        ("Tea before bed", "10.5555/tea", "", "as-stated"),
        ("Coffee before bed", "", "12", "as-stated"),
    ]
    assert said[-1].endswith("2 new, 1 merged, 2 left out, stored")
    assert "Crossref knows no work with the DOI 10.5555/nothing." in said[1]
    assert services.most_in_a_second("crossref") <= MOST_IN_A_SECOND


def test_a_work_that_the_library_has_is_not_looked_up(
    identifiers: Path, db: None, services: Services, editor: Person
) -> None:
    run(identifiers, "--as", editor.email, "--look-up")
    services.asked.clear()
    identifiers.write_text("10.5555/tea\nPMID 12\n")

    said = run(identifiers, "--as", editor.email, "--look-up")

    assert services.asked == []
    assert said[-1].endswith("0 new, 2 merged, 0 left out, stored")


def test_a_dry_run_looks_up_and_stores_nothing(identifiers: Path, db: None, services: Services) -> None:
    said = run(identifiers, "--dry-run", "--look-up")

    assert said[-1].endswith("2 new, 1 merged, 2 left out, nothing stored")
    assert (Reference.objects.count(), len(services.asked)) == (0, 4)


def test_without_looking_up_nobody_is_asked(identifiers: Path, db: None, services: Services, editor: Person) -> None:
    run(identifiers, "--as", editor.email)

    assert (Reference.objects.count(), services.asked) == (0, [])


def test_a_service_that_is_away_is_said_of_its_work_and_the_others_are_stored(
    identifiers: Path, db: None, services: Services, editor: Person
) -> None:
    services.bad["10.5555/tea"] = [Bad(403)]

    said = run(identifiers, "--as", editor.email, "--look-up")

    assert "Crossref cannot be asked at present: it answers with an error (403)." in said[0]
    assert [row.title for row in Reference.objects.all()] == ["Coffee before bed"]
