"""Links to drafts: who makes them, how they end, and that nothing keeps what would open them."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import actions
from articles.models import Article, Event, Person, PreviewLink
from articles.refusals import Refusal

pytestmark = pytest.mark.django_db


def made(article: Article, by: Person, **more: object) -> actions.MadeLink:
    told: dict[str, object] = {"audience": "patient", "recipient": "Dr Ada Example", "days": 14, **more}
    return actions.make_preview_link(article, by=by, **told)  # type: ignore[arg-type]


def kinds(article: Article) -> list[str]:
    found = Event.objects.filter(stream=article.stream, kind__startswith="preview_link").order_by("sequence")
    return list(found.values_list("kind", flat=True))


def test_link_is_for_one_reader_to_the_draft_as_it_is(draft: Article, editor: Person) -> None:
    link = made(draft, editor).link

    assert (link.recipient, link.audience, link.revision) == ("Dr Ada Example", "patient", draft.revision)
    assert link.expires_at - link.made_at == datetime.timedelta(days=14)
    assert (link.is_open, link.openings) == (True, 0)
    assert kinds(draft) == ["preview_link_made"]


def test_no_row_and_no_event_holds_the_token_or_the_name(draft: Article, editor: Person) -> None:
    found = made(draft, editor)

    row = " ".join(str(value) for value in PreviewLink.objects.values_list().get(pk=found.link.pk))
    events = " ".join(Event.objects.values_list("body", flat=True))
    assert found.token not in row + events
    assert "Ada Example" not in events


def test_token_finds_its_link_and_another_finds_none(draft: Article, editor: Person) -> None:
    found = made(draft, editor)

    assert actions.preview_link_of(found.token) == found.link
    assert actions.preview_link_of(found.token[:-1]) is None
    assert actions.preview_link_of(found.link.token_hash) is None


def test_whoever_may_not_draft_makes_none(draft: Article, auditor: Person, chair: Person) -> None:
    for person in (auditor, chair):
        with pytest.raises(PermissionDenied):
            made(draft, person)

    assert PreviewLink.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"recipient": "  "}, {"days": 0}, {"days": 91}, {"audience": "student"}])
def test_what_makes_no_sense_is_refused(wrong: dict[str, object], draft: Article, editor: Person) -> None:
    with pytest.raises(Refusal):
        made(draft, editor, **wrong)

    assert PreviewLink.objects.count() == 0


def test_link_ends_by_itself(draft: Article, editor: Person) -> None:
    link = made(draft, editor, days=7).link

    with time_machine.travel(timezone.now() + datetime.timedelta(days=7, seconds=1), tick=False):
        assert not link.is_open


def test_ending_a_link_twice_is_ending_it_once(draft: Article, editor: Person) -> None:
    link = made(draft, editor).link

    first = actions.revoke_preview_link(link, by=editor)
    second = actions.revoke_preview_link(link, by=editor)

    assert (first.is_open, second.revoked_at) == (False, first.revoked_at)
    assert kinds(draft) == ["preview_link_made", "preview_link_revoked"]


def test_whoever_may_not_draft_ends_none(draft: Article, editor: Person, auditor: Person) -> None:
    link = made(draft, editor).link

    with pytest.raises(PermissionDenied):
        actions.revoke_preview_link(link, by=auditor)

    link.refresh_from_db()
    assert link.is_open


def test_openings_are_counted_and_nothing_else(draft: Article, editor: Person) -> None:
    link = made(draft, editor).link
    events = Event.objects.count()

    actions.count_opening(link)
    actions.count_opening(link)

    link.refresh_from_db()
    assert (link.openings, link.opened_at is not None) == (2, True)
    assert Event.objects.count() == events
