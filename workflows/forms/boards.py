"""What people type about boards: statement, days away, members, rules, decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.audiences import Audience
from articles.forms.base import Form
from articles.forms.rows import RowsField
from articles.models import Person, Topic
from workflows.forms import DateInput, few_lines
from workflows.models import ApprovalRule, BoardRole, ChangeClass, ChangeKind, Membership, Scope
from workflows.quorum import Need, Rule

NEEDS_SHOWN = 3


class AcceptanceForm(Form):
    statement = forms.IntegerField(widget=forms.HiddenInput)


class AwayForm(Form):
    first_day = forms.DateField(label=gettext_lazy("First day"), widget=DateInput)
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=DateInput)


class BoardForm(Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    description = forms.CharField(label=gettext_lazy("What readers are told"), widget=few_lines(), required=False)


class DecisionForm(Form):
    reason = forms.CharField(label=gettext_lazy("Why you decline"), widget=few_lines(), required=False)


class RightsForm(Form):
    on = forms.DateField(label=gettext_lazy("Day"), widget=DateInput)


class ChoiceOfRuleForm(Form):
    """The chair's choice of another rule than the fitting one."""

    rule = forms.ModelChoiceField(
        label=gettext_lazy("Approval rule"), queryset=ApprovalRule.objects.none(), empty_label=None
    )
    reason = forms.CharField(label=gettext_lazy("Why not the fitting one"), widget=few_lines())

    def __init__(self, *args: Any, board: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = ApprovalRule.objects.filter(board=board, is_retired=False)


class EntryForm(Form):
    """A change of a board; `entry` is its data. `about` is the membership, rule or key that it is about."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), help_text=gettext_lazy("Stands in the record."), widget=few_lines()
    )

    def __init__(self, *args: Any, about: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        self.order_fields([name for name in self.fields if name != "reason"])

    def entry(self) -> dict[str, Any]:
        return {**self.about, **{name: value for name, value in self.cleaned_data.items() if name != "reason"}}


class MemberChangedForm(EntryForm):
    role = forms.ChoiceField(label=gettext_lazy("Role on the board"), choices=BoardRole.choices)
    specialty = forms.CharField(
        label=gettext_lazy("Specialties"),
        help_text=gettext_lazy("Several with commas between them."),
        max_length=120,
        required=False,
    )
    shown_credentials = forms.CharField(
        label=gettext_lazy("Credentials that readers see"),
        help_text=gettext_lazy("Empty: those of the account."),
        max_length=200,
        required=False,
    )
    shown_affiliation = forms.CharField(
        label=gettext_lazy("Affiliation that readers see"),
        help_text=gettext_lazy("Empty: that of the account."),
        max_length=300,
        required=False,
    )
    most_open_reviews = forms.IntegerField(
        label=gettext_lazy("Most open reviews at once"),
        help_text=gettext_lazy("Empty: as many as come."),
        min_value=1,
        max_value=99,
        required=False,
    )


class MemberAddedForm(MemberChangedForm):
    person = forms.ModelChoiceField(label=gettext_lazy("Person"), queryset=Person.objects.none())
    term_from = forms.DateField(label=gettext_lazy("First day of the term"), widget=DateInput)
    term_until = forms.DateField(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("Empty: open."), widget=DateInput, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Person.objects.filter(is_active=True)
        self.order_fields(["person", "role"])

    def entry(self) -> dict[str, Any]:
        return {**super().entry(), "person": self.cleaned_data["person"].pk}


class MemberEndedForm(EntryForm):
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=DateInput)


class IdentityForm(EntryForm):
    on = forms.DateField(label=gettext_lazy("Verified on"), widget=DateInput)
    how = forms.CharField(
        label=gettext_lazy("How"),
        help_text=gettext_lazy("For example: passport in a video call; register of pharmacists."),
        max_length=300,
    )


class StatementForm(EntryForm):
    text = forms.CharField(
        label=gettext_lazy("Signing statement"),
        help_text=gettext_lazy("Each member accepts it before they sign; a new text is accepted anew."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class DescriptionForm(EntryForm):
    description = forms.CharField(label=gettext_lazy("What readers are told"), widget=few_lines(), required=False)
    pending_patient_text = forms.BooleanField(
        label=gettext_lazy("The patient text may be shown while it waits for review"), required=False
    )


class SecondFactorRequiredForm(EntryForm):
    second_factor_required = forms.BooleanField(
        label=gettext_lazy("Members sign with an authenticator app or a passkey"),
        help_text=gettext_lazy("Whoever has none cannot sign until they set one up, in a review that is open too."),
        required=False,
    )


class KeyAddedForm(EntryForm):
    public_key = forms.CharField(
        label=gettext_lazy("Public half of the key"),
        help_text=gettext_lazy("As `manage.py new_signing_key` prints it."),
        max_length=64,
    )


class PlainForm(EntryForm):
    """Nothing to say but why."""


class RuleForm(EntryForm):
    """An approval rule; up to three needs of a role, a scope and texts."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    approvals = forms.IntegerField(label=gettext_lazy("Approvals needed"), min_value=1, max_value=50, initial=2)
    seats = forms.IntegerField(
        label=gettext_lazy("Members asked at least"),
        help_text=gettext_lazy("0: as many as the approvals."),
        min_value=0,
        max_value=50,
        initial=0,
    )
    majority = forms.BooleanField(label=gettext_lazy("More than half of those who sit must approve"), required=False)
    chair_without_conflict = forms.BooleanField(
        label=gettext_lazy("The chair sits and has no conflict"), required=False
    )
    second_factor = forms.BooleanField(label=gettext_lazy("Only sign-offs with a second factor count"), required=False)
    lay_member_above = forms.IntegerField(
        label=gettext_lazy(
            "A lay member must approve the patient text, if more than this per cent of its words changed"
        ),
        help_text=gettext_lazy("Since the last approved version; a new text counts as changed. 0: never."),
        min_value=0,
        max_value=99,
        initial=0,
        required=False,
    )
    changes_required_stops = forms.BooleanField(
        label=gettext_lazy("One “changes required” stops it"), required=False, initial=True
    )
    dissent_stops = forms.BooleanField(label=gettext_lazy("One dissent stops it"), required=False)
    review_days = forms.IntegerField(label=gettext_lazy("Days for the review"), min_value=1, max_value=365, initial=14)
    answer_days = forms.IntegerField(
        label=gettext_lazy("Days to answer the invitation"), min_value=1, max_value=365, initial=5
    )
    reviewed_again_after_days = forms.IntegerField(
        label=gettext_lazy("Reviewed again after days"), min_value=1, max_value=3650, initial=365
    )
    classes = forms.MultipleChoiceField(
        label=gettext_lazy("For these changes"),
        help_text=gettext_lazy("None ticked: for every change."),
        choices=ChangeClass.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    topics = RowsField[Topic](
        label=gettext_lazy("For these topics"),
        help_text=gettext_lazy("None ticked: for every topic."),
        queryset=Topic.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_default = forms.BooleanField(label=gettext_lazy("Used unless another fits better"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update({f"role_{role}": _role_field(label) for role, label in BoardRole.choices})
        for number in range(1, NEEDS_SHOWN + 1):
            self.fields.update(_need_fields(number))
        details = [name for name in self.fields if name.startswith(("role_", "need_"))]
        self.order_fields(["name", "approvals", "seats", *details])
        self.order_fields([name for name in self.fields if name != "reason"])

    def entry(self) -> dict[str, Any]:
        data = self.cleaned_data
        rule = {name: data[name] for name in Rule.__dataclass_fields__ if name in data}
        rule["lay_member_above"] = data["lay_member_above"] or 0
        rule["roles"] = {role: count for role in BoardRole.values if (count := data[f"role_{role}"])}
        rule["needs"] = [need.data() for number in range(1, NEEDS_SHOWN + 1) if (need := self._need(number))]
        topics = [topic.pk for topic in data["topics"]]
        named = {name: data[name] for name in ("name", "classes", "is_default")}
        return {**self.about, **named, "topics": topics, "data": rule}

    def _need(self, number: int) -> Need | None:
        count = self.cleaned_data.get(f"need_{number}_count")
        if not count:
            return None
        role, scope = self.cleaned_data[f"need_{number}_role"], self.cleaned_data[f"need_{number}_scope"]
        return Need(role, scope, tuple(self.cleaned_data[f"need_{number}_audiences"]), count)


def _role_field(label: Any) -> forms.Field:
    return forms.IntegerField(
        label=_("Of them at least: %s") % str(label).lower(), min_value=0, max_value=20, required=False
    )


def _need_fields(number: int) -> dict[str, forms.Field]:
    any_one: list[Any] = [("", _("any"))]
    of = {"number": number}
    return {
        f"need_{number}_count": forms.IntegerField(
            label=_("Need %(number)d: how many of them") % of, min_value=0, max_value=20, required=False
        ),
        f"need_{number}_role": forms.ChoiceField(
            label=_("Need %(number)d: role") % of, choices=[*any_one, *BoardRole.choices], required=False
        ),
        f"need_{number}_scope": forms.ChoiceField(
            label=_("Need %(number)d: must look at") % of, choices=[*any_one, *Scope.choices], required=False
        ),
        f"need_{number}_audiences": forms.MultipleChoiceField(
            label=_("Need %(number)d: of the text for") % of,
            help_text=_("None ticked: of every text."),
            choices=Audience.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
    }


def as_typed(rule: ApprovalRule) -> dict[str, Any]:
    """The rule as the form shows it."""
    frozen = rule.rule
    typed: dict[str, Any] = {name: getattr(frozen, name) for name in Rule.__dataclass_fields__}
    typed |= {f"role_{role}": count for role, count in frozen.roles}
    for number, need in enumerate(frozen.needs[:NEEDS_SHOWN], start=1):
        for name in ("count", "role", "scope", "audiences"):
            typed[f"need_{number}_{name}"] = getattr(need, name)
    named = {name: getattr(rule, name) for name in ("name", "classes", "topics", "is_default")}
    return typed | named


def initial_of(member: Membership) -> dict[str, Any]:
    names = ("role", "specialty", "shown_credentials", "shown_affiliation", "most_open_reviews")
    return {name: getattr(member, name) for name in names}


class PublisherTextForm(EntryForm):
    words = forms.CharField(label=gettext_lazy("Words"), widget=forms.Textarea(attrs={"rows": 20}), strip=False)


FORMS: dict[str, type[EntryForm]] = {
    ChangeKind.MEMBER_ADDED: MemberAddedForm,
    ChangeKind.MEMBER_CHANGED: MemberChangedForm,
    ChangeKind.MEMBER_ENDED: MemberEndedForm,
    ChangeKind.IDENTITY_VERIFIED: IdentityForm,
    ChangeKind.RULE_ADDED: RuleForm,
    ChangeKind.RULE_CHANGED: RuleForm,
    ChangeKind.RULE_RETIRED: PlainForm,
    ChangeKind.STATEMENT: StatementForm,
    ChangeKind.DESCRIPTION: DescriptionForm,
    ChangeKind.SECOND_FACTOR: SecondFactorRequiredForm,
    ChangeKind.KEY_ADDED: KeyAddedForm,
    ChangeKind.KEY_ENDED: PlainForm,
}
