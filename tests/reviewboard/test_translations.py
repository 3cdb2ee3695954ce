"""The catalogues: whole, faithful in what is filled in, and compiled as they are written."""

from __future__ import annotations

import gettext
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.test import Client

from articles.publishing import wording
from reviewboard.environment import TRANSLATED
from tests.catalogue import FOLDER, Message, blanks, messages

LANGUAGES = [language for language in TRANSLATED if language != wording.SOURCE_LANGUAGE]


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def catalogue(language: str) -> list[Message]:
    return messages(language)


def named(found: list[Message]) -> list[str]:
    return [message.one for message in found]


def test_every_language_of_the_product_has_a_catalogue() -> None:
    assert [path.name for path in sorted(FOLDER.iterdir())] == sorted(LANGUAGES)
    assert [code for code, _name in settings.LANGUAGES] == list(TRANSLATED)


def test_s15_nothing_is_untranslated(catalogue: list[Message]) -> None:
    assert len(catalogue) > 4000
    assert named([message for message in catalogue if not all(message.said.values())]) == []


def test_s15_no_translation_is_a_guess(catalogue: list[Message]) -> None:
    assert named([message for message in catalogue if "fuzzy" in message.flags]) == []


def test_s15_a_page_in_each_language_has_all_of_its_words(language: str) -> None:
    assert wording.missing(language) == ()


def test_catalogue_knows_every_word_of_the_frame(catalogue: list[Message]) -> None:
    assert set(wording.frame_words()) - {message.one for message in catalogue} == set()


def test_translations_fill_in_the_same(catalogue: list[Message]) -> None:
    differing = [
        (message.one, said)
        for message in catalogue
        for number, said in message.said.items()
        if said and blanks(said) != blanks(message.many if number and message.many else message.one)
    ]

    assert differing == []


def test_plurals_have_both_forms(catalogue: list[Message]) -> None:
    plural = [message for message in catalogue if message.is_plural]

    assert len(plural) > 50
    assert named([message for message in plural if len({bool(said) for said in message.said.values()}) != 1]) == []
    assert named([message for message in plural if list(message.said) != [0, 1]]) == []


def test_translations_begin_and_end_as_the_source_does(catalogue: list[Message]) -> None:
    differing = [
        message.one
        for message in catalogue
        for said in message.said.values()
        if said and (said[:1].isspace(), said[-1:].isspace()) != (message.one[:1].isspace(), message.one[-1:].isspace())
    ]

    assert differing == []


def test_compiled_catalogue_says_what_the_written_one_says(language: str, catalogue: list[Message]) -> None:
    """A machine with Python alone has no gettext tools, so that the compiled file is kept too: `make messages` makes both."""
    compiled = gettext.translation("django", FOLDER, [language])

    assert [message.one for message in catalogue if _said(compiled, message) != _expected(message)] == []


@pytest.mark.django_db
def test_words_for_pages_of_accounts_are_said_in_place_of_allauths(client: Client) -> None:
    """Whose sentence it is that is said otherwise, and that the compiled file says it."""
    folder = Path("reviewboard/account_words")
    ours = messages("en", folder)
    compiled = gettext.translation("django", folder, ["en"])
    allauths = gettext.translation("django", Path(allauth.__file__).parent / "locale", ["de"])

    assert [message.one for message in ours if _said(compiled, message) != _expected(message)] == []
    assert [
        message.one for message in ours if not message.said[0] or blanks(message.said[0]) != blanks(message.one)
    ] == []
    assert [message.one for message in ours if allauths.gettext(message.one) == message.one] == []
    assert "A link by which you choose a new password" in client.get("/accounts/password/reset/").content.decode()


def _said(compiled: gettext.NullTranslations, message: Message) -> list[str]:
    if message.is_plural:
        return [compiled.ngettext(message.one, message.many, count) for count in (1, 2)]
    if message.context:
        return [compiled.pgettext(message.context, message.one)]
    return [compiled.gettext(message.one)]


def _expected(message: Message) -> list[str]:
    if message.is_plural:
        return [message.said[0] or message.one, message.said[1] or message.many]
    return [message.said[0] or message.one]
