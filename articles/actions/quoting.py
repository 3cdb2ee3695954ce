"""Evidence quotes: the words of a work that support what the texts of an article say, signed with its version."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.revisions import new_revision, open_draft
from articles.models import Article, Person, Reference
from articles.refusals import Refusal

LONGEST_QUOTE, LONGEST_PLACE = 400, 80


class WrongQuote(Refusal):
    """The quote is empty or too long."""


@transaction.atomic
def keep_quote(article: Article, reference: Reference, *, by: Person, quote: str, where: str = "") -> Article:
    """`where`: page or section of the work. The same words twice are kept once."""
    words, place = " ".join(quote.split()).strip('“”" '), " ".join(where.split())
    if not words:
        raise WrongQuote(_("Copy the sentence of the source here."))
    if len(words) > LONGEST_QUOTE or len(place) > LONGEST_PLACE:
        raise WrongQuote(
            _(
                "A quote has at most %(quote)d characters, its place %(place)d. Yours has %(given)d; leave out what is not needed."
            )
            % {"quote": LONGEST_QUOTE, "place": LONGEST_PLACE, "given": len(words)}
        )
    locked = open_draft(article, by=by)
    if reference.key not in locked.reference_keys:
        raise Refusal(_("“%s” is not on the reference list of this article.") % reference.title)
    kept = [one for one in locked.quotes.get(reference.key, []) if one["quote"] != words]
    added = {"quote": words, "where": place} if place else {"quote": words}
    if added in locked.quotes.get(reference.key, []):
        return locked
    locked.quotes = {**locked.quotes, reference.key: [*kept, added]}
    new_revision(locked, by=by, reason=_("quote of “%s” added") % reference.title)
    return locked


@transaction.atomic
def drop_quote(article: Article, reference: Reference, *, by: Person, quote: str) -> Article:
    """It stays in the history, and in the versions that have it. One that is gone already changes nothing."""
    locked = open_draft(article, by=by)
    kept = [one for one in locked.quotes.get(reference.key, []) if one["quote"] != quote]
    others = {key: found for key, found in locked.quotes.items() if key != reference.key}
    locked.quotes = {**others, **({reference.key: kept} if kept else {})}
    new_revision(locked, by=by, reason=_("quote of “%s” taken out") % reference.title)
    return locked
