"""`compare`: what changed between two files, or two states of an article, with the exit codes of diff(1)."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.audiences import Audience
from articles.management.sources import WRONG_USAGE, text_of_file
from articles.models import Article, Text
from articles.refusals import Refusal
from articles.text.comparison import Change, as_data, badge_sentence, compare, detail_sentence
from articles.text.comparison.data import classified
from articles.text.comparison.sentences import BADGE_NAMES

_STATE = re.compile(r"(?P<slug>[\w-]+)@(?P<kind>[vr])(?P<number>\d{1,9})")
_SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}


class Command(BaseCommand):
    help = str(
        gettext_lazy(
            "Compare two texts: files (HTML, Markdown, plain text), or versions and revisions of an article as "
            "slug@v3 or slug@r12. Exit code 0: no difference, 1: differences, 2: wrong usage."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("old", metavar="A")
        parser.add_argument("new", metavar="B")
        parser.add_argument("--audience", choices=Audience.values, help="which text of an article; else all of them")
        parser.add_argument("--json", action="store_true", help="print the list of changes as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        old, new = (_text(options[name], options["audience"]) for name in ("old", "new"))
        try:
            changes = compare(old, new)
        except Refusal as refused:
            raise CommandError(str(refused), returncode=WRONG_USAGE) from None
        report = {"changes": as_data(changes), **classified(changes)}
        if options["json"]:
            self.stdout.write(json.dumps(report, indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(changes, report)))
        if report["changes"]:
            sys.exit(1)


def _text(named: str, audience: str | None) -> str:
    """A file counts before a state of an article, as with every other program."""
    path = Path(named)
    if path.is_file():
        return text_of_file(path)
    state = _STATE.fullmatch(named)
    if state is None:
        raise CommandError(_("There is no file “%s”.") % named, returncode=WRONG_USAGE)
    return _article(state, audience)


def _article(state: re.Match[str], audience: str | None) -> str:
    article = Article.objects.filter(slug=state["slug"]).first()
    if article is None:
        raise CommandError(_("There is no article “%s”.") % state["slug"], returncode=WRONG_USAGE)
    audiences = [audience] if audience else Audience.values
    texts = (_version if state["kind"] == "v" else _revision)(article, int(state["number"]), audiences)
    if not texts:
        raise CommandError(_("%s has no such text.") % state[0], returncode=WRONG_USAGE)
    return "\n".join(texts)


def _version(article: Article, number: int, audiences: list[str]) -> list[str]:
    version = article.versions.filter(number=number).first()
    texts = version.content.texts if version else {}
    return [_joined(texts[name]) for name in audiences if name in texts]


def _revision(article: Article, number: int, audiences: list[str]) -> list[str]:
    """Each text's newest history row with a number up to this one."""
    if number > article.revision:
        return []
    rows = Text.history.filter(article=article, revision__lte=number).order_by("-revision", "-history_id")
    found = [rows.filter(audience=name).first() for name in audiences]
    return [_joined(row) for row in found if row is not None]


def _joined(text: Any) -> str:
    description = f"<p>{escape(text.description)}</p>" if text.description else ""
    return f"{text.summary}\n{text.body}\n{description}"


def _lines(changes: tuple[Change, ...], report: dict[str, Any]) -> list[str]:
    if not report["changes"]:
        return [_("No difference.")]
    told = [line for change in changes if change.kind != "same" for line in _change(change)]
    verdict = _("Minor: yes") if report["minor"] else _("Minor: no")
    return [*told, verdict, *(f"  {reason}" for reason in report["reasons"])]


def _change(change: Change) -> list[str]:
    return [
        f"{_SIGNS[change.kind]} {_words(change)}",
        *(f"    {BADGE_NAMES[badge.kind]}: {badge_sentence(badge)}" for badge in change.badges),
        *(f"    {detail_sentence(detail)}" for detail in change.details),
    ]


def _words(change: Change) -> str:
    """Words that went in [-…-] and that came in {+…+}, as in git's and wdiff's lists of words."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    one_sided = change.kind in ("added", "removed")
    return "".join(word.text if one_sided else marks[word.kind].format(word.text) for word in change.words)
