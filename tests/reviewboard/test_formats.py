"""Dates as each language of the product writes them."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from articles import actions
from articles.actions import MessageChoices
from articles.models import Article, Person
from reviewboard.environment import TRANSLATED
from reviewboard.formats.de import formats as german
from reviewboard.formats.en import formats as english

MOMENT = datetime.datetime(2026, 3, 5, 8, 7, 6, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("name", "in_english", "in_german"),
    [
        ("DATE_FORMAT", "5 March 2026", "5. März 2026"),
        ("SHORT_DATE_FORMAT", "5 Mar 2026", "5. Mär 2026"),
        ("YEAR_MONTH_FORMAT", "March 2026", "März 2026"),
        ("MONTH_DAY_FORMAT", "5 March", "5. März"),
        ("WEEKDAY_FORMAT", "Thursday, 5 March", "Donnerstag, 5. März"),
        ("TIME_FORMAT", "08:07", "08:07"),
        ("DATETIME_FORMAT", "5 March 2026, 08:07", "5. März 2026, 08:07"),
        ("SHORT_DATETIME_FORMAT", "5 Mar 2026, 08:07", "5. Mär 2026, 08:07"),
        ("DATETIME_ZONE_FORMAT", "5 March 2026, 08:07 UTC", "5. März 2026, 08:07 UTC"),
        ("SECONDS_FORMAT", "5 March 2026, 08:07:06", "5. März 2026, 08:07:06"),
        ("SECONDS_ZONE_FORMAT", "5 March 2026, 08:07:06 UTC", "5. März 2026, 08:07:06 UTC"),
    ],
)
def test_every_format_is_that_of_its_language(name: str, in_english: str, in_german: str) -> None:
    told = []
    for language in ("en", "de"):
        with translation.override(language):
            told.append(date_format(MOMENT, name))

    assert told == [in_english, in_german]


def test_every_language_has_every_format() -> None:
    names = [{name for name in vars(module) if name.endswith("_FORMAT")} for module in (english, german)]

    assert set(dict(TRANSLATED)) == {"en", "de"}
    assert names[0] == names[1]


def test_desk_in_german_writes_german_dates(client: Client, editor: Person, draft: Article) -> None:
    actions.choose_messages(editor, by=editor, choices=MessageChoices(language="de"))
    client.force_login(editor)
    today = timezone.localdate()

    page = client.get("/desk/articles/").content.decode()

    with translation.override("de"):
        assert date_format(today, "SHORT_DATE_FORMAT") in page
