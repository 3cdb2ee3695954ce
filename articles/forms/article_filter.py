"""What the list of articles is narrowed down to, and the name under which that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import narrowing
from articles.forms.base import Form
from articles.models import Person, Status, Topic
from articles.narrowing import Narrowing
from articles.text.skeletons import CHOICES

_ANY = ("", gettext_lazy("Any"))
_AGES = {
    -7: gettext_lazy("In the last 7 days"),
    -30: gettext_lazy("In the last 30 days"),
    90: gettext_lazy("More than 90 days ago"),
    180: gettext_lazy("More than 180 days ago"),
    365: gettext_lazy("More than a year ago"),
    730: gettext_lazy("More than two years ago"),
}
COLUMNS = {
    "title": gettext_lazy("Title"),
    "status": gettext_lazy("Status"),
    "topic": gettext_lazy("Topic"),
    "editor": gettext_lazy("Handling editor"),
    "due": gettext_lazy("Review due"),
    "flags": gettext_lazy("Flags that must be answered"),
    "changed": gettext_lazy("Last change"),
}
_SORTS = [
    (f"{sign}{name}", format_lazy(words, column=label))
    for name, label in COLUMNS.items()
    for sign, words in (("", gettext_lazy("{column}, rising")), ("-", gettext_lazy("{column}, falling")))
]


@dataclass(frozen=True)
class Chip:
    """One condition in words, and the address of the list without it."""

    words: str
    query: str


class ArticleFilter(Form):
    """All fields are optional; what is empty, or no choice of the list, narrows nothing down."""

    q = forms.CharField(
        label=gettext_lazy("Title, question, or an address it has or had"), max_length=300, required=False
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[_ANY, (narrowing.DRAFT, gettext_lazy("Not submitted yet")), *Status.choices],
    )
    topic = forms.ChoiceField(label=gettext_lazy("Topic, with all below it"), required=False)
    type = forms.ChoiceField(
        label=gettext_lazy("Type of article"),
        required=False,
        choices=[_ANY, (narrowing.NONE, gettext_lazy("No type")), *CHOICES],
    )
    person = forms.ChoiceField(label=gettext_lazy("Person"), required=False)
    part = forms.ChoiceField(
        label=gettext_lazy("Who is"),
        required=False,
        choices=[
            ("", gettext_lazy("In any of these parts")),
            (narrowing.HANDLES, gettext_lazy("Handling editor")),
            (narrowing.CO_EDITS, gettext_lazy("Co-editor")),
            (narrowing.REVIEWS, gettext_lazy("Reviewer")),
        ],
    )
    due = forms.ChoiceField(
        label=gettext_lazy("Review due"),
        required=False,
        choices=[
            _ANY,
            (narrowing.OVERDUE, gettext_lazy("Overdue")),
            *((str(days), format_lazy(gettext_lazy("In {days} days"), days=days)) for days in narrowing.DUE_WITHIN),
            (narrowing.NONE, gettext_lazy("No date")),
        ],
    )
    flags = forms.ChoiceField(
        label=gettext_lazy("Flags that must be answered"),
        required=False,
        choices=[
            _ANY,
            (narrowing.WITH, gettext_lazy("Some are open")),
            (narrowing.WITHOUT, gettext_lazy("None is open")),
        ],
    )
    age = forms.ChoiceField(
        label=gettext_lazy("Last change"),
        required=False,
        choices=[_ANY, *((str(days), _AGES[days]) for days in narrowing.AGES)],
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=lambda: [_ANY, *((code, _(name)) for code, name in settings.LANGUAGES)],
    )
    archived = forms.ChoiceField(
        label=gettext_lazy("Archived"),
        required=False,
        choices=[
            ("", gettext_lazy("Not archived")),
            (narrowing.ARCHIVED, gettext_lazy("Archived alone")),
            (narrowing.EVERY, gettext_lazy("Archived or not")),
        ],
    )
    sort = forms.ChoiceField(label=gettext_lazy("In the order of"), required=False, choices=_SORTS)

    def __init__(self, *args: Any, topics: Sequence[Topic] = (), people: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = [(str(topic.pk), label) for topic, label in in_tree(topics)]
        self._offer("topic", [_ANY, (narrowing.NONE, _("No topic")), *below])
        self._offer("person", [_ANY, *((str(person.pk), person.printed_name) for person in people)])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def offered(self) -> tuple[tuple[str, str, str], ...]:
        """Field, value and words of everything that there is to choose from."""
        return tuple(
            (name, str(value), str(label)) for name in self.fields for value, label in self._choices_of(name).items()
        )

    def narrowing(self) -> Narrowing:
        self.is_valid()
        return Narrowing.read(self.cleaned_data)

    def chips(self) -> Iterator[Chip]:
        """What is narrowed down, one by one; the order of the list is no condition."""
        wanted = self.narrowing()
        for name, value in wanted.values().items():
            if name not in ("sort", "part") or (name == "part" and wanted.person):
                yield Chip(f"{self.fields[name].label}: {self._said(name, value)}", wanted.without(name).query)

    def _said(self, name: str, value: str) -> str:
        return str(self._choices_of(name).get(value, f"“{value}”")).strip()

    def _choices_of(self, name: str) -> dict[str, str]:
        field = self.fields[name]
        return dict(cast("Iterable[tuple[str, str]]", field.choices)) if isinstance(field, forms.ChoiceField) else {}


def in_tree(topics: Sequence[Topic]) -> Iterator[tuple[Topic, str]]:
    """Each topic behind the one it stands below, with dashes for how deep."""
    below: dict[int | None, list[Topic]] = {}
    for topic in topics:
        below.setdefault(topic.parent_id, []).append(topic)
    waiting = [(topic, 0) for topic in reversed(below.get(None, []))]
    while waiting:
        topic, depth = waiting.pop()
        yield topic, f"{'– ' * depth}{topic.name}"
        waiting += [(child, depth + 1) for child in reversed(below.get(topic.pk, []))]


class SavedFilterForm(Form):
    """A name for what is chosen now. Only a managing editor may share it."""

    name = forms.CharField(
        label=gettext_lazy("Name of the filter"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the filter a name.")},
    )
    is_shared = forms.BooleanField(label=gettext_lazy("Show it to everybody at the desk"), required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]
