"""`readability`: how hard texts are to read: files, standard input, or a stream of JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.audiences import Audience
from articles.management.sources import WRONG_USAGE, text_of_file
from articles.refusals import Refusal
from articles.text.dialect import canonical
from articles.text.readability import (
    Score,
    SectionScore,
    SentenceScore,
    Unscored,
    reading_minutes,
    remarks,
    score,
    score_of_plain,
    section_scores,
    sentence_scores,
)

_NOT_ALL: Final = 1
_DECIMALS: Final = 3
_HARDEST: Final = 3
_LONGEST_SHOWN: Final = 110
# The keys of a JSON line beside its id.
_LINE: Final = ("difficulty", "smog", "flesch_kincaid", "dale_chall")
_SCORES: Final = (*_LINE, "flesch_ease", "fog", "coleman_liau", "ari", "zipf")


class Command(BaseCommand):
    help = str(
        gettext_lazy(
            "Score how hard texts are to read: files (HTML, Markdown, plain text) or standard input. An aid, not proof. "
            "Exit code 0: all were scored, or with --jsonl all lines were read; 1: not all; 2: wrong usage."
        )
    )
    # Nothing of it needs a database, and a line at a time should not wait.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", type=Path, help="default: plain text on standard input")
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help='read {"id", "text"} lines on standard input and write {"id", "difficulty", "smog", "flesch_kincaid", '
            '"dale_chall", "sentences", "words"} lines; scores are null for a text that is too short',
        )
        parser.add_argument("--audience", choices=Audience.values, help="say how the text stands to this target")
        parser.add_argument("--json", action="store_true", help="print everything as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["jsonl"]:
            if options["files"] or options["json"] or options["audience"]:
                raise CommandError(_("--jsonl goes with no file and no other option."), returncode=WRONG_USAGE)
            sys.exit(self._lines())
        reports = [_report(name, html, options["audience"]) for name, html in _texts(options["files"])]
        if options["json"]:
            self.stdout.write(json.dumps(reports, indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n\n".join("\n".join(_told(report)) for report in reports))
        if not all(report["scored"] for report in reports):
            sys.exit(_NOT_ALL)

    def _lines(self) -> int:
        """One line out for each line in, at once; a line that is no such object is named and left out."""
        code = 0
        for number, line in enumerate(sys.stdin.buffer, 1):
            if not line.strip():
                continue
            try:
                self.stdout.write(json.dumps(_scored_line(line), ensure_ascii=False))
                self.stdout.flush()
            except ValueError as error:
                self.stderr.write(_("Line {number}: {error}").format(number=number, error=error))
                code = _NOT_ALL
        return code


def _scored_line(line: bytes) -> dict[str, Any]:
    """Raises `ValueError` for a line that is no object with an id and a text."""
    given = json.loads(line.decode("utf-8", errors="replace"))
    if not isinstance(given, dict) or "id" not in given or not isinstance(given.get("text"), str):
        raise ValueError(_("no object with an “id” and a “text”"))
    found = score_of_plain(given["text"])
    return {
        "id": given["id"],
        **_values(found, _LINE),
        "sentences": found.counts.sentences,
        "words": found.counts.words,
    }


def _texts(files: list[Path]) -> Iterator[tuple[str, str | None]]:
    """Names with canonical HTML; standard input as it is, with its name only."""
    if not files:
        yield "-", None
    for path in files:
        try:
            yield str(path), canonical(text_of_file(path))
        except Refusal as refused:
            raise CommandError(f"{path}: {refused}", returncode=WRONG_USAGE) from None


def _values(found: Score | Unscored, names: tuple[str, ...]) -> dict[str, float | None]:
    return {name: round(getattr(found, name), _DECIMALS) if isinstance(found, Score) else None for name in names}


def _report(name: str, html: str | None, audience: str | None) -> dict[str, Any]:
    found = score_of_plain(sys.stdin.buffer.read().decode("utf-8", errors="replace")) if html is None else score(html)
    report = {"file": name, **_scored(found)}
    if isinstance(found, Score):
        report["minutes"] = {name: reading_minutes(found.counts.words, name) for name in Audience.values}
        report["remarks"] = [str(remark.sentence) for remark in remarks(found, audience)] if audience else []
    if html is not None:
        report["sections"] = [_section(part) for part in section_scores(html)]
        report["hardest"] = _hardest(sentence_scores(html))
    return report


def _scored(found: Score | Unscored) -> dict[str, Any]:
    said = {"scored": True, "level": str(found.level.label)} if isinstance(found, Score) else {"scored": False}
    reason = {"reason": str(found.reason.sentence)} if isinstance(found, Unscored) else {}
    counts = {"sentences": found.counts.sentences, "words": found.counts.words}
    return {**said, **reason, **_values(found, _SCORES), **counts, "version": found.version}


def _section(part: SectionScore) -> dict[str, Any]:
    return {"title": part.title, **_scored(part.score)}


def _hardest(parts: tuple[SentenceScore, ...]) -> list[dict[str, Any]]:
    scored = [(part.score.difficulty, part.text) for part in parts if isinstance(part.score, Score)]
    hardest = sorted(scored, key=lambda pair: -pair[0])[:_HARDEST]
    return [{"difficulty": round(difficulty, _DECIMALS), "text": text} for difficulty, text in hardest]


def _told(report: dict[str, Any]) -> Iterator[str]:
    if not report["scored"]:
        yield f"{report['file']}: {report['reason']}"
        return
    yield _("{file}: {level}, difficulty {difficulty:.0f} of 100, SMOG {smog:.1f}").format(**report)
    yield _(
        "  Flesch-Kincaid {flesch_kincaid:.1f}, Flesch ease {flesch_ease:.0f}, Dale-Chall {dale_chall:.1f}, Fog {fog:.1f}, "
        "Coleman-Liau {coleman_liau:.1f}, ARI {ari:.1f}; {words} words in {sentences} sentences; rules {version}"
    ).format(**report)
    minutes = ", ".join(f"{Audience(name).label} {count} min" for name, count in report["minutes"].items())
    yield _("  Reading time: {minutes}").format(minutes=minutes)
    yield from (f"  {sentence}" for sentence in report["remarks"])
    for part in report.get("sections", ()):
        yield f"  {part['title'] or _('(before the first heading)')}: {_brief(part)}"
    for part in report.get("hardest", ()):
        yield f"  {part['difficulty']:3.0f}  {_shortened(part['text'])}"


def _brief(part: dict[str, Any]) -> str:
    if not part["scored"]:
        return str(part["reason"])
    return _("{level}, difficulty {difficulty:.0f}, SMOG {smog:.1f}").format(**part)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
