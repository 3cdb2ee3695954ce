"""A long article under review by many, and the time of its review page, in a process of its own: `python -m benchmarks.review_site`."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from statistics import median

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "reviewboard.settings"
django.setup()

from django.core.cache import caches as stores  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import actions as desk  # noqa: E402
from articles import owed  # noqa: E402
from articles.actions.conversation import Said  # noqa: E402
from articles.manifest import STATED  # noqa: E402
from articles.models import Article, DeskRole, Person, RoleGrant, Version  # noqa: E402
from articles.text.quotes import Spot  # noqa: E402
from benchmarks import caches, texts  # noqa: E402
from benchmarks.answering import Taken, answer, taken  # noqa: E402
from workflows import actions, signing  # noqa: E402
from workflows.actions.reviews import conversation  # noqa: E402
from workflows.credentials import Credential  # noqa: E402
from workflows.models import Board, BoardRole, Review, Scope  # noqa: E402
from workflows.views.reviews.prepared import prepare  # noqa: E402
from workflows.views.reviews.sheet import blocks_of  # noqa: E402

PASSWORD = "benchmarks-only"  # noqa: S105  # of people in a database that is thrown away
AUDIENCES = ("patient", "clinician")
ROUNDS = 15


class Site:
    """Version 1 is approved; version 2, with so many edits, is under review by so many members."""

    people: dict[str, Person]
    members: list[Person]
    review: Review

    def prepare(self, words: int, edits: int, members: int) -> dict[str, int]:
        call_command("migrate", verbosity=0)
        signing.keep_development_key()
        roles = (DeskRole.ADMINISTRATOR, DeskRole.MANAGING_EDITOR, DeskRole.EDITOR)
        self.people = {role: self._person(role, role) for role in (*roles, "opener")}
        RoleGrant.objects.create(
            person=self.people["opener"], role=DeskRole.ADMINISTRATOR, granted_by=self.people["opener"], reason="x"
        )
        self.members = [self._person(f"member{number}") for number in range(members)]
        board = self._board()
        article = self._article()
        written = {name: texts.passages(words // len(AUDIENCES), seed) for seed, name in enumerate(AUDIENCES, 1)}
        edited = {name: texts.edited(text, edits // len(AUDIENCES)) for name, text in written.items()}
        first = self._version(article, written)
        self._approve(self._ask(first, board, self.members[:2]))
        second = self._version(article, edited)
        self.review = self._ask(second, board, self.members)
        self._talk(second)
        return {"words": words, "members": members, "points": members}

    def _person(self, name: str, *roles: str) -> Person:
        person = Person.objects.create_user(f"{name}@example.org", PASSWORD, printed_name=name.title())
        for role in roles:
            RoleGrant.objects.create(person=person, role=role, granted_by=person, reason="benchmark")
        return person

    def _board(self) -> Board:
        by = self.people[DeskRole.ADMINISTRATOR]
        board = actions.create_board(by=by, name="Medical Advisory Board")
        for number, person in enumerate(self.members):
            role = BoardRole.MEMBER if number else BoardRole.CHAIR
            today = timezone.localdate()
            actions.add_member(board, by=by, person=person, role=role, term_from=today, reason="benchmark")
            actions.declare_interests(by=person, interests=[])
        rule = {"approvals": 2}
        actions.add_approval_rule(board, by=by, name="two", data=rule, is_default=True, reason="benchmark")
        return actions.open_board(board, by=self.people["opener"], seen=actions.last_entry(board))

    def _article(self) -> Article:
        editor = self.people[DeskRole.EDITOR]
        for number in range(1, texts.REFERENCES + 1):
            data = desk.ReferenceData(title=f"Work {number}", type="review", key=texts.key(number))
            desk.add_reference(data, by=editor)
        owed.sweep("reference_writing")  # as the process does that works off what is owed
        details = desk.Details(title="Leg pain", audiences=list(AUDIENCES), population=["adults"])
        article = desk.create_article(by=editor, details=details)
        desk.set_byline(article, by=editor, byline=[desk.Byline(role="author", person=editor, none_of=STATED)])
        return article

    def _version(self, article: Article, bodies: Mapping[str, list[str]]) -> Version:
        """Each text with words of its own, as an article has them."""
        editor = self.people[DeskRole.EDITOR]
        for text in article.texts.all():
            desk.save_text(
                text,
                by=editor,
                summary="<p>Rest the leg and keep moving.</p>",
                body=texts.html(bodies[text.audience]),
                description="About leg pain.",
                base_revision=text.revision,
            )
        desk.require_checked(article)
        if waiting := list(article.flags.must_be_answered().values_list("pk", flat=True)):
            desk.answer_flags(article, by=editor, flags=waiting, reason="benchmark")
        return actions.submit(article, by=editor, change_note="benchmark")

    def _ask(self, version: Version, board: Board, members: list[Person]) -> Review:
        due = timezone.localdate() + datetime.timedelta(days=14)
        by = self.people[DeskRole.MANAGING_EDITOR]
        review = actions.start_review(version, by=by, board=board, members=members, due_on=due)
        for member in members:
            actions.disclose(review, by=member, answer="none")
        return review

    def _approve(self, review: Review) -> None:
        for member in self.members[:2]:
            self._sign(review, member, "approve")

    def _sign(self, review: Review, member: Person, verdict: str, comment: str = "") -> None:
        said = signing.Verdict(verdict, [Scope.CLINICAL_ACCURACY, Scope.DOSES], AUDIENCES, comment)
        given = Credential(email=member.email, password=PASSWORD)
        actions.sign_off(review, by=member, given=given, digest=review.version.digest, verdict=said)

    def _talk(self, version: Version) -> None:
        """One comment of each member, each on another block."""
        keys = [block.key for block in blocks_of(version, AUDIENCES[0]) if block.kind == "p"]
        for number, member in enumerate(self.members):
            spot = Spot(key=keys[number % len(keys)])
            said = Said(f"Is this so? ({number})")
            conversation.comment_on(version, by=member, audience=AUDIENCES[0], passage=spot, said=said)

    def measure(self) -> dict[str, float]:
        """Of a member who signed version 1: the page with nothing worked out before, of a worker that is new to a version that was
        prepared when its review started, of one that showed it before; and the queries.
        """
        client = Client(SERVER_NAME="localhost")
        client.force_login(self.members[0])
        with CaptureQueriesContext(connection) as captured:
            self._get(client)
            queries = len(captured)
        nothing = [self._get(client, forget=True, forget_versions=True) for _round in range(ROUNDS)]
        stores["versions"].clear()
        prepare(self.review.version, self.people[DeskRole.MANAGING_EDITOR])
        new = [self._get(client, forget=True) for _round in range(ROUNDS)]
        known = [self._get(client) for _round in range(ROUNDS)]
        return {
            "nothing": median(spent.seconds for spent in nothing),
            "nothing_processor": median(spent.processor for spent in nothing),
            "new": median(spent.seconds for spent in new),
            "new_processor": median(spent.processor for spent in new),
            "known": median(spent.seconds for spent in known),
            "known_processor": median(spent.processor for spent in known),
            "queries": queries,
        }

    def _get(self, client: Client, *, forget: bool = False, forget_versions: bool = False) -> Taken:
        if forget:
            caches.clear()
        if forget_versions:
            stores["versions"].clear()
        answers = []
        spent = taken(lambda: answers.append(client.get(self.review.get_absolute_url())))
        assert answers[0].status_code == 200
        return spent


if __name__ == "__main__":
    site = Site()
    answer({"prepare": site.prepare, "measure": site.measure})
