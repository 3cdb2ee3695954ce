"""`verify` names each wrong record, whoever owns the database."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from articles import guards, manifest, record
from articles.models import Publication, Version
from workflows.models import SignOff


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
        assert f"sign-off {sign_off.pk}: its columns do not fit its signed statement" in output
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
