"""From a publication to what readers get: its page facts, its pages, and the release that goes into the page store."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from articles import publisher, publisher_texts, subject_codes
from articles.models import (
    CHECK_COUNTS_FOR,
    Article,
    Basis,
    Ending,
    Notice,
    NoticeKind,
    Publication,
    Status,
    TextKind,
    Version,
)
from articles.publishing import wording
from articles.publishing.bibliography import Writer, Written, in_style
from articles.publishing.build import build
from articles.publishing.cautions import checks_of
from articles.publishing.checking import NotRenderable
from articles.publishing.facts import (
    EarlierApproval,
    Logo,
    PageFacts,
    Publisher,
    Reexamination,
    ReviewStatement,
    Step,
    read_earlier_approval,
    read_review_statement,
)
from articles.publishing.gathering import Around, Shown, around_each, last_shown
from articles.publishing.headers import page_headers
from articles.publishing.preparing import Prepared
from articles.publishing.render import render, shown_title, written_by
from articles.publishing.store import ANY_AUDIENCE, Release

LONG_OVERDUE = datetime.timedelta(days=90)  # S26
ONE_DAY = datetime.timedelta(days=1)
FOR_EVER = "public, max-age=86400"


@dataclass(frozen=True)
class LivePage:
    """A page that Django answers itself, because the store does not have it or has it no longer."""

    html: str
    headers: Mapping[str, str]


def page_for(publication: Publication, audience: str) -> LivePage:
    """The page as of today. Raises `NotRenderable`; the caller has made sure that the publication is live."""
    facts = facts_for(publication)
    return LivePage(render(publication.version.content, facts, audience), _headers(publication, facts))


@dataclass(frozen=True)
class Ready:
    """What was asked of the database and worked out before, for many articles at once. Without `facts` and `written` it is done for
    this one; a text that is not among `texts`, by audience, is prepared for this page."""

    shown: Shown
    facts: PageFacts | None = None
    written: Written | None = None
    texts: Mapping[str, Prepared] = field(default_factory=dict)


def releases_for(article: Article, *, write: Writer = in_style) -> dict[str, Release]:
    """What every slug of an article, former ones too, is answered with; empty if it was never published. `write` writes the works."""
    shown = last_shown([article]).get(article.pk)
    return releases_of(Ready(shown), write=write) if shown else {}


def releases_of(ready: Ready, *, write: Writer = in_style) -> dict[str, Release]:
    """The same, made of what was asked of the database before."""
    publication = ready.shown.publication
    make = live_release if publication.is_live else ended_release
    release = make(publication, write=write, ready=ready)
    return {
        publication.article.slug: release,
        **{slug: moved_release(publication, slug) for slug in ready.shown.former},
    }


def live_release(publication: Publication, *, write: Writer = in_style, ready: Ready | None = None) -> Release:
    shown, manifest = ready.shown if ready else None, publication.version.content
    facts = (ready and ready.facts) or facts_for(publication, around=shown.around if shown else None)
    written = (ready and ready.written) or written_by(write, manifest, facts)
    texts = ready.texts if ready else {}
    return Release(
        publication=publication.pk,
        slug=facts.slug,
        pages={
            name: render(manifest, facts, name, written=written, prepared=texts.get(name)) for name in facts.audiences
        },
        headers=_headers(publication, facts, _modified(publication, shown.changed) if shown else None),
        valid_until=valid_until(publication, facts),
        facts={"digest": facts.digest, "facts": facts.to_json()},
    )


def has_pages(publication: Publication) -> bool:
    """Its own, and not a notice in their place."""
    return publication.is_live or publication.ended_as == Ending.RETRACTED


def ended_release(publication: Publication, *, write: Writer = in_style, ready: Ready | None = None) -> Release:
    """After its end: what was retracted stays to be read, marked on every page (S18); the others give way to a notice."""
    if has_pages(publication):
        try:
            return dataclasses.replace(live_release(publication, write=write, ready=ready), valid_until=None)
        except NotRenderable:  # a page that can no longer be made must not stay as it was before the retraction
            return gone_release(publication)
    return gone_release(publication)


def gone_release(publication: Publication) -> Release:
    """S5: after a take-down readers find what happened, not an empty place."""
    language = publication.version.content.language
    with translation.override(language):
        html = render_to_string("articles/published/gone.html", _gone_context(publication))
    modified = publication.ended_at or timezone.now()
    return Release(
        publication=publication.pk,
        slug=publication.article.slug,
        pages={ANY_AUDIENCE: html},
        headers=page_headers(language=language, modified=modified, indexed=False),
        status=410,
    )


def moved_release(publication: Publication, former_slug: str) -> Release:
    modified = publication.live_from or publication.created_at
    headers = page_headers(language=publication.version.content.language, modified=modified, indexed=True)
    return Release(
        publication=publication.pk,
        slug=former_slug,
        pages={ANY_AUDIENCE: ""},
        headers={**headers, "Cache-Control": FOR_EVER},
        status=301,
        location=publication.article.slug,
    )


# What the notice of a take-down is called in the record.
_TOLD_BY = {
    Ending.RETIRED: NoticeKind.RETIRED,
    Ending.REMOVED: NoticeKind.REMOVED,
    Ending.RETRACTED: NoticeKind.RETRACTION,
}


def _gone_context(publication: Publication) -> dict[str, object]:
    never_reviewed = publication.basis == Basis.PENDING
    ending = Ending(publication.ended_as if publication.ended_as in wording.ENDINGS else Ending.REMOVED)
    notice = publication.notices.filter(kind=_TOLD_BY[ending]).select_related("replaced_by").first()
    return {
        "page_language": publication.version.content.language,
        **publisher.current().frame,
        "has_samples": publication.article.is_sample,
        "title": shown_title(publication.version.content, is_retracted=ending == Ending.RETRACTED),
        "kind": "retraction" if ending == Ending.RETRACTED else ending.value,
        "heading": ending.label,
        "sentence": wording.NO_LONGER_PENDING if never_reviewed else wording.ENDINGS[ending],
        "reason": notice.sentence if notice else "",
        "successor": _successor(notice),
        "on": timezone.localdate(publication.ended_at),
    }


def _successor(notice: Notice | None) -> Publication | None:
    """What to read instead, while it is live."""
    if notice is None or notice.replaced_by is None:
        return None
    live = Publication.objects.live().filter(article=notice.replaced_by_id)
    return live.select_related("version", "article").first()


def facts_for(
    publication: Publication, *, today: datetime.date | None = None, around: Around | None = None
) -> PageFacts:
    """Everything that a publication's pages show besides its frozen words, as of a day in the publisher's zone.

    `around` is what was asked of the database before.
    """
    version, today = publication.version, today or timezone.localdate()
    around = around or around_each([publication])[publication.pk]
    notices, hidden = around.cautions
    checks, checked = checks_of(around.checked, len(version.content.references), today)
    return PageFacts(
        basis=Basis(publication.basis).value,
        slug=publication.article.slug,
        digest=version.digest,
        audiences=tuple(publication.audiences or version.content.audiences),
        steps=_steps(publication),
        published_on=_day(around.first) or today,
        last_updated=_day(around.these) or today,
        publisher=publisher_facts(version.content.language, publication.live_from),
        build=build(),
        last_reviewed=publication.last_reviewed,
        review_due=publication.review_due,
        overdue=overdue(publication.review_due, today),
        review=_review(publication),
        earlier=_earlier(publication),
        reexamination=_reexamination(publication),
        notices=notices,
        reference_marks=around.marks,
        hidden_blocks=hidden,
        reference_checks=checks,
        references_checked=checked,
        sample=publication.article.is_sample,
        copy_codes=around.copy_codes,
        subject_codes=subject_codes.read(publication.article.subject_codes),
    )


def publisher_facts(language: str, published: datetime.datetime | None) -> Publisher:
    """Name and texts in force, in the language of the article; the policy is the one of its publication."""
    now = publisher.current()
    with translation.override(language):
        return Publisher(
            name=now.name,
            site_url=settings.SITE_URL,
            policy_url=publisher_texts.policy_url(language, published or timezone.now()),
            disclaimers={
                audience: publisher_texts.disclaimer(audience, language, brought=str(words))
                for audience, words in wording.DISCLAIMERS.items()
            },
            about_url=publisher_texts.page_url(TextKind.ABOUT, language),
            privacy_url=publisher_texts.page_url(TextKind.PRIVACY, language),
            emergency_number=now.emergency_number,
            issn=settings.ISSN,
            reference_style=settings.REFERENCE_STYLE,
            country=now.country,
            logo=Logo(now.logo.url, now.logo.width, now.logo.height) if now.logo else None,
            look_url=now.look_url,
        )


def valid_until(publication: Publication, facts: PageFacts | None = None) -> datetime.datetime | None:
    """When the next banner is due (S26): the first midnight after the review date, ninety days after it, or (S35) after the
    last day on which the checks of its references count."""
    due, today = publication.review_due, timezone.localdate()
    days = [due + ONE_DAY, due + LONG_OVERDUE + ONE_DAY] if due else []
    if facts is not None and facts.reference_checks == "recent" and facts.references_checked:
        days.append(facts.references_checked + CHECK_COUNTS_FOR + ONE_DAY)
    coming = [day for day in days if day > today]
    return timezone.make_aware(datetime.datetime.combine(min(coming), datetime.time())) if coming else None


def overdue(review_due: datetime.date | None, today: datetime.date) -> str:
    if review_due is None or today <= review_due:
        return ""
    return "long_overdue" if today > review_due + LONG_OVERDUE else "overdue"


def _steps(publication: Publication) -> tuple[Step, ...]:
    version = publication.version
    approved_on = publication.last_reviewed if publication.basis == Basis.APPROVED else None
    return (
        Step("submitted", _day(version.submitted_at)),
        Step("under_review", _day(version.review_started_at)),
        Step("approved", approved_on),
    )


def _review(publication: Publication) -> ReviewStatement | None:
    is_ours = publication.basis == Basis.APPROVED
    return read_review_statement(publication.review_statement) if is_ours else None


def _earlier(publication: Publication) -> EarlierApproval | None:
    is_earlier = publication.basis == Basis.APPROVED_EARLIER
    return read_earlier_approval(publication.former_record) if is_earlier else None


def _reexamination(publication: Publication) -> Reexamination | None:
    """The live version itself is looked at again; a successor under review is alone no reason for doubt."""
    version: Version = publication.version
    since = {Status.UNDER_REVIEW: version.review_started_at, Status.CHANGES_REQUESTED: version.decided_at}
    moments = [moment for moment in (publication.doubted_at, since.get(Status(version.status))) if moment]
    if not moments or publication.basis == Basis.PENDING or publication.ended_as == Ending.RETRACTED:
        return None
    state = Status.UNDER_REVIEW if version.status == Status.APPROVED else version.status
    return Reexamination(state, timezone.localdate(min(moments)))


def _headers(publication: Publication, facts: PageFacts, modified: datetime.datetime | None = None) -> dict[str, str]:
    language, modified = publication.version.content.language, modified or modified_at(publication)
    return page_headers(language=language, modified=modified, indexed=facts.is_indexed)


def modified_at(publication: Publication) -> datetime.datetime:
    """When the page last changed: its words, or anything around them."""
    changed = publication.article.page_changes.order_by("-serial").values_list("at", flat=True).first()
    return _modified(publication, changed)


def _modified(publication: Publication, changed: datetime.datetime | None) -> datetime.datetime:
    moments = [moment for moment in (changed, publication.live_from) if moment]
    return max(moments, default=publication.created_at)


def _day(moment: datetime.datetime | None) -> datetime.date | None:
    return timezone.localdate(moment) if moment else None
