"""A site with every kind of page that readers may meet, beside the sample articles: where each is, and what is sent to get its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from articles import actions as desk
from articles.copy_codes import shown
from articles.manifest import DISCLOSURES
from articles.models import Article, DeskRole, Publication, Version
from workflows import actions
from workflows.models import Board, Review
from workflows.samples import steps
from workflows.samples.cast import REASON, Cast, topic_of

LEG, ANAEMIA, GOUT = "lumbosacral-plexopathy-leg-pain", "iron-deficiency-anaemia-adults", "gout-flare"
MIGRAINE, SPRAIN = "migraine-attacks", "sprained-ankle"
SUMMARY = "<p>Rest the ankle for a day or two, then move it.</p>"
BODY = (
    "<h2>What helps</h2>\n<p>Cool it for 10 minutes at a time, and keep it raised."
    '<cite data-key="camaschella2015"></cite></p>'
)


@dataclass(frozen=True)
class ReaderSite:
    """`pages`: kind of page → address. `sent`: kind of answer → where its form sends it, and what a reader filled in."""

    pages: Mapping[str, str]
    sent: Mapping[str, tuple[str, Mapping[str, str]]]


def prepare(cast: Cast) -> ReaderSite:
    """One article retracted, one removed, one shown while it waits; needs PENDING_PAGES. Pages are written by `work`."""
    manager = cast.of(DeskRole.MANAGING_EDITOR)
    waiting = Review.objects.get(closed_at=None, version__article__slug=GOUT).version
    actions.show_pending(waiting, by=manager, reason=REASON)
    wrong = _live(Article.objects.get(slug=MIGRAINE), cast)
    actions.retract(wrong, by=manager, reason=REASON, told="The advice on when to call for help was incomplete.")
    actions.remove(_live(_sprain(cast), cast), by=manager, reason=REASON, told="We are writing this page anew.")
    return ReaderSite(_pages(), _sent())


def _live(article: Article, cast: Cast) -> Version:
    article.refresh_from_db()
    desk.require_checked(article)
    waiting = list(article.flags.must_be_answered().values_list("pk", flat=True))
    if waiting:
        desk.answer_flags(article, by=article.handling_editor, flags=waiting, reason=REASON)
    version = steps.submit(article)
    steps.sign(steps.review(version, cast), cast)
    return steps.publish(version)


def _sprain(cast: Cast) -> Article:
    by = cast.of(DeskRole.EDITOR)
    details = desk.Details(
        title="Sprained ankle",
        slug=SPRAIN,
        question="What helps a sprained ankle?",
        audiences=["patient"],
        population=["adults"],
        topic=topic_of("Nerves and pain"),
    )
    article = desk.create_article(by=by, details=details, is_sample=True, reason=REASON)
    desk.set_byline(article, by=by, byline=[desk.Byline(role="author", person=by, none_of=DISCLOSURES)])
    steps.write(article, "patient", SUMMARY, BODY, "What to do about a sprained ankle.")
    return article


def _pages() -> dict[str, str]:
    leg, anaemia = f"/articles/{LEG}", f"/articles/{ANAEMIA}"
    return {
        "home": "/",
        "home, chosen": "/?audience=student",
        "search form": "/search/",
        "search with hits": "/search/?q=iron+tablets",
        "search without hits": "/search/?q=zebrafish",
        "search, did you mean": "/search/?q=anemai",
        "topics": "/topics/",
        "topic": f"/topics/{Article.objects.get(slug=LEG).topic.slug}/",  # type: ignore[union-attr]
        "A to Z": "/articles/",
        "one letter": "/articles/?letter=I",
        "glossary": "/glossary/",
        "patient": f"{leg}/patient/",
        "student": f"{leg}/student/",
        "clinician": f"{leg}/clinician/",
        "corrected": f"{anaemia}/patient/",
        "versions": f"{anaemia}/versions/",
        "past version": f"{anaemia}/versions/1/patient/",
        "what changed": f"{anaemia}/versions/2/patient/changes/",
        "verify": f"{anaemia}/verify/",
        "appointment": f"{anaemia}/patient/appointment/",
        "card": f"{anaemia}/patient/card/",
        "pending": f"/articles/{GOUT}/clinician/",
        "retracted": f"/articles/{MIGRAINE}/patient/",
        "gone": f"/articles/{SPRAIN}/patient/",
        "not there": "/articles/nothing-here/patient/",
        "copy, form": "/c/",
        "copy, current": f"/c/{_code(LEG, 1)}",
        "copy, replaced": f"/c/{_code(ANAEMIA, 1)}",
        "copy, retracted": f"/c/{_code(MIGRAINE, 1)}",
        "copy, unknown": "/c/AAA-AAA-AAC",
        "ask": "/ask/",
        "ask about": f"/ask/?about={LEG}&audience=patient",
        "related": f"{leg}/patient/related/",
        "report form": f"{leg}/patient/report/",
        "boards": "/board/",
        "board": f"/board/{Board.objects.get().slug}/",
        "policy": "/editorial-policy/",
    }


def _sent() -> dict[str, tuple[str, Mapping[str, str]]]:
    page = f"/articles/{LEG}/patient/"
    return {
        "ask, answered": ("/ask/answer/", {"question": "How do I take iron tablets?", "audience": "patient"}),
        "ask, no answer": ("/ask/answer/", {"question": "Do zebras get hiccups?", "audience": "patient"}),
        "ask, handed on": ("/ask/editors/", {"question": "Do zebras get hiccups?", "audience": "patient"}),
        "ask, empty": ("/ask/answer/", {"question": "", "audience": "patient"}),
        "helpful": (f"{page}helpful/", {"helpful": "no"}),
        "report, empty": (f"{page}report/send/", {"words": ""}),
        "report, sent": (f"{page}report/send/", {"words": "The leaflet says half of that."}),
    }


def _code(slug: str, number: int) -> str:
    publication = Publication.objects.get(article__slug=slug, version__number=number)
    return shown(publication.copy_codes.get(audience="patient").code)
