"""`verify` names each wrong record, whoever owns the database."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from articles import actions as desk
from articles import guards, manifest, record, sealing
from articles.faults import nobody
from articles.models import Article, Event, Person, Publication, Version
from tests.universe import PATIENT, ask, submit_again, write
from tests.workflows import tampering
from workflows.models import Board, Review, SignOff
from workflows.record import receipts
from workflows.record.verification import CHECKS


def verify(*options: str) -> tuple[int, str]:
    output = StringIO()
    try:
        call_command("verify", *options, stdout=output)
    except SystemExit as ended:
        return int(str(ended.code)), output.getvalue()
    return 0, output.getvalue()


def drop(table: str) -> str:
    """Drop the guard that keeps a table's columns, as an owner of the database can; its name."""
    name = f"{table}_stays"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    return name


def change(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table whose checks wait for the end of the transaction cannot be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE articles_version DROP CONSTRAINT version_digest_fits_manifest")
        cursor.execute(statement, values)


def test_untouched_record_verifies(publication: Publication) -> None:
    record.checkpoint()

    code, output = verify()

    assert (code, "NOT" in output) == (0, False)


def test_one_changed_byte_of_a_version_is_named_with_the_missing_guard(publication: Publication) -> None:
    name = drop("articles_version")
    change("UPDATE articles_version SET manifest = REPLACE(manifest, '300 mg', '900 mg')")

    code, output = verify()

    assert code == 1
    assert f"guard {name}: is missing" in output
    assert "version 1 of “leg-pain”: its fingerprint does not fit its manifest" in output


def test_version_and_digest_changed_together_are_named_by_the_signature(publication: Publication) -> None:
    drop("articles_version")
    other = publication.version.manifest.replace("300 mg", "900 mg")
    from_now_on = manifest.digest(other)
    change("UPDATE articles_version SET manifest = %s, digest = %s", other, from_now_on)
    guards.install(connection)

    code, output = verify()

    sign_offs = SignOff.objects.order_by("pk")
    assert code == 1
    for sign_off in sign_offs:
        assert f"sign-off {sign_off.pk}: its signed statement is about version 1 in review" in output
    assert "is live as approved, but no sign-off names its version" in output


@pytest.mark.parametrize(("column", "value"), [("statement", "{}"), ("signature", "AAAA")])
def test_changed_sign_off_is_named(publication: Publication, column: str, value: str) -> None:
    drop("workflows_signoff")
    change(f"UPDATE workflows_signoff SET {column} = %s", value)
    guards.install(connection)

    code, output = verify()

    assert code == 1
    for sign_off in SignOff.objects.all():
        assert f"sign-off {sign_off.pk}: its signature does not fit its statement" in output


def test_json_lists_the_faults_by_part(publication: Publication) -> None:
    drop("articles_version")

    code, output = verify("--json")

    assert code == 1
    assert [fault["record"] for fault in json.loads(output)["guards"]] == ["guard articles_version_stays"]


def test_frozen_rule_that_was_changed_is_named(publication: Publication) -> None:
    drop("workflows_review")
    change("UPDATE workflows_review SET frozen_rule = %s", '{"approvals": 1}')

    code, output = verify()

    assert (code, "its rule was changed after it began" in output) == (1, True)
    assert Version.objects.count() == 1


@pytest.fixture
def second_review(
    publication: Publication, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> Review:
    """The next version of the article that is live, with the board."""
    article = publication.article
    write(article, "patient", PATIENT.replace("6 weeks", "8 weeks"), by=editor)
    article.refresh_from_db()
    version = submit_again(article, by=editor, change_note="Longer course.")
    return ask(version, managing_editor, board, chair, pharmacist)


@pytest.fixture
def full_record(second_review: Review, editor: Person) -> None:
    """Everything sealed, with checkpoints before and after."""
    record.checkpoint()
    sealing.seal_everything()
    record.append(record.SITE, "noted", by=editor)
    record.checkpoint()
    desk.create_article(by=editor, details=desk.Details(title="Arm pain", audiences=["patient"]))
    sealing.seal_everything()


def said() -> str:
    """Without the guards, which are lifted meanwhile."""
    checks = (check for name, check in CHECKS.items() if name != "guards")
    return "\n".join(f"{fault}" for check in checks for fault in check(nobody))


@pytest.fixture
def rolled_back() -> Iterator[None]:
    """Whatever is done to the database in the test is undone before its constraints are looked at."""
    with transaction.atomic(), tampering.past_the_guards():
        yield
        transaction.set_rollback(True)


def test_full_record_has_no_fault(full_record: None) -> None:
    assert said() == ""


def test_sign_off_copied_to_another_version_is_named(
    full_record: None, second_review: Review, rolled_back: None
) -> None:
    row = SignOff.objects.order_by("pk").first()
    assert row is not None
    row.pk, row.review, row.version = None, second_review, second_review.version
    row.save(force_insert=True)

    output = said()

    where = f"its signed statement is about version 1 in review {row.signed['review']}: the row was copied or moved"
    assert f"sign-off {row.pk}: {where}" in output
    assert f"sign-off {row.pk}: has no event: it was not made here" in output


def test_cut_tail_is_named_by_checkpoint_and_by_the_rows_that_it_was_about(
    full_record: None, publication: Publication, rolled_back: None
) -> None:
    stream = publication.article.stream
    head = tampering.checkpointed_heads()[stream][0]
    tail = Event.objects.filter(stream=stream, kind="signed").earliest("sequence")
    Event.objects.filter(stream=stream, sequence__gte=tail.sequence)._raw_delete(using="default")

    output = said()

    assert f"event {stream} {head} is gone or changed since" in output
    for sign_off in SignOff.objects.all():
        assert f"sign-off {sign_off.pk}: has no event: it was not made here, or its events were cut off" in output


def test_whole_article_removed_with_its_events_is_named(
    full_record: None, publication: Publication, rolled_back: None
) -> None:
    article = publication.article
    head = record.heads()[article.stream][0]
    for model, lookup in (
        (SignOff, "version__article"),
        (Review, "version__article"),
        (Publication, "article"),
        (Version, "article"),
        (Article, "pk"),
    ):
        model._base_manager.filter(
            pk__in=[row.pk for row in model._base_manager.filter(**{lookup: article.pk})]
        )._raw_delete(using="default")
    Event.objects.filter(stream=article.stream)._raw_delete(using="default")

    output = said()

    assert f"row {article.pk} of articles_article: is gone" in output
    assert f"event {article.stream} {head} is gone or changed since" in output


def test_article_removed_without_its_events_is_named(
    full_record: None, publication: Publication, rolled_back: None
) -> None:
    Article._base_manager.filter(pk=publication.article_id)._raw_delete(using="default")

    output = said()

    assert f"article {publication.article.uuid}: is gone, but its events are there" in output
    nowhere = f"points at row {publication.article_id} of articles_article, which is gone"
    assert f"row {publication.pk} of articles_publication: {nowhere}" in output
    assert f"row {publication.version_id} of articles_version: {nowhere}" in output


@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_random_tamperings_are_each_named(full_record: None, rolled_back: None, seed: int) -> None:
    """A thousand in all. Several at once, where one does not take away what names the other."""
    at_random = random.Random(seed)
    unnamed = []
    for _round in range(10):
        unnamed += unnamed_after(lambda: [tampering.tampered(at_random, kind) for kind in tampering.WITH_ROWS])
        unnamed += unnamed_after(lambda: tampering.tampered_events(at_random, 4))
        unnamed += unnamed_after(lambda: [tampering.tampered_checkpoint(at_random)])

    assert unnamed == []


def unnamed_after(tamper: Callable[[], list[tampering.Names]]) -> list[tampering.Names]:
    """Those tamperings of which `verify` says nothing; undone afterwards."""
    with transaction.atomic():
        done = tamper()
        output = said()
        transaction.set_rollback(True)
    return [names for names in done if not any(name in output for name in names)]


def test_heads_that_were_saved_elsewhere_name_what_checkpoints_cannot(
    full_record: None, publication: Publication, tmp_path: Path, editor: Person
) -> None:
    """A tail that was cut before a checkpoint was made: only what lies elsewhere can tell."""
    record.append(record.SITE, "noted", by=editor)
    kept = tmp_path / "heads.json"
    assert verify("--save", str(kept))[0] == 0
    last = Event.objects.filter(stream="site").latest("sequence")

    with transaction.atomic(), tampering.past_the_guards():
        Event.objects.filter(pk=last.pk)._raw_delete(using="default")
        code, output = verify("--since", str(kept))
        without = said()
        transaction.set_rollback(True)

    assert without == ""
    assert (code, f"the file of --since: event site {last.sequence} is gone or changed since" in output) == (1, True)


def test_since_reads_only_what_came_after(full_record: None, tmp_path: Path, editor: Person) -> None:
    kept = tmp_path / "heads.json"
    verify("--save", str(kept))
    for _time in range(3):
        record.append("library", "noted", by=editor)

    code, output = verify("--since", str(kept))

    assert code == 0
    assert "events: as written (3 looked at" in output


def test_progress_goes_to_standard_error(full_record: None) -> None:
    progress = StringIO()

    call_command("verify", "--progress", "--json", stdout=StringIO(), stderr=progress)

    assert "NOT" not in progress.getvalue()


def test_receipt_of_a_signer_is_of_this_record(publication: Publication, tmp_path: Path) -> None:
    sign_off = SignOff.objects.select_related("version__article", "review__board", "key").earliest("pk")
    kept = tmp_path / "receipt.txt"
    kept.write_text(f"Dear member,\n{receipts.write(receipts.make(sign_off))}\n")

    code, output = verify("--receipt", str(kept))

    assert (code, output.splitlines()[0].partition(" (")[0]) == (0, "receipt: as written")


def test_receipt_of_another_record_is_told(publication: Publication, tmp_path: Path) -> None:
    sign_off = SignOff.objects.select_related("version__article", "review__board", "key").earliest("pk")
    kept = tmp_path / "receipt.txt"
    kept.write_text(receipts.write(receipts.make(sign_off) | {"checkpoint": "0" * 64}))

    code, output = verify("--receipt", str(kept))

    assert (code, "receipt: NOT as written" in output) == (1, True)


def test_file_that_holds_no_receipt_ends_with_a_sentence(publication: Publication, tmp_path: Path) -> None:
    kept = tmp_path / "receipt.txt"
    kept.write_text("Dear member")

    with pytest.raises(CommandError, match="there is no receipt in this file"):
        verify("--receipt", str(kept))
