"""Which messages a person wants by mail, and when."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import messages
from articles.actions import MessageChoices
from articles.forms.base import Form
from articles.models import Person


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class MessagesForm(Form):
    mailed = forms.MultipleChoiceField(
        label=gettext_lazy("Mail me"),
        help_text=gettext_lazy("What is not ticked stands in your inbox alone."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    quiet_from = forms.TimeField(
        label=gettext_lazy("Quiet from"),
        help_text=gettext_lazy("Mail waits until the quiet hours end. Messages about safety do not wait."),
        widget=TimeInput,
        required=False,
    )
    quiet_until = forms.TimeField(label=gettext_lazy("Quiet until"), widget=TimeInput, required=False)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Your time zone"),
        help_text=gettext_lazy("For quiet hours, and for the morning at which the daily summary comes."),
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Your language"), help_text=gettext_lazy("Of the desk and of mail to you."), required=False
    )

    def __init__(self, data: Any = None, *, person: Person) -> None:
        can_be_muted = {name: kind for name, kind in messages.registry().items() if not kind.is_safety}
        initial = {
            "mailed": [name for name in can_be_muted if name not in person.muted],
            "quiet_from": person.quiet_from,
            "quiet_until": person.quiet_until,
            "time_zone": person.time_zone,
            "language": person.language,
        }
        super().__init__(data, initial=initial)
        self._names = set(can_be_muted)
        self._choices("mailed", [(name, str(kind.label)) for name, kind in can_be_muted.items()])
        of_publisher = _("The publisher's (%s)") % settings.TIME_ZONE
        zones = sorted(zoneinfo.available_timezones())
        self._choices("time_zone", [("", of_publisher), *((zone, zone) for zone in zones)])
        languages = ((code, _(name)) for code, name in settings.LANGUAGES)
        self._choices("language", [("", _("The browser's, for mail the publisher's")), *languages])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and (data["quiet_from"] is None) != (data["quiet_until"] is None):
            lacking = "quiet_from" if data["quiet_from"] is None else "quiet_until"
            self.add_error(lacking, _("Say when the quiet hours begin and when they end, or leave both empty."))
        return data

    def chosen(self) -> MessageChoices:
        data = self.cleaned_data
        muted = self._names - set(data["mailed"])
        return MessageChoices(muted, data["quiet_from"], data["quiet_until"], data["time_zone"], data["language"])
