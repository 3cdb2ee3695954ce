"""Importing terms from the command line, the project's own among them."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import GlossaryTerm, Person
from articles.text.readability import Score, score_of_plain
from tests.tiers import ROOT

OWN = ROOT / "articles" / "glossary.json"
CSV = "term,patient,note\nrash,Spots.,x\nrash,Else.,x\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "list.csv"
    file.write_text(CSV)
    return file


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import_glossary", *map(str, arguments), stdout=out)
    return out.getvalue().strip()


def test_terms_are_stored_in_the_name_of_whoever_is_named(source: Path, editor: Person) -> None:
    said = run(source, "--as", editor.email)

    assert said.splitlines() == [
        f"{source}: 1 new, 0 merged, 1 refused, stored",
        "  columns not read: note",
        "  line 3: rash: refused (Another definition stands in line 2 already: “Spots.”)",
    ]
    assert GlossaryTerm.objects.get().history.get().history_user == editor


def test_a_dry_run_says_the_same_and_stores_nothing(source: Path, db: None) -> None:
    (report,) = json.loads(run(source, "--dry-run", "--json"))

    assert (report["taken"], report["refused"], report["columns_not_read"]) == (1, 1, ["note"])
    assert report["rows"][0] == {"line": 2, "term": "rash", "outcome": "taken", "says": ""}
    assert not GlossaryTerm.objects.exists()


def test_a_dry_run_over_several_files_says_what_the_import_then_does(
    source: Path, tmp_path: Path, editor: Person
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("term,patient,student\nrash,Different.,\nRash,Spots.,A change of the skin.\nfever,Heat.,\n")

    planned = json.loads(run(source, other, "--dry-run", "--json"))
    done = json.loads(run(source, other, "--as", editor.email, "--json"))

    assert planned == done
    assert [(row["taken"], row["merged"], row["refused"]) for row in done] == [(1, 0, 1), (1, 1, 1)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "This file is empty."), (b"a,b\n1,2\n", "No column holds the term."), (None, "No such")],
)
def test_a_file_that_cannot_be_read_stores_none_of_the_others(
    content: bytes | None, sentence: str, source: Path, tmp_path: Path, editor: Person
) -> None:
    other = tmp_path / "other.csv"
    if content is not None:
        other.write_bytes(content)

    with pytest.raises(CommandError, match=re.escape(sentence)):
        run(source, other, "--as", editor.email)

    assert not GlossaryTerm.objects.exists()


def test_who_may_not_keep_the_glossary_imports_nothing(source: Path, outsider: Person) -> None:
    with pytest.raises(CommandError, match="may not keep"):
        run(source, "--as", outsider.email)
    with pytest.raises(CommandError, match="--as EMAIL"):
        run(source)


def test_the_projects_own_terms_are_all_taken(editor: Person) -> None:
    (report,) = json.loads(run(OWN, "--as", editor.email, "--json"))

    assert report["taken"] >= 60
    assert (report["merged"], report["refused"]) == (0, 0)


def test_the_projects_own_definitions_are_short_and_plain(db: None) -> None:
    definitions = {row["term"]: row["patient"] for row in json.loads(OWN.read_text())}

    scores = {term: score_of_plain(definition) for term, definition in definitions.items()}
    hard = {term: score for term, score in scores.items() if not isinstance(score, Score) or score.flesch_kincaid > 8}
    assert hard == {}
    assert {term for term, definition in definitions.items() if len(definition.split()) > 35} == set()
