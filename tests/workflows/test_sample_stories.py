"""What a visitor of the demo finds beside the articles: each came about through the actions, and the record holds."""

from __future__ import annotations

import pytest

from articles.models import Emergency, Notice, Publication, Version
from workflows.models import AuditReview, ChecklistAnswer, Meeting, PaperReview, Review
from workflows.record.verification import CHECKS
from workflows.samples import loading


@pytest.fixture
def samples(db: None) -> loading.Cast:
    return loading.load()


def statuses() -> set[tuple[str, int, str]]:
    return {(version.article.slug, version.number, version.status) for version in Version.objects.all()}


def test_samples_show_every_story_and_verify_finds_nothing(samples: loading.Cast) -> None:
    assert statuses() == {
        ("lumbosacral-plexopathy-leg-pain", 1, "approved"),
        ("lumbosacral-plexopathy-leg-pain", 2, "submitted"),
        ("iron-deficiency-anaemia-adults", 1, "approved"),
        ("iron-deficiency-anaemia-adults", 2, "approved"),
        ("gout-flare", 1, "under_review"),
    }
    live = Publication.objects.live().values_list("article__slug", "version__number")
    assert set(live) == {("lumbosacral-plexopathy-leg-pain", 1), ("iron-deficiency-anaemia-adults", 2)}
    # An error that was hidden, looked at, put right and owned up to.
    emergency, notice = Emergency.objects.get(), Notice.objects.get()
    assert (emergency.kind, emergency.quote, emergency.was_right) == (
        "hide",
        "Take it with water or milk, away from tea, coffee and indigestion remedies.",
        True,
    )
    assert emergency.reviewed_by == samples.of("chair") != emergency.by
    assert (notice.kind, notice.version.number, notice.article.slug) == (
        "correction",
        2,
        "iron-deficiency-anaemia-adults",
    )
    # Beside signatures: a review on paper, a checklist, a meeting, an audit.
    assert PaperReview.objects.get().person == samples.people["ira-sample"]
    assert ChecklistAnswer.objects.get().person == samples.of("pharmacist")
    meeting = Meeting.objects.get()
    assert (meeting.is_closed, meeting.items.get().review.version.article.slug) == (True, "gout-flare")
    assert sum(row.came for row in meeting.attendances.all()) == 3
    assert (AuditReview.objects.get().auditor, len(AuditReview.objects.get().sample["articles"])) == (
        samples.of("auditor"),
        2,
    )
    # The narrow rule of the topic, and the default of the others.
    rules = Review.objects.order_by("pk").values_list("version__article__slug", "approval_rule__is_default")
    assert set(rules) == {
        ("lumbosacral-plexopathy-leg-pain", False),
        ("iron-deficiency-anaemia-adults", True),
        ("gout-flare", True),
    }
    assert [str(fault) for check in CHECKS.values() for fault in check(lambda *_told: None)] == []
