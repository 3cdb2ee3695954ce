"""Pages of the evidence watch and of evidence searches, with something on each: for everybody, on a desk and on a phone."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import actions
from articles.actions import Search
from articles.models import Article, EvidenceFlag, NewWork, Person, Reference, SearchWatch
from tests.browser.test_accessibility import DESK_LOOKS, SIZES, Look, turn, violations
from tests.browser.walking import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)

STRATEGY = '("leg pain"[tiab] OR sciatica[tiab]) AND (walking[tiab] OR exercise[tiab]) AND 2010:3000[dp]'


@pytest.fixture
def addresses(draft: Article, reference: Reference, editor: Person, settings: Settings) -> list[str]:
    """Something open, something that two sources see differently, and something that failed, on each of the pages."""
    settings.REFERENCE_CHECKS = True
    said = [
        {"kind": "corrected", "by": "Crossref (publisher)", "notice": "10.5555/r", "on": "2024-05-06", "words": "Note"},
        {"kind": "retracted", "by": "PubMed", "notice": "10.5555/r", "on": "2024-05-06", "words": "J Legs. 2024."},
    ]
    flag = EvidenceFlag.objects.create(reference=reference, kind="retracted", notice="10.5555/r", said=said)
    actions.decide_evidence(flag, by=editor, choice="discuss", words="On Monday.")
    search = Search("PubMed", STRATEGY, datetime.date(2026, 4, 14), "Lena Librarian", 212)
    actions.keep_search(draft, by=editor, search=search)
    SearchWatch.objects.update(asked_at=timezone.now(), count=14, ignored="legg", failed="There was no answer.")
    work = NewWork.objects.create(article=draft, pmid="12", title="Walking for sore legs", journal="Journal of legs")
    watch = "/desk/references/watch/"
    return [
        *(watch, f"{watch}{flag.pk}/", f"{watch}new/", f"{watch}new/{work.pk}/", f"{watch}unchecked/"),
        f"/desk/articles/{draft.pk}/searches/",
    ]


@pytest.mark.parametrize("look", DESK_LOOKS)
def test_pages_of_the_evidence_watch_are_for_everybody(
    look: Look, open_page: OpenPage, addresses: list[str], editor: Person
) -> None:
    page = open_page(as_=editor)
    turn(page, look)

    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert (answer.status, violations(page)) == (200, {})
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[look[0]]["width"]
