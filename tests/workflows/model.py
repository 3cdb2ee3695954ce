"""What the workflow promises, said once more in a few plain words: the model that the stateful test compares with."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

MANAGERS = frozenset({"mary"})
EDITORS = frozenset({"mary", "edith", "paul"})  # Paul is a pharmacist of the board, too
AUTHOR = "edith"
MEMBERS = ("clara", "paul", "laura")
CHAIR = "clara"
APPROVING = frozenset({"approve", "approve_with_comment"})
REVOCABLE = frozenset({"under_review", "approved", "changes_requested", "withdrawn"})
ONCE_LIVE = frozenset({"under_review", "approved", "changes_requested"})


@dataclass
class ModelReview:
    needed: int
    seats: set[str]
    began: int
    publish_at: datetime.datetime | None = None
    asked: set[str] = field(default_factory=set)
    stated: set[str] = field(default_factory=set)
    signed: dict[str, str] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    outcome: str = ""

    @property
    def standing(self) -> list[str]:
        return [verdict for who, verdict in self.signed.items() if who not in self.revoked]

    @property
    def is_met(self) -> bool:
        enough = sum(verdict in APPROVING for verdict in self.standing) >= self.needed
        return enough and "changes_required" not in self.standing


@dataclass
class ModelVersion:
    edits: int
    status: str = "submitted"
    reviews: list[ModelReview] = field(default_factory=list)
    removed: int = -1  # the step at which it was removed
    retracted: bool = False

    @property
    def is_open(self) -> bool:
        return self.status in {"submitted", "under_review"}


@dataclass
class Emergency:
    number: int
    kind: str
    by: str
    at: int
    reviewed: bool = False
    lifted: bool = False


@dataclass
class Planned:
    number: int
    due: datetime.datetime
    held: bool = False


@dataclass
class Model:
    """Each method is an action: whether it is allowed, and then what it leaves. Order is `step`, never a clock."""

    edits: list[str] = field(default_factory=lambda: [AUTHOR])
    versions: list[ModelVersion] = field(default_factory=list)
    emergencies: list[Emergency] = field(default_factory=list)
    live: int = 0
    doubted: bool = False  # readers of what is live are told that the board looks at it again
    planned: Planned | None = None
    needed: int = 2
    last_days: dict[str, datetime.date] = field(default_factory=dict)
    inactive: set[str] = field(default_factory=set)
    today: datetime.date = datetime.date.min
    moves: int = 0
    step: int = 0

    def of(self, number: int) -> ModelVersion:
        return self.versions[number - 1]

    def sits(self, who: str) -> bool:
        on_board = who in MEMBERS and self.today <= self.last_days.get(who, datetime.date.max)
        return on_board and who not in self.inactive

    def manages(self, by: str) -> bool:
        return by in MANAGERS - self.inactive

    def drafts(self, by: str) -> bool:
        return by in EDITORS - self.inactive

    def chairs(self, by: str, number: int) -> bool:
        return by == CHAIR and self.sits(by) and bool(self.of(number).reviews)

    def writers(self, number: int) -> set[str]:
        """The author, and who saved something since the last approved version."""
        before = [v.edits for v in self.versions[: number - 1] if v.status == "approved"]
        return {AUTHOR, *self.edits[max(before, default=0) : self.of(number).edits]}

    def can_be_asked(self, number: int, members: Iterable[str]) -> bool:
        return bool(members) and all(self.sits(who) and who not in self.writers(number) for who in members)

    def newer(self, number: int) -> set[str]:
        """Where the versions after this one stand."""
        return {version.status for version in self.versions[number:]}

    def gives_way(self, number: int) -> bool:
        """To another version that is with the board, or to a newer approved one."""
        others = [version for version in self.versions if version is not self.of(number)]
        return "approved" in self.newer(number) or any(version.is_open for version in others)

    def _move(self, number: int, status: str) -> None:
        self.moves += status != self.of(number).status
        self.of(number).status = status

    def _open(self, number: int, needed: int, asked: set[str], due: datetime.datetime | None = None) -> None:
        self.of(number).reviews.append(ModelReview(needed, set(asked), self.step, due, set(asked)))
        self._move(number, "under_review")

    def _unplan(self, number: int) -> None:
        if self.planned and self.planned.number == number:
            self.planned = None

    def edit(self, by: str) -> bool:
        if allowed := self.drafts(by):
            self.edits.append(by)
        return allowed

    def submit(self, by: str) -> bool:
        last = self.versions[-1] if self.versions else None
        same = last and last.status != "withdrawn" and last.edits == len(self.edits)
        if not self.drafts(by) or same or any(version.is_open for version in self.versions):
            return False
        self.versions.append(ModelVersion(len(self.edits)))
        self.moves += 1
        return True

    def start_review(self, by: str, number: int, members: set[str], due: datetime.datetime | None) -> bool:
        enough = self.can_be_asked(number, members) and len(members) >= self.needed
        if not self.manages(by) or self.of(number).status != "submitted" or not enough:
            return False
        self._open(number, self.needed, members, due)
        return True

    def reopen(self, by: str, number: int, members: set[str]) -> bool:
        version = self.of(number)
        allowed = self.manages(by) or self.chairs(by, number)
        possible = version.status in {"approved", "changes_requested"} and not self.gives_way(number)
        enough = self.can_be_asked(number, members) and len(members) >= self.needed
        if not allowed or not possible or version.retracted or not enough:
            return False
        self._unplan(number)
        self._open(number, self.needed, members)
        return True

    def renew(self, by: str, number: int, members: set[str], search_fits: bool) -> bool:
        possible = self.of(number).status == "approved" and self.live == number and search_fits
        return possible and self.reopen(by, number, members)

    def add(self, by: str, number: int, members: set[str]) -> bool:
        if not self.manages(by) or self.of(number).status != "under_review" or not self.can_be_asked(number, members):
            return False
        review = self.of(number).reviews[-1]
        review.seats |= members - review.asked
        review.asked |= members
        return True

    def disclose(self, by: str, number: int) -> bool:
        review = self._own(by, number)
        if review:
            review.stated.add(by)
        return bool(review)

    def recuse(self, by: str, number: int) -> bool:
        review = self._own(by, number)
        if review:
            review.seats.discard(by)
        return bool(review)

    def _own(self, by: str, number: int) -> ModelReview | None:
        """The open review in which the person sits and has not signed."""
        review = self.of(number).reviews[-1] if self.of(number).status == "under_review" else None
        mine = review and by in review.seats and by not in review.signed and by not in self.inactive
        return review if mine else None

    def sign(self, by: str, number: int, verdict: str, now: datetime.datetime) -> bool:
        review = self._own(by, number)
        if not review or by not in review.stated or not self.sits(by) or by in self.writers(number):
            return False
        review.signed[by] = verdict
        if review.is_met:
            self._move(number, "approved")
            review.outcome, self.planned = "approved", Planned(number, review.publish_at or now)
        elif "changes_required" in review.standing:
            self._move(number, "changes_requested")
            review.outcome = "changes_requested"
        return True

    def revoke(self, by: str, number: int, nth: int, now: datetime.datetime) -> bool:
        version, review = self.of(number), self.of(number).reviews[nth]
        mine = by in review.signed and by not in review.revoked and by not in self.inactive
        if version.status not in REVOCABLE or not mine:
            return False
        review.revoked.add(by)
        review.seats.discard(by)
        approved = [r for r in version.reviews if r.outcome == "approved"]
        if version.status == "approved" and approved[-1] is review:
            self._judge_again(number, review, now)
        return True

    def _judge_again(self, number: int, review: ModelReview, now: datetime.datetime) -> None:
        planned = self.planned is not None and self.planned.number == number
        holds = review.is_met and "approved" not in self.newer(number)
        if not holds and self.newer(number) - {"withdrawn"}:
            self._unplan(number)
            self.doubted |= self.live == number
        elif not holds:
            self._unplan(number)
            still = {who for who in review.asked if self.sits(who) and who not in self.writers(number)}
            self._open(number, review.needed, still)
        elif planned or self.live == number:
            self.planned = Planned(number, review.publish_at or now)

    def withdraw(self, by: str, number: int) -> bool:
        version = self.of(number)
        was_approved = any(review.outcome == "approved" for review in version.reviews)
        if not self.drafts(by) or version.status not in {"submitted", "under_review"} or was_approved:
            return False
        self._move(number, "withdrawn")
        return True

    def publish(self, by: str, number: int) -> bool:
        newer = any(version.status == "approved" for version in self.versions[number:])
        waits = (self.planned is not None and self.planned.number == number) or self.live != number
        possible = self.of(number).status == "approved" and waits and not newer
        if not self.manages(by) or not possible or not self._may_go_live(number):
            return False
        self.live, self.planned, self.doubted = number, None, False
        return True

    def publish_due(self, now: datetime.datetime) -> None:
        row = self.planned
        if row is None or row.held or row.due > now or self.of(row.number).status != "approved":
            return
        if self._may_go_live(row.number):
            self.live, self.planned, self.doubted = row.number, None, False
        else:
            row.held = True

    def _may_go_live(self, number: int) -> bool:
        version = self.of(number)
        review = [review for review in version.reviews if review.outcome == "approved"][-1]
        return review.is_met and not version.retracted and review.began > version.removed

    def end(self, by: str, number: int, how: str) -> bool:
        """Retire, remove or retract."""
        if not self.manages(by) or self.of(number).status not in ONCE_LIVE or self.live != number:
            return False
        self._go_down(number)
        if how == "remove":
            self.of(number).removed = self.step
        self.of(number).retracted |= how == "retract"
        return True

    def _go_down(self, number: int) -> None:
        self.live, self.doubted = 0, False
        self._unplan(number)

    def emergency(self, by: str, number: int, kind: str) -> bool:
        stands = any((e.number, e.kind, e.lifted) == (number, "warn", False) for e in self.emergencies)
        allowed = self.drafts(by) or self.chairs(by, number)
        if not allowed or self.live != number or (kind == "warn" and stands):
            return False
        if kind == "take_down":
            self._go_down(number)
            self.of(number).removed = self.step
        self.emergencies.append(Emergency(number, kind, by, self.step))
        return True

    def review_emergency(self, by: str, nth: int) -> bool:
        row = self.emergencies[nth]
        allowed = by != row.by and (self.manages(by) or self.chairs(by, row.number))
        if not allowed or row.reviewed:
            return False
        row.reviewed = True
        return True

    def lift(self, by: str, nth: int) -> bool:
        row = self.emergencies[nth]
        version = self.of(row.number)
        approved = any(r.outcome == "approved" and r.began > row.at for r in version.reviews)
        stands = row.kind == "warn" and not row.lifted and row.reviewed
        if not self.manages(by) or version.status != "approved" or not stands or not approved:
            return False
        row.lifted = True
        return True
