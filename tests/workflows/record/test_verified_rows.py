"""What single rows promise, each broken by itself: `verify` names the row, says which promise it is, and reads on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from articles import actions as desk
from articles import chains, manifest
from articles.faults import Fault
from articles.models import Article, Definition, Event, Person, Publication, Version
from articles.subject_codes import SubjectCode
from tests import pictures
from tests.articles.test_record import tamper
from tests.glossary import STROKE, add, signed
from tests.universe import sign
from tests.workflows.record.test_auditing import audit
from workflows.models import AuditReview, Board, Review, SignOff
from workflows.record.verification import agreement, rows


def said(faults: Iterable[Fault]) -> list[str]:
    return [str(fault) for fault in faults]


def take_over(table: str, row: int, statement: AuditReview | SignOff) -> None:
    """A statement that our key signed, in a row that it is not about."""
    sql = f"UPDATE {table} SET statement = %s, signature = %s, key_id = %s WHERE id = %s"
    tamper(sql, statement.statement, statement.signature, statement.key_id, row)


@pytest.mark.parametrize(
    ("rewritten", "what"),
    [
        (lambda _text: "no JSON", "its manifest cannot be read (Expecting value: line 1 column 1 (char 0))"),
        (lambda text: text.replace('"manifest":"1"', '"manifest":"99"'), "its manifest cannot be read ('99')"),
        (lambda text: text.replace('"number":"1"', '"number":"2"'), "its manifest is of another version"),
        (lambda text: f" {text}", "its manifest is not in canonical form"),
    ],
    ids=["no JSON", "of no known kind", "of another version", "not canonical"],
)
def test_manifest_with_a_fingerprint_that_fits_it(
    submitted_version: Version, rewritten: Callable[[str], str], what: str
) -> None:
    text = rewritten(submitted_version.manifest)
    tamper("UPDATE articles_version SET manifest = %s, digest = %s", text, manifest.digest(text))

    assert said(rows.version_faults()) == [f"version 1 of “leg-pain”: {what}"]


def test_rule_that_is_not_the_one_under_which_they_signed(publication: Publication) -> None:
    review = publication.version.reviews.get()
    tamper("UPDATE workflows_review SET frozen_rule = %s", '{"approvals":1}')

    assert said(rows.sign_off_faults()) == [
        f"sign-off {sign_off.pk}: the rule of review {review.pk} is not the one that stood when it was signed"
        for sign_off in SignOff.objects.order_by("pk")
    ]


def test_statement_of_an_auditor_as_that_of_a_member(publication: Publication, auditor: Person) -> None:
    sign_off = SignOff.objects.earliest("pk")
    take_over("workflows_signoff", sign_off.pk, audit(publication.article, auditor))

    assert said(rows.sign_off_faults()) == [f"sign-off {sign_off.pk}: its signed statement cannot be read"]


def test_statement_of_a_member_as_that_of_an_auditor(publication: Publication, auditor: Person) -> None:
    row = audit(publication.article, auditor)
    take_over("workflows_auditreview", row.pk, SignOff.objects.earliest("pk"))

    assert said(rows.audit_faults()) == [f"audit-trail review {row.pk}: its columns do not fit its signed statement"]


def test_statement_of_an_auditor_with_another_signature(publication: Publication, auditor: Person) -> None:
    row = audit(publication.article, auditor)
    tamper("UPDATE workflows_auditreview SET signature = 'AAAA'")

    assert said(rows.audit_faults()) == [f"audit-trail review {row.pk}: its signature does not fit its statement"]


@pytest.fixture
def definition(editor: Person, board: Board, chair: Person) -> Definition:
    return signed(add(STROKE, by=editor), by=chair)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("DELETE FROM workflows_definitionsignature", "nobody signed it"),
        (
            "UPDATE workflows_definitionsignature SET signature = 'AAAA'",
            "its signature does not fit its statement",
        ),
        (
            "UPDATE articles_definition SET wording = REPLACE(wording, 'no blood', 'blood')",
            "its fingerprint does not fit its wording: the stored text was changed",
        ),
        ("UPDATE articles_definition SET number = 7", "its columns do not fit its signed statement"),
    ],
    ids=["unsigned", "signature", "wording", "columns"],
)
def test_definition_that_is_not_as_it_was_signed(definition: Definition, statement: str, what: str) -> None:
    tamper(statement)

    assert said(rows.definition_faults()) == [f"definition {definition.pk} of “stroke”: {what}"]


def test_definition_with_a_statement_about_something_else(
    definition: Definition, draft: Article, auditor: Person
) -> None:
    take_over("workflows_definitionsignature", definition.signature.pk, audit(draft, auditor))

    assert said(rows.definition_faults()) == [
        f"definition {definition.pk} of “stroke”: its signed statement cannot be read"
    ]


def test_definition_that_stands_without_its_signature(definition: Definition) -> None:
    tamper("UPDATE workflows_definitionsignature SET revoked_at = %s, revoke_reason = 'x'", timezone.now())

    assert said(rows.definition_faults()) == [
        f"definition {definition.pk} of “stroke”: stands, though its signature was taken back"
    ]


BODIES = ["no JSON", "[]", "{}", '{"data":[]}', '{"data":{"version":"1","digest":[],"status":{},"sign_off":"1"}}']


def last_event(article: Article) -> Event:
    return Event.objects.filter(stream=article.stream).latest("sequence")


@pytest.mark.parametrize("body", BODIES)
def test_event_whose_body_is_anything(submitted_version: Version, body: str) -> None:
    event = last_event(submitted_version.article)
    tamper("UPDATE articles_event SET body = %s WHERE id = %s", body, event.pk)

    name = f"event {event.stream} {event.sequence}"
    assert said(chains.chain_faults()) == [
        f"{name}: its hash does not fit its body",
        f"{name}: its columns do not fit its body",
    ]
    assert said(agreement.event_faults()) == [
        "version 1 of “leg-pain”: has no event: it was not submitted here, or its events were cut off"
    ]


@pytest.mark.parametrize("body", BODIES)
def test_event_of_a_signature_whose_body_is_anything(review: Review, chair: Person, body: str) -> None:
    sign_off = sign(review, chair)
    tamper("UPDATE articles_event SET body = %s WHERE kind = 'signed'", body)

    assert said(agreement.event_faults()) == [
        f"sign-off {sign_off.pk}: has no event: it was not made here, or its events were cut off"
    ]


def test_article_whose_events_are_gone(draft: Article) -> None:
    tamper("DELETE FROM articles_event WHERE stream = %s", draft.stream)

    assert said(agreement.event_faults()) == ["article “leg-pain”: its events are gone"]


def tampered_type(body: str, draft: Article, editor: Person) -> list[str]:
    desk.set_type(draft, by=editor, type="medicine")
    tamper("UPDATE articles_event SET body = %s WHERE id = %s", body, last_event(draft).pk)
    return said(agreement.history_faults())


@pytest.mark.parametrize("body", BODIES)
def test_type_whose_event_says_anything(draft: Article, editor: Person, body: str) -> None:
    assert tampered_type(body, draft, editor) == [
        f"row {draft.pk} of articles_article: is not as its events and its history say"
    ]


GOUT, FLU = (SubjectCode("icd-10", code, label) for code, label in (("M10.9", "Gout"), ("J11", "Influenza")))


@pytest.mark.parametrize("codes", [[], [FLU.as_data()], ["other"], 7, [{"scheme": "mesh"}]])
def test_subject_codes_that_no_event_tells_of(draft: Article, editor: Person, codes: object) -> None:
    desk.set_subject_codes(draft, by=editor, codes=[GOUT])
    before = said(agreement.history_faults())

    tamper("UPDATE articles_article SET subject_codes = %s", json.dumps(codes))

    assert before == []
    assert said(agreement.history_faults()) == [
        f"row {draft.pk} of articles_article: is not as its events and its history say"
    ]


def test_more_articles_than_are_read_at_once(editor: Person) -> None:
    for number in range(201):
        desk.create_article(by=editor, details=desk.Details(title=f"Leg pain {number}", audiences=["patient"]))
    last = Article.objects.latest("pk")
    Article.objects.filter(pk=last.pk).update(title="Arm pain")
    counted: list[int] = []

    assert said(agreement.history_faults(counted.append)) == [
        f"row {last.pk} of articles_article: is not as its history says"
    ]
    assert (200, 1) in pairwise(counted)


def test_s19_picture_whose_file_is_gone_or_is_another(editor: Person) -> None:
    about = desk.AboutImage(alt="The nerves of the leg")
    kept, gone, swapped = (
        desk.add_image(pictures.png(width, 40), by=editor, about=about).image for width in (60, 70, 80)
    )
    before = said(rows.image_faults())
    default_storage.delete(gone.file.name)
    default_storage.delete(swapped.file.name)
    default_storage.save(swapped.file.name, ContentFile(kept.content()))
    counted: list[int] = []

    after = said(rows.image_faults(counted.append))

    assert (before, sum(counted)) == ([], 3)
    assert after == [f"image {image.sha256}: its file is gone or is another picture" for image in (gone, swapped)]
