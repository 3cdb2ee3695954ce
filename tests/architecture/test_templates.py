"""What stands in templates: words that can be translated, no inline code, and nothing of the layer above."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.sources import calls, modules, templates

LONGEST_TEMPLATE = 150
READ_ALOUD = {"alt", "aria-label", "aria-description", "placeholder", "title"}
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}", re.DOTALL)
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?%}.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\b(?:src=|type=\"application/ld\+json\"))",
    re.IGNORECASE,
)
# Letters that are no words of a language: signs, addresses, classes, markup that is shown, identifiers.
NO_WORDS = re.compile(
    r"&[a-z]+;|&#\w+;|https?://\S+|\b(?:rb|nhsuk)-[\w-]+|/?\bcite\b(?: data-key=)?|\b(?:DOI|PMID|ISBN)\b|\bx[²₂]"
)
WHOLE_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
DATE_FILTER = re.compile(r"""\|date:["']([^"']*)["']""")
NAMED_DATE = re.compile(r"[A-Z_]+_FORMAT")
# What a machine reads, the number of a day, hours and minutes.
DATES_OF_MACHINES = {"c", "Y-m-d", "j", "H:i"}
# Forms on stored pages, which have no session; they check where the request comes from instead.
# The API reads only: it refuses every other method before it does anything.
EXEMPT_FROM_CSRF = {
    "articles.api.opening.opened.<locals>.answer",
    "articles.views.asking.ask",
    "articles.views.asking.not_answered",
    "articles.views.asking.tell_me",
    "articles.views.from_readers.helpful",
    "articles.views.from_readers.report",
    # Opened by a token in a header, by no cookie.
    "workflows.api.opening.described.<locals>.answer",
    "workflows.api.opening.worked.<locals>.answer",
}


class Words(HTMLParser):
    """Gathers what a person would read or hear."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag if tag in {"script", "style"} else self.silent
        self.found += [value or "" for name, value in attrs if name in READ_ALOUD]

    def handle_endtag(self, tag: str) -> None:
        self.silent = "" if tag == self.silent else self.silent

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def untranslated(template: str) -> list[str]:
    """Words of a template that do not go through gettext."""
    for pattern in (COMMENT, TRANSLATED, TAG):
        template = pattern.sub(" ", template)
    words = Words()
    words.feed(template)
    return [text.strip() for text in words.found if re.search(r"[^\W\d_]{2}", NO_WORDS.sub("", text))]


def test_every_word_of_a_template_can_be_translated() -> None:
    found = {path: words for path, text in templates().items() if (words := untranslated(text))}

    assert found == {}


def test_no_template_has_inline_code_or_style() -> None:
    found = {path: inline for path, text in templates().items() if (inline := INLINE.findall(COMMENT.sub("", text)))}

    assert found == {}


def test_form_with_a_token_never_puts_it_into_an_address() -> None:
    """Without a method a form is sent by GET, also one that a script sends as long as it runs."""
    forms = ((path, form) for path, text in templates().items() for form in WHOLE_FORM.findall(text))
    found = {path for path, form in forms if "csrf_token" in form and 'method="post"' not in form.partition(">")[0]}

    assert found == set()


def test_templates_of_articles_know_no_workflows() -> None:
    found = [path for path, text in templates("articles").items() if "workflows" in text]

    assert found == []


def test_no_template_is_too_long() -> None:
    long = {path: count for path, text in templates().items() if (count := len(text.splitlines())) > LONGEST_TEMPLATE}

    assert long == {}


def test_no_address_is_exempt_from_csrf_but_those_listed() -> None:
    exempt = {
        f"{pattern.callback.__module__}.{pattern.callback.__qualname__}"
        for pattern in _patterns(get_resolver())
        if getattr(pattern.callback, "csrf_exempt", False)
    }

    assert exempt == EXEMPT_FROM_CSRF


def _patterns(resolver: URLResolver) -> list[URLPattern]:
    found: list[URLPattern] = []
    for entry in resolver.url_patterns:
        found += _patterns(entry) if isinstance(entry, URLResolver) else [entry]
    return found


def test_text_is_only_declared_safe_where_it_was_sanitised_serialised_or_sealed() -> None:
    declaring = {
        path
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in {"mark_safe", "SafeText"}
    }

    publishing = ("bibliography", "passages", "preparing", "structured")
    assert declaring <= {f"articles/publishing/{name}.py" for name in publishing}


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<img alt='A leg'>", ["A leg"]),
        ("<p>{% translate 'Hello' %}</p>", []),
        ("<p>{% blocktranslate trimmed with n=1 %}Hello {{ n }}{% endblocktranslate %}</p>", []),
        ("{# Hello #}{% comment %}Hello{% endcomment %}<p class='leg'>{{ words }} · 1 &middot;</p>", []),
        ("<script src='a.js'>hello</script>", []),
    ],
)
def test_words_are_found_where_a_person_would_read_them(template: str, words: list[str]) -> None:
    assert untranslated(template) == words


@pytest.mark.parametrize(
    "template",
    [
        "<p style='color:red'>",
        "<button onclick='go()'>",
        "<script>go()</script>",
        "<style>p{}</style>",
        '<a href="javascript:go()">',
    ],
)
def test_inline_code_is_found(template: str) -> None:
    assert len(INLINE.findall(template)) == 1


def test_dates_are_written_as_the_language_of_the_page_writes_them() -> None:
    """By a name of `reviewboard/formats/`: "j F Y" would be English in a German page."""
    in_templates = {path: found for path, text in templates().items() if (found := fixed(DATE_FILTER.findall(text)))}
    in_code = {path: found for path, tree in modules().items() if (found := fixed(_formats(tree)))}

    assert (in_templates, in_code) == ({}, {})


def fixed(formats: Iterable[str]) -> set[str]:
    return {how for how in formats if not NAMED_DATE.fullmatch(how)} - DATES_OF_MACHINES


def _formats(tree: ast.Module) -> Iterator[str]:
    """What `date_format` and the filter `date` are told in code."""
    for call, chain in calls(tree):
        if chain[-1:] and chain[-1] in {"format_date", "date_format"} and len(call.args) > 1:
            told = call.args[1]
            if isinstance(told, ast.Constant) and isinstance(told.value, str):
                yield told.value


def test_width_of_a_page_has_a_name_that_nothing_else_has() -> None:
    """Two styles of one name, for a width and for a list's filter, once held the filter narrow and sign-in pages to the left."""
    wanted = {name for words in templates().values() for name in re.findall(r"{% block width %}(rb-[\w-]+)", words)}
    styles = [path.read_text() for path in sorted((settings.BASE_DIR / "styles/look").glob("*.scss"))]

    meant = {name: sum(len(re.findall(rf"(?m)^\.{name} {{", words)) for words in styles) for name in wanted}

    assert {"rb-narrow", "rb-wide"} <= wanted
    assert {name: count for name, count in meant.items() if count != 1} == {}
