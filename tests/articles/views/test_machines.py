"""What machines ask for besides pages: feeds, sitemap, robots.txt, security.txt."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree
from pytest_django.fixtures import Settings

from articles.models import Article, PageChange, Person, Publication, Topic, Version
from articles.publishing import sitemap
from tests.articles.views.test_reader import copied
from workflows import actions

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": sitemap.NAMESPACE}
ADDRESSES = ("/feed/", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt")
SITE = "http://localhost:8000"


def tree(client: Client, path: str) -> etree._Element:
    response = client.get(path)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def said(found: etree._Element, path: str) -> list[str]:
    return [str(words) for words in found.xpath(path, namespaces={**ATOM, **SITEMAP})]


def whole(feed: etree._Element) -> list[tuple[str, str]]:
    """Titles and summaries."""
    return list(zip(said(feed, "//a:entry/a:title/text()"), said(feed, "//a:entry/a:summary/text()"), strict=True))


def listed(client: Client) -> list[str]:
    return said(tree(client, "/sitemap.xml"), "//s:url[s:lastmod]/s:loc/text()")


def written_past(article: Article, **fields: object) -> None:
    """Columns of an article or its publications that no action of this test is about."""
    for name, value in fields.items():
        setattr(article, name, value)
    type(article)._base_manager.bulk_update([article], list(fields))


def at_noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


def in_topic(publication: Publication, topic: Topic) -> None:
    written_past(publication.article, topic=topic)


def test_feed_has_an_entry_for_the_article_by_its_uuid(client: Client, publication: Publication) -> None:
    feed = tree(client, "/feed/")

    assert said(feed, "//a:entry/a:id/text()") == [f"urn:uuid:{publication.article.uuid}"]
    assert whole(feed) == [("Leg pain", "About leg pain, patient.")]
    assert said(feed, "//a:entry/a:link/@href") == [
        f"{SITE}/articles/leg-pain/patient/",
        f"{SITE}/articles/leg-pain/clinician/",
    ]
    assert said(feed, "//a:entry/a:link/@rel") == ["alternate", "related"]
    assert said(feed, "//a:entry/a:author/a:name/text()") == ["Edith Editor"]
    assert said(feed, "/a:feed/a:link[@rel='self']/@href") == [f"{SITE}/feed/"]
    assert said(feed, "/a:feed/a:updated/text()") == said(feed, "//a:entry/a:updated/text()")


def test_feed_is_well_formed_atom_without_prefixes(client: Client, publication: Publication) -> None:
    body = client.get("/feed/").content.decode()

    assert body.startswith("<?xml version='1.0' encoding='UTF-8'?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"")
    assert ("<entry xml:lang" in body, "ns0" in body) == (True, False)


def test_empty_feed_is_a_feed(client: Client, db: None) -> None:
    feed = tree(client, "/feed/")

    assert said(feed, "/a:feed/a:updated/text()") == ["1970-01-01T00:00:00Z"]
    assert whole(feed) == []


def test_s03_what_nobody_has_approved_is_in_no_feed_and_no_sitemap(
    client: Client, version_under_review: Version, managing_editor: Person, settings: Settings
) -> None:
    settings.PENDING_PAGES = True
    actions.show_pending(version_under_review, by=managing_editor, reason="Asked for.")

    assert client.get("/articles/leg-pain/clinician/").status_code == 200
    assert (whole(tree(client, "/feed/")), listed(client)) == ([], [])


def test_s18_retraction_stands_before_the_title_in_the_feed(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    actions.retract(publication.version, by=managing_editor, reason="Made up.", told="The trial was made up.")

    assert whole(tree(client, "/feed/")) == [
        (
            "RETRACTED: Leg pain",
            "This article has been retracted. It was wrong. Please do not rely on copies of it. The trial was made up.",
        )
    ]


def test_s18_retracted_page_is_named_in_the_sitemap_with_the_day_of_its_retraction(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    actions.retract(publication.version, by=managing_editor, reason="Made up.", told="The trial was made up.")

    assert listed(client) == [f"{SITE}/articles/leg-pain/{name}/" for name in ("patient", "clinician")]
    assert set(said(tree(client, "/sitemap.xml"), "//s:lastmod/text()")) == {
        PageChange.objects.latest("serial").at.isoformat(timespec="seconds")
    }


def test_s05_removed_article_is_said_to_be_removed_in_the_feed_and_leaves_the_sitemap(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    actions.remove(publication.version, by=managing_editor, reason="Dangerous.", told="A wrong drug is named.")

    assert whole(tree(client, "/feed/")) == [
        (
            "Removed: Leg pain",
            "This article has been removed. Please do not rely on copies of it. A wrong drug is named.",
        )
    ]
    assert listed(client) == []


def test_notice_comes_first_in_the_entry(client: Client, publication: Publication, managing_editor: Person) -> None:
    actions.post_notice(
        publication.version, by=managing_editor, kind="concern", sentence="A trial is in doubt.", reason="Doubt."
    )

    feed = tree(client, "/feed/")
    ((title, summary),) = whole(feed)
    assert title == "Leg pain"
    assert summary.startswith("Expression of concern, ")
    assert summary.endswith(": A trial is in doubt. About leg pain, patient.")
    changed = PageChange.objects.latest("serial").at.isoformat(timespec="seconds").replace("+00:00", "Z")
    assert said(feed, "//a:entry/a:updated/text()") == [changed]


def test_s01_article_without_a_text_for_patients_says_so_in_the_feed(client: Client, publication: Publication) -> None:
    copied(publication, audiences=["clinician"])

    assert sorted(whole(tree(client, "/feed/"))) == [
        ("For health professionals: Leg pain", "For health professionals: About leg pain, clinician."),
        ("Leg pain", "About leg pain, patient."),
    ]


def test_s28_sample_says_so_in_the_feed_and_is_in_no_sitemap(client: Client, publication: Publication) -> None:
    written_past(publication.article, is_sample=True)

    assert whole(tree(client, "/feed/")) == [
        (
            "SAMPLE: Leg pain",
            "Sample content. Fictional reviewers. Not medical advice. About leg pain, patient.",
        )
    ]
    assert listed(client) == []


def test_feed_of_a_topic_holds_the_topics_below_it(client: Client, publication: Publication) -> None:
    legs = Topic.objects.create(name="Legs", slug="legs")
    knees = Topic.objects.create(name="Knees", slug="knees", parent=legs)
    Topic.objects.create(name="Arms", slug="arms")
    in_topic(publication, knees)

    titles = {
        slug: said(tree(client, f"/topics/{slug}/feed/"), "//a:entry/a:title/text()")
        for slug in ("legs", "knees", "arms")
    }

    assert titles == {"legs": ["Leg pain"], "knees": ["Leg pain"], "arms": []}
    assert said(tree(client, "/topics/legs/feed/"), "/a:feed/a:title/text()") == ["The Review Board: Legs"]
    assert client.get("/topics/hips/feed/").status_code == 404


def test_sitemap_lists_every_text_with_the_day_its_page_changed(client: Client, publication: Publication) -> None:
    found = tree(client, "/sitemap.xml")

    changed = PageChange.objects.latest("serial").at.isoformat(timespec="seconds")
    assert said(found, "//s:loc/text()") == [
        f"{SITE}/",
        f"{SITE}/articles/",
        f"{SITE}/topics/",
        f"{SITE}/glossary/",
        f"{SITE}/editorial-policy/",
        f"{SITE}/articles/leg-pain/patient/",
        f"{SITE}/articles/leg-pain/clinician/",
    ]
    assert said(found, "//s:lastmod/text()") == [changed, changed]


@pytest.mark.parametrize(("days", "texts"), [(0, 2), (90, 2), (91, 0)])
def test_s26_page_long_overdue_leaves_the_sitemap_as_it_leaves_the_index(
    client: Client, publication: Publication, days: int, texts: int
) -> None:
    assert publication.review_due is not None

    with time_machine.travel(at_noon(publication.review_due + datetime.timedelta(days=days)), tick=False):
        robots = client.get("/articles/leg-pain/patient/").get("X-Robots-Tag", "")
        found = listed(client)

    assert (len(found), robots) == (texts, "" if texts else "noindex")


def test_sitemap_that_holds_too_much_becomes_an_index(
    client: Client, publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(4):
        copied(publication)
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 11)
    monkeypatch.setattr(sitemap.files, "__defaults__", (11,))
    monkeypatch.setattr(sitemap.places, "__defaults__", (11,))

    files = said(tree(client, "/sitemap.xml"), "//s:sitemap/s:loc/text()")

    assert files == [f"{SITE}/sitemap-{number}.xml" for number in (1, 2, 3)]
    found = [said(tree(client, file.removeprefix(SITE)), "//s:url/s:loc/text()") for file in files]
    assert [len(places) for places in found] == [5 + 2 * 2, 2 * 2, 1 * 2]
    assert len({place for places in found for place in places}) == 5 + 5 * 2
    assert [client.get(f"/sitemap-{number}.xml").status_code for number in (0, 4)] == [404, 404]


@pytest.mark.parametrize(("path", "expected"), [("/feed/", 5), ("/sitemap.xml", 6)])
def test_query_count_does_not_grow_with_the_articles(
    client: Client, publication: Publication, path: str, expected: int
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    one = queries()
    for _number in range(29):
        copied(publication)

    assert (one, queries()) == (expected, expected)


@pytest.mark.parametrize("path", ADDRESSES)
def test_machine_that_has_it_already_gets_nothing_again(client: Client, publication: Publication, path: str) -> None:
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    weakly = client.get(path, headers={"If-None-Match": f'"other", W/{first["ETag"]}'})
    other = client.get(path, headers={"If-None-Match": '"other"'})

    assert [answer.status_code for answer in (first, again, weakly, other)] == [200, 304, 304, 200]
    assert (again.content, again["ETag"]) == (b"", first["ETag"])
    assert {answer["Cache-Control"] for answer in (first, again)} == {
        "public, max-age=60, s-maxage=300, must-revalidate"
    }


@pytest.mark.parametrize("path", ["/feed/", "/sitemap.xml"])
def test_machine_may_ask_by_day(client: Client, publication: Publication, path: str) -> None:
    first = client.get(path)

    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}).status_code == 200


@pytest.mark.parametrize("path", ADDRESSES)
def test_machine_gets_no_cookie_and_may_only_read(client: Client, db: None, path: str) -> None:
    assert client.get(path).cookies == {}
    assert (client.head(path).status_code, client.post(path).status_code) == (200, 405)


def test_robots_are_kept_from_work_and_shown_the_sitemap(client: Client, db: None) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[:3] == ["User-agent: *", "Disallow: /desk/", "Disallow: /accounts/"]
    assert lines[-1] == f"Sitemap: {SITE}/sitemap.xml"


def test_security_txt_says_whom_to_tell_and_until_when(client: Client, db: None, settings: Settings) -> None:
    settings.SECURITY_CONTACT = "mailto:security@example.org"

    response = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    ends = datetime.datetime.fromisoformat(fields.pop("Expires"))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert datetime.timedelta(days=30) < ends - timezone.now() < datetime.timedelta(days=365)
    assert fields == {
        "Contact": "mailto:security@example.org",
        "Preferred-Languages": "en",
        "Canonical": f"{SITE}/.well-known/security.txt",
    }


@pytest.mark.parametrize("path", ["/", "/articles/"])
def test_pages_that_list_articles_name_the_feed(client: Client, db: None, path: str) -> None:
    page = client.get(path).content.decode()

    assert '<link rel="alternate" type="application/atom+xml" title="The Review Board" href="/feed/">' in page
