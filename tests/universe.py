"""The people and articles of the tests. Every status is reached through actions, so that no test holds an impossible article."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import actions as desk
from articles.manifest import DISCLOSURES
from articles.models import Article, DeskRole, Person, Publication, Reference, RoleGrant, Text, Version
from tests.built_once import built_once
from workflows import actions, signing
from workflows.credentials import Credential
from workflows.models import (
    Answer,
    ApprovalRule,
    Board,
    BoardChange,
    BoardRole,
    Membership,
    OpenPoint,
    Review,
    Scope,
    SignOff,
)

PASSWORD = "correct horse battery"
SUMMARY = "<p>Rest the leg and keep moving.</p>"
PATIENT = '<h2>What helps</h2>\n<p>Most people get better in 6 weeks.<cite data-key="doe-2020"></cite></p>'
CLINICIAN = (
    '<h2>Treatment</h2>\n<p>Start gabapentin at 300 mg daily.<cite data-key="doe-2020"></cite></p>\n'
    '<aside data-kind="emergency">\n<p>Loss of bladder control: refer at once.</p>\n</aside>'
)

PersonFactory = Callable[..., Person]
Administrators = tuple[Person, Person]


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def new_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One after the other; pytest looks through all that it made before it makes another. Copies of a process have their own."""
    folder = tmp_path_factory.mktemp("data")
    return (folder / f"{os.getpid()}-{number}" for number in count())


@pytest.fixture(autouse=True)
def own_folders(settings: Settings, new_folders: Iterator[Path]) -> None:
    """Pages, mail and keys of one test stay its own."""
    folder = next(new_folders)
    folder.mkdir()
    settings.PAGE_STORE = folder / "pages"
    settings.MEDIA_ROOT = folder / "media"
    settings.SIGNING_KEY = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="


@pytest.fixture(autouse=True)
def as_often_as_tests_ask(settings: Settings) -> None:
    """All tests of a process are one address; one test may search as often as another did in the same minute."""
    settings.SEARCHES_PER_MINUTE = settings.COPIES_PER_MINUTE = 1_000_000


@pytest.fixture(autouse=True)
def no_static_files(settings: Settings) -> None:
    """Every client of a test would list the files of static/ anew, and none of them asks for one."""
    settings.WHITENOISE_USE_FINDERS = False


@pytest.fixture
def make_person(db: None) -> PersonFactory:
    """make_person("Ada Example", "editor"): a person with these desk roles."""

    def make(name: str, *roles: str, **fields: object) -> Person:
        email = f"{name.lower().replace(' ', '.')}@example.org"
        person = Person.objects.create_user(email, PASSWORD, printed_name=name, **fields)
        for role in roles:
            until = timezone.now() + datetime.timedelta(days=30) if role == DeskRole.AUDITOR else None
            RoleGrant.objects.create(person=person, role=role, granted_by=person, until=until, reason="test")
        return person

    return make


def enrol(person: Person) -> str:
    """An authenticator app for the person; its secret."""
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(person, secret)
    return str(secret)


@pytest.fixture
@built_once
def administrator(make_person: PersonFactory) -> Person:
    return make_person("Adam Administrator", DeskRole.ADMINISTRATOR)


@pytest.fixture
@built_once
def second_administrator(make_person: PersonFactory) -> Person:
    return make_person("Ottilie Opener", DeskRole.ADMINISTRATOR)


@pytest.fixture
@built_once
def managing_editor(make_person: PersonFactory) -> Person:
    return make_person("Mary Managing", DeskRole.MANAGING_EDITOR)


@pytest.fixture
@built_once
def editor(make_person: PersonFactory) -> Person:
    return make_person("Edith Editor", DeskRole.EDITOR, credentials="MSc")


@pytest.fixture
@built_once
def other_editor(make_person: PersonFactory) -> Person:
    return make_person("Otto Editor", DeskRole.EDITOR)


@pytest.fixture
@built_once
def auditor(make_person: PersonFactory) -> Person:
    return make_person("Audrey Auditor", DeskRole.AUDITOR)


@pytest.fixture
@built_once
def outsider(make_person: PersonFactory) -> Person:
    return make_person("Oscar Outsider")


@pytest.fixture
@built_once
def chair(make_person: PersonFactory) -> Person:
    return make_person("Clara Chair", credentials="MD", affiliation="Example Hospital")


@pytest.fixture
@built_once
def pharmacist(make_person: PersonFactory) -> Person:
    return make_person("Paul Pharmacist", credentials="PharmD")


@pytest.fixture
@built_once
def lay_member(make_person: PersonFactory) -> Person:
    return make_person("Laura Lay")


@pytest.fixture
@built_once
def board_being_set_up(administrator: Person, chair: Person, pharmacist: Person, lay_member: Person) -> Board:
    """Three members with nothing to declare; two approvals approve. Nobody has opened it yet."""
    board = actions.create_board(by=administrator, name="Medical Advisory Board")
    roles = {chair: BoardRole.CHAIR, pharmacist: BoardRole.PHARMACIST, lay_member: BoardRole.LAY_MEMBER}
    for person, role in roles.items():
        first_day = timezone.localdate() - datetime.timedelta(days=30)
        actions.add_member(
            board, by=administrator, person=person, role=role, term_from=first_day, reason="founding member"
        )
        actions.declare_interests(by=person, interests=[])
    actions.add_approval_rule(
        board, by=administrator, name="two", data={"approvals": 2}, is_default=True, reason="first rule"
    )
    return board


@pytest.fixture
@built_once
def board(board_being_set_up: Board, second_administrator: Person) -> Board:
    """The board, opened by a second administrator."""
    return open_board(board_being_set_up, by=second_administrator)


def open_board(board: Board, *, by: Person) -> Board:
    return actions.open_board(board, by=by, seen=actions.last_entry(board))


def change(board: Board, kind: str, *, by: Administrators, reason: str = "test", **data: object) -> BoardChange:
    """A change that the first person proposes and the second confirms."""
    proposer, second = by
    proposed = actions.propose_change(board, by=proposer, kind=kind, data=data, reason=reason)
    return actions.confirm_change(proposed, by=second)


@pytest.fixture
@built_once
def administrators(administrator: Person, second_administrator: Person) -> Administrators:
    return administrator, second_administrator


def add_member(board: Board, person: Person, role: str, *, by: Administrators, **more: object) -> Membership:
    """Onto an open board, from today on."""
    data = {"person": person.pk, "role": role, "term_from": timezone.localdate(), **more}
    change(board, "member_added", by=by, **data)
    return board.memberships.get(person=person)


def add_rule(
    board: Board, name: str, data: object, *, by: Administrators, is_default: bool = True, **more: object
) -> ApprovalRule:
    """To an open board; used unless another fits better."""
    change(board, "rule_added", by=by, name=name, data=data, is_default=is_default, **more)
    return board.approval_rules.get(name=name)


@pytest.fixture
@built_once
def rule(board: Board) -> ApprovalRule:
    return board.approval_rules.get()


@pytest.fixture
@built_once
def reference(editor: Person) -> Reference:
    csl = {
        "type": "article-journal",
        "author": [{"family": "Doe", "given": "Jane"}],
        "issued": {"date-parts": [["2020"]]},
    }
    data = desk.ReferenceData(
        title="A trial of walking", type="randomised-trial", key="doe-2020", csl=csl, doi="10.1000/walk"
    )
    return desk.add_reference(data, by=editor)


@pytest.fixture
@built_once
def draft(editor: Person, reference: Reference) -> Article:
    """A draft for patients and health professionals that can be submitted."""
    details = desk.Details(
        title="Leg pain", question="What helps?", audiences=["patient", "clinician"], population=["adults"]
    )
    article = desk.create_article(by=editor, details=details)
    write(article, "patient", PATIENT, by=editor)
    write(article, "clinician", CLINICIAN, by=editor)
    desk.set_byline(article, by=editor, byline=[desk.Byline(role="author", person=editor, none_of=DISCLOSURES)])
    article.refresh_from_db()
    return article


def write(article: Article, audience: str, body: str, *, by: Person, summary: str = SUMMARY) -> Text:
    text = article.texts.get(audience=audience)
    return desk.save_text(
        text, by=by, summary=summary, body=body, description=f"About leg pain, {audience}.", base_revision=text.revision
    )


@pytest.fixture
@built_once
def submitted_version(draft: Article, editor: Person) -> Version:
    return submit_again(draft, by=editor, change_note="")


@pytest.fixture
@built_once
def review(
    submitted_version: Version,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> Review:
    """An open review whose three members have nothing to declare."""
    review = ask(submitted_version, managing_editor, board, chair, pharmacist, lay_member)
    for person in (chair, pharmacist, lay_member):
        actions.disclose(review, by=person, answer=Answer.NONE)
    return review


def ask(version: Version, by: Person, board: Board, *members: Person, **more: Any) -> Review:
    due = timezone.localdate() + datetime.timedelta(days=14)
    return actions.start_review(version, by=by, board=board, members=members, due_on=due, **more)


@pytest.fixture
@built_once
def version_under_review(review: Review) -> Version:
    return Version.objects.get(pk=review.version_id)


def sign(
    review: Review,
    person: Person,
    verdict: str = "approve",
    comment: str = "",
    digest: str = "",
    published: bool | None = True,
    **changes: Any,
) -> SignOff:
    """Sign as the review page does, about everything; `changes` are of the credential."""
    version = Version.objects.get(pk=review.version_id)
    scope = [Scope.CLINICAL_ACCURACY, Scope.DOSES]
    said = signing.Verdict(verdict, scope, version.content.audiences, comment, published)
    given = Credential(**{"password": PASSWORD, "email": person.email, **changes})
    return actions.sign_off(review, by=person, verdict=said, given=given, digest=digest or version.digest)


@pytest.fixture
@built_once
def approved_version(review: Review, chair: Person, pharmacist: Person) -> Version:
    sign(review, chair)
    sign(review, pharmacist)
    return Version.objects.get(pk=review.version_id)


@pytest.fixture
@built_once
def publication(approved_version: Version) -> Publication:
    """The approved version, live."""
    planned = approved_version.publications.get()
    return actions.publish_due(planned.pk)


NEXT_PATIENT = PATIENT.replace("6 weeks", "8 weeks")
NEXT_CLINICIAN = CLINICIAN.replace("300 mg", "100 mg").replace("bladder control", "bladder or bowel control")


@pytest.fixture
@built_once
def next_publication(
    publication: Publication,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> Publication:
    """Version 2, live in place of the first: a lower dose and a wider warning for professionals, more weeks for patients."""
    article = publication.article
    write(article, "patient", NEXT_PATIENT, by=editor)
    write(article, "clinician", NEXT_CLINICIAN, by=editor)
    version = submit_again(article, by=editor, change_note="A lower dose to start with.")
    review = ask(version, managing_editor, board, chair, pharmacist, lay_member)
    for person in (chair, pharmacist, lay_member):
        actions.disclose(review, by=person, answer=Answer.NONE)
    sign(review, chair)
    sign(review, pharmacist)
    return actions.publish_due(version.publications.get().pk)


@pytest.fixture
@built_once
def returned_version(review: Review, chair: Person) -> Version:
    sign(review, chair, "changes_required", "The dose is too high.")
    return Version.objects.get(pk=review.version_id)


def answer_points(article: Article, *, by: Person) -> None:
    """Every point that keeps the next version from being submitted, each as it stands."""
    for point in OpenPoint.objects.to_answer().filter(review__version__article=article):
        actions.answer_point(point, by=by, answer="It stands as the trial reports it.")


def answer_flags(article: Article, *, by: Person) -> None:
    """Check the draft as it is, and answer all that has to be answered."""
    desk.require_checked(article)
    waiting = list(article.flags.must_be_answered().values_list("pk", flat=True))
    if waiting:
        desk.answer_flags(article, by=by, flags=waiting, reason="Meant so.")


def submit_again(article: Article, *, by: Person, change_note: str) -> Version:
    """The draft as it is, as the next version, with every flag answered that has to be."""
    article.refresh_from_db()
    answer_flags(article, by=by)
    return actions.submit(article, by=by, change_note=change_note)


@pytest.fixture
@built_once
def withdrawn_version(submitted_version: Version, editor: Person) -> Version:
    return actions.withdraw(submitted_version, by=editor, reason="not ready")
