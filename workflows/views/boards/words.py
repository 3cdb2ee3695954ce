"""A proposed change in words: each thing that would change, what it is now and what it would be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Person, TextKind, Topic
from workflows.models import ApprovalRule, BoardChange, BoardRole, ChangeClass, Membership
from workflows.quorum import Rule

LABELS = {
    "person": gettext_lazy("Person"),
    "membership": gettext_lazy("Member"),
    "role": gettext_lazy("Role on the board"),
    "specialty": gettext_lazy("Specialties"),
    "shown_credentials": gettext_lazy("Credentials that readers see"),
    "shown_affiliation": gettext_lazy("Affiliation that readers see"),
    "most_open_reviews": gettext_lazy("Most open reviews at once"),
    "term_from": gettext_lazy("First day of the term"),
    "term_until": gettext_lazy("Last day"),
    "last_day": gettext_lazy("Last day"),
    "on": gettext_lazy("Verified on"),
    "how": gettext_lazy("How"),
    "rule": gettext_lazy("Approval rule"),
    "name": gettext_lazy("Name"),
    "data": gettext_lazy("Rule"),
    "classes": gettext_lazy("For these changes"),
    "topics": gettext_lazy("For these topics"),
    "is_default": gettext_lazy("Used unless another fits better"),
    "text": gettext_lazy("Signing statement"),
    "description": gettext_lazy("What readers are told"),
    "pending_patient_text": gettext_lazy("The patient text may be shown while it waits for review"),
    "second_factor_required": gettext_lazy("Members sign with an authenticator app or a passkey"),
    "public_key": gettext_lazy("Public half of the key"),
    "key": gettext_lazy("Key"),
    "kind": gettext_lazy("Text of the publisher"),
    "language": gettext_lazy("Language"),
    "words": gettext_lazy("Words"),
}


@dataclass(frozen=True)
class Line:
    """`was` is empty where nothing was before; a line that names what the change is about does not change."""

    label: Any
    was: str
    becomes: str

    @property
    def changes(self) -> bool:
        return self.was != self.becomes


def lines(change: BoardChange) -> list[Line]:
    was = change.data.get("was", {})
    return [
        Line(LABELS[name], _shown(name, was[name]) if name in was else "", _shown(name, value))
        for name, value in change.data.items()
        if name in LABELS
    ]


def _shown(name: str, value: Any) -> str:
    if value is None or value == "" or value == []:
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _WORDS[name](value) if name in _WORDS else str(value)


def _rule_in_words(data: Mapping[str, Any]) -> str:
    rule = Rule.from_data(data)
    days = {"answer": rule.answer_days, "days": rule.review_days, "again": rule.reviewed_again_after_days}
    return f"{rule.in_words()}; " + (
        _("%(answer)d days to answer, %(days)d for the review; reviewed again after %(again)d days") % days
    )


def _topics(ids: list[int]) -> str:
    return ", ".join(Topic.objects.filter(pk__in=ids).values_list("name", flat=True))


_WORDS: dict[str, Callable[[Any], str]] = {
    "person": lambda pk: str(Person.objects.get(pk=pk)),
    "membership": lambda pk: str(Membership.objects.select_related("person").get(pk=pk)),
    "rule": lambda pk: str(ApprovalRule.objects.get(pk=pk)),
    "role": lambda role: str(BoardRole(role).label),
    "classes": lambda names: ", ".join(str(ChangeClass(name).label) for name in names),
    "topics": _topics,
    "data": _rule_in_words,
    "kind": lambda kind: str(TextKind(kind).label),
    "language": lambda code: _(str(dict(settings.LANGUAGES).get(code, code))),
}
