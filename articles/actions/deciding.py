"""What a decision about something that a check noticed has to say, whatever it was."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from articles.models import DispositionChoice
from articles.refusals import Refusal


def stated(choice: str, reason: str, words: str, *, reasons: Collection[str], is_open: bool) -> dict[str, str]:
    """The columns of the row. Raises `Refusal` where it was decided already, or nobody says why."""
    if choice not in DispositionChoice.values:
        raise Refusal(_("Choose what is to be done."))
    if not is_open:
        raise Refusal(_("This was decided already."))
    is_no_change = choice == DispositionChoice.NO_CHANGE
    if is_no_change and reason not in reasons:
        raise Refusal(_("Say why no change is needed."))
    if not is_no_change and not words.strip():
        raise Refusal(_("Say why, in a sentence."))
    return {"choice": choice, "reason": reason if is_no_change else "", "words": words.strip()}
