"""The whole workflow against a simple model: whatever people do in whatever order, both allow the same and stand the same."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass

import hypothesis
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from articles import record
from articles.models import Article, Basis, DeskRole, Event, Person, Publication, RoleGrant, Version
from articles.models import Emergency as EmergencyRow
from articles.refusals import Refusal
from tests.universe import Administrators, answer_flags, answer_points, change, sign, write
from tests.workflows.model import MEMBERS, Model
from workflows import actions, signing
from workflows.models import Answer, Board, Review, SignOff, Verdict
from workflows.record.verification import CHECKS

EVERYBODY = ("mary", "edith", "clara", "paul", "laura", "adam", "audrey", "oscar")
# Whoever may is tried more often than who may not, else nothing gets far.
MANAGER = st.sampled_from(["mary"] * 10 + ["clara", *EVERYBODY])
EDITOR = st.sampled_from(["edith"] * 4 + ["paul", *EVERYBODY])
MEMBER = st.sampled_from([*MEMBERS * 3, *EVERYBODY])
ASKED = st.sampled_from(
    [MEMBERS, MEMBERS, MEMBERS, ("clara", "laura"), ("clara", "laura"), ("paul",), ("clara", "oscar"), ()]
)
VERDICT = st.sampled_from(["approve"] * 5 + list(Verdict.values))
BACK = st.sampled_from([1, 1, 1, 1, 2, 3])  # which version, from the newest
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class World:
    """Who and what there is before the first step."""

    people: dict[str, int]
    article: Article
    board: Board
    administrators: Administrators


class Workflow(RuleBasedStateMachine):
    """Each rule does one thing in the product and in the model; both must allow it, or both refuse."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world, self.model = world, Model()
        self.own_words: list[int] = []
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.travel = time_machine.travel(timezone.now() + 30 * DAY, tick=False)
        self.clock = self.travel.start()

    def teardown(self) -> None:
        try:
            record.checkpoint()
            faults = [str(fault) for check in CHECKS.values() for fault in check(lambda _count: None)]
            assert faults == []
        finally:
            self.travel.stop()
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def person(self, name: str) -> Person:
        return Person.objects.get(pk=self.world.people[name])

    def people(self, names: tuple[str, ...]) -> list[Person]:
        return [self.person(name) for name in names]

    def version(self, back: int) -> tuple[int, Version]:
        number = max(1, len(self.model.versions) + 1 - back)
        return number, Version.objects.get(number=number)

    def review(self, back: int) -> tuple[int, Review]:
        """The newest of a version."""
        number, version = self.version(back)
        return number, version.reviews.latest("pk")

    def both(self, allowed: object, do: Callable[[], object]) -> None:
        self.clock.shift(datetime.timedelta(seconds=1))
        self.model.step += 1
        if allowed:
            do()
        else:
            with pytest.raises((Refusal, PermissionDenied)):
                do()

    def begin(self) -> Model:
        self.model.today = timezone.localdate()
        return self.model

    def search(self) -> actions.Search:
        return actions.Search("PubMed", "leg pain", timezone.localdate(), 3, 1, "Nothing new.")

    @initialize(steps=st.sampled_from([0, 2, 3, 4, 5, 5, 5, 6, 7]))
    def go_ahead(self, steps: int) -> None:
        """As far on the path to readers as this, so that few steps reach what comes after it."""
        path: list[Callable[[], object]] = [
            lambda: self.submit("edith"),
            lambda: self.start_review("mary", 1, MEMBERS, 0),
            lambda: [self.disclose(name, 1) for name in MEMBERS],
            lambda: [self.sign("clara", 1, "approve"), self.sign("laura", 1, "approve")],
            lambda: self.work_off(),
            lambda: [self.edit("edith"), self.submit("edith")],
            lambda: self.start_review("mary", 1, MEMBERS, 0),
        ]
        for walk in path[:steps]:
            walk()

    @rule(by=EDITOR)
    def edit(self, by: str) -> None:
        body = f'<p>Most people get better in {len(self.model.edits) + 6} weeks.<cite data-key="doe-2020"></cite></p>'
        if self.begin().edit(by):
            write(self.world.article, "patient", body, by=self.person(by))

    @rule(by=EDITOR)
    def submit(self, by: str) -> None:
        """What members asked for has been answered by then."""
        allowed = self.begin().submit(by)
        if allowed:
            # That open points keep a version is told by test_answering.py.
            answer_points(self.world.article, by=self.person(by))
            answer_flags(self.world.article, by=self.person(by))
        self.both(allowed, lambda: actions.submit(self.world.article, by=self.person(by), change_note="weeks"))

    @precondition(lambda self: self.model.versions)
    @rule(by=MANAGER, back=BACK, members=ASKED, days=st.sampled_from([0, 0, 0, 2]))
    def start_review(self, by: str, back: int, members: tuple[str, ...], days: int) -> None:
        number, version = self.version(back)
        due = timezone.now() + days * DAY if days else None
        allowed = self.begin().start_review(by, number, set(members), due)
        asked = {"board": self.world.board, "members": self.people(members), "publish_at": due}
        day = timezone.localdate() + 14 * DAY
        self.both(allowed, lambda: actions.start_review(version, by=self.person(by), due_on=day, **asked))

    @precondition(lambda self: self.model.versions)
    @rule(by=MANAGER, back=BACK, members=ASKED, renews=st.booleans())
    def reopen(self, by: str, back: int, members: tuple[str, ...], renews: bool) -> None:
        number, version = self.version(back)
        model, live = self.begin(), Publication.objects.live().first()
        fits = live is not None and live.last_reviewed is not None and live.last_reviewed <= model.today
        again = set(members)
        allowed = model.renew(by, number, again, fits) if renews else model.reopen(by, number, again)
        do, more = (actions.renew, {"search": self.search()}) if renews else (actions.reopen, {})
        asked = {"members": self.people(members), "due_on": model.today + 14 * DAY, "reason": "look again", **more}
        self.both(allowed, lambda: do(version, by=self.person(by), **asked))

    @precondition(lambda self: self.has_review())
    @rule(by=MANAGER, back=BACK, members=ASKED)
    def add_members(self, by: str, back: int, members: tuple[str, ...]) -> None:
        number, version = self.version(back)
        review = version.reviews.order_by("-pk").first()
        allowed = self.begin().add(by, number, set(members))
        if review is not None:
            self.both(
                allowed,
                lambda: actions.add_members(review, by=self.person(by), members=self.people(members)),
            )

    def has_review(self) -> bool:
        return any(version.reviews for version in self.model.versions[-3:]) and bool(self.model.versions[-1].reviews)

    @precondition(lambda self: self.has_review())
    @rule(by=MEMBER, back=st.just(1))
    def disclose(self, by: str, back: int) -> None:
        number, review = self.review(back)
        allowed = self.begin().disclose(by, number)
        self.both(allowed, lambda: actions.disclose(review, by=self.person(by), answer=Answer.NONE))

    @precondition(lambda self: self.has_review())
    @rule(by=MEMBER)
    def recuse(self, by: str) -> None:
        number, review = self.review(1)
        allowed = self.begin().recuse(by, number)
        self.both(allowed, lambda: actions.recuse(review, by=self.person(by), reason="too near"))

    @precondition(lambda self: self.has_review())
    @rule(by=MEMBER, back=BACK, verdict=VERDICT)
    def sign(self, by: str, back: int, verdict: str) -> None:
        number, review = self.review(back) if self.version(back)[1].reviews.exists() else self.review(1)
        model = self.begin()
        wrote = by in model.writers(number)
        allowed = model.sign(by, number, verdict, timezone.now())
        self.both(allowed, lambda: sign(review, self.person(by), verdict, "In my own words."))
        if wrote and review.sign_offs.filter(person=self.person(by), signed_at=timezone.now()).exists():
            self.own_words.append(review.pk)

    @precondition(lambda self: self.has_review())
    @rule(by=MEMBER, back=BACK, nth=st.integers(0, 2))
    def revoke(self, by: str, back: int, nth: int) -> None:
        number, version = self.version(back)
        reviews = list(version.reviews.order_by("pk"))
        theirs = SignOff.objects.filter(review__in=reviews[nth : nth + 1], person=self.world.people[by]).first()
        allowed = self.begin().revoke(by, number, nth, timezone.now()) if theirs else False
        if theirs:
            self.both(allowed, lambda: actions.revoke(theirs, by=self.person(by), reason="an old label"))

    @precondition(lambda self: self.model.versions)
    @rule(by=EDITOR, back=BACK)
    def withdraw(self, by: str, back: int) -> None:
        number, version = self.version(back)
        allowed = self.begin().withdraw(by, number)
        self.both(allowed, lambda: actions.withdraw(version, by=self.person(by), reason="not ready"))

    @precondition(lambda self: self.model.versions)
    @rule(by=MANAGER, back=BACK)
    def publish(self, by: str, back: int) -> None:
        number, version = self.version(back)
        allowed = self.begin().publish(by, number)
        self.both(allowed, lambda: actions.publish(version, by=self.person(by), reason="now"))

    @rule()
    def work_off(self) -> None:
        """The clock's turn."""
        self.model.publish_due(timezone.now())
        for row in Publication.objects.planned():
            actions.publish_due(row.pk)

    @precondition(lambda self: self.model.live)
    @rule(by=MANAGER, how=st.sampled_from(["retire", "remove", "retract"]))
    def end(self, by: str, how: str) -> None:
        version = Version.objects.get(number=self.model.live)
        allowed = self.begin().end(by, version.number, how)
        more = {"told": "It was wrong."} if how == "retract" else {}
        self.both(allowed, lambda: getattr(actions, how)(version, by=self.person(by), reason="why not", **more))

    @precondition(lambda self: self.model.live)
    @rule(by=EDITOR, back=BACK, kind=st.sampled_from(["warn", "warn", "take_down"]))
    def act_at_once(self, by: str, back: int, kind: str) -> None:
        """On what is live, or on a version that is not."""
        number, version = (
            self.version(back) if back > 1 else self.version(len(self.model.versions) + 1 - self.model.live)
        )
        allowed = self.begin().emergency(by, number, kind)
        more = {"warning": "page"} if kind == "warn" else {}
        self.both(allowed, lambda: getattr(actions, kind)(version, by=self.person(by), reason="danger", **more))

    @precondition(lambda self: self.model.emergencies)
    @rule(by=st.sampled_from(["mary", "mary", "clara", "clara", "edith", "oscar"]), data=st.data(), lifts=st.booleans())
    def look_at_emergency(self, by: str, data: st.DataObject, lifts: bool) -> None:
        nth = data.draw(st.integers(0, len(self.model.emergencies) - 1))
        row, model = EmergencyRow.objects.order_by("pk")[nth], self.begin()
        if lifts:
            self.both(model.lift(by, nth), lambda: actions.lift(row, by=self.person(by), reason="signed again"))
        else:
            allowed = model.review_emergency(by, nth)
            seen = {"was_right": True, "note": "Yes."}
            self.both(allowed, lambda: actions.review_emergency(row, by=self.person(by), **seen))

    @precondition(lambda self: not self.model.last_days)
    @rule(who=st.sampled_from(MEMBERS))
    def end_term(self, who: str) -> None:
        self.model.last_days[who] = last = timezone.localdate() - DAY
        row = self.world.board.memberships.get(person=self.world.people[who])
        change(self.world.board, "member_ended", by=self.world.administrators, membership=row.pk, last_day=last)

    @precondition(lambda self: not self.model.inactive)
    @rule(who=st.sampled_from(["edith", *MEMBERS]))
    def deactivate(self, who: str) -> None:
        self.model.inactive.add(who)
        Person.objects.filter(pk=self.world.people[who]).update(is_active=False)

    @rule(needed=st.integers(1, 3))
    def change_rule(self, needed: int) -> None:
        if needed != self.model.needed:
            row = self.world.board.approval_rules.get()
            entry = {"rule": row.pk, "name": row.name, "data": {"approvals": needed}, "is_default": True}
            change(self.world.board, "rule_changed", by=self.world.administrators, **entry)
            self.model.needed = needed

    @rule(hours=st.sampled_from([-30, -2, 1, 30, 80]))
    def set_clock(self, hours: int) -> None:
        """Forward, and back as a broken one."""
        self.clock.shift(datetime.timedelta(hours=hours))

    @invariant()
    def both_stand_the_same(self) -> None:
        live = Publication.objects.live().values_list("version__number", "doubted_at")
        planned = Publication.objects.planned().values_list("version__number", "held_at")
        row, model = self.model.planned, self.model
        assert list(Version.objects.order_by("number").values_list("status", flat=True)) == [
            version.status for version in model.versions
        ]
        shown = [(number, doubted is not None) for number, doubted in live]
        assert shown == ([(model.live, model.doubted)] if model.live else [])
        assert [(number, held is not None) for number, held in planned] == ([(row.number, row.held)] if row else [])

    @invariant()
    def what_is_live_was_approved(self) -> None:
        """By sign-offs of its digest that meet the frozen rule, or its page says that the board looks at it again."""
        for publication in Publication.objects.live().filter(basis=Basis.APPROVED).select_related("version"):
            version = publication.version
            if version.status == "approved" and publication.doubted_at is None:
                assert any(_is_met(review, version.digest) for review in version.reviews.filter(outcome="approved"))
        assert not SignOff.objects.exclude(digest__in=Version.objects.values("digest")).exists()

    @invariant()
    def nobody_signed_their_own_words(self) -> None:
        assert self.own_words == []

    @invariant()
    def each_change_of_status_left_one_event(self) -> None:
        told = (json.loads(body)["data"] for body in Event.objects.values_list("body", flat=True))
        moves = [data for data in told if "status" in data and data.get("former") != data["status"]]
        assert len(moves) == self.model.moves


def _is_met(review: Review, digest: str) -> bool:
    """Counted here from the rows and the frozen rule, not by `quorum`."""
    signs = list(review.sign_offs.filter(digest=digest, revocation=None))
    approving = [sign for sign in signs if sign.verdict.startswith("approve") and signing.is_valid(sign)]
    stopped = any(sign.verdict == "changes_required" for sign in signs)
    return len(approving) >= json.loads(review.frozen_rule)["approvals"] and not stopped


@pytest.fixture
def world(
    draft: Article,
    board: Board,
    administrators: Administrators,
    managing_editor: Person,
    editor: Person,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
    auditor: Person,
    outsider: Person,
) -> World:
    """The pharmacist edits too, as on small desks."""
    RoleGrant.objects.create(person=pharmacist, role=DeskRole.EDITOR, granted_by=administrators[0], reason="test")
    in_order = (managing_editor, editor, chair, pharmacist, lay_member, administrators[0], auditor, outsider)
    people = {name: person.pk for name, person in zip(EVERYBODY, in_order, strict=True)}
    return World(people, draft, board, administrators)


def test_workflow_does_what_the_model_says(world: World) -> None:
    """A step costs what a page costs, so there are few; EXAMPLES asks for more."""
    few = max(5, hypothesis.settings().max_examples * 2 // 5)

    run_state_machine_as_test(
        lambda: Workflow(world), settings=hypothesis.settings(max_examples=few, stateful_step_count=25)
    )
