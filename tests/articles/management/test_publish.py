"""`publish` on the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from articles.models import Delivery, PreparedText, Publication, Version
from articles.publishing import pages, preparing
from articles.publishing.runs import journal


@pytest.fixture(autouse=True)
def own_store(settings: Settings, tmp_path: Path) -> None:
    settings.PAGE_STORE = tmp_path / "pages"


def publish(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("publish", "--processes", "1", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def told(*arguments: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(publish("--json", *arguments)[1])
    del found["seconds"]
    return found


def test_all_pages_are_written(publication: Publication) -> None:
    found = told("--all")

    assert found == {"articles": 1, "pages": 2, "already": 0, "unmade": []}
    assert pages.differences() == ()
    assert list(pages.due()) == []


def test_one_article_is_written_by_its_slug(publication: Publication) -> None:
    code, out, err = publish("leg-pain", "leg-pain")

    assert (code, out.startswith("2 pages of 1 articles in "), err) == (0, True, "")
    assert pages.store().slugs() == ("leg-pain",)


def test_without_a_name_what_is_due_is_written(publication: Publication) -> None:
    code, out, err = publish()

    assert (code, out, err) == (0, "", "")
    assert list(pages.due()) == []
    assert pages.store().slugs() == ("leg-pain",)


def test_all_anew_writes_what_is_lost(publication: Publication) -> None:
    publish("--all")
    (pages.store().live / "leg-pain" / "patient.html.gz").unlink()

    publish("--all")

    assert (pages.store().live / "leg-pain" / "patient.html.gz").exists()


def test_what_cannot_be_made_is_named(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    publish("--all")
    before = pages.store().current("leg-pain")
    PreparedText.objects.all().delete()
    monkeypatch.setattr(preparing, "without_hidden", lambda text, hidden: text.replace("</p>", " Twice.</p>", 1))

    code, out, err = publish("--all")

    assert (code, out[:25]) == (1, "0 pages of 1 articles in ")
    assert err == "leg-pain: its pages could not be made; those before stay\n"
    assert pages.store().current("leg-pain") == before
    assert Delivery.objects.filter(kind="page_not_made").exists()


def test_a_name_that_was_never_published_is_refused(approved_version: Version) -> None:
    with pytest.raises(CommandError, match="Never published: leg-pain, nobody"):
        publish("leg-pain", "nobody")


def test_names_and_all_together_are_refused() -> None:
    with pytest.raises(CommandError, match="not both"):
        publish("--all", "leg-pain")


@pytest.mark.django_db
def test_no_process_is_refused() -> None:
    with pytest.raises(CommandError, match="At least one process"):
        call_command("publish", "--processes", "0")


def test_a_second_run_on_the_same_host_is_refused(publication: Publication) -> None:
    with journal().held(), pytest.raises(CommandError, match="Another process"):
        publish("--all")
