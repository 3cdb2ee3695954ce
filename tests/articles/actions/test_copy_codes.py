"""Each text of a publication gets a code of its own when it goes live, and keeps it."""

import secrets

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.actions import give_copy_codes
from articles.copy_codes import is_whole
from articles.models import CopyCode, Publication, Version


def test_going_live_gives_each_text_a_code(publication: Publication) -> None:
    given = dict(publication.copy_codes.values_list("audience", "code"))

    assert list(given) == ["patient", "clinician"]
    assert all(map(is_whole, given.values()))


def test_next_version_has_other_codes(next_publication: Publication) -> None:
    assert CopyCode.objects.values("code").distinct().count() == 4


def test_codes_are_given_once(publication: Publication) -> None:
    assert give_copy_codes(publication) == []


def test_what_is_not_live_has_no_code(approved_version: Version) -> None:
    assert not CopyCode.objects.exists()


@pytest.mark.parametrize("change", ["UPDATE articles_copycode SET code = 'X'", "DELETE FROM articles_copycode"])
def test_code_is_never_changed_or_taken_away(publication: Publication, change: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_code_that_chance_gives_twice_is_drawn_again(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chance draws the eight signs of a code that is given, then others."""
    given = CopyCode.objects.order_by("pk")[0].code
    signs = iter([*given[:8], *"A" * 8, *"C" * 8])
    monkeypatch.setattr(secrets, "choice", lambda _alphabet: next(signs))
    later = Publication.objects.create(
        **{
            field.attname: getattr(publication, field.attname)
            for field in Publication._meta.concrete_fields
            if not field.primary_key
        }
        | {"live_from": None, "ended_at": timezone.now(), "ended_as": "cancelled", "end_reason": "x"}
    )

    codes = [row.code for row in give_copy_codes(later)]

    assert [code[:8] for code in codes] == ["A" * 8, "C" * 8]
