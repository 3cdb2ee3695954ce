"""Articles in the public API: what each object says of itself, and what is never said."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import actions as desk
from articles.models import Article, Person, Publication, Reference, Topic, Version
from tests.articles.views.test_machines import at_noon, in_topic, written_past
from tests.articles.views.test_reader import copied, moved
from tests.universe import answer_points, sign, submit_again, write
from tests.workflows.actions.live.test_emergencies import hide, warn
from workflows import actions

SITE = "http://localhost:8000"
ROOT = "/api/v1/articles"
OBJECTS = ("", "/texts/patient", "/references", "/versions")
Told = Callable[..., Any]


@pytest.fixture
def told(client: Client) -> Told:
    """told("/leg-pain"): the answer of an address below that of the articles, which must be there."""

    def read(path: str = "", **query: object) -> Any:
        response = client.get(f"{ROOT}{path}", query)
        assert response.status_code == 200, response.content
        return response.json()

    return read


def slugs(page: Any) -> list[str]:
    return [str(article["slug"]) for article in page["articles"]]


def retract(publication: Publication, by: Person) -> None:
    actions.retract(publication.version, by=by, reason="Made up.", told="The trial was made up.")


def test_article_says_all_that_its_page_says_of_it(told: Told, publication: Publication) -> None:
    found = told("/leg-pain")

    changed = publication.article.page_changes.latest("serial").at
    assert found.pop("modified") == f"{changed.isoformat(timespec='milliseconds')[:23]}Z"
    assert found.pop("review")["signers"] == [
        {
            "name": name,
            "credentials": credentials,
            "affiliation": affiliation,
            "role": role,
            "verdict": "approve",
            "signed_on": timezone.localdate().isoformat(),
        }
        for name, credentials, affiliation, role in (
            ("Clara Chair", "MD", "Example Hospital", "chair"),
            ("Paul Pharmacist", "PharmD", "", "pharmacist"),
        )
    ]
    assert publication.review_due is not None
    after_it = publication.review_due + datetime.timedelta(days=1)
    assert found.pop("valid_until") == f"{after_it.isoformat()}T00:00:00Z"
    assert found == {
        "article": str(publication.article.uuid),
        "slug": "leg-pain",
        "title": "Leg pain",
        "language": "en",
        "status": "approved",
        "superseded_by": None,
        "last_reviewed": timezone.localdate().isoformat(),
        "review_due": publication.review_due.isoformat(),
        "overdue": "",
        "version": 1,
        "digest": publication.version.digest,
        "sample": False,
        "audiences": ["patient", "clinician"],
        "notices": [],
        "question": "What helps?",
        "applies_to": "Adults",
        "topic": None,
        "subject_codes": [],
        "page": f"{SITE}/articles/leg-pain/",
        "texts": [
            {
                "audience": "patient",
                "written_for": "Patients, families and carers",
                "description": "About leg pain, patient.",
                "page": f"{SITE}/articles/leg-pain/patient/",
                "text": f"{SITE}/api/v1/articles/leg-pain/texts/patient",
            },
            {
                "audience": "clinician",
                "written_for": "Health professionals",
                "description": "For health professionals: About leg pain, clinician.",
                "page": f"{SITE}/articles/leg-pain/clinician/",
                "text": f"{SITE}/api/v1/articles/leg-pain/texts/clinician",
            },
        ],
        "contributors": [
            {
                "name": "Edith Editor",
                "credentials": "MSc",
                "affiliation": "",
                "role": "author",
                "orcid": "",
                "interests": "",
                "funding": "",
                "software": "",
            }
        ],
        "references": f"{SITE}/api/v1/articles/leg-pain/references",
        "versions": f"{SITE}/api/v1/articles/leg-pain/versions",
    }


@pytest.mark.parametrize("path", OBJECTS)
def test_article_is_found_by_its_id_as_by_its_address(told: Told, publication: Publication, path: str) -> None:
    assert told(f"/{publication.article.uuid}{path}") == told(f"/leg-pain{path}")


def test_s11_text_comes_as_signed_and_as_plain_text(told: Told, publication: Publication) -> None:
    found = told("/leg-pain/texts/clinician")

    frozen = publication.version.content.texts["clinician"]
    assert (found["summary_html"], found["body_html"]) == (frozen.summary, frozen.body)
    assert found["summary"] == "Rest the leg and keep moving."
    assert found["body"] == (
        "Treatment\nStart gabapentin at 300 mg daily. [1]\nLoss of bladder control: refer at once."
    )
    assert (found["audience"], found["written_for"]) == ("clinician", "Health professionals")
    assert (found["numbers"], found["marks"]) == ({"doe-2020": 1}, [])
    assert found["description"] == "For health professionals: About leg pain, clinician."
    assert found["applies_to"] == "Adults"
    assert found["disclaimer"].startswith("This page is for education and supports")


def test_s22_hidden_passage_is_hidden_here_too(told: Told, publication: Publication, editor: Person) -> None:
    hide(publication.version, editor)

    found = told("/leg-pain/texts/clinician")

    assert "gabapentin" not in found["body_html"] + found["body"]
    assert "This passage is hidden while it is being checked." in found["body"]


def test_s22_warning_stands_at_every_object(told: Told, publication: Publication, editor: Person) -> None:
    warn(publication.version, editor)

    labels = {path: [notice["label"] for notice in told(f"/leg-pain{path}")["notices"]] for path in OBJECTS}

    assert labels == {path: ["Safety warning"] for path in OBJECTS}


def test_references_are_written_out_with_their_identifiers(told: Told, publication: Publication) -> None:
    (found,) = told("/leg-pain/references")["references"]

    assert found.pop("formatted").startswith("Doe J. A trial of walking.")
    assert found == {
        "key": "doe-2020",
        "type": "randomised-trial",
        "title": "A trial of walking",
        "doi": "10.1000/walk",
        "pmid": "",
        "pmcid": "",
        "url": "",
        "evidence": "",
        "audiences": ["patient", "clinician"],
        "mark": None,
        "marked_on": None,
    }


def test_s18_retracted_work_is_marked_at_text_and_list(
    told: Told, publication: Publication, reference: Reference, managing_editor: Person
) -> None:
    desk.mark_reference(reference, by=managing_editor, mark="retracted", source="PubMed", reason="Made up.")

    (listed,) = told("/leg-pain/references")["references"]
    (mark,) = told("/leg-pain/texts/patient")["marks"]
    assert listed["mark"] == "retracted"
    assert (mark["key"], mark["number"], mark["kind"]) == ("doe-2020", 1, "retracted")


def test_s18_retracted_article_stays_to_be_read_and_is_marked_everywhere(
    told: Told, publication: Publication, managing_editor: Person
) -> None:
    retract(publication, managing_editor)

    for path in OBJECTS:
        found = told(f"/leg-pain{path}")
        assert (found["title"], found["status"], found["last_reviewed"]) == ("RETRACTED: Leg pain", "retracted", None)
        assert [notice["sentence"] for notice in found["notices"]] == ["The trial was made up."]
        assert datetime.datetime.fromisoformat(found["valid_until"]) <= timezone.now()
    assert told("/leg-pain")["review"] is None
    assert [(row["title"], row["status"]) for row in told()["articles"]] == [("RETRACTED: Leg pain", "retracted")]


@pytest.mark.parametrize("path", OBJECTS)
def test_s05_removed_article_is_gone_with_its_notice(
    client: Client, publication: Publication, managing_editor: Person, path: str
) -> None:
    actions.remove(publication.version, by=managing_editor, reason="Secret reason.", told="A wrong drug is named.")

    response = client.get(f"{ROOT}/leg-pain{path}")

    problem = response.json()
    notice = "This article has been removed. Please do not rely on copies of it. A wrong drug is named."
    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    assert problem["gone"].pop("ended_at") is not None
    assert problem == {
        "type": "about:blank",
        "title": "Gone",
        "status": 410,
        "detail": notice,
        "gone": {
            "article": str(publication.article.uuid),
            "slug": "leg-pain",
            "title": "Leg pain",
            "status": "removed",
            "notice": notice,
        },
    }


def test_s05_retired_article_says_what_replaced_it(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    other = copied(publication).article
    actions.retire(publication.version, by=managing_editor, reason="Old.", replaced_by=other)

    gone = client.get(f"{ROOT}/leg-pain").json()["gone"]

    assert (gone["status"], gone["superseded_by"]) == ("retired", f"{SITE}/api/v1/articles/{other.slug}")


def test_versions_say_what_ended_them(
    told: Told, publication: Publication, editor: Person, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    second = next_version(publication, editor, managing_editor, chair, pharmacist)

    found = told("/leg-pain/versions")

    rows = [(row["number"], row["ended_as"], row["superseded_by"], row["digest"]) for row in found["versions"]]
    assert rows == [(2, None, None, second.digest), (1, "replaced", 2, publication.version.digest)]
    assert [row["what_changed"] for row in found["versions"]] == ["Weeks put right", ""]
    assert (found["version"], found["digest"]) == (2, second.digest)
    assert [row["ended_at"] is None for row in found["versions"]] == [True, False]


def next_version(publication: Publication, editor: Person, manager: Person, *board: Person) -> Version:
    """Version 2, live."""
    article = publication.article
    write(
        article,
        "patient",
        '<h2>What helps</h2><p>Most get better in 8 weeks.<cite data-key="doe-2020"></cite></p>',
        by=editor,
    )
    answer_points(article, by=editor)
    version = submit_again(article, by=editor, change_note="Weeks put right")
    former = publication.version.reviews.latest("pk")
    due = timezone.localdate() + datetime.timedelta(days=14)
    review = actions.start_review(version, by=manager, board=former.board, members=board, due_on=due)
    for member in board:
        actions.disclose(review, by=member, answer="none")
        sign(review, member)
    actions.publish_due(version.publications.get().pk)
    version.refresh_from_db()
    return version


def test_list_is_in_order_of_change_and_has_pages(told: Told, client: Client, publication: Publication) -> None:
    for _number in range(4):
        copied(publication)
    everything = slugs(told())

    pages = [told(per_page=2, page=number) for number in (1, 2, 3)]

    assert [slug for page in pages for slug in slugs(page)] == everything
    assert [(page["count"], page["pages"], page["page"]) for page in pages] == [(5, 3, 1), (5, 3, 2), (5, 3, 3)]
    assert (pages[0]["previous"], pages[2]["next"]) == (None, None)
    assert client.get(pages[0]["next"].removeprefix(SITE)).json() == pages[1]
    assert client.get(pages[2]["previous"].removeprefix(SITE)).json() == pages[1]
    assert client.get(f"{ROOT}?page=4&per_page=2").status_code == 404


def test_list_is_narrowed_by_topic_audience_and_day(told: Told, publication: Publication) -> None:
    legs = Topic.objects.create(name="Legs", slug="legs")
    in_topic(publication, Topic.objects.create(name="Knees", slug="knees", parent=legs))
    other = copied(publication, audiences=["clinician"]).article
    written_past(other, topic=None)
    today = timezone.localdate()

    assert slugs(told(topic="legs")) == ["leg-pain"]
    assert slugs(told(topic="hips")) == []
    assert slugs(told(audience="student")) == []
    assert slugs(told(audience="patient")) == ["leg-pain"]
    assert sorted(slugs(told(audience="clinician"))) == sorted(["leg-pain", other.slug])
    assert len(slugs(told(reviewed_since=today))) == 2
    assert slugs(told(reviewed_since=today + datetime.timedelta(days=1))) == []
    assert len(slugs(told(changed_since="2020-01-01T00:00:00Z"))) == 2
    assert slugs(told(changed_since="2100-01-01T00:00:00")) == []


def test_further_pages_keep_what_was_asked(told: Told, publication: Publication) -> None:
    copied(publication)

    page = told(audience="patient", reviewed_since="2020-01-01", per_page=1)

    assert page["next"] == f"{SITE}{ROOT}?audience=patient&reviewed_since=2020-01-01&page=2&per_page=1"


def test_s26_overdue_article_says_so(told: Told, publication: Publication) -> None:
    assert publication.review_due is not None
    found = {}

    for days in (0, 1, 91):
        with time_machine.travel(at_noon(publication.review_due + datetime.timedelta(days=days)), tick=False):
            said = told("/leg-pain")
            found[days] = (said["overdue"], datetime.datetime.fromisoformat(said["valid_until"]) < timezone.now())

    assert found == {0: ("", False), 1: ("overdue", True), 91: ("long_overdue", True)}


def test_s28_sample_says_so_at_every_object(told: Told, publication: Publication) -> None:
    written_past(publication.article, is_sample=True)

    assert {told(f"/leg-pain{path}")["sample"] for path in OBJECTS} == {True}
    assert [row["sample"] for row in told()["articles"]] == [True]


@pytest.mark.parametrize("path", OBJECTS)
def test_former_address_leads_to_the_new_one(
    client: Client, publication: Publication, editor: Person, path: str
) -> None:
    moved(publication.article, editor)

    response = client.get(f"{ROOT}/leg-pain{path}")

    assert (response.status_code, response["Location"]) == (301, f"{ROOT}/sore-leg{path}")
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("path", OBJECTS)
def test_what_is_not_live_is_not_there(client: Client, approved_version: Version, path: str) -> None:
    uuid = approved_version.article.uuid

    assert [client.get(f"{ROOT}/{name}{path}").status_code for name in ("leg-pain", uuid)] == [404, 404]
    assert client.get(ROOT).json()["articles"] == []


def test_s03_what_waits_for_review_is_not_there(
    client: Client, version_under_review: Version, managing_editor: Person, settings: Settings
) -> None:
    settings.PENDING_PAGES = True
    actions.show_pending(version_under_review, by=managing_editor, reason="Asked for.")

    assert client.get(f"{ROOT}/leg-pain").status_code == 404
    assert client.get(ROOT).json()["articles"] == []


def test_text_for_nobody_is_not_there(client: Client, publication: Publication) -> None:
    assert client.get(f"{ROOT}/leg-pain/texts/student").status_code == 404
    assert client.get(f"{ROOT}/leg-pain/texts/admin").status_code == 422
    assert client.get(f"{ROOT}/LEG-PAIN").status_code == 404


def test_draft_changes_nothing(told: Told, publication: Publication, editor: Person) -> None:
    before = [told(f"/leg-pain{path}") for path in OBJECTS]
    article = Article.objects.get(pk=publication.article_id)
    write(article, "patient", "<p>Quite other words.</p>", by=editor)

    assert [told(f"/leg-pain{path}") for path in OBJECTS] == before


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", 5),
        ("?topic=legs", 7),
        ("/leg-pain", 4),
        ("/leg-pain/texts/patient", 5),
        ("/leg-pain/references", 5),
        ("/leg-pain/versions", 5),
    ],
)
def test_query_count_does_not_grow_with_the_articles(
    client: Client, publication: Publication, path: str, expected: int
) -> None:
    in_topic(publication, Topic.objects.create(name="Legs", slug="legs"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{ROOT}{path}").status_code == 200
        return len(captured)

    queries()  # what is worked out once, such as how a work is written, is kept
    one = queries()
    for _number in range(29):
        copied(publication)

    assert (one, queries()) == (expected, expected)
