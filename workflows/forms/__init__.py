"""What people type on the desk's pages about versions and reviews, checked at the field where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.audiences import Audience
from articles.forms.base import Form
from workflows.actions.signing.signing_off import NEEDS_WORDS
from workflows.models import Answer, DraftTask, Scope, Verdict
from workflows.signing import Verdict as Decision


def few_lines(**attributes: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 4, **attributes})


class SubmitForm(Form):
    change_note = forms.CharField(
        label=_("What changed"),
        help_text=_("One or two sentences for the board and the record."),
        widget=few_lines(),
        required=False,
    )
    with_open_tasks = forms.CharField(
        label=_("Why it is submitted with open tasks"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def __init__(self, *args: Any, open_tasks: Sequence[DraftTask] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if open_tasks:
            named = "; ".join(f"{task} ({task.person})" for task in open_tasks)
            self.fields["with_open_tasks"].help_text = _("Still open: %s") % named
        else:
            del self.fields["with_open_tasks"]


class ReasonForm(Form):
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}))


class RecuseForm(Form):
    reason = forms.CharField(
        label=_("Why you step back"),
        help_text=_("The managing editor reads this. Readers do not."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class InterestsForm(Form):
    answer = forms.ChoiceField(label=_("Your answer"), choices=Answer.choices, widget=forms.RadioSelect)
    details = forms.CharField(
        label=_("What you have to declare"),
        help_text=_("With whom, what kind, since when. Readers see it beside your name if you sign."),
        widget=few_lines(),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == Answer.YES and not data.get("details"):
            self.add_error("details", _("Say what you have to declare: with whom, what kind, since when."))
        return data


class ConflictForm(Form):
    may_sign = forms.TypedChoiceField(
        label=_("Your decision"),
        choices=(("yes", _("May sign")), ("no", _("Cannot sign"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Kept with the decision. It cannot be changed later."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@dataclass(frozen=True)
class Candidate:
    """A member who could be asked; `person` is their id. Who wrote words of the version is shown and cannot be chosen.

    `why`: what speaks for and against asking them.
    """

    person: int
    label: str
    wrote: bool = False
    why: str = ""


class CandidateChoices(forms.CheckboxSelectMultiple):
    """Check boxes of which some cannot be ticked."""

    closed: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.closed:
            option["attrs"]["disabled"] = True
        return option


def _with_reasons(candidate: Candidate) -> str:
    if not candidate.why:
        return candidate.label
    return format_html('<span>{} <span class="rb-choice-why">{}</span></span>', candidate.label, candidate.why)


class MembersForm(Form):
    members = forms.TypedMultipleChoiceField(
        label=_("Members to ask"),
        help_text=_("Whoever wrote words of this version cannot sign it and cannot be chosen."),
        coerce=int,
        widget=CandidateChoices,
        error_messages={"required": _("Choose at least one member.")},
    )

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["members"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(candidate.person, _with_reasons(candidate)) for candidate in candidates]
        widget = field.widget
        assert isinstance(widget, CandidateChoices)
        widget.closed = frozenset(str(candidate.person) for candidate in candidates if candidate.wrote)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class AskBoardForm(MembersForm):
    """`leading` fields, with the dates last, stand before the members, who are proposed for those dates; `rest` after."""

    due_on = forms.DateField(label=_("Due on"), widget=DateInput, help_text=_("The end of this day."))
    answer_by = forms.DateField(
        label=_("Answer by"),
        widget=DateInput,
        help_text=_("Until when you hope for an answer to the invitation. Empty: as many days as the rule gives."),
        required=False,
    )

    @property
    def leading(self) -> list[forms.BoundField]:
        return list(self)[: self._place_of_members]

    @property
    def rest(self) -> list[forms.BoundField]:
        return list(self)[self._place_of_members + 1 :]

    @property
    def _place_of_members(self) -> int:
        return list(self.fields).index("members")


class ReopenForm(AskBoardForm):
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}))

    field_order: tuple[str, ...] = ("due_on", "answer_by", "members", "reason")


class StartReviewForm(AskBoardForm):
    publish_at = forms.DateTimeField(
        label=_("Publish not before"),
        widget=MomentInput,
        help_text=_("Leave empty to publish as soon as the board approves."),
        required=False,
    )
    reason = forms.CharField(label=_("Note for the record"), widget=forms.Textarea(attrs={"rows": 2}), required=False)

    field_order = ("due_on", "answer_by", "members", "publish_at", "reason")


class SignForm(Form):
    """The verdict as typed; `digest` is the fingerprint of what the person was shown."""

    verdict = forms.ChoiceField(label=_("Your verdict"), choices=Verdict.choices, widget=forms.RadioSelect)
    scope = forms.MultipleChoiceField(
        label=_("What you looked at"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one kind of check.")},
    )
    audiences = forms.MultipleChoiceField(
        label=_("In which texts"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one text.")},
    )
    comment = forms.CharField(
        label=_("Comment"),
        help_text=_(
            "For the editors and the record; readers see it only if you dissent and say so below. Needed unless you approve "
            "or abstain."
        ),
        widget=few_lines(),
        required=False,
    )
    published = forms.ChoiceField(
        label=_("If you dissent: may readers see your words?"),
        help_text=_(
            "They see that you disagreed in either case. The board and auditors always see your words. "
            "You cannot change it after you have signed."
        ),
        choices=(("yes", _("Yes, publish them")), ("no", _("No, keep them in the record"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether readers may see the words of your dissent.")},
    )
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, audiences: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["audiences"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, Audience(name).label) for name in audiences]
        # Whoever abstains need not have looked at anything.
        for name in ("scope", "audiences"):
            self.fields[name].required = self.data.get("verdict") != Verdict.ABSTAIN
        self.fields["published"].required = not self.is_bound or self.data.get("verdict") == Verdict.DISSENT

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("verdict") in NEEDS_WORDS and not data.get("comment"):
            self.add_error("comment", _("Say in a few words what you mean; the editor and the record need it."))
        return data

    @property
    def decision(self) -> Decision:
        data = self.cleaned_data
        published = data["published"] == "yes" if data["verdict"] == Verdict.DISSENT else None
        scope, audiences = tuple(data["scope"]), tuple(data["audiences"])
        return Decision(data["verdict"], scope, audiences, data["comment"].strip(), published)
