"""`consistency`: what disagrees within a text or between two, each with kind, passages and severity."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.importing import MAXIMUM_BYTES, decode, parse
from articles.refusals import Refusal
from articles.text.consistency import Flag, Kind, Passage, Severity, by_section, checked, compared, whole, worst_first
from articles.text.dialect import canonical
from articles.text.notation import LookAlike, Slip, look_alikes, slips
from articles.text.proofreading import numbers_of, proofread

_HTML = frozenset({".html", ".htm", ".xhtml"})
_WRONG_USAGE = 2


class Command(BaseCommand):
    help = str(
        gettext_lazy(
            "Say what disagrees within a text, or between two texts of one article (the fuller one first), and which "
            "notation is easily misread. Reads HTML, Markdown and plain text. Exit code 0: nothing that must be answered, "
            "1: something, 2: wrong usage. That nothing is noticed proves nothing."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("texts", metavar="TEXT", nargs="+", type=Path, help="one file or two")
        parser.add_argument("--json", action="store_true", help="print flags and notation as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        paths: list[Path] = options["texts"]
        if len(paths) > 2:
            raise CommandError(_("Give one text or two."), returncode=_WRONG_USAGE)
        texts = [_text(path) for path in paths]
        found = compared(*texts) if len(texts) == 2 else checked(texts[0])
        flags = worst_first([*found, *_proofread(texts)])
        notation = [(path, slip) for path, text in zip(paths, texts, strict=True) for slip in slips(text)]
        names = [(path, note) for path, text in zip(paths, texts, strict=True) for note in look_alikes(text)]
        if options["json"]:
            self.stdout.write(json.dumps(_report(paths, flags, notation, names), indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(paths, flags, notation, names)))
        if any(flag.severity is Severity.MUST_ANSWER for flag in flags):
            sys.exit(1)


def _proofread(texts: list[str]) -> list[Flag]:
    """Notation and names of drugs have lists of their own."""
    numbers = numbers_of(settings.COUNTRY, settings.EMERGENCY_NUMBER)
    return [
        replace(flag, left=replace(flag.left, text=number), right=replace(flag.right, text=number))
        for number, text in enumerate(texts)
        for flag in proofread(text, numbers)
        if flag.kind not in (Kind.NOTATION, Kind.LOOK_ALIKE)
    ]


def _text(path: Path) -> str:
    """A file as canonical HTML; of an imported one with its title and question above."""
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise Refusal(_("This file is larger than 5 MB. Please split it or remove what is not text."))
        source = decode(path.read_bytes())
        if path.suffix.lower() in _HTML:
            return canonical(source)
        imported = parse(source, filename=path.name)
        return canonical(whole(imported.body, title=imported.title, question=imported.question))
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=_WRONG_USAGE) from None
    except Refusal as refused:
        raise CommandError(f"{path}: {refused}", returncode=_WRONG_USAGE) from None


Noted = list[tuple[Path, Slip]]
Names = list[tuple[Path, LookAlike]]


def _report(paths: list[Path], flags: tuple[Flag, ...], notation: Noted, names: Names) -> dict[str, Any]:
    return {
        "flags": [_flag(flag, paths) for flag in flags],
        "notation": [
            {
                "file": str(path),
                "rule": slip.rule.value,
                "section": slip.section,
                "quote": slip.quote,
                "instead": slip.instead,
                "why": str(slip.why),
            }
            for path, slip in notation
        ],
        "look_alikes": [
            {"file": str(path), "drug": note.drug, "others": list(note.others), "why": str(note.why)}
            for path, note in names
        ],
    }


def _flag(flag: Flag, paths: list[Path]) -> dict[str, Any]:
    return {
        "kind": flag.kind.value,
        "severity": flag.severity.word,
        "why": str(flag.why),
        "fingerprint": flag.fingerprint,
        "equality": flag.equality,
        "passages": [_passage(passage, paths) for passage in (flag.left, flag.right)],
    }


def _passage(passage: Passage, paths: list[Path]) -> dict[str, Any]:
    return {
        "file": str(paths[passage.text]) if passage.text < len(paths) else "",
        "section": passage.section,
        "block": passage.key,
        "quote": passage.quote,
    }


def _lines(paths: list[Path], flags: tuple[Flag, ...], notation: Noted, names: Names) -> list[str]:
    if not flags and not notation and not names:
        return [_("Nothing noticed.")]
    lines = [
        line
        for group in by_section(flags)
        for line in ["", f"# {group.section or _('Above the first heading')}", *_told(group.flags, paths)]
    ]
    spelled = [f"  {path.name}: {slip.quote} → {slip.instead or '?'}  ({slip.rule.label})" for path, slip in notation]
    noted = [f"  {path.name}: {note.why}" for path, note in names]
    counted = ", ".join(f"{sum(flag.severity is one for flag in flags)} {one.label}" for one in Severity)
    return [
        counted,
        *lines,
        *(["", _("Notation that is easily misread"), *spelled] if spelled else []),
        *(["", _("Names that are taken for each other"), *noted] if noted else []),
    ]


def _told(flags: tuple[Flag, ...], paths: list[Path]) -> list[str]:
    return [
        line
        for flag in flags
        for line in (
            f"{flag.severity.label}: {flag.kind.label}. {flag.why}",
            *(f"    {paths[passage.text].name}: {' '.join(passage.quote.split())}" for passage in flag.passages),
        )
    ]
