"""Terms of one text: the words of the glossary that stand in it, for an editor to confirm their sense (S20)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import actions
from articles.audiences import Audience
from articles.draft import declared_texts
from articles.explaining import Glossary, InForce, terms_of
from articles.manifest import FrozenText
from articles.models import Article, Text
from articles.permissions import require
from articles.refusals import Refusal
from articles.text.terms import Use, explained
from articles.views.desk import DeskRequest, reads_drafts, tabs


@dataclass(frozen=True)
class Sense:
    """One meaning that an editor can choose, as readers of this text would be told it."""

    key: str
    name: str
    definition: str
    is_chosen: bool


@dataclass(frozen=True)
class Spot:
    """The first use in a section; `is_new` where the sense is confirmed but not for this place."""

    section: str
    name: str
    before: str
    words: str
    after: str
    is_chosen: bool
    is_new: bool


@dataclass(frozen=True)
class Choice:
    """A word of the text with its senses and places. `name` is what its fields are called."""

    name: str
    term: str
    senses: tuple[Sense, ...]
    spots: tuple[Spot, ...]

    @property
    def is_open(self) -> bool:
        return not any(sense.is_chosen for sense in self.senses)


@reads_drafts
def article_terms(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    text = declared_texts(article).get(audience)
    if text is None:
        raise Http404
    glossary = Glossary.of(article.language)
    words = FrozenText(text.summary, text.body)
    uses = glossary.uses(words, audience, language=article.language)
    choices = _choices(glossary, uses, audience, terms_of(article, audience))
    refusal = None
    if request.method == "POST":
        require(request.desk.may_draft)
        try:
            _confirm(request, article, audience, choices)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("The terms of this text are saved."))
            return redirect("desk:article_terms", pk, audience)
    context = {
        "article": article,
        "text": text,
        "choices": choices,
        "stale": _stale(glossary, audience, terms_of(article, audience)),
        "missing": _missing(glossary, text),
        "refusal": refusal,
        "desk": request.desk,
        "tabs": tabs(article, "article_terms"),
        "audiences": _audience_tabs(article, audience),
        "section": "articles",
    }
    return render(request, "articles/terms.html", context, status=422 if refusal else 200)


def _choices(
    glossary: Glossary, uses: Iterable[Use], audience: str, confirmed: Mapping[str, Sequence[str]]
) -> tuple[Choice, ...]:
    """One for each set of senses that the same words have, in order of first appearance."""
    grouped: dict[tuple[str, ...], list[Use]] = {}
    for use in uses:
        keys = tuple(key for key in use.keys if glossary.explains(key, audience))
        grouped.setdefault(keys, []).append(use)
    return tuple(_choice(glossary, keys, found, audience, confirmed) for keys, found in grouped.items())


def _choice(
    glossary: Glossary,
    keys: Sequence[str],
    uses: Sequence[Use],
    audience: str,
    confirmed: Mapping[str, Sequence[str]],
) -> Choice:
    there = {use.section for use in uses}
    chosen = next((key for key in keys if there & set(confirmed.get(key, ()))), "")
    places = confirmed.get(chosen, ()) if chosen else tuple(there)
    entries = [glossary.entries[key] for key in keys]
    return Choice(
        name="~".join(keys),
        term=entries[0].words.term,
        senses=tuple(_sense(entry, audience, chosen) for entry in entries),
        spots=tuple(_spot(use, is_chosen=use.section in places, has_sense=bool(chosen)) for use in uses),
    )


def _sense(entry: InForce, audience: str, chosen: str) -> Sense:
    words = entry.words
    name = f"{words.term} ({words.sense})" if words.sense else words.term
    return Sense(entry.key, name, words.definition(audience), is_chosen=entry.key == chosen)


def _spot(use: Use, *, is_chosen: bool, has_sense: bool) -> Spot:
    name = _("Bottom line") if use.is_in_summary else use.heading or _("Beginning of the text")
    is_new = has_sense and not is_chosen
    return Spot(use.section, name, use.before, use.place.words, use.after, is_chosen, is_new)


def _confirm(request: DeskRequest, article: Article, audience: str, choices: Iterable[Choice]) -> None:
    seen = request.POST.get("seen", "")
    revision = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 16 else -1
    sections = _posted(request.POST, choices)
    actions.confirm_terms(article, by=request.user, audience=audience, sections=sections, seen=revision)


def _posted(data: QueryDict, choices: Iterable[Choice]) -> dict[str, list[str]]:
    """What was chosen, of what this text offers."""
    sections: dict[str, list[str]] = {}
    for choice in choices:
        key = data.get(f"sense-{choice.name}", "")
        if key in {sense.key for sense in choice.senses}:
            offered = {spot.section for spot in choice.spots}
            wanted = [section for section in data.getlist(f"place-{choice.name}") if section in offered]
            sections.setdefault(key, []).extend(wanted)
    return sections


def _stale(glossary: Glossary, audience: str, confirmed: Mapping[str, Sequence[str]]) -> list[str]:
    return [key for key in confirmed if not glossary.explains(key, audience)]


def _missing(glossary: Glossary, text: Text) -> list[str]:
    """What the text marks as a term that it explains, and the glossary does not have."""
    known = {name.casefold() for entry in glossary.entries.values() for name in _names(entry)}
    found = dict.fromkeys([*explained(text.summary), *explained(text.body)])
    return [name for name in found if name.casefold() not in known]


def _names(entry: InForce) -> tuple[str, ...]:
    return (entry.words.term, *entry.words.synonyms, *entry.words.abbreviations)


def _audience_tabs(article: Article, current: str) -> list[dict[str, object]]:
    return [
        {
            "url": reverse("desk:article_terms", args=[article.pk, audience.value]),
            "label": Audience(audience).label,
            "current": audience.value == current,
        }
        for audience in article.declared_audiences
    ]
