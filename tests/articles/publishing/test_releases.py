"""From a publication to its facts and releases."""

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from django.utils.dateformat import format as date_format
from pytest_django.fixtures import Settings

from articles.models import Article, FormerSlug, Person, Publication, Reference, ReferenceWatch, Version
from articles.publishing.facts import (
    ContradictingFactsError,
    EarlierApproval,
    Notice,
    PageFacts,
    Reexamination,
    ReferenceMark,
    Step,
)
from articles.publishing.releases import facts_for, gone_release, live_release, page_for, releases_for, valid_until
from articles.publishing.render import render
from workflows import actions

DAY = datetime.timedelta(days=1)


def test_facts_of_an_approved_publication(publication: Publication) -> None:
    facts = facts_for(publication)

    today = timezone.localdate()
    assert (facts.basis, facts.slug, facts.digest) == ("approved", "leg-pain", publication.version.digest)
    assert facts.audiences == ("patient", "clinician")
    assert facts.steps == (Step("submitted", today), Step("under_review", today), Step("approved", today))
    assert (facts.published_on, facts.last_updated, facts.last_reviewed) == (today, today, today)
    assert (facts.review_due, facts.overdue, facts.reexamination) == (publication.review_due, "", None)
    assert facts.review is not None
    assert [signer.verdict for signer in facts.review.signers] == ["approve", "approve"]


def test_facts_survive_json(facts: PageFacts, pending_facts: PageFacts) -> None:
    full: dict[str, Any] = {
        "notices": (Notice("correction", datetime.date(2026, 6, 2), "Wrong."),),
        "reference_marks": (ReferenceMark("smith", "retracted"),),
        "reexamination": Reexamination("under_review", datetime.date(2026, 6, 1)),
        "hidden_blocks": ("abc",),
        "reference_checks": "old",
        "references_checked": datetime.date(2026, 5, 1),
    }
    cases = [facts, pending_facts, PageFacts(**{**vars(facts), **full})]

    assert [PageFacts.from_json(case.to_json()) for case in cases] == cases


@pytest.mark.parametrize(
    "changes",
    [
        {"basis": "pending"},
        {"basis": "approved", "review": None},
        {"basis": "approved", "last_reviewed": None},
        {"basis": "approved_earlier"},
        {"basis": "approved_earlier", "review": None},
    ],
)
def test_s03_facts_never_claim_what_their_basis_rules_out(facts: PageFacts, changes: dict[str, Any]) -> None:
    with pytest.raises(ContradictingFactsError):
        PageFacts(**{**vars(facts), **changes})


def test_earlier_approval_comes_from_its_record(publication: Publication) -> None:
    record = {"by": "the former board", "on": "2024-05-01", "record": "Minutes."}
    publication.basis, publication.former_record, publication.last_reviewed = "approved_earlier", record, None

    facts = facts_for(publication)

    assert facts.earlier == EarlierApproval("the former board", datetime.date(2024, 5, 1), "Minutes.")
    assert facts.review is None


def test_pending_publication_has_no_review_in_its_facts(
    version_under_review: Version, managing_editor: Person, settings: Settings
) -> None:
    settings.PENDING_PAGES = True
    publication = actions.show_pending(version_under_review, by=managing_editor, reason="asked for")

    facts = facts_for(publication)

    assert (facts.basis, facts.review, facts.last_reviewed, facts.review_due) == ("pending", None, None, None)
    assert facts.audiences == ("clinician",)
    assert facts.steps[2] == Step("approved")


@pytest.mark.parametrize(("days", "overdue"), [(0, ""), (1, "overdue"), (90, "overdue"), (91, "long_overdue")])
def test_s26_review_is_overdue_from_the_day_after_it_was_due(publication: Publication, days: int, overdue: str) -> None:
    assert publication.review_due is not None

    assert facts_for(publication, today=publication.review_due + days * DAY).overdue == overdue


def test_stored_page_is_valid_until_its_banner_is_due(publication: Publication) -> None:
    due = publication.review_due
    assert due is not None

    before = valid_until(publication)
    with time_machine.travel(datetime.datetime.combine(due + DAY, datetime.time(12)), tick=False):
        between = valid_until(publication)
    with time_machine.travel(datetime.datetime.combine(due + 91 * DAY, datetime.time(12)), tick=False):
        after = valid_until(publication)

    midnight = timezone.make_aware(datetime.datetime.combine(due + DAY, datetime.time()))
    assert (before, between, after) == (midnight, midnight + 90 * DAY, None)


def check_on(reference: Reference, day: datetime.date) -> None:
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    ReferenceWatch.objects.create(reference=reference, checked_at=at, sources="Crossref")


NEVER = "Not all of these references have been checked for retractions and corrections here."


def test_s35_page_says_that_its_references_were_never_checked(publication: Publication) -> None:
    release = live_release(publication)

    assert facts_for(publication).reference_checks == "missing"
    assert [NEVER in page for page in release.pages.values()] == [True, True]


@pytest.mark.parametrize(("days", "checks", "warns"), [(0, "recent", False), (30, "recent", False), (31, "old", True)])
def test_s35_page_says_when_its_references_were_checked(
    days: int, checks: str, warns: bool, publication: Publication, reference: Reference
) -> None:
    day = timezone.localdate() - days * DAY
    check_on(reference, day)

    facts = facts_for(publication)
    page = live_release(publication).pages["patient"]

    assert (facts.reference_checks, facts.references_checked) == (checks, day)
    assert f"checked for retractions and corrections on {date_format(day, 'j F Y')} or later." in page
    assert ("That is more than 30 days ago." in page) == warns


def test_s35_stored_page_is_valid_as_long_as_its_checks_count(publication: Publication, reference: Reference) -> None:
    check_on(reference, timezone.localdate() - 10 * DAY)

    midnight = timezone.make_aware(datetime.datetime.combine(timezone.localdate() + 21 * DAY, datetime.time()))
    assert live_release(publication).valid_until == midnight


def test_live_version_that_is_looked_at_again_says_so(
    publication: Publication, managing_editor: Person, chair: Person
) -> None:
    publication.version.status = "under_review"
    publication.version.review_started_at = timezone.now()

    assert facts_for(publication).reexamination == Reexamination("under_review", timezone.localdate())


def test_release_holds_the_page_of_each_audience(publication: Publication) -> None:
    (release,) = releases_for(publication.article).values()

    facts = facts_for(publication)
    content = publication.version.content
    assert release.pages == {name: render(content, facts, name) for name in ("patient", "clinician")}
    assert (release.status, release.slug, release.publication) == (200, "leg-pain", publication.pk)
    assert PageFacts.from_json(release.facts["facts"]) == facts


def test_release_is_the_same_every_time(publication: Publication) -> None:
    first, second = (releases_for(publication.article)["leg-pain"] for _time in range(2))

    assert first.name == second.name


def test_s04_pages_are_cached_briefly_and_checked_again(publication: Publication) -> None:
    headers = releases_for(publication.article)["leg-pain"].headers

    assert headers["Cache-Control"] == "public, max-age=60, s-maxage=300, must-revalidate"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Content-Language"] == "en"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_secure_site_asks_for_https_for_ever(publication: Publication, settings: Settings) -> None:
    settings.SITE_URL = "https://health.example"

    headers = releases_for(publication.article)["leg-pain"].headers

    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_page_for_answers_as_the_store_does(publication: Publication) -> None:
    page = page_for(publication, "patient")

    release = releases_for(publication.article)["leg-pain"]
    assert (page.html, dict(page.headers)) == (release.pages["patient"], dict(release.headers))


def test_article_that_was_never_live_has_no_release(approved_version: Version) -> None:
    assert releases_for(approved_version.article) == {}


def test_s05_retired_article_answers_410_with_its_notice(publication: Publication, managing_editor: Person) -> None:
    actions.retire(publication.version, by=managing_editor, reason="replaced by another article")

    release = releases_for(publication.article)["leg-pain"]

    assert (release.status, list(release.pages), release.headers["X-Robots-Tag"]) == (410, ["any"], "noindex")
    assert "This article has been retired." in release.pages["any"]
    assert "What helps" not in release.pages["any"]


def test_former_slug_is_moved_to_the_present_one(publication: Publication) -> None:
    FormerSlug.objects.create(slug="sore-leg", article=publication.article)

    release = releases_for(publication.article)["sore-leg"]

    assert (release.status, release.location) == (301, "leg-pain")


def test_former_slug_that_an_article_has_again_is_its_own(publication: Publication) -> None:
    FormerSlug.objects.create(slug="leg-pain", article=publication.article)

    assert [release.status for release in releases_for(publication.article).values()] == [200]


def test_number_of_queries_is_small_and_fixed(publication: Publication, django_assert_num_queries: Any) -> None:
    article = Article.objects.get(pk=publication.article_id)

    with django_assert_num_queries(10):
        releases_for(article)


def test_s03_page_that_waited_says_that_it_was_never_approved(
    version_under_review: Version, managing_editor: Person, editor: Person, settings: Settings
) -> None:
    settings.PENDING_PAGES = True
    publication = actions.show_pending(version_under_review, by=managing_editor, reason="asked for")
    actions.withdraw(version_under_review, by=editor, reason="not ready")

    release = releases_for(publication.article)["leg-pain"]

    assert release.status == 410
    assert "Our board has not approved it." in release.pages["any"]


def test_s18_retracted_article_says_so_before_its_title(publication: Publication) -> None:
    publication.ended_at, publication.ended_as = timezone.now(), "retracted"

    page = gone_release(publication).pages["any"]

    assert "<h1>RETRACTED: Leg pain</h1>" in page
