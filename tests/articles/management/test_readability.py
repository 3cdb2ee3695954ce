"""`readability` from the command line: files, standard input, JSON lines."""

from __future__ import annotations

import io
import json
import os
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.text.readability import Score, score_of_plain
from tests.tiers import ROOT

EASY = "Rest your leg today. You can walk a little. Call us if it hurts more."
HARD = "Radiculopathy is attributable to compression by herniated material. Analgesia was inadequate in 0.73 of participants."
KEYS = ["id", "difficulty", "smog", "flesch_kincaid", "dale_chall", "sentences", "words"]


def run(*files: Path, **options: Any) -> tuple[int, str, str]:
    output, errors = io.StringIO(), io.StringIO()
    try:
        call_command("readability", *map(str, files), stdout=output, stderr=errors, **options)
    except SystemExit as ended:
        return int(ended.code or 0), output.getvalue(), errors.getvalue()
    return 0, output.getvalue(), errors.getvalue()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    def give(words: str | bytes) -> None:
        raw = words if isinstance(words, bytes) else words.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))

    return give


def written(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    path.write_text(words)
    return path


def lines(*rows: object) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def test_a_file_is_told_in_words(tmp_path: Path) -> None:
    path = written(tmp_path, "a.html", f"<h2>What to do</h2><p>{EASY}</p><table><tr><td>Left out</td></tr></table>")

    code, output, _errors = run(path, audience="patient")

    assert code == 0
    scores = "Flesch-Kincaid -0.7, Flesch ease 108, Dale-Chall 0.2, Fog 1.8, Coleman-Liau -2.8, ARI -3.5"
    assert output.splitlines() == [
        f"{path}: Very easy, difficulty 5 of 100, SMOG 3.1",
        f"  {scores}; 18 words in 4 sentences; rules 1.1",
        "  Reading time: Patients, families and carers 1 min, Students 1 min, Health professionals 1 min",
        "  SMOG 3.1 reaches the target of 10.",
        "  What to do: Very easy, difficulty 5, SMOG 3.1",
        "    5  Call us if it hurts more.",
        "    4  You can walk a little.",
    ]


def test_files_are_told_as_data(tmp_path: Path) -> None:
    paths = [written(tmp_path, "a.md", f"# Title\n\n## Pain\n\n{HARD}\n"), written(tmp_path, "b.txt", EASY)]

    code, output, _errors = run(*paths, json=True)

    first, second = json.loads(output)
    assert code == 0
    assert (first["file"], first["level"], first["sentences"], first["words"]) == (str(paths[0]), "Very hard", 3, 16)
    assert first["difficulty"] > second["difficulty"]
    assert [part["title"] for part in first["sections"]] == ["Pain"]
    assert first["minutes"] == {"patient": 1, "student": 1, "clinician": 1}
    assert first["hardest"][0]["text"] == HARD.split(". ")[0] + "."


def test_a_text_without_a_score_says_why_and_ends_with_one(tmp_path: Path) -> None:
    path = written(tmp_path, "a.html", "<table><tr><td>Only a table with some words</td></tr></table>")

    code, output, _errors = run(path)

    assert (code, output) == (
        1,
        f"{path}: Too short to score: there are no words outside tables, captions and references.\n",
    )


def test_a_reason_is_data_too(tmp_path: Path) -> None:
    code, output, _errors = run(written(tmp_path, "a.txt", "Word"), json=True)

    (report,) = json.loads(output)
    assert (code, report["scored"], report["smog"]) == (1, False, None)
    assert report["reason"] == "Too short to score: there are fewer than five words."


def test_standard_input_is_read_where_no_file_is_named(typed: Any) -> None:
    typed(EASY)

    code, output, _errors = run()

    assert (code, output.splitlines()[0]) == (0, "-: Very easy, difficulty 5 of 100, SMOG 3.1")


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_what_is_no_file_is_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError) as refused:
        run(tmp_path / name)

    assert refused.value.returncode == 2


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"too long|larger than 5 MB"):
        run(written(tmp_path, "a.html", f"<p>{'word ' * 500_000}</p>"))


@pytest.mark.parametrize("option", ["json", "audience"])
def test_json_lines_go_with_nothing_else(option: str) -> None:
    with pytest.raises(CommandError, match="--jsonl goes with no file and no other option"):
        run(jsonl=True, **{option: "patient" if option == "audience" else True})


def test_json_lines_have_exactly_their_keys(typed: Any) -> None:
    typed(lines({"id": "a", "text": EASY}, {"id": 7, "text": HARD, "other": 1}))

    code, output, errors = run(jsonl=True)

    first, second = map(json.loads, output.splitlines())
    expected = score_of_plain(HARD)
    assert isinstance(expected, Score)
    assert (code, errors) == (0, "")
    assert ([*first], [*second]) == (KEYS, KEYS)
    assert (first["id"], first["sentences"], first["words"]) == ("a", 3, 15)
    assert second == {
        "id": 7,
        "difficulty": round(expected.difficulty, 3),
        "smog": round(expected.smog, 3),
        "flesch_kincaid": round(expected.flesch_kincaid, 3),
        "dale_chall": round(expected.dale_chall, 3),
        "sentences": 2,
        "words": 15,
    }


def test_a_line_that_is_too_short_has_nulls(typed: Any) -> None:
    typed(lines({"id": "a", "text": "Word"}))

    code, output, _errors = run(jsonl=True)

    assert code == 0
    assert json.loads(output) == dict.fromkeys(KEYS) | {"id": "a", "sentences": 1, "words": 1}


def test_a_line_that_cannot_be_read_is_named_and_the_others_are_scored(typed: Any) -> None:
    typed(
        f"nonsense\n\n{lines({'id': 1})}[1]\n{lines({'id': 2, 'text': 3}, {'id': 'b', 'text': EASY})}".encode()
        + b"\xff\n"
    )

    code, output, errors = run(jsonl=True)

    assert (code, [json.loads(line)["id"] for line in output.splitlines()]) == (1, ["b"])
    assert [line.partition(":")[0] for line in errors.splitlines()] == [f"Line {number}" for number in (1, 3, 4, 5, 7)]


@pytest.mark.slow
def test_a_line_is_answered_before_the_next_one_is_there(tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3"}
    command = [sys.executable, str(ROOT / "manage.py"), "readability", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=ROOT) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write(lines({"id": "a", "text": EASY}).encode())
        child.stdin.flush()

        answered, _, _ = select.select([child.stdout], [], [], 60)

        assert answered == [child.stdout]
        assert json.loads(child.stdout.readline())["id"] == "a"
        child.stdin.close()
        assert child.wait(timeout=60) == 0
    assert not (tmp_path / "none.sqlite3").exists()
