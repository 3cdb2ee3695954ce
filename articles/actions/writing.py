"""Writing one text: saving it, and what of one's own words is kept until then."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.revisions import new_revision, open_draft, words_of, written_reason
from articles.models import Person, Text, WorkingCopy
from articles.permissions import require
from articles.refusals import Refusal
from articles.text.dialect import canonical


class EditConflict(Refusal):
    """Somebody saved this text since the person opened it. Theirs is kept as their working copy."""

    def __init__(self, current: Text, mine: WorkingCopy) -> None:
        super().__init__(
            _(
                "Somebody else saved this text while you were editing. Nothing of yours is lost: both texts are shown here."
            )
        )
        self.current, self.mine = current, mine


def save_text(
    text: Text, *, by: Person, summary: str, body: str, description: str, base_revision: int, note: str = ""
) -> Text:
    """Save one text. Raises `EditConflict` when it changed since `base_revision`; then what was typed is kept."""
    try:
        return _save_text(text, by, summary, body, description, base_revision, note)
    except _Outdated as outdated:
        mine, _created = WorkingCopy.objects.update_or_create(
            text=text,
            person=by,
            defaults={"summary": summary, "body": body, "description": description, "base_revision": base_revision},
        )
        raise EditConflict(outdated.current, mine) from None


class _Outdated(Exception):
    def __init__(self, current: Text) -> None:
        super().__init__()
        self.current = current


@transaction.atomic
def _save_text(text: Text, by: Person, summary: str, body: str, description: str, base: int, note: str) -> Text:
    article = open_draft(text.article, by=by)
    current = Text.objects.get(pk=text.pk)
    before, former = words_of(current), (current.summary, current.body, current.description)
    typed = canonical(summary), canonical(body), " ".join(description.split())
    if current.revision > base and typed != former:
        raise _Outdated(current)
    if typed != former:
        current.summary, current.body, current.description = typed
        new_revision(article, by=by, reason=written_reason(current, before, note), texts=[current])
    WorkingCopy.objects.filter(text=current, person=by).delete()
    return current


@transaction.atomic
def drop_working_copy(copy: WorkingCopy, *, by: Person) -> None:
    """Throw away what one typed and did not save."""
    require(copy.person_id == by.pk)
    copy.delete()
