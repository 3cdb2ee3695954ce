"""A long record and the time that `verify` takes over it, in a process of its own: `python -m benchmarks.record_site`."""

from __future__ import annotations

import datetime
import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
django.setup()

import rfc8785  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from articles import record  # noqa: E402
from articles.faults import nobody  # noqa: E402
from articles.models import Event, Person  # noqa: E402
from benchmarks.answering import Taken, answer, taken  # noqa: E402
from benchmarks.bulk import Rows  # noqa: E402
from workflows import signing  # noqa: E402
from workflows.models import Outcome, Review, SignOff  # noqa: E402
from workflows.record.verification import CHECKS  # noqa: E402
from workflows.samples import loading  # noqa: E402

BEGIN = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
PEOPLE = 50


class Site:
    """The sample content, with as many events in chains of a thousand and as many sign-offs as are wanted."""

    def fill(self, events: int, sign_offs: int) -> dict[str, int]:
        signing.keep_development_key()
        call_command("migrate", verbosity=0)
        loading.load()
        _fill_events(events)
        _fill_sign_offs(sign_offs)
        if connection.vendor == "postgresql":
            connection.cursor().execute("VACUUM ANALYZE")
        return {"events": Event.objects.count(), "sign_offs": SignOff.objects.count()}

    def verify(self, part: str) -> Taken:
        """One part, which must find nothing."""
        return taken(lambda: _found_nothing(part))


def _found_nothing(part: str) -> None:
    found = list(CHECKS[part](nobody))
    assert found == [], found[:3]


def _fill_events(wanted: int) -> None:
    by = Person.objects.system().pk
    rows = Rows(Event, ("stream", "sequence", "body", "previous", "hash"), kind="saved", at=BEGIN, actor_id=by)
    for chain in range(wanted // 1000):
        previous = record.GENESIS
        for sequence in range(1, 1001):
            data = {"revision": sequence, "audience": "patient", "what": "patient text, Treatment: 14 words"}
            event = {
                "actor": by, "at": BEGIN.isoformat(), "data": data, "kind": "saved", "sequence": sequence,
                "stream": f"measured:{chain}",
            }  # fmt: skip
            body = json.dumps(event, sort_keys=True, separators=(",", ":"))
            hashed = record.hash_of(previous, body)
            rows.add(f"measured:{chain}", sequence, body, previous, hashed)
            previous = hashed
        if rows.is_full:
            rows.write()
    rows.write()


def _fill_sign_offs(wanted: int) -> None:
    """Copies of a sample sign-off, each signed anew: fifty people in as many reviews as that takes."""
    model = SignOff.objects.select_related("review", "person").first()
    assert model is not None
    people = [
        Person.objects.create_user(f"measured{number}@example.org", printed_name=f"Member {number}")
        for number in range(PEOPLE)
    ]
    for _review in range(wanted // PEOPLE):
        review = Review.objects.get(pk=model.review_id)
        review.pk, review.closed_at, review.outcome = None, BEGIN, Outcome.APPROVED
        review.save(force_insert=True)
        SignOff.objects.bulk_create([_signed(model, review, person) for person in people])


def _signed(model: SignOff, review: Review, person: Person) -> SignOff:
    statement = rfc8785.dumps({**model.signed, "review": str(review.pk), "person": str(person.uuid)}).decode()
    return SignOff(
        review=review,
        version_id=model.version_id,
        person=person,
        disclosure_id=model.disclosure_id,
        verdict=model.verdict,
        comment=model.comment,
        digest=model.digest,
        statement=statement,
        signature=signing.sign(statement),
        key_id=model.key_id,
        signed_at=model.signed_at,
    )


if __name__ == "__main__":
    site = Site()
    answer({"fill": site.fill, "verify": site.verify})
