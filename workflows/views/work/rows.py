"""Rows of My work: what each thing that waits is called, where it is done, and what is to be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format as format_date
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.actions import harm_reports_for, waits_days, works_for
from articles.messages import label_of
from articles.models import (
    Delivery,
    Emergency,
    EvidenceFlag,
    MarkMistake,
    Person,
    Publication,
    Thread,
    Version,
)
from articles.permissions import Desk
from workflows.models import (
    Assignment,
    BoardChange,
    Disclosure,
    DraftTask,
    Membership,
    OpenPoint,
    Review,
    Sweep,
)
from workflows.permissions import (
    conflict_reasons,
    declares_interests,
    yearly_interests_of,
)
from workflows.views.work import waiting


@dataclass(frozen=True)
class Task:
    """One thing that waits; `badge` is a status of the badge component or empty."""

    title: str
    url: str
    next_step: str
    meta: str = ""
    badge: str = ""


def harm(person: Person, desk: Desk) -> Iterator[Task]:
    """S33: above everything else, with how long each has waited."""
    for row in harm_reports_for(person, manages=desk.manages) if desk.may_draft or desk.manages else ():
        yield Task(
            title=str(row),
            url=row.get_absolute_url(),
            next_step=_("Look at it now, and say what comes of it"),
            meta=_("waits for %s") % timesince(row.at),
        )


def emergency(row: Emergency) -> Task:
    when = format_date(timezone.localtime(row.at), "DATETIME_FORMAT")
    return Task(
        title=str(row),
        url=row.get_absolute_url(),
        next_step=_("Look at what was done, and say whether it was right"),
        meta=f"{row.by} · {when}",
    )


def sweep(row: Sweep) -> Task:
    confirmed_on = format_date(timezone.localtime(row.confirmed_at), "DATETIME_FORMAT")
    return Task(
        title=row.sought,
        url=row.get_absolute_url(),
        next_step=_("See which articles are open, and who has them"),
        meta=_("confirmed by %(person)s, %(date)s") % {"person": row.confirmed_by, "date": confirmed_on},
    )


def held(publication: Publication) -> Task:
    return Task(
        title=str(publication.version),
        url=reverse("desk:version", args=(publication.version_id,)),
        next_step=_("Decide about its publication"),
        meta=publication.held_why,
    )


def review(seat: Assignment) -> Task:
    review = seat.review
    due = _("due %s") % format_date(seat.due_on, "DATE_FORMAT")
    url, step = _next_step(review, getattr(review, "declared", []))
    return Task(
        title=str(review.version),
        url=url,
        next_step=step,
        meta=f"{review.board.name} · {due}",
        badge="overdue" if seat.due_on < timezone.localdate() else "",
    )


def definitions(person: Person) -> Iterator[Task]:
    (count,) = waiting.definitions(person.pk)
    if count:
        yield Task(
            title=ngettext("%d definition of the glossary", "%d definitions of the glossary", count) % count,
            url=reverse("desk:definitions"),
            next_step=_("Check and sign them"),
        )


def interests(person: Person) -> Iterator[Task]:
    """From a month before the statement runs out, with the day until which it is in force, or on which it ran out."""
    if waiting.declared_for_long(person.pk) or not declares_interests(person):
        return
    yearly = yearly_interests_of(person)
    last_day = yearly.expires_on if yearly else None
    yield Task(
        title=_("Statement of interests"),
        url=reverse("desk:interests"),
        next_step=_("Declare them again") if yearly else _("Declare them"),
        meta=_("in force until %s") % format_date(last_day, "DATE_FORMAT") if last_day else _ran_out(person),
    )


def _ran_out(person: Person) -> str:
    """Since when there is none, where there ever was one."""
    last = Disclosure.objects.yearly().filter(person=person).order_by("-pk").first()
    last_day = last.expires_on if last else None
    return _("ran out on %s") % format_date(last_day, "DATE_FORMAT") if last_day else _("none in force")


def statement(seat: Membership) -> Task:
    return Task(
        title=str(seat.board),
        url=reverse("desk:board_statement", args=(seat.board_id,)),
        next_step=_("Read and accept the signing statement"),
        meta=_("nothing can be signed before"),
    )


def _next_step(review: Review, declared: list[Disclosure]) -> tuple[str, str]:
    """Where to go and what to do there: what was said about interests counts as long as the statement of the year does."""
    interests = reverse("desk:review_interests", args=(review.pk,))
    if not declared:
        return interests, _("Declare your interests")
    if declared[0].current_yearly is None:
        return reverse("desk:interests"), _("Declare your interests of the year; they ran out")
    if declared[0].yearly_id != declared[0].current_yearly:
        return interests, _("Answer the question about your interests again")
    if conflict_reasons(declared[0]):
        return review.get_absolute_url(), _("Wait for the decision about your interest")
    return review.get_absolute_url(), _("Read and sign")


def mention(thread: Thread) -> Task:
    about = _("version under review") if thread.version_id else _("draft")
    quote = " ".join(thread.quote.split())
    return Task(
        title=thread.article.title,
        url=thread.get_absolute_url(),
        next_step=_("Read the comment and answer"),
        meta=" · ".join(filter(None, (about, str(thread.get_audience_display()), quote[:80]))),
    )


def conflict(disclosure: Disclosure) -> Task:
    review = disclosure.review
    assert review is not None
    return Task(
        title=_("%(person)s: %(version)s") % {"person": disclosure.person, "version": review.version},
        url=reverse("desk:review", args=(review.pk,)) + "#interests",
        next_step=_("Decide whether they may sign"),
        meta=f"{review.board.name} · {_('declared %s') % format_date(timezone.localtime(disclosure.declared_at), 'DATE_FORMAT')}",
    )


def invitation(seat: Assignment) -> Task:
    review, asked_for = seat.review, getattr(seat, "asked_for", None)
    if asked_for:
        step, said = _("Agree to the date or keep it"), _("can review by %s") % format_date(asked_for, "DATE_FORMAT")
    else:
        assert seat.answer_by is not None
        step = _("Remind them, or ask somebody else")
        said = _("no answer by %s") % format_date(seat.answer_by, "DATE_FORMAT")
    return Task(
        title=_("%(person)s: %(version)s") % {"person": seat.person, "version": review.version},
        url=reverse("desk:review_seats", args=(review.pk,)) + f"#seat-{seat.pk}",
        next_step=step,
        meta=f"{review.board.name} · {said}",
    )


def start(version: Version) -> Task:
    submitted_on = format_date(timezone.localtime(version.submitted_at), "DATE_FORMAT")
    return Task(
        title=str(version),
        url=reverse("desk:review_start", args=(version.pk,)),
        next_step=_("Start the review"),
        meta=_("submitted by %(person)s, %(date)s") % {"person": version.submitted_by, "date": submitted_on},
        badge=version.status,
    )


def changes(version: Version) -> Task:
    return Task(
        title=str(version),
        url=reverse("desk:article", args=(version.article_id,)),
        next_step=_("Answer the changes and submit again"),
        badge=version.status,
    )


def point(point: OpenPoint) -> Task:
    version = point.review.version
    return Task(
        title=str(version),
        url=reverse("desk:article_points", args=(version.article_id,)) + f"#point-{point.pk}",
        next_step=_("Answer what %(person)s asked for") % {"person": point.sign_off.person},
        meta=" ".join(point.text.split())[:80],
    )


def mistake(row: MarkMistake) -> Task:
    return Task(
        title=str(row),
        url=reverse("desk:reference_mark", args=(row.reference_id,)),
        next_step=_("Say whether the mark is a mistake"),
        meta=f"{row.proposed_by} · {' '.join(row.reason.split())[:80]}",
    )


def evidence(flag: EvidenceFlag) -> Task:
    days = waits_days(flag)
    waits = ngettext("waits for %d day", "waits for %d days", days) % days
    sources = ", ".join(dict.fromkeys(str(one.get("by", "")) for one in flag.said))
    return Task(
        title=str(flag),
        url=reverse("desk:evidence", args=(flag.pk,)),
        next_step=_("Say what is to be done"),
        meta=" · ".join(filter(None, (waits, sources))),
    )


def new_works(person: Person, *, manages: bool) -> Iterator[Task]:
    """One task for an article, however many works wait for it."""
    found = works_for(person, manages=manages)
    for article, group in groupby(sorted(found, key=lambda work: work.article_id), key=lambda work: work.article):
        works = list(group)
        count = ngettext("%d new work", "%d new works", len(works)) % len(works)
        since = format_date(timezone.localtime(min(work.noticed_at for work in works)), "DATE_FORMAT")
        yield Task(
            title=f"{count}: {article.title}",
            url=reverse("desk:article_searches", args=(article.pk,)) + "#new",
            next_step=_("Say what follows from them"),
            meta=_("the first noticed on %s") % since,
        )


def questions() -> Iterator[Task]:
    """One task, however many questions wait."""
    ((count, newest),) = waiting.questions()
    if count and newest:
        yield Task(
            title=ngettext("%d question that no text answered", "%d questions that no text answered", count) % count,
            url=reverse("desk:questions"),
            next_step=_("Start an article, or close them"),
            meta=_("the last on %s") % format_date(newest, "DATE_FORMAT"),
        )


def on_draft(row: DraftTask) -> Task:
    due = _("due %s") % format_date(row.due_on, "DATE_FORMAT")
    late = row.is_late(timezone.localdate())
    return Task(
        title=f"{row}: {row.article.title}",
        url=row.get_absolute_url(),
        next_step=_("Do it, and say that it is done"),
        meta=_("%s, the day has passed") % due if late else due,
    )


def draft(row: tuple[int, str, int]) -> Task:
    pk, title, revision = row
    return Task(
        title=title,
        url=reverse("desk:article", args=(pk,)),
        next_step=_("Write and submit"),
        meta=_("revision %s") % revision,
        badge="draft",
    )


def board_change(change: BoardChange) -> Task:
    return Task(
        title=str(change),
        url=reverse("desk:board_change", args=(change.pk,)),
        next_step=_("Confirm or decline"),
        meta=" · ".join(filter(None, (str(change.board or ""), str(change.proposed_by)))),
    )


def delivery(delivery: Delivery) -> Task:
    kind = label_of(delivery.kind)
    return Task(
        title=_("%(kind)s for %(person)s") % {"kind": kind.capitalize(), "person": delivery.person},
        url=delivery.article.get_absolute_url() if delivery.article else "",
        next_step=_("Tell them another way, and check their address"),
        meta=str(delivery.article or ""),
    )
