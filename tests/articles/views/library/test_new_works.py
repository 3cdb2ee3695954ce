"""New works for evidence searches: their list, one of them with the form to decide, and what the page of searches says."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import actions
from articles.models import Article, NewWork, Person, Reference, SearchWatch
from tests.articles.actions.test_searching import search
from tests.articles.views.conftest import SignIn, address
from tests.evidence_servers import Services, pubmed_work

LIST = "/desk/references/watch/new/"


def found(article: Article, pmid: str = "12", **more: Any) -> NewWork:
    about = {"title": "Walking for sore legs", "journal": "Journal of legs", "published": "2026-05-02", **more}
    return NewWork.objects.create(article=article, pmid=pmid, **about)


def words(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_the_same_queries_however_long(
    count: int, at_desk: Client, draft: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        found(draft, str(number + 1))

    # session, person, roles, count, works, their decisions, flags, sample band
    with django_assert_num_queries(8):
        response = at_desk.get(LIST)

    assert len(response.context["page"].object_list) == min(count, 25)


def test_both_pages_of_the_watch_say_how_much_waits_on_the_other(at_desk: Client, draft: Article) -> None:
    found(draft)

    tabs = at_desk.get("/desk/references/watch/").context["tabs"]

    assert [(tab["label"], tab["note"], tab["current"]) for tab in tabs] == [
        ("Cited works", "", True),
        ("New works", 1, False),
    ]


def test_an_empty_list_says_so_and_that_nothing_is_asked(at_desk: Client) -> None:
    page = words(at_desk, LIST)

    assert "No new work waits for a decision." in page
    assert "PubMed is not asked again here: checks are turned off." in page


def test_a_work_is_decided_about_on_its_page(at_desk: Client, editor: Person, draft: Article) -> None:
    work = found(draft)
    page = words(at_desk, address("new_work", work.pk))

    response = at_desk.post(address("new_work", work.pk), {"choice": "no-change", "reason": "too-weak", "words": ""})

    assert "Journal of legs" in page
    assert "2026-05-02" in page
    assert response["Location"] == LIST
    assert [(row.choice, row.reason, row.by) for row in work.decisions.all()] == [("no-change", "too-weak", editor)]
    assert at_desk.get(address("new_work", work.pk)).context["form"] is None
    assert "No new work waits for a decision." in words(at_desk, LIST)


def test_a_decision_without_a_reason_is_asked_for_again(at_desk: Client, draft: Article) -> None:
    response = at_desk.post(address("new_work", found(draft).pk), {"choice": "cite"})

    assert response.status_code == 422
    assert "Say why, in a sentence." in response.content.decode()


def test_a_new_work_is_looked_up_from_its_page_and_put_on_the_list(
    at_desk: Client, draft: Article, services: Services
) -> None:
    services.papers["12"] = pubmed_work("12", articleids=[])
    work = found(draft)
    new = f"{address('reference_new')}?article={draft.pk}"

    form = at_desk.post(new, {"identifier": f"PMID {work.pmid}", "look-up": "1"}).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    at_desk.post(new, typed)

    draft.refresh_from_db()
    assert Reference.objects.get(pmid="12").key in draft.reference_keys
    assert f'action="{new}"' in at_desk.get(address("new_work", work.pk)).content.decode()


def test_what_pubmed_says_is_never_markup(at_desk: Client, draft: Article) -> None:
    work = found(draft, title="<script>x</script>", journal="<b>")

    pages = [at_desk.get(url).content.decode() for url in (LIST, address("new_work", work.pk))]

    assert ["<script>x" in page for page in pages] == [False, False]
    assert ["&lt;script&gt;x" in page for page in pages] == [True, True]


def test_readers_of_drafts_look_and_do_not_decide(sign_in: SignIn, auditor: Person, draft: Article) -> None:
    url = address("new_work", found(draft).pk)

    assert sign_in(auditor).get(url).context["form"] is None
    assert sign_in(auditor).post(url, {"choice": "no-change", "reason": "too-weak"}).status_code == 403


def test_strangers_see_nothing(sign_in: SignIn, outsider: Person, draft: Article) -> None:
    urls = [LIST, address("new_work", found(draft).pk)]

    assert [sign_in(outsider).get(url).status_code for url in urls] == [403, 403]
    assert [Client().get(url).status_code for url in urls] == [302, 302]


def test_s35_the_page_of_searches_says_when_pubmed_was_asked_again_and_what_went_wrong(
    at_desk: Client, draft: Article, editor: Person, settings: Settings
) -> None:
    settings.REFERENCE_CHECKS = True
    actions.keep_search(draft, by=editor, search=search())
    url = address("article_searches", draft.pk)
    never = words(at_desk, url)
    day = timezone.now()
    SearchWatch.objects.update(asked_at=day, count=3, ignored="legg", failed="There was no answer.")
    later = words(at_desk, url)
    settings.REFERENCE_CHECKS = False

    assert "PubMed was not asked again yet." in never
    assert "and had 3 works since the day of the search." in later
    assert "It left out of the search: legg" in later
    assert "The last attempt failed: There was no answer." in later
    assert "PubMed is not asked again here: checks are turned off." in words(at_desk, url)


def test_a_search_that_pubmed_cannot_be_asked_says_so(
    at_desk: Client, draft: Article, editor: Person, settings: Settings
) -> None:
    settings.REFERENCE_CHECKS = True
    actions.keep_search(draft, by=editor, search=search(database="Embase"))

    page = words(at_desk, address("article_searches", draft.pk))

    assert "No search of this article is one that PubMed can be asked again." in page


def test_my_work_has_one_task_for_an_article(at_desk: Client, draft: Article) -> None:
    for pmid in ("12", "13"):
        found(draft, pmid)

    sections = {section.title: section.tasks for section in at_desk.get("/desk/").context["sections"]}

    (task,) = sections["New works to look at"]
    assert (task.title, task.url) == ("2 new works: Leg pain", f"{address('article_searches', draft.pk)}#new")
