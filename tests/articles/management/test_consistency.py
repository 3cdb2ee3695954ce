"""`consistency TEXT [TEXT]` from the command line."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command


def run(*paths: object, **options: Any) -> tuple[int, str]:
    output = io.StringIO()
    try:
        call_command("consistency", *map(str, paths), stdout=output, **options)
    except SystemExit as ended:
        return int(ended.code or 0), output.getvalue()
    return 0, output.getvalue()


def written(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    path.write_text(words)
    return path


def test_texts_that_agree_end_with_zero(tmp_path: Path) -> None:
    left, right = written(tmp_path, "a.html", "<p>Rest helps.</p>"), written(tmp_path, "b.html", "<p>Rest helps.</p>")

    assert run(left, right) == (0, "Nothing noticed.\n")


def test_flags_are_listed_by_section_and_end_with_one(tmp_path: Path) -> None:
    left = written(tmp_path, "a.md", "# Drugs\n\nText.\n\n## Dose\n\nDo not take aspirin.\n")
    right = written(tmp_path, "b.html", "<h2>Dose</h2><p>Take aspirin.</p>")

    lines = (
        "1 must be answered, 0 worth a look, 0 note\n"
        "\n"
        "# Dose\n"
        "must be answered: One says yes, the other no. About aspirin one passage says yes and the other no.\n"
        "    a.md: Do not take aspirin.\n"
        "    b.html: Take aspirin.\n"
    )
    assert run(left, right) == (1, lines)


def test_one_text_alone_with_its_notation_and_names(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Warfarin hydralazine 5.0 mg.\n")

    code, output = run(path)

    assert code == 0
    assert output.splitlines()[-5:] == [
        "Notation that is easily misread",
        "  a.txt: 5.0 mg → 5 mg  (A zero behind the point: 1.0 mg is read as 10 mg.)",
        "",
        "Names that are taken for each other",
        "  a.txt: hydralazine is taken for hydroxyzine when it is read quickly.",
    ]


def test_the_same_as_data(tmp_path: Path) -> None:
    left, right = (
        written(tmp_path, "a.html", "<p>Aspirin 300mg.</p>"),
        written(tmp_path, "b.html", "<p>Aspirin 75 mg.</p>"),
    )

    code, output = run(left, right, json=True)

    report = json.loads(output)
    (dose,) = [flag for flag in report["flags"] if flag["severity"] == "must-answer"]
    assert (code, dose["kind"]) == (1, "dose")
    assert [(passage["file"], passage["quote"]) for passage in dose["passages"]] == [
        (str(left), "Aspirin 300mg."),
        (str(right), "Aspirin 75 mg."),
    ]
    assert [(one["quote"], one["instead"]) for one in report["notation"]] == [("300mg", "300 mg")]


@pytest.mark.parametrize("count", [1, 3])
def test_wrong_usage_ends_with_two(tmp_path: Path, count: int) -> None:
    with pytest.raises(CommandError) as refused:
        run(*[tmp_path / "nothing.txt"] * count)

    assert refused.value.returncode == 2


@pytest.mark.shared_data
def test_what_the_two_seeds_disagree_about() -> None:
    seeds = Path(os.environ["SHARED_DATA"]) / "seeds"

    code, output = run(seeds / "clinician-answer.txt", seeds / "patient-guide.txt", json=True)

    report = json.loads(output)
    flags = [(flag["kind"], flag["why"]) for flag in report["flags"]]
    must = [flag["kind"] for flag in report["flags"] if flag["severity"] == "must-answer"]
    drugs = {why.split()[0] for kind, why in flags if kind == "drug"}
    assert (code, sorted(must)) == (1, ["advice", "warning"])
    assert ("advice", "One passage advises against opioid, the other offers it.") in flags
    assert ("precaution", "A precaution about heat stands in one place and not in the other.") in flags
    assert [why for kind, why in flags if kind == "within"] == [
        "About spinal cord the text says ≥ 6 weeks in one place and >12 weeks in another."
    ]
    assert [why for kind, why in flags if kind == "side"] == [
        "Side of the body: bilateral here, right lumbar sacral there.",
        "Side of the body: right lumbosacral plexopathy here, lumbosacral plexopathy there.",
    ]
    assert len(report["notation"]) == 7
    assert "contraindications" in " ".join(why for kind, why in flags if kind == "no-safety")
    named = {"nortriptyline", "desipramine", "diclofenac", "lidocaine", "amitriptyline", "duloxetine", "steroid"}
    assert named - drugs == set()
    assert {"gabapentin", "pregabalin", "naproxen", "ibuprofen"} & {
        word for _kind, why in flags for word in why.split()
    } == set()
