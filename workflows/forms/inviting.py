"""Answers to an invitation, and what a managing editor does about the seats of a review."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.base import Form
from workflows.forms import Candidate, DateInput


def _one_line(**attributes: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2, **attributes})


class DeclineInvitationForm(Form):
    reason = forms.CharField(
        label=_("Why, if you like"), help_text=_("The managing editor reads this."), widget=_one_line(), required=False
    )


class ProposeDateForm(Form):
    due_on = forms.DateField(label=_("I can review by"), widget=DateInput)
    note = forms.CharField(label=_("Note, if you like"), widget=_one_line(), required=False)


class AnswerProposalForm(Form):
    agree = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=(("yes", _("Agree")), ("no", _("Keep the date"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Why, if you keep the date"), widget=_one_line(), required=False)


class DeadlinesForm(Form):
    answer_by = forms.DateField(label=_("Answer by"), widget=DateInput, required=False)
    due_on = forms.DateField(label=_("Due on"), widget=DateInput)
    reason = forms.CharField(label=_("Why"), widget=_one_line())


class SuccessorForm(Form):
    """Somebody else for one seat; `member` is their id."""

    member = forms.TypedChoiceField(label=_("Member"), coerce=int)
    reason = forms.CharField(label=_("Why"), widget=_one_line())

    def __init__(self, *args: Any, candidates: Iterable[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        assert isinstance(field, forms.TypedChoiceField)
        offered = [(candidate.person, candidate.label) for candidate in candidates if not candidate.wrote]
        field.choices = [("", _("Choose …")), *offered]
