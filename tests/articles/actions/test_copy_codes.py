"""Each text of a publication gets a code of its own when it goes live, and keeps it."""

import pytest
from django.db import DatabaseError, connection, transaction

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
