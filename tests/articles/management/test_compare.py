"""`compare A B` from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles import actions
from articles.models import Article, Person, Version


def run(old: object, new: object, **options: Any) -> tuple[int, str]:
    output = io.StringIO()
    try:
        call_command("compare", str(old), str(new), stdout=output, **options)
    except SystemExit as ended:
        return int(ended.code or 0), output.getvalue()
    return 0, output.getvalue()


def written(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    path.write_text(words)
    return path


def test_no_difference_ends_with_zero(tmp_path: Path) -> None:
    old, new = written(tmp_path, "a.html", "<p>5 mg</p>"), written(tmp_path, "b.html", "<p>5\u00a0mg</p>\n")

    assert run(old, new) == (0, "No difference.\n")


def test_differences_are_listed_and_end_with_one(tmp_path: Path) -> None:
    old = written(tmp_path, "a.html", "<p>Take 0.5 mg.</p><p>Do <b>not</b> drive.</p>")
    new = written(tmp_path, "b.html", "<p>Take 5 mg.</p><p>Do not drive.</p>")

    lines = (
        "~ Take [-0.5 mg-]{+5 mg+}.\n"
        "    Number changed: 0.5 mg → 5 mg, ten times\n"
        "~ Do not drive.\n"
        "    Emphasis lost (bold): not\n"
        "Minor: no\n"
        "  Number changed: 0.5 mg → 5 mg, ten times\n"
        "  Emphasis lost (bold): not\n"
    )
    assert run(old, new) == (1, lines)


def test_the_same_list_as_data(tmp_path: Path) -> None:
    old, new = written(tmp_path, "a.md", "Rest at home.\n"), written(tmp_path, "b.md", "Rest in bed.\n")

    code, output = run(old, new, json=True)

    report = json.loads(output)
    assert (code, report["minor"], report["reasons"]) == (1, True, [])
    assert [change["kind"] for change in report["changes"]] == ["changed"]


@pytest.mark.parametrize("wrong", ["missing.html", "no-article@v1", "x@y1"])
@pytest.mark.django_db
def test_what_does_not_exist_is_wrong_usage(wrong: str, tmp_path: Path) -> None:
    there = written(tmp_path, "a.html", "<p>a</p>")

    with pytest.raises(CommandError) as refused:
        run(there, wrong)

    assert refused.value.returncode == 2


def test_two_revisions_of_one_text(draft: Article, editor: Person) -> None:
    text = draft.texts.get(audience="patient")
    for body in ("<p>Take 5 mg.</p>", "<p>Take 10 mg.</p>"):
        text = actions.save_text(text, by=editor, summary="", body=body, description="", base_revision=text.revision)

    code, output = run(f"{draft.slug}@r{text.revision - 1}", f"{draft.slug}@r{text.revision}", audience="patient")

    assert (code, output.splitlines()[0]) == (1, "~ Take [-5 mg-]{+10 mg+}.")


def test_a_version_and_the_revision_that_it_froze_are_the_same(submitted_version: Version) -> None:
    slug = submitted_version.article.slug

    assert run(f"{slug}@v1", f"{slug}@r{submitted_version.revision}") == (0, "No difference.\n")


def test_a_revision_that_is_yet_to_come_is_wrong_usage(draft: Article) -> None:
    with pytest.raises(CommandError) as refused:
        run(f"{draft.slug}@r{draft.revision}", f"{draft.slug}@r{draft.revision + 1}")

    assert refused.value.returncode == 2
