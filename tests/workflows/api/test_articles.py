"""Articles by program: listed as at the desk, begun, changed, their contributors written again, nothing overwritten unseen."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions
from articles.manifest import DISCLOSURES
from articles.models import Article, Person, Topic, Version
from tests.workflows.api.programs import Program, problem, program_of, sentences
from workflows import actions as board_actions


@pytest.fixture
def program(draft: Article, editor: Person) -> Program:
    return program_of(editor)


def make(by: Person, title: str) -> Article:
    return actions.create_article(by=by, details=actions.Details(title=title, audiences=["patient"]))


def titles(response: Any) -> list[str]:
    return [row["title"] for row in response.json()["articles"]]


def test_article_is_told_as_the_desk_has_it(submitted_version: Version, draft: Article, program: Program) -> None:
    told = program.get(f"/articles/{draft.uuid}").json()

    draft.refresh_from_db()
    assert {name: told[name] for name in ("id", "title", "status", "version", "revision", "handling_editor")} == {
        "id": str(draft.uuid),
        "title": "Leg pain",
        "status": "submitted",
        "version": 1,
        "revision": draft.revision,
        "handling_editor": "Edith Editor",
    }
    assert (told["references"], told["population"]) == (["doe-2020"], ["adults"])
    assert told["desk"].endswith(f"/desk/articles/{draft.pk}/")


def test_list_is_narrowed_down_put_in_order_and_paged(program: Program, editor: Person, other_editor: Person) -> None:
    topic = Topic.objects.create(name="Joints", slug="joints")
    actions.move_to_topic(make(other_editor, "Gout"), by=editor, topic=topic)
    make(editor, "Gout in children")

    assert titles(program.get("/articles")) == ["Gout", "Gout in children", "Leg pain"]
    assert titles(program.get("/articles?q=gout&falling=true")) == ["Gout in children", "Gout"]
    assert titles(program.get("/articles?topic=joints")) == ["Gout"]
    assert titles(program.get("/articles?topic=nowhere")) == []
    assert titles(program.get("/articles?mine=true&status=draft")) == ["Gout in children", "Leg pain"]
    page = program.get("/articles?per_page=2&page=2").json()
    assert (page["count"], page["pages"], len(page["articles"]), page["next"]) == (3, 2, 1, None)
    assert page["previous"].endswith("/api/work/v1/articles?page=1&per_page=2")
    assert program.get("/articles?page=9").status_code == 404


def test_thirty_articles_cost_as_many_queries_as_one(program: Program, editor: Person) -> None:
    program.get("/articles")
    first = queries(program)
    for number in range(29):
        make(editor, f"Article {number}")

    assert queries(program) == first


def queries(program: Program) -> int:
    with CaptureQueriesContext(connection) as found:
        assert program.get("/articles?per_page=100").status_code == 200
    return len(found)


def test_article_is_begun_with_an_empty_text_for_each_audience(program: Program, editor: Person) -> None:
    sent = {"title": "Gout", "audiences": ["patient", "clinician"], "population": ["older-people"], "country": "gb"}

    response = program.post("/articles", sent)

    made = Article.objects.get(title="Gout")
    assert (response.status_code, response.json()["id"]) == (201, str(made.uuid))
    assert (made.handling_editor, made.country, made.population) == (editor, "GB", ["older-people"])
    assert sorted(made.texts.values_list("audience", flat=True)) == ["clinician", "patient"]


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"title": " ", "audiences": ["patient"]}, ("title", "Give the article a title.")),
        ({"title": "Gout", "audiences": []}, ("audiences", "Choose at least one audience.")),
        ({"title": "Gout", "audiences": ["patient"], "topic": "nowhere"}, ("topic", "There is no such topic.")),
    ],
)
def test_what_the_desk_refuses_is_refused_by_its_field(
    sent: dict[str, object], wrong: tuple[str, str], program: Program
) -> None:
    response = program.post("/articles", sent)

    assert (response.status_code, sentences(response)) == (422, [wrong])
    assert Article.objects.count() == 1


def test_details_are_saved_unless_somebody_changed_them_since(draft: Article, program: Program) -> None:
    sent = {"title": "Pain in the leg", "audiences": ["patient", "clinician"], "base_revision": draft.revision}

    saved = program.put(f"/articles/{draft.uuid}", sent)
    again = program.put(f"/articles/{draft.uuid}", {**sent, "title": "Sore legs"})

    assert (saved.status_code, saved.json()["title"], saved.json()["slug"]) == (200, "Pain in the leg", draft.slug)
    assert again.status_code == 422
    assert problem(again)["detail"].startswith("Somebody else changed the details")


def test_versions_and_tasks_are_listed(submitted_version: Version, draft: Article, program: Program) -> None:
    due_on = timezone.localdate() + datetime.timedelta(days=5)
    editor = draft.handling_editor
    board_actions.give_task(draft, by=editor, kind="illustrate", person=editor, due_on=due_on)

    (version,) = program.get(f"/articles/{draft.uuid}/versions").json()["versions"]
    (task,) = program.get(f"/articles/{draft.uuid}/tasks").json()["tasks"]

    assert (version["number"], version["status"], version["digest"]) == (1, "submitted", submitted_version.digest)
    assert (task["what"], task["person"], task["late"]) == ("Illustrate", "Edith Editor", False)


def test_contributors_are_written_whole_in_the_place_of_the_list_that_was_read(
    draft: Article, editor: Person, program: Program
) -> None:
    address = f"/articles/{draft.uuid}/contributors"
    read = program.get(address)
    rows = [*read.json()["contributors"], {"role": "illustrator", "name": "Ina Ink", "none_of": list(DISCLOSURES)}]

    written = program.put(address, {"contributors": rows}, If_Match=read["ETag"])
    late = program.put(address, {"contributors": []}, If_Match=read["ETag"])
    blind = program.put(address, {"contributors": []})

    assert [(row.person, row.name) for row in draft.contributors.all()] == [(editor, "Edith Editor"), (None, "Ina Ink")]
    assert (written.status_code, written["ETag"] == program.get(address)["ETag"]) == (200, True)
    assert (late.status_code, blind.status_code) == (412, 428)


def test_contributor_whom_the_desk_refuses_is_named_by_place(draft: Article, editor: Person, program: Program) -> None:
    twice = {"role": "author", "person": str(editor.uuid)}

    nobody = program.put(f"/articles/{draft.uuid}/contributors", {"contributors": [{"role": "author"}]}, If_Match="*")
    same = program.put(f"/articles/{draft.uuid}/contributors", {"contributors": [twice, twice]}, If_Match="*")

    assert sentences(nobody) == [("contributors/0/name", "Choose a person or type a name.")]
    assert sentences(same) == [("contributors", "The same person stands in the list twice with the same role.")]


def test_type_is_told_asked_for_set_and_left_as_it_is_where_nothing_is_said(draft: Article, program: Program) -> None:
    made = program.post("/articles", {"title": "Colchicine", "audiences": ["patient"], "type": "medicine"}).json()
    kept = {"title": "Colchicine tablets", "audiences": ["patient"], "base_revision": made["revision"]}
    saved = program.put(f"/articles/{made['id']}", kept).json()
    cleared = program.put(f"/articles/{made['id']}", {**kept, "type": "", "base_revision": saved["revision"]}).json()

    assert [told["type"] for told in (made, saved, cleared)] == ["medicine", "medicine", ""]
    program.put(f"/articles/{made['id']}", {**kept, "type": "medicine", "base_revision": cleared["revision"]})
    assert titles(program.get("/articles?type=medicine")) == ["Colchicine tablets"]
    assert titles(program.get("/articles?type=none")) == ["Leg pain"]
    assert program.post("/articles", {"title": "X", "audiences": ["patient"], "type": "post"}).status_code == 422
