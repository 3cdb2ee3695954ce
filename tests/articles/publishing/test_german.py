"""S15: the page of an article in German is German all around its words, and its words are as they were signed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format
from lxml import html

from articles.models import Publication
from articles.publishing import pages, wording
from articles.publishing.checking import NotRenderable
from articles.publishing.releases import facts_for
from articles.publishing.render import render

# Family names of the people of the tests.
SHARED = frozenset({"Chair", "Editor", "Pharmacist"})
ADDRESSES = (
    "/articles/{slug}/{audience}/",
    "/articles/{slug}/{audience}/report/",
    "/articles/{slug}/versions/",
    "/articles/{slug}/{audience}/card/",
)


@pytest.fixture
def slug(german_publication: Publication) -> str:
    return german_publication.article.slug


def words_of(page: str) -> str:
    """What a reader sees or hears, without names and works."""
    tree = html.document_fromstring(page)
    for gone in tree.xpath("//script | //style | //code | //head"):
        gone.drop_tree()
    heard = [value for node in tree.iter() for name in ("aria-label", "alt", "title") if (value := node.get(name))]
    return " ".join(" ".join([tree.text_content(), *heard]).split())


def english_in(page: str) -> list[str]:
    """Words of the English frame that stand on a page."""
    said = words_of(page).replace("The Review Board", "")
    with translation.override("de"):
        differing = [word for word in wording.frame_words() if translation.gettext(word) != word and "%" not in word]
    return [word for word in differing if word not in SHARED and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said)]


@pytest.mark.parametrize("audience", ["patient", "clinician"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_s15_no_word_of_the_frame_is_english(client: Client, slug: str, address: str, audience: str) -> None:
    response = client.get(address.format(slug=slug, audience=audience), HTTP_ACCEPT_LANGUAGE="en")

    page = response.content.decode()
    assert (response.status_code, '<html lang="de">' in page) == (200, True)
    assert english_in(page) == []


def test_s15_page_says_in_german_what_the_english_one_says(
    client: Client, german_publication: Publication, slug: str
) -> None:
    page = words_of(client.get(f"/articles/{slug}/patient/").content.decode())
    today = timezone.localdate()

    with translation.override("de"):
        day = date_format(today, "DATE_FORMAT")
    assert re.fullmatch(r"\d{1,2}\. [^\W\d]+ \d{4}", day)
    for words in (
        "Geschrieben für: Patientinnen und Patienten, Angehörige und Pflegende",
        f"Am {day} vom Medical Advisory Board geprüft und zur Veröffentlichung freigegeben.",
        "Rufen Sie im Notfall die 999 an.",
        "Notfall",
        "Ärztlich abklären lassen",
        "Dies sind allgemeine Informationen, keine Entscheidung über Ihre Behandlung.",
    ):
        assert words in page


def test_s12_words_and_numbers_of_the_text_are_as_they_were_signed(client: Client, slug: str) -> None:
    patient = words_of(client.get(f"/articles/{slug}/patient/").content.decode())
    clinician = words_of(client.get(f"/articles/{slug}/clinician/").content.decode())

    assert "Trinken Sie über den Tag verteilt 1,5" in patient
    assert "Magnesium 300\xa0mg einmal täglich" in client.get(f"/articles/{slug}/clinician/").content.decode()
    assert "Chinin nur nach Abwägung: Arrhythmien." in clinician


def test_s15_english_site_names_its_publisher_in_a_german_page(client: Client, slug: str) -> None:
    page = words_of(client.get(f"/articles/{slug}/patient/").content.decode())

    assert "Herausgegeben von The Review Board." in page


def test_s15_a_language_without_a_catalogue_is_not_published(german_publication: Publication) -> None:
    manifest = replace(german_publication.version.content, language="ar")

    with pytest.raises(NotRenderable, match="Words of the page are missing in “ar”"):
        render(manifest, facts_for(german_publication), "patient")


def test_s15_stored_pages_of_both_languages_agree_with_what_was_signed(
    german_publication: Publication, publication: Publication
) -> None:
    pages.apply(pages.REBUILD)

    assert pages.differences() == ()
