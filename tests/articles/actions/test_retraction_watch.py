"""Loading the Retraction Watch table, and what it says of works of the library."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles import actions
from articles.models import EvidenceFlag, Reference, RetractionRecord
from articles.refusals import Refusal

HEAD = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,RetractionDOI,"
    "RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
)


def row(number: int = 7, doi: str = "10.1000/WALK", nature: str = "Retraction", pmid: str = "0") -> str:
    return (
        f'{number},"Walking, a trial",Legs;,,J Legs,Leg Press,Nowhere,A Ample,,Research Article;,5/6/2024 0:00,'
        f"10.5555/legs.r,0,3/4/2019 0:00,{doi},{pmid},{nature},+Error in Data;+Notice;,No,"
    )


def test_a_row_is_a_record_in_our_spelling(db: None) -> None:
    assert actions.load_retractions([HEAD, row()]) == 1

    found = RetractionRecord.objects.values_list("record", "doi", "pmid", "notice", "nature", "on", "why").get()
    assert found == ("7", "10.1000/walk", "", "10.5555/legs.r", "Retraction", "2024-05-06", "Error in Data; Notice")


def test_a_newer_file_takes_the_place_of_an_older_one(db: None) -> None:
    actions.load_retractions([HEAD, row(), row(8)])
    actions.load_retractions([HEAD, row(nature="Reinstatement")])

    assert list(RetractionRecord.objects.order_by("record").values_list("record", "nature")) == [
        ("7", "Reinstatement"),
        ("8", "Retraction"),
    ]


def test_rows_that_name_no_work_are_left_out(db: None) -> None:
    assert actions.load_retractions([HEAD, row(doi="unavailable"), "", ",,,", row(9, doi="", pmid="123")]) == 1
    assert RetractionRecord.objects.get().pmid == "123"


@pytest.mark.parametrize("lines", [[], ["a,b"], ["\x00\x01"], ["Record ID,OriginalPaperDOI"]])
def test_another_table_is_refused(lines: list[str], db: None) -> None:
    with pytest.raises(Refusal, match="not the Retraction Watch table"):
        actions.load_retractions(lines)


def test_many_rows_are_taken_in_parts(db: None) -> None:
    lines = (row(number, doi=f"10.5555/{number}") for number in range(2500))

    assert actions.load_retractions([HEAD, *lines]) == 2500
    assert RetractionRecord.objects.count() == 2500


@pytest.mark.parametrize(
    ("nature", "kinds"),
    [
        ("Retraction", ["retracted"]),
        ("Expression of concern", ["concern"]),
        ("Correction", ["corrected"]),
        ("Reinstatement", []),
    ],
)
def test_the_command_flags_works_of_the_library(
    nature: str, kinds: list[str], reference: Reference, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "watch.csv"
    file.write_text("\n".join([HEAD, row(nature=nature)]), encoding="utf-8-sig")

    call_command("load_retraction_watch", file)

    assert [flag.kind for flag in EvidenceFlag.objects.all()] == kinds
    assert capsys.readouterr().out == f"1 records taken, {len(kinds)} new flags.\n"


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("load_retraction_watch", tmp_path / "none.csv")
