"""Boards, versions and signers of the part `signing`, in a process of its own: `python -m benchmarks.signing_site`."""

from __future__ import annotations

import datetime
import os
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count, QuerySet  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import actions as desk  # noqa: E402
from articles.chains import chain_faults  # noqa: E402
from articles.manifest import STATED  # noqa: E402
from articles.models import DeskRole, Event, Person, RoleGrant, Status, Version  # noqa: E402
from benchmarks.answering import answer  # noqa: E402
from workflows import actions, signing  # noqa: E402
from workflows.credentials import Credential  # noqa: E402
from workflows.models import Answer, Board, BoardRole, Review, SignOff  # noqa: E402

# What a password costs is Argon2's affair and not that of the locks.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.SIGNING_KEY = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="
PASSWORD = "correct horse battery"  # noqa: S105
ALONE, CROWD, QUEUE = "alone", "crowd", "queue"


def _person(name: str, *roles: str) -> Person:
    person = Person.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", PASSWORD, printed_name=name)
    for role in roles:
        RoleGrant.objects.create(person=person, role=role, granted_by=person, reason="benchmark")
    return person


def prepare(people: int, versions: int) -> dict[str, str]:
    """Everybody sits in every review; the last signature of each approves. One version is signed by each alone, `versions`
    by everybody at once, `versions` through the workers of a server.
    """
    call_command("migrate", verbosity=0)
    editor, manager = _person("Edith Editor", DeskRole.EDITOR), _person("Mary Managing", DeskRole.MANAGING_EDITOR)
    members = [_person(f"Member {number:02}") for number in range(people)]
    board = _board(members)
    desk.add_reference(desk.ReferenceData(title="A trial", type="randomised-trial", key="doe-2020"), by=editor)
    for part, count in ((ALONE, 1), (CROWD, versions), (QUEUE, versions)):
        for number in range(count):
            _review(f"{part} {number}", editor, manager, board, members)
    signing.current_key()
    major, minor = divmod(connection.cursor().connection.info.server_version, 10000)
    return {"database": f"PostgreSQL {major}.{minor}"}


def _board(members: list[Person]) -> Board:
    first, second = _person("Adam First", DeskRole.ADMINISTRATOR), _person("Ada Second", DeskRole.ADMINISTRATOR)
    board = actions.create_board(by=first, name="Board")
    for number, member in enumerate(members):
        role = BoardRole.MEMBER if number else BoardRole.CHAIR
        since = timezone.localdate() - datetime.timedelta(days=1)
        actions.add_member(board, by=first, person=member, role=role, term_from=since, reason="benchmark")
        actions.declare_interests(by=member, interests=[])
    rule = {"approvals": len(members)}
    actions.add_approval_rule(board, by=first, name="all", data=rule, is_default=True, reason="benchmark")
    return actions.open_board(board, by=second, seen=actions.last_entry(board))


def _review(title: str, editor: Person, manager: Person, board: Board, members: list[Person]) -> None:
    details = desk.Details(title=title, question="What helps?", audiences=["patient"], population=["adults"])
    article = desk.create_article(by=editor, details=details)
    text = article.texts.get()
    desk.save_text(
        text,
        by=editor,
        summary="<p>Keep moving.</p>",
        body='<h2>What helps</h2>\n<p>Most people get better.<cite data-key="doe-2020"></cite></p>',
        description="What helps.",
        base_revision=text.revision,
    )
    desk.set_byline(article, by=editor, byline=[desk.Byline(role="author", person=editor, none_of=STATED)])
    article.refresh_from_db()
    version = actions.submit(article, by=editor, change_note="")
    due = timezone.localdate() + datetime.timedelta(days=14)
    review = actions.start_review(version, by=manager, board=board, members=members, due_on=due)
    for member in members:
        actions.disclose(review, by=member, answer=Answer.NONE)


def _sign(review: Review, member: Person) -> float:
    """Seconds of one signature, from the click to the answer."""
    version = review.version
    given = Credential(PASSWORD, member.email)
    said = signing.Verdict("approve", ["clinical_accuracy"], version.content.audiences)
    start = time.perf_counter()
    actions.sign_off(review, by=member, given=given, digest=version.digest, verdict=said)
    return time.perf_counter() - start


def _reviews(part: str) -> QuerySet[Review]:
    rows = Review.objects.filter(version__title__startswith=part)
    return rows.select_related("version__article").order_by("pk")


def _members() -> QuerySet[Person]:
    return Person.objects.filter(printed_name__startswith="Member").order_by("pk")


def sign_alone() -> list[float]:
    """One after the other, nobody in the way."""
    (review,) = _reviews(ALONE)
    return [_sign(review, member) for member in _members()]


def arrive() -> None:
    """As after a first request: connected, everything imported."""
    Person.objects.first()


def sign(person: int, at: float) -> dict[str, list[object]]:
    """One person signs every version from one moment on; each begins with another, so that two meet at every one."""
    member, reviews = _members()[person], list(_reviews(CROWD))
    start, waits = person % len(reviews), list[object]()
    time.sleep(max(0.0, at - time.time()))
    try:
        waits.extend(_sign(review, member) for review in (*reviews[start:], *reviews[:start]))
    except Exception as error:  # noqa: BLE001  # whatever it is, it is counted and shown
        return {"waits": waits, "errors": [f"{type(error).__name__}: {error}"]}
    return {"waits": waits, "errors": []}


def sign_one(person: int, version: int) -> float:
    """What one worker of a server does for one click."""
    return _sign(_reviews(QUEUE)[version], _members()[person])


def count() -> dict[str, int]:
    """What the record says afterwards, the version that was signed alone left out."""
    given = SignOff.objects.exclude(version__title__startswith=ALONE)
    twice = given.values("review", "person").annotate(times=Count("pk")).filter(times__gt=1)
    approvals = Event.objects.filter(kind="sign_off").values("stream").annotate(times=Count("pk")).filter(times__gt=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        (deadlocks,) = cursor.fetchone()
    approved = Version.objects.filter(status=Status.APPROVED).exclude(title__startswith=ALONE)
    faults = sum(
        not signing.is_valid(row) or not signing.columns_fit(row) for row in given.select_related("key", "version")
    )
    return {
        "sign_offs": given.count(),
        "twice": twice.count() + approvals.count(),
        "deadlocks": deadlocks,
        "approved": approved.count(),
        "faults": faults + len(list(chain_faults())),
    }


if __name__ == "__main__":
    answer(
        {
            "prepare": prepare,
            "arrive": arrive,
            "sign_alone": sign_alone,
            "sign": sign,
            "sign_one": sign_one,
            "count": count,
        }
    )
