"""What is typed after a decision: notices, take-downs, emergencies, a search for new evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.forms.base import Form
from articles.models import Article, NoticeKind
from articles.publishing import wording
from articles.publishing.hiding import Passage
from articles.whole_numbers import LARGEST
from workflows.actions import Search
from workflows.forms import DateInput, ReasonForm, ReopenForm, few_lines

IN_THEIR_WORDS = _(
    "Readers see it above every text, in the language of the article. No doses: the right ones are signed."
)


def told(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("What readers are told"),
        help_text=IN_THEIR_WORDS,
        max_length=500,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PublishForm(ReasonForm):
    """`cites` are titles of retracted works that the version cites; without any, nothing is asked about them."""

    cited_as_retracted = forms.CharField(
        label=_("Why a retracted work may be cited"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, cites: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if cites:
            self.fields["cited_as_retracted"].help_text = _("Retracted: %s") % "; ".join(cites)
        else:
            del self.fields["cited_as_retracted"]


class NoticeForm(ReasonForm):
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (NoticeKind.CONCERN, _("Expression of concern: it may be wrong, and is being checked")),
            (NoticeKind.CORRECTION, _("Correction: what is live now puts right what was wrong before")),
        ],
        widget=forms.RadioSelect,
    )
    sentence = told(required=True)
    field_order = ("kind", "sentence", "reason")


class RemoveForm(ReasonForm):
    told = told(required=False)
    field_order = ("told", "reason")


class RetractForm(ReasonForm):
    told = told(required=True)
    field_order = ("told", "reason")


class RetireForm(ReasonForm):
    told = told(required=False)
    replaced_by = forms.SlugField(
        label=_("Article to read instead"),
        help_text=_("The last part of its address, such as “leg-pain”. Leave empty if there is none."),
        required=False,
    )
    field_order = ("replaced_by", "told", "reason")

    def clean_replaced_by(self) -> Article | None:
        slug = self.cleaned_data["replaced_by"]
        if not slug:
            return None
        article = Article.objects.filter(slug=slug).first()
        if article is None:
            raise ValidationError(_("There is no article with this address."))
        return article


class WarnForm(ReasonForm):
    warning = forms.ChoiceField(
        label=_("What readers are told"),
        help_text=_("In fixed words: others would need a signature."),
        choices=list(wording.WARNINGS.items()),
        widget=forms.RadioSelect,
    )
    field_order = ("warning", "reason")


class HideForm(ReasonForm):
    block = forms.ChoiceField(label=_("Passage"), widget=forms.RadioSelect)
    field_order = ("block", "reason")

    def __init__(self, *args: Any, passages: list[Passage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["block"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(found.key, found.text) for found in passages if not found.why_not]


class EmergencyReviewForm(Form):
    was_right = forms.TypedChoiceField(
        label=_("Was it right?"),
        choices=(("yes", _("Yes, there was a danger")), ("no", _("No, it was not needed"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("What you found"), widget=forms.Textarea(attrs={"rows": 3}))


class RenewForm(ReopenForm):
    databases = forms.CharField(
        label=_("Where new evidence was searched for"),
        help_text=_("Such as “PubMed, Cochrane Library”. Readers see it."),
        max_length=300,
    )
    strategy = forms.CharField(label=_("How"), help_text=_("The terms as they were typed."), widget=few_lines())
    searched_on = forms.DateField(label=_("Searched on"), widget=DateInput, initial=timezone.localdate)
    found = forms.IntegerField(label=_("Works found"), min_value=0, max_value=LARGEST)
    read = forms.IntegerField(label=_("Works read"), min_value=0, max_value=LARGEST)
    conclusion = forms.CharField(
        label=_("What they mean for the text"), help_text=_("The board reads this first."), widget=few_lines()
    )
    field_order = (
        *("databases", "strategy", "searched_on", "found", "read", "conclusion"),
        *("due_on", "answer_by", "members", "reason"),
    )

    @property
    def search(self) -> Search:
        data = self.cleaned_data
        return Search(**{name: data[name] for name in Search.__dataclass_fields__})
