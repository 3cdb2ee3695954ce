"""The page of a conflict: each passage as it was, theirs and mine, with the choice; then what was merged by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from articles import actions
from articles.forms.text import TextForm, settlement_of
from articles.text.comparison import Change, Word, compare
from articles.text.merging import Choice, Conflict, Part, standalone
from articles.text.merging.whole import WordsMerge, parts
from articles.views.desk import DeskRequest

LABELS = {
    "summary": gettext_lazy("Bottom line"),
    "body": gettext_lazy("Text"),
    "description": gettext_lazy("Description for search engines"),
}


@dataclass(frozen=True)
class Side:
    """A passage as somebody has it, beside what it was."""

    html: str
    changes: tuple[Change, ...]

    @property
    def only_markup_changed(self) -> bool:
        """Emphasis, links or citations differ, which a comparison of words may not show."""
        changed = (change for change in self.changes if change.kind == "changed")
        return any(all(word.kind == "same" for word in change.words) for change in changed)


@dataclass(frozen=True)
class Clash:
    """One conflict: its address, where it stands, the three sides, and what was chosen so far."""

    name: str
    label: str
    before: Side
    theirs: Side
    mine: Side
    choice: Choice | None
    is_missing: bool

    @property
    def own_words(self) -> str:
        return self.choice.words if self.choice and self.choice.take == "own" else self.mine.html


@dataclass(frozen=True)
class Merged:
    """A passage that one of the two changed, or both in the same way."""

    by: str
    label: str
    side: Side


def conflict_page(request: DeskRequest, conflict: actions.EditConflict, form: TextForm) -> HttpResponse:
    """The words typed are in the form, and kept; nothing is chosen for anybody."""
    theirs = conflict.current
    settlement = settlement_of(request.POST)
    choices = settlement.choices if settlement and settlement.revision == theirs.revision else {}
    context = {
        "article": theirs.article,
        "text": theirs,
        "refusal": conflict,
        "last": theirs.history.select_related("history_user").latest("history_id"),
        "clashes": _clashes(conflict, choices),
        "merged": _merged(conflict.merge),
        "typed": {name: form.cleaned_data[name] for name in parts()},
        "form": TextForm(
            initial=form.cleaned_data | ({"kept_at": conflict.mine.updated_at} if conflict.mine.pk else {})
        ),
        "mine": conflict.mine,
        "section": "articles",
    }
    return render(request, "articles/conflict.html", context, status=409)


def _clashes(conflict: actions.EditConflict, choices: Mapping[str, Choice]) -> list[Clash]:
    return [
        _clash(name, found, choices.get(name), name == conflict.missing)
        for name, found in conflict.merge.conflicts.items()
    ]


def _clash(name: str, found: Conflict, choice: Choice | None, is_missing: bool) -> Clash:
    part = name.partition("-")[0]
    before, theirs, mine = (_side(part, found.base, html) for html in (found.base, found.theirs, found.mine))
    return Clash(name, str(LABELS[part]), before, theirs, mine, choice, is_missing)


def _side(part: str, base: str, html: str) -> Side:
    changes = compare(_as_text(part, base), _as_text(part, html))
    return Side(html, tuple(replace(change, words=tuple(_in_a_row(change.words))) for change in changes))


def _in_a_row(words: Iterable[Word]) -> Iterator[Word]:
    """Words of one fate as one, so that a blank before them gets no mark of its own."""
    for kind, group in groupby(words, key=lambda word: word.kind):
        yield Word(kind, "".join(word.text for word in group))


def _as_text(part: str, html: str) -> str:
    if part == "description":
        return format_html("<p>{}</p>", html) if html else ""
    return standalone(html)


def _merged(merge: WordsMerge) -> list[Merged]:
    return [
        Merged(found.by, str(LABELS[part]), _side(part, found.base, found.html))
        for part in parts()
        for found in getattr(merge, part).parts
        if isinstance(found, Part) and found.by != "nobody"
    ]
