"""The evidence watch: its list, and a flag with the form to decide."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import actions
from articles.models import Article, Delivery, EvidenceFlag, Person, Publication, Reference, ReferenceWatch
from articles.notifications import words_of
from articles.publishing.releases import live_release
from tests.articles.views.conftest import SignIn, address
from tests.evidence_servers import Bad, Services, crossref_work, retraction

WATCH = "/desk/references/watch/"


def flag_of(reference: Reference, kind: str = "retracted", **more: Any) -> EvidenceFlag:
    said = [{"kind": kind, "by": "PubMed", "notice": "10.5555/r", "on": "2024-05-06", "words": "Retraction in"}]
    return EvidenceFlag.objects.create(
        reference=reference, **{"kind": kind, "notice": "10.5555/r", "said": said} | more
    )


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_the_same_queries_however_long(
    count: int, at_desk: Client, draft: Article, reference: Reference, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        flag_of(reference, notice=f"10.5555/{number}")

    with django_assert_num_queries(
        10
    ):  # session, person, roles, count, new works, rows, decisions, articles, unchecked, sample band
        response = at_desk.get(WATCH)

    assert len(response.context["rows"]) == min(count, 25)
    assert [article.pk for article in response.context["rows"][0].articles] == [draft.pk]


def test_an_empty_watch_says_so_and_what_was_never_checked(at_desk: Client, reference: Reference) -> None:
    words = at_desk.get(WATCH).content.decode()

    assert "Nothing waits for a decision." in words
    assert "Checks are turned off here: nothing new is noticed." in words
    assert "1 work was never checked, or more than 30 days ago." in words


UNCHECKED = "/desk/references/watch/unchecked/"


@pytest.mark.parametrize("count", [1, 30])
def test_s35_works_without_a_check_that_counts_are_listed_with_their_articles(
    count: int,
    at_desk: Client,
    editor: Person,
    draft: Article,
    reference: Reference,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.REFERENCE_CHECKS = True
    for number in range(count - 1):
        actions.add_reference(actions.ReferenceData(title=f"Work {number}", type="book"), by=editor)

    # session, person, roles, count, works, articles, flags, new works, sample band
    with django_assert_num_queries(9):
        response = at_desk.get(UNCHECKED)

    assert len(response.context["rows"]) == min(count, 25)
    assert response.context["rows"][0] == (reference, (draft,))
    assert [tab["note"] for tab in response.context["tabs"]] == ["", "", count]


def test_s35_a_work_goes_from_the_list_when_it_is_checked_and_is_there_again_after_thirty_days(
    at_desk: Client,
    reference: Reference,
    settings: Settings,
    services: Services,
) -> None:
    settings.REFERENCE_CHECKS = True
    services.works[reference.doi] = crossref_work(reference.doi)
    actions.check_reference(reference.pk)

    checked = at_desk.get(UNCHECKED).content.decode()
    ReferenceWatch.objects.update(checked_at=timezone.now() - datetime.timedelta(days=31))
    old = at_desk.get(UNCHECKED).content.decode()

    assert "Every work was checked within 30 days." in checked
    assert "more than 30 days ago" in old
    assert reference.title in old


def test_s35_where_checks_are_turned_off_one_sentence_says_so(at_desk: Client, reference: Reference) -> None:
    response = at_desk.get(UNCHECKED)

    words = response.content.decode()
    assert "Checks are turned off in this installation: no work is checked." in words
    assert reference.title not in words
    assert [tab["label"] for tab in response.context["tabs"]] == ["Cited works", "New works"]


def test_a_flag_is_decided_about_on_its_page(at_desk: Client, editor: Person, reference: Reference) -> None:
    flag = flag_of(reference)

    response = at_desk.post(address("evidence", flag.pk), {"choice": "no-change", "reason": "small", "words": ""})

    assert response["Location"] == WATCH
    assert [(row.choice, row.reason, row.by) for row in flag.dispositions.all()] == [("no-change", "small", editor)]
    assert at_desk.get(address("evidence", flag.pk)).context["form"] is None


def test_a_decision_without_a_reason_is_asked_for_again(at_desk: Client, reference: Reference) -> None:
    response = at_desk.post(address("evidence", flag_of(reference).pk), {"choice": "revise"})

    assert response.status_code == 422
    assert "Say why, in a sentence." in response.content.decode()


def test_the_mark_is_proposed_and_a_person_sets_it(at_desk: Client, reference: Reference) -> None:
    url = at_desk.get(address("evidence", flag_of(reference).pk)).context["mark_url"]

    form = at_desk.get(url).context["form"]

    assert {name: form[name].value() for name in ("mark", "on", "source")} == {
        "mark": "retracted",
        "on": "2024-05-06",
        "source": "10.5555/r (PubMed)",
    }


def test_no_mark_is_proposed_for_a_work_that_bears_it(at_desk: Client, editor: Person, reference: Reference) -> None:
    flag = flag_of(reference)
    actions.mark_reference(reference, by=editor, mark="retracted", source="x", reason="y")

    assert at_desk.get(address("evidence", flag.pk)).context["mark_url"] == ""


def test_a_dead_link_leads_to_its_archived_copy(at_desk: Client, editor: Person, reference: Reference) -> None:
    reference.url = "https://legs.example/guide"
    reference.record(by=editor, reason="test")
    flag = flag_of(reference, "link-dead", said=[{"by": "Link", "words": "There was no answer."}])

    response = at_desk.get(address("evidence", flag.pk))

    assert response.context["archived"] == "https://web.archive.org/web/2/https://legs.example/guide"
    assert response.context["mark_url"] == ""


def test_what_a_source_says_is_never_markup(at_desk: Client, reference: Reference) -> None:
    flag = flag_of(reference, said=[{"kind": "retracted", "by": "<script>x</script>", "words": "<b>"}])

    words = at_desk.get(address("evidence", flag.pk)).content.decode()

    assert "<script>x" not in words
    assert "&lt;b&gt;" in words


def test_readers_of_drafts_look_and_do_not_decide(sign_in: SignIn, auditor: Person, reference: Reference) -> None:
    flag = flag_of(reference)
    client = sign_in(auditor)

    assert client.get(address("evidence", flag.pk)).context["form"] is None
    assert client.post(address("evidence", flag.pk), {"choice": "no-change", "reason": "small"}).status_code == 403


def test_strangers_see_nothing(sign_in: SignIn, outsider: Person, reference: Reference) -> None:
    flag = flag_of(reference)

    answers = [sign_in(outsider).get(url).status_code for url in (WATCH, address("evidence", flag.pk))]

    assert answers == [403, 403]
    assert Client().get(WATCH).status_code == 302


def test_my_work_shows_what_waits(at_desk: Client, draft: Article, reference: Reference) -> None:
    flag = flag_of(reference)

    sections = {section.title: section.tasks for section in at_desk.get("/desk/").context["sections"]}

    (task,) = sections["Evidence to decide about"]
    assert (task.title, task.url) == (f"Retracted: {reference}", address("evidence", flag.pk))
    assert task.meta == "waits for 0 days · PubMed"


def test_s35_a_work_says_when_it_was_checked_or_that_it_never_was(
    at_desk: Client, reference: Reference, settings: Settings, services: Services
) -> None:
    never = at_desk.get("/desk/references/").content.decode()
    services.works[reference.doi] = crossref_work(reference.doi)
    actions.check_reference(reference.pk)
    checked = at_desk.get("/desk/references/").content.decode()

    assert "Never checked for retractions" in never
    assert "Never checked" not in checked
    assert "(Crossref)" in checked


def test_s18_from_a_retraction_elsewhere_to_the_mark_that_readers_see(
    at_desk: Client, publication: Publication, reference: Reference, editor: Person, services: Services
) -> None:
    services.works[reference.doi] = crossref_work(reference.doi, **{"updated-by": [retraction()]})
    before = live_release(publication).pages["patient"]

    (flag,) = actions.check_reference(reference.pk)
    told = Delivery.objects.get(kind="evidence", person=editor)
    proposed = at_desk.get(address("evidence", flag.pk)).context["mark_url"]
    form = at_desk.get(proposed).context["form"]
    filled = {name: form[name].value() for name in ("mark", "on", "source")}
    at_desk.post(address("reference_mark", reference.pk), {**filled, "reason": "The notice says so."})
    at_desk.post(address("evidence", flag.pk), {"choice": "revise", "words": "Take the claim out."})

    page = live_release(publication).pages["patient"]
    assert f"/desk/references/watch/{flag.pk}/" in words_of(told).body
    assert ("rb-mark" in before, "rb-mark" in page) == (False, True)
    assert "Retracted" in page
    assert list(actions.open_evidence()) == []


def test_the_command_says_what_is_known_of_each(
    reference: Reference, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    services.works[reference.doi] = crossref_work(reference.doi)

    call_command("check_references", "--json")

    told = json.loads(capsys.readouterr().out)
    assert told.pop("checked_at") != ""
    assert told == {"key": "doe-2020", "by": "Crossref", "failed": "", "new": []}


def test_the_command_ends_with_one_where_something_could_not_be_checked(
    reference: Reference, services: Services
) -> None:
    services.bad[reference.doi] = [Bad(403)]

    with pytest.raises(SystemExit) as ended:
        call_command("check_references", "--all")

    assert ended.value.code == 1


def test_what_is_said_of_a_link_has_no_kind_and_a_work_that_was_never_checked_no_last_checks(
    at_desk: Client, reference: Reference
) -> None:
    flag = flag_of(reference, "link-dead", said=[{"by": "Link", "words": "There was no answer."}])

    words = at_desk.get(address("evidence", flag.pk)).content.decode()

    assert "Link: There was no answer." in words
    assert "The last checks" not in words
