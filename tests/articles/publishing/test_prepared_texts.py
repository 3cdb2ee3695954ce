"""Texts as their pages show them, kept: the same pages byte for byte, of our own rows alone, of this version and this code."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from django.utils.safestring import SafeString
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import owed
from articles.manifest import Manifest
from articles.models import Article, PreparedText, Publication
from articles.publishing import made_of, prepared_texts, preparing
from articles.publishing.bibliography import in_style
from articles.publishing.facts import PageFacts, ReferenceMark
from articles.publishing.gathering import last_shown
from articles.publishing.making import make, store
from articles.publishing.preparing import Prepared, prepare
from articles.publishing.releases import facts_for, releases_for
from articles.publishing.render import given_by, render, written_by
from articles.publishing.store import Release
from articles.publishing.together import Together
from articles.text.blocks import blocks


@pytest.fixture(autouse=True)
def own_store(settings: Settings, tmp_path: Path) -> None:
    settings.PAGE_STORE = tmp_path / "pages"


def made(article: Article) -> dict[str, Release]:
    """As for many articles at once, with what is kept."""
    together = Together(last_shown([article]))
    releases = together.releases(article.pk)
    together.keep()
    return releases


def rows() -> list[dict[str, Any]]:
    """All that is kept but for when."""
    names = ("version", "audience", "content", "made_with", "packed", "seal")
    found = PreparedText.objects.order_by("version", "audience").values(*names)
    return [{**row, "packed": bytes(row["packed"])} for row in found]


def forge(row: PreparedText) -> None:
    """Other words under our seal: whoever takes the row shows them."""
    text = Prepared.from_json(row.words)
    row.pack(dataclasses.replace(text, contents=(*text.contents, *text.contents)).to_json())
    row.save()


def forge_all() -> None:
    for row in PreparedText.objects.all():
        forge(row)


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_a_text_comes_out_of_json_as_it_went_in(manifest: Manifest, facts: PageFacts, audience: str) -> None:
    works = written_by(in_style, manifest, facts).works
    text = prepare(manifest, given_by(facts), audience, works)

    again = Prepared.from_json(text.to_json())

    assert again == text
    assert render(manifest, facts, audience, prepared=again) == render(manifest, facts, audience)


@pytest.mark.django_db
def test_pages_of_what_is_kept_are_those_that_are_made_anew(publication: Publication) -> None:
    anew = releases_for(publication.article)
    first = made(publication.article)
    kept = rows()

    second = made(publication.article)

    assert (first, second) == (anew, anew)
    assert [row["audience"] for row in kept] == ["clinician", "patient"]
    assert rows() == kept


@pytest.mark.django_db
def test_what_is_kept_is_taken(publication: Publication) -> None:
    before = made(publication.article)
    forge_all()

    after = made(publication.article)

    assert after != before
    assert releases_for(publication.article) == before


@pytest.mark.django_db
def test_the_proof_compares_a_kept_text_with_what_was_signed(publication: Publication) -> None:
    make([publication.article_id])
    before = store().current("leg-pain")
    for row in PreparedText.objects.all():
        text = Prepared.from_json(row.words)
        body = SafeString(text.body.replace("6\u00a0weeks", "8\u00a0weeks"))
        row.pack(dataclasses.replace(text, body=body).to_json())
        row.save()

    result = make([publication.article_id])

    assert [one.slug for one in result.unmade] == ["leg-pain"]
    assert store().current("leg-pain") == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        {"seal": ""},
        {"seal": "0" * 64},
        {"content": "0" * 64},
        {"made_with": "0" * 64},
        {"packed": b"not what we wrote"},
    ],
)
def test_a_row_that_somebody_changed_is_not_taken_and_is_made_good(
    changed: dict[str, Any], publication: Publication
) -> None:
    before = made(publication.article)
    kept = rows()
    PreparedText.objects.update(**changed)

    after = made(publication.article)

    assert (after, rows()) == (before, kept)


@pytest.mark.django_db
def test_a_row_of_another_text_is_not_taken(publication: Publication) -> None:
    before = made(publication.article)
    kept = rows()
    other = PreparedText.objects.get(audience="clinician")
    words = {"content": other.content, "packed": other.packed, "seal": other.seal}
    PreparedText.objects.filter(audience="patient").update(**words)

    after = made(publication.article)

    assert (after, rows()) == (before, kept)


@pytest.mark.django_db
def test_another_secret_key_takes_nothing_of_before(publication: Publication, settings: Settings) -> None:
    before = made(publication.article)
    forge_all()
    settings.SECRET_KEY = "another" * 8

    assert made(publication.article) == before


@pytest.mark.django_db
def test_every_row_may_be_deleted(publication: Publication) -> None:
    before = made(publication.article)
    kept = rows()
    PreparedText.objects.all().delete()

    after = made(publication.article)

    assert (after, rows()) == (before, kept)


@pytest.mark.django_db
def test_one_text_of_a_version_may_be_missing(publication: Publication) -> None:
    before = made(publication.article)
    kept = rows()
    PreparedText.objects.filter(audience="patient").delete()

    after = made(publication.article)

    assert (after, rows()) == (before, kept)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        {"slug": "leg-pain-2"},
        {"audiences": ("patient",)},
        {"hidden_blocks": ("0123456789ab",)},
        {"reference_marks": (ReferenceMark("doe-2020", "retracted"),)},
        {"last_reviewed": datetime.date(2020, 1, 1)},
    ],
)
def test_other_facts_are_another_text(changed: dict[str, Any], publication: Publication) -> None:
    facts = facts_for(publication)
    before = prepared_texts.source(publication.version, facts)

    after = prepared_texts.source(publication.version, dataclasses.replace(facts, **changed))

    assert before.contents["patient"] != after.contents["patient"]


@pytest.mark.django_db
def test_another_style_of_references_is_another_text(publication: Publication) -> None:
    facts = facts_for(publication)
    publisher = dataclasses.replace(facts.publisher, reference_style="apa")

    sources = [
        prepared_texts.source(publication.version, one)
        for one in (facts, dataclasses.replace(facts, publisher=publisher))
    ]

    assert sources[0].contents != sources[1].contents


@pytest.mark.django_db
def test_another_manifest_under_the_same_fingerprint_is_another_text(publication: Publication) -> None:
    facts, version = facts_for(publication), publication.version
    before = prepared_texts.source(version, facts)
    version.manifest = version.manifest.replace("6 weeks", "8 weeks")

    assert prepared_texts.source(version, facts).contents != before.contents


@pytest.mark.django_db
def test_facts_of_the_frame_alone_leave_the_text_as_it_is(publication: Publication) -> None:
    facts = facts_for(publication)
    frame = dataclasses.replace(facts, build="another", overdue="overdue", sample=True)

    assert prepared_texts.source(publication.version, frame) == prepared_texts.source(publication.version, facts)


@pytest.mark.django_db
def test_a_passage_that_is_hidden_later_is_not_shown_from_what_was_kept(publication: Publication) -> None:
    made(publication.article)
    facts = facts_for(publication)
    body = publication.version.content.texts["patient"].body
    key = next(block.key for block in blocks(body) if "6 weeks" in block.text)
    changed = dataclasses.replace(facts, hidden_blocks=(key,))

    wanted = prepared_texts.source(publication.version, changed)

    assert prepared_texts.kept([wanted]) == {publication.version_id: {}}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_what_is_kept_is_read_in_one_query(
    count: int, publication: Publication, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made(publication.article)
    wanted = prepared_texts.source(publication.version, facts_for(publication))
    others = [dataclasses.replace(wanted, version=wanted.version + number) for number in range(count)]

    with django_assert_num_queries(1):
        found = prepared_texts.kept(others)

    assert sorted(found[publication.version_id]) == ["clinician", "patient"]


@pytest.mark.django_db
def test_what_could_not_be_shown_is_not_kept(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "without_hidden", lambda text, hidden: text.replace("</p>", " Twice.</p>", 1))

    result = make([publication.article_id])

    assert ([one.slug for one in result.unmade], PreparedText.objects.count()) == (["leg-pain"], 0)


@pytest.mark.django_db
def test_texts_of_another_release_are_forgotten_after_a_month(publication: Publication) -> None:
    made(publication.article)
    PreparedText.objects.filter(audience="patient").update(made_with="0" * 64)
    month = timezone.now() + prepared_texts.KEPT_AFTER_ANOTHER

    assert owed.sweep("prepared_over") == 0
    with time_machine.travel(month + datetime.timedelta(minutes=1), tick=False):
        assert [owed.sweep("prepared_over") for _time in range(2)] == [1, 0]

    assert [row["audience"] for row in rows()] == ["clinician"]


@pytest.mark.django_db
def test_texts_of_a_version_that_was_replaced_are_forgotten_after_a_month(next_publication: Publication) -> None:
    for publication in Publication.objects.filter(article=next_publication.article):
        source = prepared_texts.source(publication.version, facts_for(publication))
        works = written_by(in_style, publication.version.content, facts_for(publication)).works
        given = given_by(facts_for(publication))
        text = prepare(publication.version.content, given, "patient", works)
        prepared_texts.keep([(source, {"patient": text})])
    month = timezone.now() + prepared_texts.KEPT_AFTER_ANOTHER

    with time_machine.travel(month + datetime.timedelta(minutes=1), tick=False):
        owed.sweep("prepared_over")

    assert [row["version"] for row in rows()] == [next_publication.version_id]


def test_the_key_changes_with_every_file_that_makes_a_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = made_of.made_with("en")
    changed = tmp_path / "passages.py"
    changed.write_text("# other code\n")
    code = tuple(changed if path.name == "passages.py" else path for path in made_of.code())
    monkeypatch.setattr(made_of, "code", lambda: code)

    assert made_of.made_with.__wrapped__("en") != before


def test_the_key_changes_with_the_templates_of_the_list(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = made_of.made_with("en")
    changed = tmp_path / "_reference.html"
    changed.write_text("other")
    files = tuple(changed if path.name == "_reference.html" else path for path in made_of.templates())
    monkeypatch.setattr(made_of, "templates", lambda: files)

    assert made_of.made_with.__wrapped__("en") != before


def test_each_language_has_a_key_of_its_own() -> None:
    assert len({made_of.made_with(language) for language in ("en", "de", "fr")}) == 3
