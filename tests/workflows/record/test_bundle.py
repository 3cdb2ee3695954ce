"""What a stranger checks: the page, the file, and the small program in the file, which knows nothing of us."""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, FormerSlug, Person, Publication, Version
from tests.universe import sign
from tests.workflows.record.test_auditing import audit
from tests.workflows.record.test_verification import change, drop
from workflows import actions
from workflows.models import Review, SignOff
from workflows.record.bundle import check, write_bundle
from workflows.record.proof import proofs


@pytest.fixture
def folder(publication: Publication, tmp_path: Path) -> Path:
    """The bundle, unpacked."""
    return unpacked(publication.article, tmp_path)


def unpacked(article: Article, where: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(write_bundle(article, proofs(article)))) as archive:
        archive.extractall(where)
    return where


def run(folder: Path) -> tuple[int, str]:
    """With an empty environment and without site-packages, as on a stranger's machine."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "check.py")], capture_output=True, text=True, check=False, env={}
    )
    return done.returncode, done.stdout + done.stderr


def test_everything_holds_offline(folder: Path, publication: Publication) -> None:
    code, output = run(folder)

    assert (code, output.splitlines()[-1]) == (0, "Everything holds.")
    assert publication.version.digest in output
    assert output.count("Clara Chair: approve") == 1


def test_the_program_checks_the_folder_that_it_is_told(folder: Path) -> None:
    """Somebody who has many bundles and one program."""
    done = subprocess.run(
        [sys.executable, check.__file__, str(folder)], capture_output=True, text=True, check=False, env=os.environ
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, run(folder)[1], "")


def test_one_changed_byte_of_the_text_is_told(folder: Path) -> None:
    text = folder / "manifests" / "version-1.json"
    text.write_text(text.read_text().replace("300 mg", "900 mg"))

    code, output = run(folder)

    problem = "version 1: the text is not the one that the fingerprint names"
    assert (code, output.splitlines()[-2:]) == (1, ["NOT as it should be:", f"  {problem}"])
    assert check.check(folder) == [problem]


@pytest.mark.parametrize(
    ("spoilt", "problem"),
    [
        (lambda path: path.unlink(), "version 1: the text is not in this folder"),
        (lambda path: path.write_bytes(b"{"), "version 1: the text is not the one that the fingerprint names"),
    ],
    ids=["gone", "cut off"],
)
def test_text_that_is_gone_or_cut_off_is_told(folder: Path, spoilt: Callable[[Path], object], problem: str) -> None:
    spoilt(folder / "manifests" / "version-1.json")

    code, output = run(folder)

    assert (code, output.splitlines()[-2:]) == (1, ["NOT as it should be:", f"  {problem}"])
    assert check.check(folder) == [problem]


def edit(folder: Path, **changes: Any) -> None:
    """What the bundle says of the first sign-off."""
    data = contents(folder)
    data["versions"][0]["sign_offs"][0].update(changes)
    (folder / "bundle.json").write_text(json.dumps(data))


def contents(folder: Path) -> Any:
    return json.loads((folder / "bundle.json").read_text())


@pytest.mark.parametrize("name", ["statement", "signature", "key"])
def test_changed_statement_signature_or_key_is_told(folder: Path, name: str) -> None:
    edit(folder, **{name: "{}"})

    assert check.check(folder) == [
        "version 1, signed by Clara Chair: the signature is not one over this statement",
    ]


def test_signature_of_another_version_under_this_one_is_told(
    next_publication: Publication, chair: Person, tmp_path: Path
) -> None:
    """Whole, with its statement and by the same key: only what the statement says gives it away."""
    folder = unpacked(next_publication.article, tmp_path)
    data = contents(folder)
    former, newer = sorted(data["versions"], key=lambda version: int(version["number"]))
    newer["sign_offs"] = former["sign_offs"]
    (folder / "bundle.json").write_text(json.dumps(data))

    assert check.check(folder) == [
        "version 2, signed by Clara Chair: the statement is about another text",
        "version 2, signed by Paul Pharmacist: the statement is about another text",
    ]


def test_what_an_auditor_signed_is_told_where_a_member_signs(
    publication: Publication, auditor: Person, tmp_path: Path
) -> None:
    folder, row = unpacked(publication.article, tmp_path), audit(publication.article, auditor)
    edit(folder, statement=row.statement, signature=row.signature, key=row.key.key_id)

    assert check.check(folder) == ["version 1, signed by Clara Chair: the statement is about another text"]


@pytest.mark.parametrize("name", ["uuid", "number"])
def test_text_of_another_article_or_version_is_told(folder: Path, name: str) -> None:
    data = contents(folder)
    if name == "uuid":
        data["article"]["uuid"] = "00000000-0000-0000-0000-000000000000"
    else:
        data["versions"][0]["number"] = 7
    (folder / "bundle.json").write_text(json.dumps(data))

    assert [problem.partition(": ")[2] for problem in check.check(folder)] == [
        "the text is of another article or version"
    ]


def test_another_key_under_the_same_name_is_told(folder: Path) -> None:
    data = contents(folder)
    other = Ed25519PrivateKey.generate()
    data["keys"][0]["public_key"] = base64.b64encode(other.public_key().public_bytes_raw()).decode()
    (folder / "bundle.json").write_text(json.dumps(data))

    assert check.check(folder)[0] == f"key {data['keys'][0]['key_id']}: this is not the key of that name"


def test_text_that_was_removed_is_not_asked_for(
    publication: Publication, managing_editor: Person, tmp_path: Path
) -> None:
    actions.remove(publication.version, by=managing_editor, reason="A dose that kills.")

    folder = unpacked(publication.article, tmp_path)

    assert not list(folder.glob("manifests/*"))
    assert "  version 1, text not here, fingerprint" in run(folder)[1]
    assert check.check(folder) == []


@given(message=st.binary(max_size=64), seed=st.binary(min_size=32, max_size=32), place=st.integers(0, 63))
def test_small_program_agrees_with_the_library(message: bytes, seed: bytes, place: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    wrong = bytearray(signature)
    wrong[place] ^= 1

    assert check.is_signed(public, message, signature)
    assert not check.is_signed(public, message, bytes(wrong))
    assert not check.is_signed(public, message + b"x", signature)


# Anybody can sign with the neutral point. Written here as RFC 8032 forbids: with the sign of an x that is 0; with a y beyond the field.
WITH_A_SIGN = (1 | 1 << 255).to_bytes(32, "little")
BEYOND = (check.P + 1).to_bytes(32, "little")


@pytest.mark.parametrize("key", [WITH_A_SIGN, BEYOND], ids=["with a sign", "beyond the field"])
def test_key_as_which_anybody_signs_is_none(key: bytes) -> None:
    commitment = (check.BASE_Y | (check.BASE_X & 1) << 255).to_bytes(32, "little")
    signature = commitment + (1).to_bytes(32, "little")

    assert not check.is_signed(key, b"anything", signature)


@pytest.mark.parametrize(
    "data", [b"", bytes(31), bytes(33), (2).to_bytes(32, "little")], ids=["empty", "short", "long", "beside it"]
)
def test_what_is_no_point_of_the_curve_is_none(data: bytes) -> None:
    assert check.point_of(data) is None


def test_remark_to_the_editor_stays_between_them(
    review: Review, chair: Person, pharmacist: Person, tmp_path: Path
) -> None:
    sign(review, chair, "approve_with_comment", "Between us: tidy the table.")
    sign(review, pharmacist)
    actions.publish_due(review.version.publications.get().pk)

    folder = unpacked(review.version.article, tmp_path)

    everything = "".join(path.read_text() for path in folder.rglob("*.json"))
    assert "Between us" not in everything
    assert "Clara Chair: not checked, its words are not public" in run(folder)[1]
    assert check.check(folder) == []


@pytest.mark.parametrize("published", [True, False])
def test_words_of_a_dissent_are_in_the_bundle_only_if_published(
    review: Review, chair: Person, pharmacist: Person, lay_member: Person, tmp_path: Path, published: bool
) -> None:
    sign(review, chair, "dissent", "Too early.", published=published)
    sign(review, pharmacist)
    sign(review, lay_member)
    actions.publish_due(review.version.publications.get().pk)

    folder = unpacked(review.version.article, tmp_path)

    everything = "".join(path.read_text() for path in folder.rglob("*.json"))
    assert ("Too early." in everything, "dissent" in everything) == (published, True)


def at(slug: str, name: str = "verify") -> str:
    return reverse(f"boards:{name}", args=[slug])


def test_page_says_for_each_signature_that_it_holds(client: Client, publication: Publication) -> None:
    response = client.get(at("leg-pain"))

    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("The signature is valid and is about this fingerprint.") == 2
    assert publication.version.digest in page
    assert response["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert "Cookie" not in response.headers.get("Vary", "")


def test_page_says_what_does_not_hold(client: Client, publication: Publication) -> None:
    drop("workflows_signoff")
    change("UPDATE workflows_signoff SET comment = 'x' WHERE id = %s", SignOff.objects.order_by("pk")[0].pk)

    page = client.get(at("leg-pain")).content.decode()

    assert page.count("The signature does not hold.") == 1
    assert "Something here is not as it was signed." in page


def test_a_signed_statement_of_another_kind_in_a_members_row_does_not_hold(
    client: Client, publication: Publication, auditor: Person, tmp_path: Path
) -> None:
    """Put there by the database's owner, whole and by the same key. What an auditor wrote is not for readers."""
    audit_row = audit(publication.article, auditor, result="faults", findings="Between us: look at row 7.")
    row = SignOff.objects.select_related("person").order_by("pk")[0]
    drop("workflows_signoff")
    change(
        "UPDATE workflows_signoff SET statement = %s, signature = %s WHERE id = %s",
        audit_row.statement,
        audit_row.signature,
        row.pk,
    )

    page = client.get(at("leg-pain"))
    file = client.get(at("leg-pain", "bundle"))

    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        archive.extractall(tmp_path)
    told = contents(tmp_path)["versions"][0]["sign_offs"][0]
    assert (page.status_code, page.content.decode().count("The signature does not hold.")) == (200, 1)
    assert f"<strong>{row.person.printed_name}</strong>: Approve" in page.content.decode()
    assert (told["name"], told["signed_on"]) == (row.person.printed_name, row.signed_at.date().isoformat())
    assert "Between us" not in (tmp_path / "bundle.json").read_text()
    assert check.check(tmp_path) == [
        f"version 1, signed by {row.person.printed_name}: the signature is not one over this statement"
    ]


@pytest.mark.parametrize("name", ["verify", "bundle"])
def test_what_never_was_live_is_not_there(client: Client, approved_version: Version, name: str) -> None:
    assert client.get(at("leg-pain", name)).status_code == 404


def test_former_address_leads_on(client: Client, publication: Publication) -> None:
    FormerSlug.objects.create(slug="sore-leg", article=publication.article)

    response = client.get(at("sore-leg"))

    assert (response.status_code, response["Location"]) == (301, at("leg-pain"))


def test_file_is_the_same_each_time_but_for_its_date(client: Client, publication: Publication) -> None:
    response = client.get(at("leg-pain", "bundle"))

    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        names = archive.namelist()
    assert response["Content-Disposition"] == 'attachment; filename="leg-pain-signatures.zip"'
    assert names == ["README.txt", "check.py", "bundle.json", "manifests/version-1.json"]


def test_queries_of_the_page(
    client: Client, publication: Publication, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        client.get(at("leg-pain"))
