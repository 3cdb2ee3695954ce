"""What is not published appears at no public address, and no address breaks, whatever is asked of it.

The addresses come from the URL configuration: a new public one is walked too, or this test says which word it does not know.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from pytest_django.fixtures import Settings

from articles import actions as desk
from articles.models import Article, Person, Publication, Reference, Topic
from articles.publishing import pages, pdf
from articles.publishing.proof.tagged import tagged
from articles.text.terms import Wording
from tests import plain_printing
from tests.articles.views.test_machines import in_topic
from tests.built_once import without_rows
from tests.universe import submit_again, write
from workflows import actions

CANARY = "zyzzyva"
# Not for readers: work, sign-in, administration, and answers by a link that one person has.
NOT_PUBLIC = ("desk/", "accounts/", "administration/", "api/work/")
# 503: a part that this machine lacks, such as the one that makes PDFs, is said to be missing.
ANSWERED = {200, 204, 301, 302, 304, 400, 404, 405, 410, 415, 422, 429, 501, 503}
NUL = "%00"


def public_views() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and words of every public address."""
    yield from _views(get_resolver(), "")


def _views(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in resolver.url_patterns:
        if str(entry.pattern).startswith(NOT_PUBLIC):
            continue
        if isinstance(entry, URLResolver):
            yield from _views(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        elif entry.name:
            yield f"{namespace}{entry.name}", _words(entry)


def _words(entry: URLPattern) -> tuple[str, ...]:
    return tuple(entry.pattern.regex.groupindex)


def addresses(known: Mapping[str, tuple[object, ...]]) -> list[str]:
    """Every public address, with every combination of what its words may be."""
    found: list[str] = []
    for name, words in public_views():
        assert set(words) <= set(known), f"{name}: say in this test what {set(words) - set(known)} may be"
        for values in product(*(known[word] for word in words)):
            try:
                found.append(reverse(name, kwargs=dict(zip(words, values, strict=True))))
            except NoReverseMatch:
                continue
    return list(dict.fromkeys(found))


def everything(response: Any) -> str:
    """Headers and body of an answer; what is in an archive unpacked, and a PDF read."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type") == "application/zip":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
    if response.get("Content-Type") == "application/pdf":
        found = tagged(body)
        body = " ".join((found.words, *found.besides)).encode()
    return f"{response.headers}\n{body.decode(errors='replace')}"


@pytest.fixture(autouse=True)
@without_rows
def pdf_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the place of the program that prints, which is slow."""
    monkeypatch.setattr(pdf, "PRINTING", Path(plain_printing.__file__))


@pytest.fixture
def known(publication: Publication) -> dict[str, tuple[object, ...]]:
    in_topic(publication, Topic.objects.create(name="Legs", slug="legs"))
    return {
        "slug": ("leg-pain", "legs", "medical-advisory-board"),
        "article": ("leg-pain", publication.article.uuid),
        "audience": ("patient", "student", "clinician"),
        "format_": ("ris", "bib", "nbib", "json"),
        "sha256": ("0" * 64,),
        "extension": ("png",),
        "number": (1, 2, 3),
        "token": ("nonsense",),
        "code": (publication.copy_codes.get(audience="patient").code,),
        "name": ("nothing",),
        "format": ("json",),
        "letter": ("L",),
        "language": ("en",),
    }


@pytest.fixture
def few(known: dict[str, tuple[object, ...]]) -> list[str]:
    """Every public address once, and those that differ by audience twice."""
    first = {word: values[:1] for word, values in known.items()}
    return addresses({**first, "audience": known["audience"][:2]})


@pytest.fixture
def unpublished(
    publication: Publication, reference: Reference, editor: Person, chair: Person, managing_editor: Person
) -> Article:
    """The word stands in a draft, a withdrawn version, a submitted one, comments, notes, reasons, and words nobody signed."""
    article, version = publication.article, publication.version
    body = f'<h2>What helps</h2><p>Try {CANARY} for 9 weeks.<cite data-key="doe-2020"></cite></p>'
    write(article, "patient", body, by=editor, summary=f"<p>{CANARY}</p>")
    withdrawn = submit_again(article, by=editor, change_note=f"Added {CANARY}")
    actions.withdraw(withdrawn, by=editor, reason=f"Not {CANARY} after all.")
    submit_again(article, by=editor, change_note=f"Added {CANARY} again")
    write(article, "clinician", f"<p>{CANARY}</p>", by=editor)
    actions.keep_note(version, by=chair, body=f"I doubt {CANARY}.")
    desk.note_reference(reference, by=editor, words=f"Says nothing of {CANARY}.")
    desk.add_term(Wording(term=CANARY, language="en", patient=f"What {CANARY} is."), by=editor)
    actions.post_notice(
        version, by=managing_editor, kind="concern", sentence="A trial is in doubt.", reason=f"About {CANARY}."
    )
    return article


def shown(client: Client, known: Mapping[str, tuple[object, ...]], word: str = CANARY) -> dict[str, int]:
    """Public addresses at which the word appears."""
    found: dict[str, int] = {}
    for address in addresses(known):
        response = client.get(address)
        assert response.status_code in ANSWERED, (address, response.status_code)
        if word in everything(response):
            found[address] = response.status_code
    return found


def test_what_is_not_published_appears_at_no_public_address(
    client: Client, unpublished: Article, known: dict[str, tuple[object, ...]]
) -> None:
    assert CANARY in desk_words(unpublished)
    assert shown(client, known) == {}


def test_walk_sees_what_is_published(client: Client, known: dict[str, tuple[object, ...]]) -> None:
    found = shown(client, known, "Leg pain")

    one_of_each = ["/articles/leg-pain/patient/", "/articles/leg-pain/clinician/card/", "/feed/", "/topics/legs/feed/"]
    one_of_each += ["/articles/leg-pain/article.xml", "/api/v1/articles", "/api/v1/articles/leg-pain/texts/patient"]
    assert [address for address in one_of_each if address not in found] == []


def desk_words(article: Article) -> str:
    return " ".join(text.body for text in article.texts.all())


def test_search_finds_nothing_of_what_is_not_published(client: Client, unpublished: Article) -> None:
    page = client.get("/search/", {"q": f"{CANARY} weeks"}).content.decode()

    assert "9 weeks" not in page


def test_page_store_holds_nothing_of_what_is_not_published(unpublished: Article, settings: Settings) -> None:
    pages.rebuild()

    files = [
        path for path in Path(settings.PAGE_STORE).rglob("*") if path.is_file() and path.suffix in (".html", ".json")
    ]
    assert len(files) >= 3
    assert [path for path in files if CANARY in path.read_text()] == []


@pytest.mark.parametrize("end", ["retire", "remove", "retract"])
def test_reason_of_an_end_appears_at_no_public_address(
    client: Client, unpublished: Article, known: dict[str, tuple[object, ...]], managing_editor: Person, end: str
) -> None:
    version = unpublished.publications.live().get().version
    getattr(actions, end)(version, by=managing_editor, reason=f"Because of {CANARY}.", told="It was wrong.")

    assert shown(client, known) == {}


def test_person_who_is_signed_in_gets_what_everybody_gets(
    client: Client, unpublished: Article, known: dict[str, tuple[object, ...]], editor: Person
) -> None:
    client.force_login(editor)

    assert shown(client, known) == {}


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "POST", "DELETE", "TRACE"])
def test_no_method_breaks_an_address(client: Client, publication: Publication, few: list[str], method: str) -> None:
    wrong = {
        address: code
        for address in few
        if (code := client.generic(method, address).status_code) not in {*ANSWERED, 403}
    }

    assert wrong == {}


@pytest.mark.parametrize(
    "query",
    ["q=" + "x" * 10_000, 'q="; drop', "q=NEAR(", "page=-1", "page=9" * 50, "audience=%00", "%00=%00", "q=%ff%fe"],
)
def test_no_query_breaks_an_address(client: Client, publication: Publication, few: list[str], query: str) -> None:
    wrong = {address: code for address in few if (code := client.get(f"{address}?{query}").status_code) not in ANSWERED}

    assert wrong == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "audience=%00; session=nonsense; csrf=;;;=; \x80"},
        {"If-None-Match": '"', "If-Modified-Since": "yesterday"},
        {"If-None-Match": '*, W/"x", "y', "Range": "bytes=0-"},
        {"Accept-Language": "xx-" + "y" * 5000, "Accept-Encoding": "*;q=0"},
        {"X-Forwarded-For": "nonsense, " * 500},
        {"Accept": "text/" + "x" * 5000, "Origin": "null"},
    ],
    ids=["cookies", "conditions", "ranges", "languages", "proxies", "types"],
)
def test_no_header_breaks_an_address(
    client: Client, publication: Publication, few: list[str], headers: dict[str, str]
) -> None:
    wrong = {
        address: code for address in few if (code := client.get(address, headers=headers).status_code) not in ANSWERED
    }

    assert wrong == {}


@pytest.mark.parametrize(
    "path",
    [
        "leg-pain/admin/",
        "leg-pain/Patient/",
        "LEG-PAIN/patient/",
        "Leg-Pain/",
        f"leg-pain{NUL}/",
        f"leg-pain/patient{NUL}/",
        f"{NUL}/patient/card/",
        "leg-pain/patient/style.css",
        "leg-pain/patient/card/x.css",
        "leg-pain/patient/;x.css",
        "leg-pain//patient/",
        "../articles/leg-pain/patient/x/",
        "%ff/patient/",
        "x" * 5000 + "/",
    ],
)
def test_what_is_no_address_is_not_found(client: Client, publication: Publication, path: str) -> None:
    response = client.get(f"/articles/{path}")

    assert response.status_code == 404
    assert "6 weeks" not in response.content.decode()


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/articles/leg-pain/patient", "/articles/leg-pain/patient/"),
        ("/articles/leg-pain", "/articles/leg-pain/"),
        ("/feed", "/feed/"),
        ("/articles/leg-pain/patient/card", "/articles/leg-pain/patient/card/"),
    ],
)
def test_missing_slash_is_added(client: Client, publication: Publication, path: str, leads_to: str) -> None:
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (301, leads_to)
