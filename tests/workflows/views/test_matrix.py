"""Role × status × action, made from the table: what it does not list nobody may, what it lists only those whom it names."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.models import Emergency, Event, Notice, Person, Publication, Status, Version
from articles.publishing.hiding import passages
from articles.refusals import Refusal
from tests.universe import PASSWORD, answer_flags, enrol, sign, write
from workflows import actions, signing
from workflows.actions.reviews.answering import unanswered
from workflows.models import Answer, Board, Review, Revocation, SignOff
from workflows.transitions import TABLE, Action, Who, WrongStatus, transition
from workflows.views.signing.signing import fingerprint, shown_line

SCOPE = ["clinical_accuracy"]
TEXTS = ["patient", "clinician"]
WHY = "why not"
# Fixtures of `tests.universe`; the chair has signed wherever somebody has.
ROLES = (
    "managing_editor",
    "editor",
    "other_editor",
    "chair",
    "pharmacist",
    "lay_member",
    "administrator",
    "auditor",
    "outsider",
)
NAMED: Mapping[Who, set[str]] = {
    Who.EDITORS: {"managing_editor", "editor", "other_editor"},
    Who.MANAGING_EDITOR: {"managing_editor"},
    Who.SIGNATORY: {"chair", "pharmacist", "lay_member"},
    Who.SIGNER: {"chair"},
    Who.CHAIR_OR_MANAGING_EDITOR: {"managing_editor", "chair"},
    Who.EDITORS_OR_CHAIR: {"managing_editor", "editor", "other_editor", "chair"},
}
LISTED = [(status, action) for status, action in TABLE if status is not None]
UNLISTED = [(status, action) for status in Status for action in Action if (status, action) not in TABLE]
WRITTEN: tuple[type[Model], ...] = (Version, Review, SignOff, Revocation, Publication, Notice, Emergency)


@dataclass(frozen=True)
class Deed:
    """One action on a version as it is tried: in the code, and as what the page posts."""

    act: Callable[[Person], object]
    url: str
    data: Mapping[str, object]


@dataclass
class Stage:
    """The version, the board, and whoever brings it to a status."""

    version: Version
    board: Board
    people: Mapping[str, Person]

    @property
    def members(self) -> list[Person]:
        return [self.people[name] for name in ("chair", "pharmacist", "lay_member")]

    @property
    def due_on(self) -> datetime.date:
        return timezone.localdate() + datetime.timedelta(days=14)

    def reopen(self, *verdicts: str) -> None:
        """Looked at again by all three, of whom the first so many sign."""
        again = {"members": self.members, "due_on": self.due_on, "reason": WHY}
        review = actions.reopen(self.version, by=self.people["managing_editor"], **again)
        for member in self.members:
            actions.disclose(review, by=member, answer=Answer.NONE)
        for member, verdict in zip(self.members, verdicts, strict=False):
            sign(review, member, verdict, "Too high.")

    def deed(self, action: Action) -> Deed:
        self.version = Version.objects.get(pk=self.version.pk)
        answer_flags(self.version.article, by=self.people["editor"])
        return self._deeds()[action]

    def _deeds(self) -> dict[Action, Deed]:
        version, due = self.version, self.due_on
        asked = {"members": [member.pk for member in self.members], "due_on": due.isoformat(), "reason": WHY}
        search = actions.Search("PubMed", "leg pain", timezone.localdate(), 3, 1, "Nothing new.")
        searched = {name: str(getattr(search, name)) for name in search.__dataclass_fields__}
        again = {"members": self.members, "due_on": due}
        block = next(found.key for found in passages(version, "clinician") if not found.why_not)
        return {
            Action.SUBMIT: Deed(
                lambda by: actions.submit(version.article, by=by, change_note="again"),
                reverse("desk:article_submit", args=(version.article_id,)),
                {"change_note": "again"},
            ),
            Action.START_REVIEW: Deed(
                lambda by: actions.start_review(version, by=by, board=self.board, **again),
                self._page("review_start"),
                asked,
            ),
            Action.SIGN_OFF: self._signing(),
            Action.REVOKE: self._revoking(),
            Action.REOPEN: Deed(
                lambda by: actions.reopen(version, by=by, reason=WHY, **again), self._page("review_reopen"), asked
            ),
            Action.RENEW: Deed(
                lambda by: actions.renew(version, by=by, reason=WHY, search=search, **again),
                self._page("review_renew"),
                {**asked, **searched},
            ),
            Action.WITHDRAW: self._reasoned("withdraw", "version_act"),
            Action.PUBLISH: self._reasoned("publish", "version_act"),
            Action.RETIRE: self._reasoned("retire", "notices_act"),
            Action.REMOVE: self._reasoned("remove", "notices_act"),
            Action.RETRACT: self._reasoned("retract", "notices_act", told="It was wrong."),
            Action.POST_NOTICE: self._reasoned(
                "post_notice", "notices_act", kind="concern", sentence="We are checking something else."
            ),
            Action.WARN: self._reasoned("warn", "emergency_act", warning="doses"),
            Action.TAKE_DOWN: self._reasoned("take_down", "emergency_act"),
            Action.HIDE_PASSAGE: Deed(
                lambda by: actions.hide_passage(version, by=by, audience="clinician", block=block, reason=WHY),
                f"{self._page('emergency_act', 'hide')}?text=clinician",
                {"block": block, "reason": WHY},
            ),
            Action.END_NOTICE: self._ending(),
            Action.LIFT: self._lifting(),
        }

    def _page(self, name: str, *more: str) -> str:
        return reverse(f"desk:{name}", args=(self.version.pk, *more))

    def _reasoned(self, name: str, page: str, **data: Any) -> Deed:
        """An act with a reason; the page asks for what the action asks for."""
        act, version = getattr(actions, name), self.version
        return Deed(lambda by: act(version, by=by, reason=WHY, **data), self._page(page, name), {"reason": WHY, **data})

    def _signing(self) -> Deed:
        review = self.version.reviews.order_by("-pk").first()
        if review is None:
            return Deed(_never, reverse("desk:review_sign", args=(0,)), {})
        posted = {"verdict": "approve", "scope": SCOPE, "audiences": TEXTS, "digest": self.version.digest}
        return Deed(
            lambda by: sign(review, by),
            reverse("desk:review_sign", args=(review.pk,)),
            {**posted, "step": "sign", "password": PASSWORD, "rows_open": "on"},
        )

    def _revoking(self) -> Deed:
        signed = self.version.sign_offs.filter(person=self.people["chair"], revocation=None).order_by("-pk").first()
        if signed is None:
            return Deed(_never, reverse("desk:review_revoke", args=(0,)), {})
        url = reverse("desk:review_revoke", args=(signed.review_id,))
        return Deed(lambda by: actions.revoke(signed, by=by, reason=WHY), url, {"reason": WHY})

    def _ending(self) -> Deed:
        row = self.version.notices.first() or Notice(pk=0, version=self.version)
        url = reverse("desk:notice_end", args=(row.pk,))
        return Deed(lambda by: actions.end_notice(row, by=by, reason=WHY), url, {"reason": WHY})

    def _lifting(self) -> Deed:
        row = self.version.emergencies.first() or Emergency(pk=0, version=self.version)
        url = reverse("desk:emergency_lift", args=(row.pk,))
        return Deed(lambda by: actions.lift(row, by=by, reason=WHY), url, {"reason": WHY})

    def posted(self, action: Action, deed: Deed, by: Person) -> Mapping[str, object]:
        """With what the page has shown to this person: a signature names the line that readers will see."""
        review = self.version.reviews.order_by("-pk").first()
        if action is not Action.SIGN_OFF or review is None:
            return deed.data
        line = shown_line(by, review, signing.Verdict("approve", SCOPE, TEXTS))
        return {**deed.data, "email": by.email, "line": fingerprint(line)}


def _never(by: Person) -> object:
    raise WrongStatus("nobody has signed, and there is no review to sign in")


@pytest.fixture
def stage(submitted_version: Version, board: Board, request: pytest.FixtureRequest, settings: Settings) -> Stage:
    settings.PENDING_PAGES = True
    return Stage(submitted_version, board, {name: request.getfixturevalue(name) for name in ROLES})


def bring(stage: Stage, status: Status) -> None:
    """To the status, live where a version of this status can be, signed by the chair where anybody can have signed."""
    manager, version = stage.people["managing_editor"], stage.version
    if status is Status.SUBMITTED:
        actions.show_pending(version, by=manager, reason="urgent")
        return
    review = actions.start_review(version, by=manager, board=stage.board, members=stage.members, due_on=stage.due_on)
    for member in stage.members:
        actions.disclose(review, by=member, answer=Answer.NONE)
    sign(review, stage.people["chair"])
    if status is Status.WITHDRAWN:
        actions.withdraw(version, by=manager, reason=WHY)
        return
    sign(review, stage.people["pharmacist"])
    actions.publish_due(Publication.objects.planned().get().pk)
    actions.post_notice(version, by=manager, kind="concern", sentence="We are checking it.", reason="a report")
    seen = actions.warn(version, by=manager, warning="page", reason="danger")
    actions.review_emergency(seen, by=stage.people["chair"], was_right=True, note="Yes.")
    verdicts = {
        Status.UNDER_REVIEW: [],
        Status.APPROVED: ["approve"] * 2,
        Status.CHANGES_REQUESTED: ["changes_required"],
    }
    stage.reopen(*verdicts[status])
    if status is Status.APPROVED:
        actions.publish_due(Publication.objects.planned().get().pk)


def make_ready(stage: Stage, status: Status, action: Action) -> None:
    """What the action needs besides the status."""
    if action is Action.SUBMIT:
        body = '<p>Most people get better in 8 weeks.<cite data-key="doe-2020"></cite></p>'
        write(stage.version.article, "patient", body, by=stage.people["editor"])
        for point in unanswered(stage.version.article):
            actions.answer_point(point, by=stage.people["editor"], answer="Done.")
    if action is Action.PUBLISH:
        actions.retire(stage.version, by=stage.people["managing_editor"], reason="out of date")
    if action is Action.REVOKE and status is Status.UNDER_REVIEW:
        sign(stage.version.reviews.latest("pk"), stage.people["chair"])


def before(status: Status, action: Action, stage: Stage) -> None:
    """Withdrawing is for a version that was never approved: its review is the first."""
    if (status, action) == (Status.UNDER_REVIEW, Action.WITHDRAW):
        manager = stage.people["managing_editor"]
        again = {"board": stage.board, "members": stage.members, "due_on": stage.due_on}
        actions.start_review(stage.version, by=manager, **again)
        return
    bring(stage, status)
    make_ready(stage, status, action)


def written() -> list[list[dict[str, Any]]]:
    """Everything that an action of the table may write; a refusal writes none of it."""
    return [list(model._base_manager.order_by("pk").values()) for model in WRITTEN]


def require_refused(stage: Stage, action: Action, deed: Deed, name: str) -> None:
    """Over the action and over the page."""
    person = stage.people[name]
    with pytest.raises((Refusal, PermissionDenied)):
        deed.act(person)
    # The page takes back one's own sign-off, whoever's was meant.
    if action is Action.REVOKE and stage.version.sign_offs.filter(person=person).exists():
        return
    client = Client()
    client.force_login(person)
    answer = client.post(deed.url, stage.posted(action, deed, person))
    assert (name, answer.status_code in (403, 404, 422)) == (name, True)


@pytest.mark.parametrize(("status", "action"), UNLISTED)
def test_what_the_table_does_not_list_is_refused_to_everybody(status: Status, action: Action, stage: Stage) -> None:
    bring(stage, status)
    deed, was = stage.deed(action), written()

    for name in ROLES:
        require_refused(stage, action, deed, name)

    assert written() == was
    with pytest.raises(WrongStatus):
        transition(status, action)


@pytest.mark.parametrize(("status", "action"), LISTED)
def test_what_the_table_lists_is_refused_to_all_but_those_whom_it_names(
    status: Status, action: Action, stage: Stage
) -> None:
    before(status, action, stage)
    deed, was = stage.deed(action), written()
    named = NAMED[TABLE[status, action].who]
    # Nobody chairs a review that has not begun.
    named = named - {"chair"} if status is Status.SUBMITTED else named

    for name in ROLES:
        if name not in named:
            require_refused(stage, action, deed, name)

    assert written() == was
    events = Event.objects.filter(kind=action if action is not Action.SIGN_OFF else "signed")
    count = events.count()
    deed.act(stage.people[min(named)])
    assert events.count() == count + 1


@pytest.mark.parametrize("status", Status)
def test_nobody_does_anything_without_a_log_in(status: Status, stage: Stage, client: Client) -> None:
    bring(stage, status)
    was = written()

    answers = {action: client.post(stage.deed(action).url, stage.deed(action).data) for action in Action}

    assert {answer.status_code for answer in answers.values()} == {302}
    assert {answer["Location"].split("?")[0] for answer in answers.values()} == {reverse("account_login")}
    assert written() == was


@pytest.mark.parametrize("status", Status)
def test_no_status_changes_over_the_administration_pages(status: Status, stage: Stage, client: Client) -> None:
    """One row or many: the pages look, whoever looks."""
    bring(stage, status)
    root = Person.objects.create_superuser("root@example.org", PASSWORD, printed_name="Root")
    enrol(root)
    client.force_login(root)
    was, number = written(), stage.version.pk
    listed = reverse("admin:articles_version_changelist")

    answers = [
        client.post(reverse("admin:articles_version_change", args=(number,)), {"status": other}).status_code
        for other in Status.values
    ]
    answers.append(client.post(reverse("admin:articles_version_delete", args=(number,)), {"post": "yes"}).status_code)
    answers.append(client.post(reverse("admin:articles_version_add"), {"status": "approved"}).status_code)
    client.post(listed, {"action": "delete_selected", "_selected_action": [number], "post": "yes"})

    assert set(answers) == {403}
    assert written() == was


@pytest.mark.parametrize("action", [action for action in Action if action is not Action.SUBMIT])
def test_article_without_a_version_can_only_be_submitted(action: Action) -> None:
    with pytest.raises(WrongStatus):
        transition(None, action)
