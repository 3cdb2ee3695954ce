"""Suggested words: an editor accepts them into the draft with one revision, or declines them with a reason."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.conversation import close, happened, words_of_version
from articles.actions.revisions import new_revision, words_of, written_reason
from articles.models import Article, Comment, Outcome, PassageState, Person, SuggestionOutcome, Text, Thread
from articles.permissions import PartIn, part_in_draft, require
from articles.refusals import Refusal
from articles.text.blocks import blocks
from articles.text.carrying import Noted, carried
from articles.text.quotes import Spot
from articles.text.replacing import replaced, words_brought


class PassageMoved(Refusal):
    """What the suggestion replaces does not stand in the draft as it did; `details` has the words to copy."""


class AlreadyDecided(Refusal):
    """Somebody decided otherwise about this suggestion."""


@transaction.atomic
def accept_suggestion(comment: Comment, *, by: Person, part: PartIn = part_in_draft) -> SuggestionOutcome:
    """Put the suggested words into the draft, as a revision whose reason names who suggested them, and resolve the thread."""
    current, former = _begin(comment, by, part)
    if former is not None:
        return _as_decided(former, Outcome.ACCEPTED)
    thread = current.thread
    text = Text.objects.select_related("article").get(article=thread.article, audience=thread.audience)
    before = words_of(text)
    spot = _in_draft(thread, before, current.suggestion)
    _put(text, spot, current.suggestion)
    credit = _("Wording suggested by %(author)s, accepted by %(editor)s.") % {"author": current.author, "editor": by}
    reason, what = written_reason(text, before, credit), written_reason(text, before, "")
    new_revision(thread.article, by=by, reason=reason, texts=[text], what=what)
    outcome = SuggestionOutcome.objects.create(
        comment=current,
        outcome=Outcome.ACCEPTED,
        decided_by=by,
        revision=thread.article.revision,
        words=words_brought(spot.quote, current.suggestion),
    )
    _note(outcome, "suggestion_accepted", by, revision=outcome.revision, words=outcome.words)
    if thread.resolved_at is None:
        close(thread, by=by)
    return outcome


@transaction.atomic
def decline_suggestion(comment: Comment, *, by: Person, reason: str, part: PartIn = part_in_draft) -> SuggestionOutcome:
    """Leave the words as they are, and say why."""
    current, former = _begin(comment, by, part)
    if former is not None:
        return _as_decided(former, Outcome.DECLINED)
    if not reason.strip():
        raise Refusal(_("Say why, in a sentence."))
    outcome = SuggestionOutcome.objects.create(
        comment=current, outcome=Outcome.DECLINED, decided_by=by, reason=reason.strip()
    )
    _note(outcome, "suggestion_declined", by)
    return outcome


def _begin(comment: Comment, by: Person, part: PartIn) -> tuple[Comment, SuggestionOutcome | None]:
    """The suggestion, its article locked, for somebody who may decide about it; and what was decided already."""
    article = Article.objects.locked().get(pk=comment.thread.article_id)
    current = Comment.objects.select_related("thread__version", "author").get(pk=comment.pk)
    current.thread.article = article
    require(part(by, current.thread.version).decides)
    if not current.is_suggestion:
        raise Refusal(_("This comment suggests no words."))
    return current, SuggestionOutcome.objects.filter(comment=current).select_related("decided_by").first()


def _as_decided(former: SuggestionOutcome, wanted: Outcome) -> SuggestionOutcome:
    """A second click changes nothing; the opposite of what was decided is refused."""
    if former.outcome == wanted:
        return former
    words = {"person": former.decided_by, "outcome": str(former.get_outcome_display()).lower()}
    raise AlreadyDecided(_("%(person)s has decided about this suggestion already: %(outcome)s.") % words)


def _in_draft(thread: Thread, words: str, suggestion: str) -> Spot:
    """The passage in the draft as it stands; a version's is looked for where its block has gone since."""
    noted = Noted(Spot(thread.block_key, thread.quote, thread.context_before, thread.context_after))
    if thread.version:
        (noted,) = carried(words_of_version(thread.version, thread.audience), words, [noted])
    elif thread.passage_state != PassageState.IN_PLACE:
        noted = Noted(noted.spot, "changed")
    if noted.state != "in_place":
        sentence = _("The words that this suggestion replaces have changed in the draft, so it cannot be put there.")
        copy = (
            _("Suggested words, to copy: “%s”") % suggestion
            if suggestion
            else _("It suggests to delete: “%s”") % thread.quote
        )
        raise PassageMoved(sentence, details=[copy])
    return noted.spot


def _put(text: Text, spot: Spot, words: str) -> None:
    """Into the summary or the body, whichever holds the block."""
    place = [block.key for block in blocks(words_of(text))].index(spot.key)
    first_of_body = len(blocks(text.summary))
    if place < first_of_body:
        text.summary = replaced(text.summary, place, spot, words)
    else:
        text.body = replaced(text.body, place - first_of_body, spot, words)


def _note(outcome: SuggestionOutcome, kind: str, by: Person, **data: object) -> None:
    comment = outcome.comment
    happened(comment.thread, kind, by=by, comment=comment.pk, author=comment.author_id, **data)
