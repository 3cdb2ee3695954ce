"""A small publisher with a row of everything that an address can name, and an article in every status."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from django.utils import timezone

from articles import actions as desk
from articles.actions.bulk_exporting import Wanted
from articles.manifest import DISCLOSURES
from articles.models import (
    Article,
    ArticleTemplate,
    BulkAct,
    BulkDeed,
    Demotion,
    EvidenceFlag,
    Happening,
    Image,
    LeftOut,
    NewWork,
    Person,
    Publication,
    Reference,
    Topic,
    Version,
    Webhook,
)
from articles.text.consistency import Kind
from articles.text.quotes import Spot
from tests import pictures
from tests.fixtures.moving_in.archives import archive
from tests.glossary import STROKE, add, signed
from tests.universe import CLINICIAN, PATIENT, ask, sign, submit_again, write
from tests.workflows.actions.sweeps.sweeping import started
from workflows import actions
from workflows.models import Answer, Board, OpenPoint, Review

PDF = b"%PDF-1.7\n%%EOF\n"
ANY = "any"  # of a thing that has no status

DRAFT, SUBMITTED, REVIEWED, APPROVED, RETURNED, WITHDRAWN = (
    "draft",
    "submitted",
    "under review",
    "approved",
    "changes requested",
    "withdrawn",
)


@dataclass(frozen=True)
class Scenery:
    """`rows`: what stands before the first word of an address → status → that word. `numbers`: of further rows, by status."""

    rows: Mapping[str, Mapping[str, object]]
    numbers: Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class Staff:
    """Who makes it all."""

    editor: Person
    managing_editor: Person
    administrator: Person
    chair: Person
    member: Person
    asked: Person
    co_editor: Person
    board: Board
    reference: Reference
    # What is added to everything that somebody types.
    says: str = ""


def article(staff: Staff, title: str) -> Article:
    details = desk.Details(
        title=title + staff.says,
        question=f"What helps?{staff.says}",
        audiences=["patient", "clinician"],
        population=["adults"],
    )
    made = desk.create_article(by=staff.editor, details=details)
    write(made, "patient", PATIENT + f"<p>{staff.says}</p>", by=staff.editor)
    write(made, "clinician", CLINICIAN + f"<p>{staff.says}</p>", by=staff.editor)
    desk.set_byline(
        made, by=staff.editor, byline=[desk.Byline(role="author", person=staff.editor, none_of=DISCLOSURES)]
    )
    made.refresh_from_db()
    return made


def submitted(staff: Staff, title: str) -> Version:
    return submit_again(article(staff, title), by=staff.editor, change_note="")


def reviewed(staff: Staff, title: str) -> Review:
    """Under review; the third member has not declared their interests."""
    members = (staff.chair, staff.member, staff.asked)
    review = ask(submitted(staff, title), staff.managing_editor, staff.board, *members)
    for person in (staff.chair, staff.member):
        stated = actions.disclose(review, by=person, answer=Answer.NONE)
        # Words that turn up in interests and in the article are a tie.
        if stated.needs_decision:
            actions.decide_conflict(stated, by=staff.managing_editor, may_sign=True, reason=f"known{staff.says}")
    return review


def approved(staff: Staff, title: str) -> Review:
    """Live, with an approval of the chair and one of the member."""
    review = reviewed(staff, title)
    sign(review, staff.chair)
    sign(review, staff.member)
    actions.publish_due(Publication.objects.get(version=review.version_id).pk)
    return review


def returned(staff: Staff, title: str) -> Review:
    review = reviewed(staff, title)
    sign(review, staff.chair, "changes_required", f"The dose is too high.{staff.says}")
    return review


def withdrawn(staff: Staff, title: str) -> Review:
    review = reviewed(staff, title)
    actions.withdraw(review.version, by=staff.editor, reason=f"not ready{staff.says}")
    return review


def articles_in_every_status(staff: Staff) -> dict[str, Review | Version | Article]:
    return {
        DRAFT: article(staff, "Drafted"),
        SUBMITTED: submitted(staff, "Submitted"),
        REVIEWED: reviewed(staff, "Reviewed"),
        APPROVED: approved(staff, "Approved"),
        RETURNED: returned(staff, "Returned"),
        WITHDRAWN: withdrawn(staff, "Withdrawn"),
    }


def by_status(made: Mapping[str, Review | Version | Article]) -> dict[str, dict[str, object]]:
    """Articles, versions and reviews, by what stands before their number."""
    reviews = {status: row for status, row in made.items() if isinstance(row, Review)}
    versions = {status: row for status, row in made.items() if isinstance(row, Version)}
    versions |= {status: row.version for status, row in reviews.items()}
    articles = {status: row for status, row in made.items() if isinstance(row, Article)}
    articles |= {status: row.article for status, row in versions.items()}
    # A draft is open whatever became of its versions: where one stands is asked of three.
    articles = {status: row for status, row in articles.items() if status in (DRAFT, REVIEWED, APPROVED)}
    rows = {"desk/articles/": articles, "desk/versions/": versions, "desk/reviews/": reviews}
    return {prefix: {status: row.pk for status, row in of.items()} for prefix, of in rows.items()}


def things_of_drafts(staff: Staff, draft: Article) -> dict[str, object]:
    said = desk.Said(f"Is this so?{staff.says}", f"8 weeks{staff.says}")
    thread = desk.open_thread(draft, by=staff.editor, audience="patient", passage=Spot(quote="6 weeks"), said=said)
    desk.require_checked(draft)
    left_out = LeftOut.objects.create(
        article=draft,
        audience="patient",
        other="clinician",
        section=f"Costs{staff.says}",
        reason=f"not here{staff.says}",
        said_by=staff.editor,
    )
    due = timezone.localdate() + datetime.timedelta(days=7)
    task = actions.give_task(draft, by=staff.editor, kind="write", person=staff.editor, due_on=due)
    desk.add_co_editor(draft, by=staff.managing_editor, person=staff.co_editor)
    link = desk.make_preview_link(
        draft, by=staff.editor, audience="patient", recipient=f"Dr Ada Example{staff.says}", days=14
    )
    return {
        "desk/threads/": thread.pk,
        "desk/suggestions/": thread.comments.get().pk,
        "desk/flags/": draft.flags.first().pk,  # type: ignore[union-attr]
        "desk/left-out/": left_out.pk,
        "desk/preview-links/": link.link.pk,
        "desk/tasks/": task.pk,
        "desk/articles/many/": BulkAct.objects.create(
            by=staff.editor, deed=BulkDeed.ARCHIVE, reason=f"old{staff.says}"
        ).pk,
        "desk/articles/taken-out/": desk.begin_bulk_export(
            [draft.pk], by=staff.editor, wanted=Wanted(format="md", edition="draft")
        ).pk,
    }


def things_of_readers(staff: Staff, live: Publication) -> dict[str, object]:
    version, managing_editor = live.version, staff.managing_editor
    harm = desk.report_harm(live, audience="patient", words=f"The dose is ten times too high.{staff.says}")
    notice = actions.post_notice(
        version,
        by=managing_editor,
        kind="concern",
        sentence=f"A trial is in doubt.{staff.says}",
        reason=f"reported{staff.says}",
    )
    emergency = actions.warn(version, by=staff.editor, warning="medicine", reason=f"reported{staff.says}")
    return {
        "desk/harm/": harm.pk,
        "desk/notices/": notice.pk,
        "desk/emergencies/": emergency.pk,
        "desk/questions/": desk.ask_question(f"Can I drive with gout?{staff.says}", audience="patient").pk,
        "desk/sweeps/": started(staff.editor).pk,
    }


def things_of_the_library(staff: Staff, draft: Article) -> dict[str, object]:
    by, work = staff.editor, staff.reference
    term = add(STROKE, by=by)
    gone = desk.add_reference(
        desk.ReferenceData(title=f"A trial of walking{staff.says}", type="book", pmid="77"), by=by
    )
    merged = desk.merge_references(work, gone=gone, by=by, reason=f"one paper{staff.says}")
    desk.mark_reference(work, by=by, mark="corrected", source="https://example.org/notice", reason="says so")
    mistake = desk.doubt_mark(work, by=by, reason=f"another paper of the same name{staff.says}")
    about = desk.AboutImage(
        alt=f"The nerves of the leg{staff.says}", credit=f"Drawn by us{staff.says}", licence="CC BY 4.0"
    )
    kept = desk.attach_file(work, by=by, content=PDF, keeping=desk.Keeping("bought", f"We subscribe.{staff.says}"))
    return {
        "desk/glossary/": term.pk,
        "desk/glossary/signed/": signed(term, by=staff.chair).pk,
        "desk/references/": work.pk,
        "desk/references/notes/": desk.note_reference(work, by=by, words=f"A small trial.{staff.says}").pk,
        "desk/references/merges/": merged.pk,
        "desk/references/mistakes/": mistake.pk,
        "desk/references/import/": desk.bring_references(BytesIO(b"TY  - JOUR"), by=by, name="works.ris").pk,
        "desk/references/watch/": EvidenceFlag.objects.create(reference=work, kind="retracted", notice="10.5555/r").pk,
        "desk/references/watch/new/": NewWork.objects.create(article=draft, pmid="12", title=f"Walking{staff.says}").pk,
        "desk/references/files/": kept.uuid,
        "desk/images/": desk.add_image(pictures.png(), by=by, about=about).image.pk,
        "desk/articles/moving-in/": desk.bring_archive(
            archive({"gout.md": "# Gout"}), by=by, name="files.zip", audience="patient"
        ).pk,
    }


def things_of_boards(staff: Staff, review: Review) -> dict[str, object]:
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    changed = actions.propose_change(
        staff.board,
        by=staff.administrator,
        kind="member_ended",
        data={"membership": staff.board.memberships.get(person=staff.asked).pk, "last_day": timezone.localdate()},
        reason=f"she asked for it{staff.says}",
    )
    meeting = actions.call_meeting(staff.board, by=staff.chair, starts_at=tomorrow, reviews=[review])
    paper = actions.OnPaper(datetime.date(2026, 5, 9), f"The dose is right.{staff.says}", PDF)
    entered = actions.enter_paper_review(review, by=staff.managing_editor, person=staff.asked, paper=paper)
    away = actions.go_away(by=staff.member, first_day=tomorrow.date(), last_day=tomorrow.date())
    return {
        "desk/boards/": staff.board.pk,
        "desk/boards/changes/": changed.pk,
        "desk/meetings/": meeting.pk,
        "desk/paper-reviews/": entered.pk,
        "desk/away/": away.pk,
        "desk/people/": staff.asked.pk,
    }


def things_of_the_site(staff: Staff, version: Version) -> dict[str, object]:
    webhook = Webhook.objects.create(
        address="https://example.org/",
        note=f"our own site{staff.says}",
        secret="unreadable",
        added_by=staff.administrator,
    )
    (message,) = desk.tell_webhooks(Happening.PUBLISHED, version)
    demotion = Demotion.objects.create(
        kind=Kind.DRUG, reason=f"overruled{staff.says}", settled=50, overruled=45, decided_by=staff.managing_editor
    )
    return {
        "desk/webhooks/": webhook.pk,
        "desk/webhooks/messages/": message.pk,
        "desk/tokens/": desk.make_token(by=staff.editor, name=f"Import{staff.says}", scopes=["read"], days=30).token.pk,
        "desk/articles/templates/": ArticleTemplate.objects.create(
            name="Condition", sections=[], saved_by=staff.managing_editor
        ).pk,
        "desk/topics/": Topic.objects.create(name=f"Legs{staff.says}", slug="legs").pk,
        "desk/reports/texts/demotions/": demotion.pk,
    }


def words_of_readers(staff: Staff, live: Publication, versions: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """What stands in public addresses: names of articles, a code of a copy, the digest of a picture that no page shows."""
    articles = {status: Version.objects.get(pk=pk).article for status, pk in versions.items()}
    return {
        "articles/": {status: row.slug for status, row in articles.items()},
        "api/v1/articles/": {status: row.uuid for status, row in articles.items()},
        "api/work/v1/articles/": {ANY: live.article.uuid},
        "board/": {ANY: staff.board.slug},
        "topics/": {ANY: Topic.objects.get().slug},
        "c/": {ANY: live.copy_codes.get(audience="patient").code},
        "images/": {ANY: Image.objects.get().sha256},
    }


def numbers_of(review: Review, staff: Staff) -> dict[str, object]:
    """Of rows that an address names beside its review or version."""
    return {
        "seat": review.assignments.get(person=staff.asked).pk,
        "disclosure": review.disclosures.get(person=staff.member).pk,
        "board": staff.board.pk,
        "reference": staff.reference.pk,
        "person": staff.co_editor.pk,
    }


def built(staff: Staff) -> Scenery:
    made = articles_in_every_status(staff)
    draft, review, live = made[DRAFT], made[REVIEWED], Publication.objects.get()
    point = OpenPoint.objects.get()
    assert isinstance(draft, Article)
    assert isinstance(review, Review)
    things = {
        **things_of_drafts(staff, draft),
        **things_of_readers(staff, live),
        **things_of_the_library(staff, draft),
        **things_of_boards(staff, review),
        **things_of_the_site(staff, live.version),
        "desk/points/": point.pk,
    }
    rows = by_status(made) | {before: {ANY: row} for before, row in things.items()}
    rows |= words_of_readers(staff, live, rows["desk/versions/"])
    always = {"board": staff.board.pk, "reference": staff.reference.pk, "person": staff.co_editor.pk}
    numbers = {status: numbers_of(row, staff) if isinstance(row, Review) else always for status, row in made.items()}
    return Scenery(rows, {ANY: always, **numbers})
