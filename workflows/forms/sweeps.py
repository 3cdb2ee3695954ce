"""What is typed in a safety sweep: what to look for after which alert, its names, and the notice."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.forms.base import Form
from articles.publishing import wording
from articles.search.other_names import Why
from articles.text.mentions import tokens
from workflows.actions import Announcement
from workflows.forms import DateInput, MomentInput, ReasonForm, few_lines
from workflows.forms.after import IN_THEIR_WORDS, told
from workflows.models import SweepKind, SweepNoticeKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

REVIEWED_WITHIN = datetime.timedelta(days=7)
BECAUSE: Mapping[str, StrPromise] = {
    Why.TYPED: _("as it was typed"),
    Why.SAME: _("another name of it"),
    Why.PRODUCT: _("holds it beside others"),
    Why.GLOSSARY: _("from the glossary"),
    Why.ADDED: _("added"),
}


def this_minute() -> datetime.datetime:
    return timezone.localtime().replace(second=0, microsecond=0)


class SweepForm(Form):
    kind = forms.ChoiceField(
        label=_("What the alert is about"),
        choices=SweepKind.choices,
        initial=SweepKind.MEDICINE,
        widget=forms.RadioSelect,
    )
    sought = forms.CharField(
        label=_("Its name"),
        help_text=_("A medicine by any of its names, a work by its key, DOI or PMID, a phrase as it stands in a text."),
        max_length=200,
    )
    alert_from = forms.CharField(
        label=_("Where the alert came from"),
        help_text=_("Such as “Medicines agency, bulletin of 27 November” or “telephone call of a pharmacist”."),
        max_length=300,
    )
    alert_at = forms.DateTimeField(label=_("When it came"), initial=this_minute, widget=MomentInput)

    def clean_sought(self) -> str:
        """Here too, so that whoever typed several things wrong sees all of them at once."""
        sought: str = self.cleaned_data["sought"]
        if not tokens(sought):
            raise ValidationError(gettext("Type a word to look for."))
        return sought

    def clean_alert_at(self) -> datetime.datetime:
        came: datetime.datetime = self.cleaned_data["alert_at"]
        if came > timezone.now():
            raise ValidationError(gettext("The alert cannot come from the future."))
        return came


class NamesForm(Form):
    """Names that are ticked are looked for."""

    names = forms.MultipleChoiceField(label=_("Looked for as"), widget=forms.CheckboxSelectMultiple, required=False)
    added = forms.CharField(
        label=_("Further names"),
        help_text=_("One a line: other brands, older names, spellings of other languages."),
        widget=few_lines(),
        required=False,
    )

    def __init__(self, data: Any = None, *, kept: Iterable[list[str]], left_out: Iterable[list[str]]) -> None:
        kept = list(kept)
        super().__init__(data, initial={"names": [name for name, _why in kept]})
        field = self.fields["names"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, _with_reason(name, why)) for name, why in (*kept, *left_out)]

    @property
    def added_names(self) -> list[str]:
        return [line for line in self.cleaned_data["added"].splitlines() if line.strip()]


def _with_reason(name: str, why: str) -> str:
    return format_html('<span>{} <span class="rb-choice-why">{}</span></span>', name, BECAUSE.get(why, why))


class SweepNoticeForm(ReasonForm):
    """Only a managing editor is asked for words of their own (S22)."""

    notice_kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (SweepNoticeKind.WARNING, _("Safety warning, in fixed words")),
            (SweepNoticeKind.CONCERN, _("Expression of concern, in your words: it may be wrong, and is being checked")),
        ],
        initial=SweepNoticeKind.WARNING,
        widget=forms.RadioSelect,
    )
    warning = forms.ChoiceField(
        label=_("Warning"),
        help_text=_("For a safety warning. In the language of each article."),
        choices=list(wording.WARNINGS.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    sentence = told(required=False)
    reviews_due_on = forms.DateField(
        label=_("Reviews due on"),
        help_text=_("The board that approved each article is asked to look at it again. Until then the notice stands."),
        initial=lambda: timezone.localdate() + REVIEWED_WITHIN,
        widget=DateInput,
    )
    field_order = ("notice_kind", "warning", "sentence", "reason", "reviews_due_on")

    def __init__(self, data: Any = None, *, manages: bool, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["sentence"].help_text = format_lazy("{} {}", _("For an expression of concern."), IN_THEIR_WORDS)
        if not manages:
            del self.fields["notice_kind"], self.fields["sentence"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data.setdefault("notice_kind", SweepNoticeKind.WARNING.value)
        if data["notice_kind"] == SweepNoticeKind.WARNING and not data.get("warning"):
            self.add_error("warning", _("Choose one of the warnings."))
        if data["notice_kind"] == SweepNoticeKind.CONCERN and not data.get("sentence"):
            self.add_error("sentence", _("Tell readers what is wrong."))
        return data

    @property
    def announcement(self) -> Announcement:
        data = self.cleaned_data
        return Announcement(
            kind=data["notice_kind"],
            reason=data["reason"],
            reviews_due_on=data["reviews_due_on"],
            warning=data.get("warning") or "",
            sentence=data.get("sentence") or "",
        )
