"""The steps of a sample article's path, each through the actions that people use."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.utils import timezone

from articles import actions as desk
from articles.manifest import DISCLOSURES
from articles.models import Article, DeskRole, Person, Version
from articles.text.quotes import Spot
from workflows import actions, signing
from workflows.credentials import Credential
from workflows.models import Answer, Review, Scope
from workflows.samples.cast import FOLDER, PASSWORD, REASON, Cast, read_toml, topic_of
from workflows.samples.glossary import explain


def load_article(slug: str, cast: Cast) -> Article:
    """A draft with the words of its first version."""
    data = read_toml(f"articles/{slug}/article.toml")
    by = cast.people[data["contributors"][0]["person"]]
    details = desk.Details(
        title=data["title"],
        slug=slug,
        question=data["question"],
        audiences=data["audiences"],
        population=data["applies_to"]["population"],
        country=data["applies_to"]["country"],
        applies_to_note=data["applies_to"]["note"],
        topic=topic_of(data["topic"]),
        type=data["type"],
        language=data["language"],
    )
    article = desk.create_article(by=by, details=details, is_sample=True, reason=REASON)
    byline = [_byline(entry, cast) for entry in data["contributors"]]
    desk.set_byline(article, by=by, byline=byline)
    for audience, description in data["descriptions"].items():
        summary, body = words_of(slug, audience)
        for entry in data.get("earlier", ()):
            if entry["audience"] == audience:
                body = body.replace(entry["now"], entry["was"])
        write(article, audience, summary, body, description)
    explain(article, data.get("terms", {}), by=by)
    article.refresh_from_db()
    return article


def _byline(entry: Mapping[str, str], cast: Cast) -> desk.Byline:
    """Invented people have no interests, and nobody paid them; the band of every sample says that it is one (S28)."""
    return desk.Byline(role=entry["role"], person=cast.people[entry["person"]], none_of=DISCLOSURES)


def words_of(slug: str, audience: str) -> tuple[str, str]:
    """Bottom line and text, as their files have them."""
    folder = FOLDER / "articles" / slug
    return (folder / f"{audience}.summary.html").read_text(), (folder / f"{audience}.html").read_text()


def write(article: Article, audience: str, summary: str, body: str, description: str) -> None:
    """By the handling editor."""
    text = article.texts.select_related("article").get(audience=audience)
    desk.save_text(
        text,
        by=article.handling_editor,
        summary=summary,
        body=body,
        description=description,
        base_revision=text.revision,
    )
    article.refresh_from_db()


def talk(article: Article, cast: Cast) -> None:
    """The conversation about a draft: a question to somebody, and words that wait to be accepted."""
    for entry in read_toml(f"articles/{article.slug}/article.toml")["thread"]:
        desk.open_thread(
            article,
            by=cast.people[entry["by"]],
            audience=entry["audience"],
            passage=Spot(quote=entry["quote"]),
            said=desk.Said(entry["body"], entry.get("suggestion")),
        )


def change(article: Article, note: str, answers: Mapping[str, str]) -> Version:
    """The draft gets the words of its files, and is submitted as the next version. `answers`: a reason for each kind of flag."""
    for text in list(article.texts.all()):
        write(article, text.audience, *words_of(article.slug, text.audience), text.description)
    desk.require_checked(article)
    for flag in article.flags.must_be_answered():
        desk.answer_flags(article, by=article.handling_editor, flags=[flag.pk], reason=answers[flag.kind])
    return submit(article, note)


def submit(article: Article, note: str = "") -> Version:
    return actions.submit(article, by=article.handling_editor, change_note=note)


def review(version: Version, cast: Cast) -> Review:
    due = timezone.localdate() + datetime.timedelta(days=14)
    members = cast.all_of("chair", "pharmacist", "lay_member")
    return actions.start_review(
        version, by=cast.of(DeskRole.MANAGING_EDITOR), board=cast.board, members=members, due_on=due
    )


def ask_for_another_date(review: Review, cast: Cast) -> None:
    """One member of the open review can look at it a week later."""
    seat = review.assignments.select_related("person").get(person=cast.of("lay_member"))
    day = review.due_on + datetime.timedelta(days=7)
    actions.propose_date(seat, by=seat.person, due_on=day, note="I am away until the day before.")


def sign(review: Review, cast: Cast) -> None:
    """Two approvals, by the pharmacist and the chair: that meets both sample rules."""
    scopes = {"pharmacist": [Scope.DOSES, Scope.REFERENCES], "chair": [Scope.CLINICAL_ACCURACY]}
    audiences = list(review.version.content.audiences)
    for role, scope in scopes.items():
        person = cast.of(role)
        disclose(review, person)
        verdict = signing.Verdict("approve", scope, audiences)
        given = Credential(PASSWORD, person.email)
        actions.sign_off(review, by=person, given=given, digest=review.version.digest, verdict=verdict)


def disclose(review: Review, person: Person) -> None:
    """Nothing to declare; once is enough."""
    if not review.disclosures.filter(person=person).exists():
        actions.disclose(review, by=person, answer=Answer.NONE)


def publish(version: Version) -> Version:
    """At once, as the clock would a moment later."""
    actions.publish_due(version.publications.planned().get().pk)
    return Version.objects.select_related("article").get(pk=version.pk)
