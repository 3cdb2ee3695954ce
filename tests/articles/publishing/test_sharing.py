"""What is sent on says whom it is for, how old it is, and where to ask whether it still holds."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from articles.publishing.facts import Notice, NoticeName, PageFacts
from articles.publishing.sharing import share

URL = "https://health.example/articles/nerve-pain/clinician/"


def test_s01_shared_text_says_for_whom_it_is_and_when_it_was_reviewed(facts: PageFacts) -> None:
    assert share(facts, "clinician", title="Nerve pain", url=URL).words.splitlines() == [
        "Nerve pain",
        "Written for: Health professionals",
        "Last reviewed 9 May 2026 · Next review due 9 May 2027",
        URL,
        "Is this copy current? https://health.example/c/K7Q-F3M-HTY",
    ]


def test_s01_mail_begins_with_whom_it_is_for_and_is_addressed_to_nobody(facts: PageFacts) -> None:
    found = share(facts, "clinician", title="Nerve pain & more", url=URL)

    parts = urlsplit(found.mail)
    asked = parse_qs(parts.query)
    assert (parts.scheme, parts.path) == ("mailto", "")
    assert asked["subject"] == ["For health professionals: Nerve pain & more"]
    assert asked["body"][0].splitlines() == found.words.splitlines()


@pytest.mark.parametrize(
    ("kind", "name"), [("correction", "Correction"), ("retraction", "Retraction"), ("warning", "Safety warning")]
)
def test_s18_shared_text_begins_with_the_notice(facts: PageFacts, kind: NoticeName, name: str) -> None:
    notice = Notice(kind, date(2026, 6, 2), "The side was wrong.")

    found = share(replace(facts, notices=(notice,)), "patient", title="Nerve pain", url=URL)

    assert found.words.splitlines()[:2] == [f"{name}, 2 June 2026: The side was wrong.", "Nerve pain"]


def test_s03_shared_page_that_waits_says_so(pending_facts: PageFacts) -> None:
    words = share(replace(pending_facts, copy_codes={}), "patient", title="Nerve pain", url=URL).words

    assert words.splitlines()[2:] == ["Not reviewed by our board", URL]
