"""What happens to a board, told: its members, rules, statement and checklists, its meetings, and what was proposed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflows.models import BoardRole, ChangeKind
from workflows.record.sentences.telling import Kind, Told

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


def by_two(words: StrPromise) -> Callable[[Told], str]:
    """A change that one proposed and another confirmed names the first; what was set up before the opening has none."""

    def sentence(told: Told) -> str:
        said = str(words) % Told({**told, "role": told.label("role", BoardRole)})
        return _("%(said)s, as %(proposed_by)s proposed") % {**told, "said": said} if "proposed_by" in told else said

    return sentence


def _second_factor(told: Told) -> str:
    if told["second_factor_required"]:
        return by_two(gettext_lazy("Members sign with a second factor from now on"))(told)
    return by_two(gettext_lazy("Members need no second factor to sign any more"))(told)


def _proposed(told: Told) -> str:
    return _("Proposed: %s") % told.label("change_kind", ChangeKind)


def _checklist(told: Told) -> str:
    words = {"role": told.label("role", BoardRole), "count": told["questions"]}
    return _("Checklist for the role “%(role)s” set, questions: %(count)s") % words


KINDS: Mapping[str, Kind] = {
    "board.created": Kind(gettext_lazy("Board created"), gettext_lazy("Board created")),
    "board.opened": Kind(gettext_lazy("Board opened"), gettext_lazy("Board opened, as it was after entry %(seen)s")),
    "member.added": Kind(gettext_lazy("Member added"), by_two(gettext_lazy("%(person)s joined the board: %(role)s"))),
    "member.changed": Kind(
        gettext_lazy("Member changed"), by_two(gettext_lazy("Entry of %(person)s changed: %(role)s"))
    ),
    "member.ended": Kind(gettext_lazy("Term ended"), by_two(gettext_lazy("End of the term of %(person)s set"))),
    "member.identity_verified": Kind(
        gettext_lazy("Identity verified"), by_two(gettext_lazy("Identity of %(person)s noted as verified"))
    ),
    "rule.added": Kind(gettext_lazy("Rule added"), by_two(gettext_lazy("Rule “%(rule)s” added"))),
    "rule.changed": Kind(gettext_lazy("Rule changed"), by_two(gettext_lazy("Rule “%(rule)s” changed"))),
    "rule.retired": Kind(gettext_lazy("Rule retired"), by_two(gettext_lazy("Rule “%(rule)s” retired"))),
    "board.statement": Kind(
        gettext_lazy("Signing statement written"), by_two(gettext_lazy("Signing statement %(number)s written"))
    ),
    "board.described": Kind(
        gettext_lazy("Board described"), by_two(gettext_lazy("What readers are told about the board changed"))
    ),
    "board.second_factor": Kind(gettext_lazy("Second factor decided"), _second_factor),
    "statement.accepted": Kind(
        gettext_lazy("Signing statement accepted"), gettext_lazy("Signing statement %(number)s accepted")
    ),
    "checklist.set": Kind(gettext_lazy("Checklist set"), _checklist),
    "change.proposed": Kind(gettext_lazy("Change proposed"), _proposed),
    "change.declined": Kind(gettext_lazy("Change declined"), gettext_lazy("Proposed change %(change)s declined")),
    "change.taken_back": Kind(gettext_lazy("Change taken back"), gettext_lazy("Proposed change %(change)s taken back")),
    "meeting.called": Kind(gettext_lazy("Meeting called"), gettext_lazy("Meeting called about: %(reviews)s")),
    "meeting.closed": Kind(gettext_lazy("Meeting closed"), gettext_lazy("Meeting closed, there: %(came)s")),
}
