"""An audit-trail review is signed by an auditor, cannot be changed, and is verified like a sign-off."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import record
from articles.models import Article, Event, Person, Publication
from articles.refusals import Refusal
from tests.universe import PASSWORD
from tests.workflows.record.test_verification import change, drop, verify
from workflows import actions, signing
from workflows.actions.record.auditing import Audit
from workflows.credentials import Credential
from workflows.models import AuditReview, Board


def audit(article: Article, by: Person, password: str = PASSWORD, **changes: Any) -> AuditReview:
    today = timezone.localdate()
    said: dict[str, Any] = {
        "result": "in_order",
        "period_from": today - datetime.timedelta(days=30),
        "period_until": today,
    }
    stated = Audit(articles=[article], size=25, seed=7, **said | changes)
    return actions.review_audit_trail(stated, by=by, given=Credential(password, by.email))


def test_statement_is_signed_and_names_period_sample_and_checkpoint(publication: Publication, auditor: Person) -> None:
    checkpoint = record.checkpoint()

    row = audit(publication.article, auditor)

    assert checkpoint
    assert signing.is_valid(row)
    assert row.signed["sample"] == {"size": "25", "seed": "7", "articles": [str(publication.article.uuid)]}
    assert (row.signed["checkpoint"], row.signed["result"]) == (checkpoint.hash, "in_order")
    assert Event.objects.filter(stream="audits", kind="audited").count() == 1


@pytest.mark.parametrize("who", ["managing_editor", "administrator", "chair", "outsider"])
def test_who_does_not_audit_signs_none(publication: Publication, request: pytest.FixtureRequest, who: str) -> None:
    with pytest.raises(PermissionDenied):
        audit(publication.article, request.getfixturevalue(who))


def test_wrong_password_signs_nothing_and_five_lock(publication: Publication, auditor: Person) -> None:
    for _time in range(5):
        with pytest.raises(Refusal, match="does not fit"):
            audit(publication.article, auditor, password="wrong")

    with pytest.raises(Refusal, match="Signing is locked until"):
        audit(publication.article, auditor)
    assert not AuditReview.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"result": "faults"}, "Say what you found."),
        ({"result": "no such"}, "Say what came of it."),
        ({"period_from": datetime.date(2999, 1, 1)}, "The last day is before the first."),
        ({"period_until": datetime.date(2999, 1, 1)}, "The period has not ended yet."),
    ],
)
def test_incomplete_statement_is_refused(
    publication: Publication, auditor: Person, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        audit(publication.article, auditor, **changes)


def test_a_statement_about_no_article_is_refused(auditor: Person) -> None:
    today = timezone.localdate()
    about_nothing = Audit(today, today, [], size=25, seed=7, result="in_order")

    with pytest.raises(Refusal, match="Draw a sample of at least one article first"):
        actions.review_audit_trail(about_nothing, by=auditor, given=Credential(PASSWORD, auditor.email))

    assert not AuditReview.objects.exists()


def test_changed_statement_is_named(publication: Publication, auditor: Person) -> None:
    row = audit(publication.article, auditor)
    drop("workflows_auditreview")
    change("UPDATE workflows_auditreview SET findings = 'all is well'")

    code, output = verify()

    assert (code, f"audit-trail review {row.pk}: its columns do not fit" in output) == (1, True)


def test_page_draws_a_sample_and_takes_the_statement(client: Client, publication: Publication, auditor: Person) -> None:
    client.force_login(auditor)
    today = timezone.localdate().isoformat()
    address = reverse("desk:audit")
    said = {
        "period_from": today,
        "period_until": today,
        "result": "observations",
        "findings": "A late answer.",
        "email": auditor.email,
    }

    drawn = client.get(address, {"size": 3, "seed": 9}).content.decode()
    wrong = client.post(f"{address}?size=3&seed=9", said | {"password": "wrong"})
    done = client.post(f"{address}?size=3&seed=9", said | {"password": PASSWORD}, follow=True)

    row = AuditReview.objects.get()
    assert "Leg pain" in drawn
    assert wrong.status_code == 422
    assert "A late answer." in done.content.decode()
    assert row.sample == {"size": 3, "seed": 9, "articles": [str(publication.article.uuid)]}


@pytest.mark.parametrize(("who", "status"), [("managing_editor", 200), ("editor", 403), ("chair", 403)])
def test_who_sees_the_page(
    client: Client, publication: Publication, request: pytest.FixtureRequest, who: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("desk:audit")).status_code == status
    assert client.get(reverse("desk:stream", args=["site"])).status_code == status


def test_reads_of_auditors_can_be_seen(client: Client, publication: Publication, auditor: Person) -> None:
    client.force_login(auditor)
    client.get(reverse("desk:article", args=[publication.article_id]))

    page = client.get(reverse("desk:stream", args=["reads"])).content.decode()

    assert ("Audrey Auditor" in page, "desk:article" in page) == (True, True)


@pytest.mark.parametrize("more", [1, 29])
def test_queries_of_the_events_stay(
    client: Client, managing_editor: Person, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _time in range(more):
        record.append("library", "noted", by=managing_editor)
    client.force_login(managing_editor)

    with django_assert_num_queries(6):
        client.get(reverse("desk:stream", args=["library"]))


def test_chains_are_called_what_they_are_of(client: Client, board: Board, auditor: Person) -> None:
    client.force_login(auditor)

    named = client.get(reverse("desk:audit")).context["streams"]
    page = client.get(reverse("desk:stream", args=[board.stream])).content.decode()

    assert named == [
        ("site", "People, roles and keys"),
        ("library", "The library"),
        ("reads", "What auditors read"),
        ("audits", "Audit-trail reviews"),
        ("sweeps", "Safety sweeps"),
        (board.stream, "Medical Advisory Board"),
    ]
    assert "<h1>Events: Medical Advisory Board</h1>" in page
    assert "2. Clara Chair joined the board: chair" in page
