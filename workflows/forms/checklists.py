"""The checklist of a role, to answer and to set."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from articles.forms.base import Form
from workflows.actions.boards.checklists import LONGEST_WORDS
from workflows.models import Checklist, Tick
from workflows.models.checklist import Ticked


def wording(questions: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(questions).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Asked:
    """One question with its two fields."""

    tick: BoundField
    words: BoundField


class ChecklistForm(Form):
    """A question a row. What is posted says which wording was shown, so that nobody answers what they did not see."""

    def __init__(
        self, data: Any = None, *, questions: Sequence[str], former: Sequence[Ticked] = (), **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {}
        known = {answer.question: answer for answer in former}
        for place, question in enumerate(questions):
            answer = known.get(question)
            initial |= {f"tick_{place}": answer.tick, f"words_{place}": answer.words} if answer else {}
        super().__init__(data, initial=initial, auto_id="id_checklist_%s", **kwargs)
        self.questions = list(questions)
        self.fields["wording"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=wording(questions))
        for place, question in enumerate(questions):
            self.fields[f"tick_{place}"] = forms.ChoiceField(
                label=question,
                choices=Tick.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an answer.")},
            )
            self.fields[f"words_{place}"] = forms.CharField(
                label=_("Why, or what to look at"),
                required=False,
                max_length=LONGEST_WORDS,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("wording") != wording(self.questions):
            self.add_error(None, _("The questions have changed meanwhile. Look at them again."))
        return data

    @property
    def asked(self) -> Iterator[Asked]:
        return (Asked(self[f"tick_{place}"], self[f"words_{place}"]) for place in range(len(self.questions)))

    def answers(self) -> list[Ticked]:
        data: Mapping[str, str] = self.cleaned_data
        return [
            Ticked(question, data.get(f"tick_{place}", ""), data.get(f"words_{place}", ""))
            for place, question in enumerate(self.questions)
        ]


class QuestionsForm(Form):
    """A question a line."""

    questions = forms.CharField(
        label=_("Questions, one a line"),
        help_text=_("Without a question, members of this role are asked nothing."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}))

    @classmethod
    def of(cls, checklist: Checklist | None, role: str, data: Any = None) -> QuestionsForm:
        asked = checklist.questions if checklist and not checklist.is_retired else []
        return cls(data, initial={"questions": "\n".join(asked)}, auto_id=f"id_{role}_%s")

    def lines(self) -> list[str]:
        return [line for line in self.cleaned_data["questions"].splitlines() if line.strip()]
