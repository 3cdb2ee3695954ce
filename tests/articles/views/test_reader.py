"""What readers open without the page store; none of it needs a log-in, a cookie or JavaScript."""

from __future__ import annotations

import uuid
from http.cookies import Morsel

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions as desk
from articles.audiences import Audience
from articles.models import Article, Person, Publication, Version
from workflows import actions


def chosen(client: Client, query: str = "") -> str:
    response = client.get(f"/articles/leg-pain/{query}")
    assert (response.status_code, response["Cache-Control"]) == (302, "private, no-store")
    return response["Location"]


def cookie(client: Client) -> Morsel[str]:
    return client.cookies["audience"]


@pytest.mark.parametrize("path", ["/", "/articles/", "/editorial-policy/"])
def test_public_pages_need_no_cookie_and_set_none(client: Client, publication: Publication, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, response.cookies) == (200, {})
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(
    "path", ["/", "/articles/", "/articles/leg-pain/", "/articles/leg-pain/patient/", "/editorial-policy/"]
)
def test_public_pages_take_no_posts(client: Client, publication: Publication, path: str) -> None:
    assert client.post(path).status_code == 405


def test_home_lists_what_was_reviewed(client: Client, publication: Publication) -> None:
    (listed,) = client.get("/").context["articles"]

    assert (listed.title, listed.url, listed.publication.last_reviewed) == (
        "Leg pain",
        "/articles/leg-pain/",
        publication.last_reviewed,
    )


@pytest.mark.parametrize("path", ["/", "/articles/"])
def test_only_live_articles_are_listed(client: Client, approved_version: Version, path: str) -> None:
    assert client.get(path).context["articles"] == []


def test_list_speaks_the_words_of_the_live_version(client: Client, publication: Publication, editor: Person) -> None:
    details = desk.Details(
        title="Changed title", slug="leg-pain", audiences=["patient", "clinician"], population=["adults"]
    )
    desk.save_details(publication.article, by=editor, details=details, base_revision=100)

    (listed,) = client.get("/articles/").context["articles"]

    assert (listed.title, listed.description) == ("Leg pain", "About leg pain, patient.")
    assert [(str(text.label), text.url) for text in listed.texts] == [
        ("Patients, families and carers", "/articles/leg-pain/?audience=patient"),
        ("Health professionals", "/articles/leg-pain/?audience=clinician"),
    ]


@pytest.mark.parametrize("path", ["/", "/articles/"])
def test_reader_says_who_they_are_before_they_choose_an_article(
    client: Client, publication: Publication, path: str
) -> None:
    plain, chosen = client.get(path).context, client.get(f"{path}?audience=student")

    (listed,) = chosen.context["articles"]
    assert [(str(one.label), one.url, one.is_current) for one in chosen.context["describes"]] == [
        ("Patients, families and carers", "?audience=patient", False),
        ("Students", "?audience=student", True),
        ("Health professionals", "?audience=clinician", False),
    ]
    assert (listed.url, listed.description) == ("/articles/leg-pain/?audience=student", "About leg pain, patient.")
    assert (chosen.cookies, chosen.get("Vary", "")) == ({}, "Accept-Language")
    assert [one.is_current for one in plain["describes"]] == [False, False, False]


def test_list_speaks_to_whom_it_was_chosen_for(client: Client, publication: Publication) -> None:
    (listed,) = client.get("/articles/?audience=clinician").context["articles"]
    (other,) = client.get("/articles/?audience=nobody").context["articles"]

    assert listed.description == "For health professionals: About leg pain, clinician."
    assert (other.url, other.description) == ("/articles/leg-pain/", "About leg pain, patient.")


def test_further_pages_of_the_list_keep_the_choice(client: Client, publication: Publication) -> None:
    for _number in range(29):
        copied(publication)

    page = client.get("/articles/?audience=student").content.decode()

    assert 'href="?page=2&amp;audience=student"' in page


def copied(publication: Publication, **changes: object) -> Publication:
    """A further live article, written past the actions, which this test is not about; `changes` are of its publication."""

    def again(row: Model, **changes: object) -> int:
        values = {
            field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
        }
        made = type(row)(**{**values, **changes})
        type(row)._base_manager.bulk_create([made])
        return int(made.pk)

    name = uuid.uuid4()
    article = again(publication.article, uuid=name, slug=str(name))
    version = again(publication.version, article_id=article)
    return Publication.objects.get(pk=again(publication, article_id=article, version_id=version, **changes))


@pytest.mark.parametrize(("path", "expected", "shown"), [("/articles/", 4, 20), ("/", 4, 5)])
def test_query_count_does_not_grow_with_the_articles(
    client: Client, publication: Publication, path: str, expected: int, shown: int
) -> None:
    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            listed = client.get(path).context["articles"]
        return len(captured), len(listed)

    one = queries()
    for _number in range(29):
        copied(publication)

    assert (one, queries()) == ((expected, 1), (expected, shown))


def test_list_has_pages(client: Client, publication: Publication) -> None:
    for _number in range(29):
        copied(publication)

    assert [len(client.get(f"/articles/?page={page}").context["articles"]) for page in ("1", "2", "9", "x")] == [
        20,
        10,
        10,
        20,
    ]


def test_reader_without_a_choice_gets_the_text_for_patients(client: Client, publication: Publication) -> None:
    assert chosen(client) == "/articles/leg-pain/patient/"
    assert "audience" not in client.cookies


def test_choice_by_address_is_followed_and_remembered(client: Client, publication: Publication) -> None:
    assert chosen(client, "?audience=clinician") == "/articles/leg-pain/clinician/"
    assert chosen(client) == "/articles/leg-pain/clinician/"


def test_s02_professional_choice_ends_with_the_browser_session(client: Client, publication: Publication) -> None:
    kept = {}
    for audience in ("patient", "student", "clinician"):
        chosen(client, f"?audience={audience}")
        kept[audience] = (cookie(client).value, cookie(client)["max-age"])

    assert kept == {"patient": ("patient", 30 * 24 * 3600), "student": ("student", ""), "clinician": ("clinician", "")}


def test_cookie_cannot_be_read_by_scripts(client: Client, publication: Publication) -> None:
    chosen(client, "?audience=patient")

    assert (cookie(client)["httponly"], cookie(client)["samesite"]) == (True, "Lax")


@pytest.mark.parametrize(
    "nonsense", ["?audience=admin", "?audience=", "?audience=%00", "?audience=patient/../clinician"]
)
def test_nonsense_is_no_choice(client: Client, publication: Publication, nonsense: str) -> None:
    client.cookies["audience"] = "doctor"

    assert chosen(client, nonsense) == "/articles/leg-pain/patient/"


def test_missing_text_gives_way_to_an_easier_one_that_says_so(client: Client, publication: Publication) -> None:
    assert chosen(client, "?audience=student") == "/articles/leg-pain/patient/#_no-student"
    assert cookie(client).value == "student"
    assert chosen(client) == "/articles/leg-pain/patient/#_no-student"


@pytest.mark.parametrize("remembered", ["", "clinician", "patient"])
def test_address_of_a_missing_text_leads_to_the_next_easier_one(
    client: Client, publication: Publication, remembered: str
) -> None:
    client.cookies["audience"] = remembered

    response = client.get("/articles/leg-pain/student/")

    assert (response.status_code, response["Location"]) == (302, "/articles/leg-pain/patient/#_no-student")
    assert (response["Cache-Control"], response["Vary"]) == ("private, no-store", "Accept-Language")
    assert client.get(response["Location"]).status_code == 200


def test_missing_text_of_a_retracted_article_leads_to_a_marked_one(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    actions.retract(publication.version, by=managing_editor, reason="It was wrong.", told="It was wrong.")

    response = client.get("/articles/leg-pain/student/")

    assert (response.status_code, response["Location"]) == (302, "/articles/leg-pain/patient/#_no-student")


@pytest.mark.parametrize("audience", Audience)
def test_every_choice_ends_at_a_page_that_says_whose_it_is(
    client: Client, publication: Publication, audience: Audience
) -> None:
    address, _hash, place = chosen(client, f"?audience={audience}").partition("#")

    page = client.get(address).content.decode()

    assert (f'id="{place}"' in page) == (audience == Audience.STUDENT)


def test_page_that_is_not_stored_is_rendered(client: Client, publication: Publication) -> None:
    response = client.get("/articles/leg-pain/clinician/")

    assert (response.status_code, response.cookies) == (200, {})
    assert response["Cache-Control"] == "public, max-age=60, s-maxage=300, must-revalidate"
    assert "Start gabapentin at 300\N{NO-BREAK SPACE}mg" in response.content.decode()
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", ["leg-pain/admin/", "unknown/", "unknown/patient/", "unknown/student/"])
def test_unknown_pages_are_not_found(client: Client, publication: Publication, path: str) -> None:
    assert client.get(f"/articles/{path}").status_code == 404


@pytest.mark.parametrize("path", ["leg-pain/", "leg-pain/patient/"])
def test_article_that_never_was_live_is_not_found(client: Client, approved_version: Version, path: str) -> None:
    assert client.get(f"/articles/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "patient/"])
def test_former_address_leads_to_the_new_one(
    client: Client, publication: Publication, editor: Person, path: str
) -> None:
    moved(publication.article, editor)

    response = client.get(f"/articles/leg-pain/{path}")

    assert (response.status_code, response["Location"]) == (301, f"/articles/sore-leg/{path}")


def test_former_address_of_an_article_that_never_was_live_is_not_found(
    client: Client, draft: Article, editor: Person
) -> None:
    moved(draft, editor)

    assert client.get("/articles/leg-pain/").status_code == 404


def moved(article: Article, editor: Person) -> None:
    details = desk.Details(title="Leg pain", slug="sore-leg", audiences=["patient", "clinician"], population=["adults"])
    desk.save_details(article, by=editor, details=details, base_revision=100)


@pytest.mark.parametrize("path", ["", "patient/", "clinician/"])
def test_s05_retired_article_is_gone_and_says_why(
    client: Client, publication: Publication, managing_editor: Person, path: str
) -> None:
    actions.retire(publication.version, by=managing_editor, reason="Out of date.")

    response = client.get(f"/articles/leg-pain/{path}")

    page = response.content.decode()
    assert (response.status_code, "This article has been retired." in page, "6 weeks" in page) == (410, True, False)


def test_s25_policy_says_what_approved_means(client: Client, db: None) -> None:
    page = client.get("/editorial-policy/").content.decode()

    assert "checked and approved for publication by our Medical Advisory Board on the date it shows" in page
    assert "It is general information, not a decision about your care." in page
