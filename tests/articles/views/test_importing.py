"""Importing in two steps: what was found is shown, and saved only when the person says so."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from articles.models import Article, Person, ProposedCitation, Text

IMPORT = "/desk/articles/import/"
SOURCE = """# Leg pain

## What helps

Walking helps most people 1.

- Rest
- Heat 1

## References

1. Guideline. Walking for leg pain. Journal of Legs, 2020.
"""
UNNUMBERED = (
    "# Leg pain\n\n## What helps\n\nWalking helps (source: AAN).\n\n## References\n\nGuideline: Walking. Legs, 2020.\n"
)


def upload(data: bytes, name: str = "leg.md") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def read(client: Client, **values: Any) -> Any:
    return client.post(IMPORT, {"audience": "patient", "step": "read", **values})


def save(client: Client, url: str = IMPORT, **values: Any) -> Any:
    return client.post(url, {"audience": "patient", "step": "save", **values})


def test_reading_shows_what_was_found_and_stores_nothing(at_desk: Client) -> None:
    response = read(at_desk, file=upload(SOURCE.encode()))

    assert response.status_code == 200
    assert response.context["title"] == "Leg pain"
    assert "<h2>What helps</h2>" in response.content.decode()
    assert "Nothing is saved yet." in response.content.decode()
    assert Article.objects.count() == 0


def test_the_source_travels_with_the_page_and_not_in_the_server(at_desk: Client) -> None:
    response = read(at_desk, file=upload(SOURCE.encode()))

    assert response.context["values"]["source"] == SOURCE
    assert response.context["values"]["filename"] == "leg.md"


def test_saving_makes_a_draft_of_what_was_shown(at_desk: Client, editor: Person) -> None:
    shown = read(at_desk, source=SOURCE).context["imported"]

    response = save(at_desk, source=SOURCE, filename="leg.md")

    article = Article.objects.get()
    assert (article.title, article.audiences, article.handling_editor) == ("Leg pain", ["patient"], editor)
    assert article.history.latest("revision").history_change_reason == "imported from leg.md"
    assert article.texts.get().body.count("<li>") == shown.body.count("<li>")
    assert response.status_code == 302


def test_what_cannot_be_bound_leads_to_the_citations_page(at_desk: Client) -> None:
    response = save(at_desk, source=UNNUMBERED)

    article = Article.objects.get()
    assert response["Location"] == reverse("desk:article_citations", args=[article.pk])
    assert [(row.label, row.confirmed_at) for row in ProposedCitation.objects.all()] == [("aan", None)]


def test_a_text_without_a_title_asks_for_one(at_desk: Client) -> None:
    untitled = "Walking helps most people with leg pain, and so does heat.\n\nRest does not help.\n"

    refused = save(at_desk, source=untitled, title="")
    saved = save(at_desk, source=untitled, title="Leg pain")

    assert refused.status_code == 422
    assert refused.context["form"].errors == {"title": ["The text has no title. Type one."]}
    assert refused.context["values"]["source"] == untitled
    assert saved.status_code == 302
    assert Article.objects.get().title == "Leg pain"


def test_back_to_the_source_loses_nothing(at_desk: Client) -> None:
    response = at_desk.post(IMPORT, {"audience": "student", "step": "change", "source": SOURCE, "title": "Mine"})

    form = response.context["form"]
    assert response.status_code == 200
    assert (form["source"].value(), form["audience"].value(), form["title"].value()) == (SOURCE, "student", "Mine")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b" \n\t\n", "This file is empty."),
        (b"%PDF-1.7\n", "This is a PDF file. Please save it as plain text or Markdown."),
        (
            "Боль в ноге проходит сама, если больше ходить.".encode("cp1251"),
            "This file is not in UTF-8, and its encoding cannot be told safely. Please save it as UTF-8.",
        ),
        (b"# Leg\n\nPain\n\n<script>alert(1)</script>\n", "The text contains a script (line 5)."),
        (b"a" * (5 * 1024 * 1024 + 1), "This file is larger than 5 MB. Please split it or remove what is not text."),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence_and_stores_nothing(at_desk: Client, data: bytes, sentence: str) -> None:
    response = read(at_desk, file=upload(data))

    errors = response.context["form"].errors
    assert response.status_code == 422
    assert list(errors) == ["file"]
    assert errors["file"][0].startswith(sentence)
    assert Article.objects.count() == 0


def test_a_script_is_refused_when_it_is_only_posted_to_save(at_desk: Client) -> None:
    response = save(at_desk, source="# Leg\n\nPain\n\n<script>alert(1)</script>\n")

    assert list(response.context["form"].errors) == ["source"]
    assert Article.objects.count() == 0


def test_a_file_of_fifty_megabytes_is_not_kept(at_desk: Client, settings: Settings) -> None:
    settings.FILE_UPLOAD_HANDLERS = [
        "articles.views.uploads.SkipLargeFiles",
        "tests.articles.views.test_importing.NothingComesHere",
    ]

    response = read(at_desk, file=upload(b"a" * 50 * 1024 * 1024))

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "file": ["This file is larger than 5 MB. Please split it or remove what is not text."]
    }


def test_nothing_chosen_and_nothing_pasted_is_refused(at_desk: Client) -> None:
    response = at_desk.post(IMPORT, {"step": "read"})

    assert response.context["form"].errors == {
        "audience": ["Choose whom the text is written for."],
        "file": ["Choose a file, or paste the text below it."],
    }


def test_of_file_and_pasted_text_neither_is_called_optional(at_desk: Client) -> None:
    html = at_desk.get(IMPORT).content.decode()

    labels = re.findall(r'<label class="nhsuk-label" for="(id_\w+)">(.*?)</label>', html, re.DOTALL)
    assert [name for name, label in labels if "(optional)" in label] == ["id_title", "id_type"]
    assert "one of them is needed" in html


def test_with_both_the_file_is_read(at_desk: Client) -> None:
    response = read(at_desk, file=upload(SOURCE.encode()), source="# Arm pain\n\nRest.\n")

    assert response.context["title"] == "Leg pain"


def test_an_import_into_an_article_adds_the_audience(at_desk: Client, draft: Article) -> None:
    response = save(at_desk, f"{IMPORT}?article={draft.pk}", audience="student", source=SOURCE)

    draft.refresh_from_db()
    assert response.status_code == 302
    assert draft.audiences == ["patient", "student", "clinician"]
    assert Article.objects.count() == 1


def test_a_text_that_is_there_is_replaced_only_on_purpose(at_desk: Client, draft: Article) -> None:
    before = draft.texts.get(audience="patient").body
    into = f"{IMPORT}?article={draft.pk}"

    refused = save(at_desk, into, source=SOURCE)
    untouched = Text.objects.get(article=draft, audience="patient").body
    saved = save(at_desk, into, source=SOURCE, replace="on")

    assert refused.status_code == 422
    assert str(refused.context["refusal"]).startswith(
        "The article has a text for “Patients, families and carers” already."
    )
    assert untouched == before
    assert saved.status_code == 302
    assert Text.objects.get(article=draft, audience="patient").body != before


class NothingComesHere(FileUploadHandler):
    """Fails when it is given a file."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise AssertionError

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        raise AssertionError

    def file_complete(self, file_size: int) -> None:
        raise AssertionError


TYPED = "---\ntype: {}\n---\n# Leg pain\n\nWalk.\n"


@pytest.mark.parametrize(
    ("stated", "chosen", "becomes"),
    [("medicine", "", "medicine"), ("medicine", "test", "test"), ("post", "", ""), ("", "condition", "condition")],
)
def test_a_new_article_is_of_the_type_that_was_chosen_or_that_its_text_states(
    stated: str, chosen: str, becomes: str, at_desk: Client
) -> None:
    preview = read(at_desk, source=TYPED.format(stated), type=chosen)
    shown = re.findall(r'name="type" value="([^"]*)"', preview.content.decode())
    save(at_desk, source=TYPED.format(stated), type=shown[0])

    assert shown == [becomes]
    assert Article.objects.get().type == becomes


def test_a_type_that_is_none_is_refused_at_its_field(at_desk: Client) -> None:
    response = read(at_desk, source=SOURCE, type="poem")

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["type"])
    assert Article.objects.count() == 0


def test_an_article_keeps_its_type_when_another_text_of_it_is_imported(at_desk: Client, draft: Article) -> None:
    Article.objects.filter(pk=draft.pk).update(type="condition")

    save(at_desk, f"{IMPORT}?article={draft.pk}", source=TYPED.format("medicine"), audience="student")

    draft.refresh_from_db()
    assert (draft.type, draft.texts.filter(audience="student").count()) == ("condition", 1)
