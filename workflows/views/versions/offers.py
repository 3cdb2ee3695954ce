"""What a person may do now with an article or version: the table of transitions, asked for every action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Person, Status, Version
from articles.permissions import Desk
from workflows.actions.steps import gives_way, newest_review
from workflows.models import Outcome
from workflows.permissions import may
from workflows.transitions import TABLE, Action, Who

SHOW_PENDING = "show_pending"
DECIDERS = (Who.EDITORS, Who.MANAGING_EDITOR, Who.CHAIR_OR_MANAGING_EDITOR)


@dataclass(frozen=True)
class Offer:
    """A button; `name` is the action's, `url` the page that asks for the rest."""

    name: str
    label: Any
    url: str

    @property
    def leads_on(self) -> bool:
        """Whether this is the next step on the path to readers."""
        return self.name in (Action.SUBMIT, Action.START_REVIEW, Action.PUBLISH)


def offers(article: Article, newest: Version | None, person: Person) -> list[Offer]:
    """Everything that this person may do next with the article."""
    submit = _submit(article, newest, person)
    return ([submit] if submit else []) + (version_offers(newest, person) if newest else [])


def _submit(article: Article, newest: Version | None, person: Person) -> Offer | None:
    row = TABLE.get((Status(newest.status) if newest else None, Action.SUBMIT))
    same = newest is not None and newest.status != Status.WITHDRAWN and newest.revision == article.revision
    if row is None or same or not may(row.who, person) or article.versions.open().exists():
        return None
    label = _("Submit version %d") % (newest.number + 1 if newest else 1)
    return Offer(Action.SUBMIT, label, reverse("desk:article_submit", args=(article.pk,)))


def version_offers(version: Version, person: Person) -> list[Offer]:
    """What this person may do with a version from where it stands; signing has a page of its own."""
    status, review, desk = Status(version.status), newest_review(version), Desk.of(person)
    allowed: dict[Who, bool] = {who: may(who, person, review=review, desk=desk) for who in DECIDERS}
    urls = _urls(version)
    found = [
        Offer(action, action.label, urls[action])
        for action in urls
        if (row := TABLE.get((status, action))) and allowed[row.who] and _makes_sense(version, action)
    ]
    if settings.PENDING_PAGES and version.is_open and allowed[Who.MANAGING_EDITOR]:
        found.append(Offer(SHOW_PENDING, _("Show while it waits"), f"{_page(version)}#do-{SHOW_PENDING}"))
    return found


def offers_for_live(version: Version, person: Person) -> list[Offer]:
    """What this person may do with what readers see, whatever version came after it."""
    status, review, desk = Status(version.status), newest_review(version), Desk.of(person)
    pages = {
        Action.POST_NOTICE: (_("Notices, removal, retraction"), "desk:notices"),
        Action.RENEW: (_("Review again as it stands"), "desk:review_renew"),
        Action.WARN: (_("Emergency"), "desk:emergency_new"),
    }
    return [
        Offer(action, label, reverse(page, args=(version.pk,)))
        for action, (label, page) in pages.items()
        if (row := TABLE.get((status, action))) and may(row.who, person, review=review, desk=desk)
    ]


def _urls(version: Version) -> dict[Action, str]:
    return {
        Action.START_REVIEW: reverse("desk:review_start", args=(version.pk,)),
        Action.PUBLISH: f"{_page(version)}#do-publish",
        Action.REOPEN: reverse("desk:review_reopen", args=(version.pk,)),
        Action.WITHDRAW: f"{_page(version)}#do-withdraw",
        Action.RETIRE: f"{_page(version)}#do-retire",
    }


def _page(version: Version) -> str:
    return reverse("desk:version", args=(version.pk,))


def _makes_sense(version: Version, action: Action) -> bool:
    """What the action itself would refuse is not offered."""
    if action is Action.PUBLISH:
        newer = version.article.versions.approved().filter(number__gt=version.number)
        waits = version.publications.planned().exists() or not version.publications.live().exists()
        return waits and not newer.exists()
    if action is Action.RETIRE:
        return version.publications.live().exists()
    if action is Action.WITHDRAW:
        return not version.reviews.filter(outcome=Outcome.APPROVED).exists()
    if action is Action.REOPEN:
        return version.reviews.exists() and not gives_way(version)
    return True
