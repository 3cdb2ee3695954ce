"""A whole archive of a publisher, as `filling` makes it and further: signed, live, under review, chained, so that `verify` is clean.

One article goes through the actions, from its creation to its publication; what that wrote of its review is then written for
others, each with its own numbers, fingerprint, signatures and events. The guards stay on.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

import rfc8785
from django.db import connection, models
from django.utils import timezone

from articles import actions as desk
from articles import flagging, record
from articles.manifest import CitedReference
from articles.models import (
    Article,
    CopyCode,
    DeskRole,
    Event,
    PageChange,
    Person,
    Publication,
    Reference,
    RoleGrant,
    SearchOwed,
    Status,
    Version,
)
from articles.models.flags import Check
from articles.reads import READ, STREAM
from benchmarks import texts
from benchmarks.bulk import Rows, count_on_from
from benchmarks.filling import AUDIENCES, Draft, Filling
from workflows import actions, signing
from workflows.credentials import Credential
from workflows.models import (
    Answer,
    Assignment,
    AssignmentState,
    Board,
    BoardRole,
    Disclosure,
    Outcome,
    Review,
    SignOff,
)

PASSWORD = "correct horse battery"  # noqa: S105
MEMBERS = 24
IN_TWENTY = 20
SUBMITTED, UNDER_REVIEW = 1, 0  # which of twenty articles; the next so many are live
LIVE = 10


@dataclass(frozen=True)
class Model:
    """What the actions wrote of one article."""

    version: Version
    review: Review
    seats: list[Assignment]
    disclosures: list[Disclosure]
    sign_offs: list[SignOff]
    publication: Publication
    events: list[tuple[str, int, dict[str, Any]]]


def values(row: models.Model, *left_out: str) -> dict[str, Any]:
    fields = row._meta.concrete_fields
    return {field.attname: getattr(row, field.attname) for field in fields if field.attname not in (*left_out, "id")}


def stored_at(moment: datetime.datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(moment) if moment else None


def person(name: str, *roles: str) -> Person:
    made = Person.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", PASSWORD, printed_name=name)
    for role in roles:
        RoleGrant.objects.create(person=made, role=role, granted_by=made, reason="benchmark")
    return made


class Archive(Filling):
    """`events`: how many there are in all; beside those that revisions and reviews leave, an auditor read pages. `live`: of twenty."""

    def __init__(self, articles: int, revisions: int, events: int, live: int = LIVE) -> None:
        super().__init__(articles, revisions)
        self.live = range(2, 2 + live)
        self.wanted_events = events
        self.at = timezone.now() - datetime.timedelta(days=30)
        self.members = [person(f"Member {number}") for number in range(MEMBERS)]
        self.board = self._board()
        self.by_pk: dict[int, Person] = {}

    def run(self) -> int:
        revisions = super().run()
        _match_histories()
        self._write_reads()
        return revisions

    def _board(self) -> Board:
        first, second = (person(f"Administrator {number}", DeskRole.ADMINISTRATOR) for number in range(2))
        board = actions.create_board(by=first, name="Board")
        since = timezone.localdate() - datetime.timedelta(days=60)
        for number, member in enumerate(self.members):
            role = BoardRole.MEMBER if number else BoardRole.CHAIR
            actions.add_member(board, by=first, person=member, role=role, term_from=since, reason="benchmark")
            actions.declare_interests(by=member, interests=[])
        rule = {"approvals": 2}
        actions.add_approval_rule(board, by=first, name="two", data=rule, is_default=True, reason="benchmark")
        return actions.open_board(board, by=second, seen=actions.last_entry(board))

    def _write_library(self) -> None:
        """Through the action: the library is tracked."""
        for number in range(1, texts.REFERENCES + 1):
            csl = {"type": "article-journal", "author": [{"family": "Adler"}], "issued": {"date-parts": [["2021"]]}}
            data = desk.ReferenceData(
                title=f"Work {number}", type="review", key=texts.key(number), csl=csl, doi=f"10.5555/measured.{number}"
            )
            desk.add_reference(data, by=self.people[0])

    def _write_versions(self) -> None:
        """So many of twenty articles are live, one is under review, one waits for it; the others are drafts."""
        self.model = self._made_by_actions()
        self.by_pk = {row.pk: row for row in Person.objects.all()}
        rows, references = self._rows(), self._cited()
        for draft in self.drafts:
            place = draft.pk % IN_TWENTY
            if place in self.live:
                self._live(draft, rows, references)
            elif place == UNDER_REVIEW:
                self._under_review(draft, rows, references)
            elif place == SUBMITTED:
                self._submitted(draft, rows, references, Status.SUBMITTED)
            rows["check"].add(draft.pk, draft.revision)
            if rows["version"].is_full or self.events.is_full:
                self._write(rows)
        self._write(rows)
        count_on_from(Version, Review, Assignment, Disclosure, SignOff, Publication, CopyCode, PageChange)

    def _write(self, rows: dict[str, Rows]) -> None:
        for kind in rows.values():
            kind.write()
        self.events.write()

    def _cited(self) -> Any:
        return tuple(
            CitedReference(row.key, row.type, row.standing, row.label, row.identifiers, row.csl)
            for row in Reference.objects.order_by("key")
        )

    def _made_by_actions(self) -> Model:
        editor, manager, members = self.people[1], self.people[0], self.members[:2]
        details = desk.Details(title="The first one", question="What helps?", audiences=list(AUDIENCES))
        article = desk.create_article(by=editor, details=details)
        for audience in AUDIENCES:
            text = article.texts.get(audience=audience)
            body = f'<p>Rest the leg.<cite data-key="{texts.key(1)}"></cite></p>'
            words = {"summary": "<p>Rest.</p>", "body": body, "description": "For health professionals: about rest."}
            desk.save_text(text, by=editor, base_revision=text.revision, **words)
        nothing = ["credentials", "interests", "funding", "software"]
        desk.set_byline(article, by=editor, byline=[desk.Byline(role="author", person=editor, none_of=nothing)])
        version = actions.submit(Article.objects.get(pk=article.pk), by=editor, change_note="")
        due = timezone.localdate() + datetime.timedelta(days=14)
        review = actions.start_review(version, by=manager, board=self.board, members=members, due_on=due)
        for member in members:
            actions.disclose(review, by=member, answer=Answer.NONE)
        verdict = signing.Verdict("approve", ["clinical_accuracy"], [str(audience) for audience in AUDIENCES])
        for member in members:
            given = Credential(PASSWORD, member.email)
            actions.sign_off(review, by=member, given=given, digest=version.digest, verdict=verdict)
        actions.publish_due(version.publications.get().pk)
        return self._model(article)

    def _model(self, article: Article) -> Model:
        version = Version.objects.get(article=article)
        review = version.reviews.get()
        events = Event.objects.filter(stream=article.stream).order_by("sequence").values_list("kind", "actor", "body")
        return Model(
            version,
            review,
            list(review.assignments.order_by("pk")),
            list(review.disclosures.order_by("pk")),
            list(review.sign_offs.order_by("pk")),
            version.publications.get(),
            [(kind, actor, json.loads(body)["data"]) for kind, actor, body in events],
        )

    def _rows(self) -> dict[str, Rows]:
        model = self.model
        version = ("id", "article_id", "revision", "manifest", "digest", "title", "submitted_by_id", "status")
        review = ("id", "version_id", "closed_at", "outcome")
        signed = ("id", "review_id", "version_id", "person_id", "disclosure_id", "digest", "statement", "signature")
        self.next = {"review": model.review.pk, "version": model.version.pk, "publication": model.publication.pk}
        self.next |= {"seat": model.seats[-1].pk, "disclosure": Disclosure.objects.latest("pk").pk}
        self.next |= {"sign_off": model.sign_offs[-1].pk, "code": CopyCode.objects.latest("pk").pk}
        self.next["change"] = PageChange.objects.latest("pk").pk
        return {
            "version": Rows(Version, version, **values(model.version, *version)),
            "review": Rows(Review, review, **values(model.review, *review)),
            "seat": _rows_of(model.seats[1], "review_id", "person_id", "state", "membership_role"),
            "disclosure": _rows_of(model.disclosures[1], "review_id", "person_id", "yearly_id"),
            "sign_off": Rows(SignOff, signed, **values(model.sign_offs[0], *signed)),
            "publication": _rows_of(model.publication, "article_id", "version_id", "review_statement"),
            "code": Rows(CopyCode, ("id", "publication_id", "audience", "code")),
            "change": Rows(PageChange, ("serial", "article_id"), reason="version 1 is live", at=self.at),
            "search": Rows(SearchOwed, ("article_id", "serial")),
            "check": Rows(Check, ("article_id", "revision"), rules=flagging.rules(), checked_at=self.at),
        }

    def _new(self, kind: str) -> int:
        self.next[kind] += 1
        return self.next[kind]

    def _submitted(self, draft: Draft, rows: dict[str, Rows], references: Any, status: str) -> tuple[int, str]:
        version = self._version(draft, references)
        pk = self._new("version")
        row = (pk, draft.pk, version.revision, version.manifest, version.digest, version.title)
        rows["version"].add(*row, version.submitted_by_id, str(status))
        self._tell(draft, "submit", version.digest)
        return pk, version.digest

    def _under_review(self, draft: Draft, rows: dict[str, Rows], references: Any) -> None:
        """Two members have declared their interests; neither has signed."""
        version, digest = self._submitted(draft, rows, references, Status.UNDER_REVIEW)
        review = self._new("review")
        rows["review"].add(review, version, None, "")
        asked = [self.members[(draft.pk // IN_TWENTY * 2 + place) % MEMBERS] for place in range(2)]
        self._tell(draft, "start_review", digest, review=review, members=[one.pk for one in asked])
        for member in asked:
            self._seated(draft, rows, review, member, AssignmentState.ACCEPTED)

    def _seated(self, draft: Draft, rows: dict[str, Rows], review: int, member: Person, state: str) -> int:
        role = str(BoardRole.MEMBER if member.pk != self.members[0].pk else BoardRole.CHAIR)
        rows["seat"].add(self._new("seat"), review, member.pk, str(state), role)
        disclosure = self._new("disclosure")
        rows["disclosure"].add(disclosure, review, member.pk, self._yearly[member.pk])
        self._tell(draft, "disclosed", "", actor=member.pk, review=review, disclosure=disclosure)
        return disclosure

    @property
    def _yearly(self) -> dict[int, int]:
        if not hasattr(self, "_of_the_year"):
            stated = Disclosure.objects.yearly().values_list("person", "pk")
            self._of_the_year: dict[int, int] = dict(stated)
        return self._of_the_year

    def _live(self, draft: Draft, rows: dict[str, Rows], references: Any) -> None:
        version, digest = self._submitted(draft, rows, references, Status.APPROVED)
        review, members = self._new("review"), self.members[:2]
        rows["review"].add(review, version, stored_at(self.model.review.closed_at), str(Outcome.APPROVED))
        self._tell(draft, "start_review", digest, review=review)
        declared = [self._seated(draft, rows, review, member, AssignmentState.DONE) for member in members]
        for sign_off, member, disclosure in zip(self.model.sign_offs, members, declared, strict=True):
            self._signed(draft, rows, (version, review, disclosure), digest, sign_off, member)
        self._tell(draft, "sign_off", digest, review=review)
        publication = self._new("publication")
        statement = json.dumps({**self.model.publication.review_statement, "review": str(review)})
        rows["publication"].add(publication, draft.pk, version, statement)
        self._tell(draft, "publish", digest, publication=publication)
        for audience in AUDIENCES:
            code = self._new("code")
            rows["code"].add(code, publication, audience.value, f"{code:09d}")
        serial = self._new("change")
        rows["change"].add(serial, draft.pk)
        rows["search"].add(draft.pk, serial)

    def _signed(
        self, draft: Draft, rows: dict[str, Rows], at: tuple[int, int, int], digest: str, model: SignOff, member: Person
    ) -> None:
        version, review, disclosure = at
        said = {
            **model.signed,
            "person": str(member.uuid),
            "article": str(draft.uuid),
            "digest": digest,
            "review": str(review),
        }
        said["at"] = self.model.sign_offs[0].signed["at"]
        said["interests"] = {**said["interests"], "disclosure": str(disclosure)}
        statement = rfc8785.dumps(said).decode()
        signature, pk = signing.sign(statement), self._new("sign_off")
        rows["sign_off"].add(pk, review, version, member.pk, disclosure, digest, statement, signature)
        self._tell(draft, "signed", digest, actor=member.pk, sign_off=pk, signature=signature)

    def _tell(self, draft: Draft, kind: str, digest: str, *, actor: int | None = None, **about: Any) -> None:
        """The model's event of this kind with the numbers of this article."""
        by, data = next((by, data) for named, by, data in self.model.events if named == kind)
        told = {**data, **about, **({"digest": digest} if digest else {})}
        told.pop("flags", None)
        self.at += datetime.timedelta(milliseconds=10)
        self._append(draft, kind, self.at, self.by_pk[actor or by], told)

    def _write_reads(self) -> None:
        """An auditor read pages, one after the other: one long chain."""
        auditor = person("Audrey Auditor")
        count = max(0, self.wanted_events - Event.objects.count())
        head = Event.objects.filter(stream=STREAM).order_by("-sequence").values_list("sequence", "hash").first()
        reads = _Reads(auditor, *(head or (0, record.GENESIS)))
        for number in range(count):
            reads.add(self.events, self.at, page="desk:article", of={"pk": str(number % len(self.drafts) + 1)})
            if self.events.is_full:
                self.events.write()
        self.events.write()


class _Reads:
    """The chain of what auditors read."""

    def __init__(self, by: Person, sequence: int, head: str) -> None:
        self.by, self.sequence, self.head = by, sequence, head

    def add(self, rows: Rows, at: datetime.datetime, **data: Any) -> None:
        self.sequence += 1
        event = {
            "actor": self.by.pk, "at": at.isoformat(), "data": data, "kind": READ, "sequence": self.sequence,
            "stream": STREAM,
        }  # fmt: skip
        body = json.dumps(event, sort_keys=True, separators=(",", ":"))
        hashed = record.hash_of(self.head, body)
        rows.add(STREAM, self.sequence, READ, stored_at(at), self.by.pk, body, self.head, hashed)
        self.head = hashed


def _match_histories() -> None:
    """What `filling` leaves to the defaults of an article is as the newest row of its history says."""
    columns = ("created_at", "change", "changed_at")
    newest = "SELECT {} FROM articles_historicalarticle h WHERE h.id = articles_article.id AND h.revision = articles_article.revision"
    changes = ", ".join(f"{column} = ({newest.format(f'h.{column}')})" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE articles_article SET {changes}")  # noqa: S608


def _rows_of(row: models.Model, *varying: str) -> Rows:
    return Rows(type(row), ("id", *varying), **values(row, *varying))
