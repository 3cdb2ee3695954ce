"""Bringing texts back as they were at a former revision: always a new revision on top, never a change of the history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.revisions import new_revision, open_draft
from articles.audiences import Audience
from articles.models import Article, Person, Text
from articles.past import State, state_at
from articles.refusals import Refusal

_NAMES = dict(Audience.choices)


class NothingToRestore(Refusal):
    """The revision, or a text of it, never was."""


class ReasonMissing(Refusal):
    """Whoever restores decides, and says why."""


@transaction.atomic
def restore(article: Article, *, by: Person, revision: int, audiences: Sequence[str], reason: str) -> list[Text]:
    """Put the texts for these audiences back as a new revision. The texts that changed; none, and no revision, if all are the same.

    What others saved since stays in the history, and nobody's working copy is touched.
    """
    locked = open_draft(article, by=by)
    why = " ".join(reason.split())
    if not why:
        raise ReasonMissing(_("Say why you restore it. It stands in the history."))
    then = state_at(locked, revision)
    if then is None or not audiences:
        raise NothingToRestore(_("Choose a revision of this article and at least one of its texts."))
    words = _("restored from revision %(number)d: %(why)s") % {"number": revision, "why": why}
    texts, former = list(_restored(locked, then, audiences)), locked.revision
    new_revision(locked, by=by, reason=words, texts=texts)
    return [text for text in texts if text.revision > former]


def _restored(article: Article, then: State, audiences: Sequence[str]) -> Iterator[Text]:
    now = {text.audience: text for text in article.texts.filter(audience__in=audiences)}
    for audience in dict.fromkeys(audiences):
        former, text = then.texts.get(audience), now.get(audience)
        if former is None or text is None:
            words = {"number": then.number, "audience": _NAMES.get(audience, audience)}
            raise NothingToRestore(_("Revision %(number)d has no text for “%(audience)s”.") % words)
        text.summary, text.body, text.description = former.summary, former.body, former.description
        yield text
