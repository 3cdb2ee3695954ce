"""Rating a text by a published instrument: a person's answers, beside what the machine decided, kept with name and day."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from articles import record
from articles.actions.revisions import open_draft_of
from articles.models import Person, Rating, Text
from articles.plainness import decided
from articles.refusals import Refusal
from articles.text.rating import INSTRUMENTS, Answer, InstrumentKey, missing, scores


class RatingIncomplete(Refusal):
    """An item has no answer, or one that it may not have."""


class RatedTextChanged(Refusal):
    """The text is not the one that was looked at."""


@transaction.atomic
def rate_text(
    text: Text, *, by: Person, instrument: InstrumentKey, answers: Mapping[int, Answer], seen: int, note: str = ""
) -> Rating:
    """Keep these answers about the text of revision `seen`. The same answers of the same person over the same words are kept once."""
    article = open_draft_of(text, by=by)
    current = Text.objects.select_related("article").get(pk=text.pk)
    if current.revision != seen:
        raise RatedTextChanged(_("The text was saved in the meantime. Look at it once more; your answers stand below."))
    of = INSTRUMENTS[instrument]
    if lacking := missing(of, answers):
        raise RatingIncomplete(_("Answer every item. Without an answer: %s.") % ", ".join(map(str, lacking)))
    kept = _kept(current, instrument, answers)
    known = article.ratings.filter(audience=text.audience, revision=seen, instrument=instrument, rated_by=by).last()
    if known is not None and (known.answers, known.note) == (kept, note.strip()):
        return known
    rating = Rating.objects.create(
        article=article,
        audience=text.audience,
        revision=seen,
        instrument=instrument,
        answers=kept,
        scores={one.scale: "" if one.percent is None else str(one.percent) for one in scores(of, answers)},
        note=note.strip(),
        rated_by=by,
    )
    record.append(
        article.stream,
        "text_rated",
        by=by,
        rating=rating.pk,
        audience=text.audience,
        revision=seen,
        instrument=str(instrument),
        scores=rating.scores,
    )
    return rating


def _kept(text: Text, instrument: InstrumentKey, answers: Mapping[int, Answer]) -> dict[str, dict[str, str]]:
    machine = decided(text.article, text, instrument)
    kept = {}
    for item in INSTRUMENTS[instrument].items:
        verdict = machine.get(item.number)
        said = {"machine": str(verdict.answer), "reason": str(verdict.reason)} if verdict else {}
        kept[str(item.number)] = {"answer": str(answers[item.number]), **said}
    return kept
