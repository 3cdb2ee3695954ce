"""Flags about works, opened from what sources say: one for each notice, whoever speaks of it, and for what stays wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from django.db.models import Q
from django.utils import timezone

from articles import record
from articles.actions.asking_sources import Found
from articles.actions.marking import GRAVITY, citing
from articles.models import (
    Article,
    CheckOutcome,
    CheckSource,
    DeskRole,
    Disposition,
    DispositionChoice,
    EvidenceFlag,
    EvidenceKind,
    NoChangeReason,
    Person,
    Reference,
    ReferenceMark,
    RoleGrant,
)
from articles.notifications import owe
from articles.outside.statements import KINDS, Statement
from articles.permissions import in_charge

# What a notice is to readers, once a person has marked the work (S18).
MARKS: Final[Mapping[str, ReferenceMark]] = {
    EvidenceKind.RETRACTED: ReferenceMark.RETRACTED,
    EvidenceKind.WITHDRAWN: ReferenceMark.RETRACTED,
    EvidenceKind.CONCERN: ReferenceMark.CONCERN,
    EvidenceKind.CORRECTED: ReferenceMark.CORRECTED,
}
LINK_KINDS: Final = (
    EvidenceKind.LINK_DEAD,
    EvidenceKind.CERTIFICATE,
    EvidenceKind.CONTENT_TYPE,
    EvidenceKind.LINK_MOVED,
)
# Nobody is bothered about a link or a record before it was wrong on so many days without a better one between.
DAYS_WRONG: Final = 3


def flag_evidence(reference: Reference, found: Sequence[Found]) -> list[EvidenceFlag]:
    """Inside the caller's transaction: flags that are new or graver now. Whoever is in charge is told of grave ones.

    What is said of a work that a person has marked as gravely already is no news; flags of a link that is well again are closed.
    """
    if any(one.source == CheckSource.LINK and one.outcome == CheckOutcome.CLEAN for one in found):
        _close_flags_of_link(reference)
    said = [statement for one in found for statement in one.said]
    new = [flag for notice, group in _by_notice(said) if (flag := _flag_notice(reference, notice, group)) is not None]
    new += [flag for one in found if (flag := _flag_wrong(reference, one)) is not None]
    for flag in new:
        about = {"reference": reference.key, "what": flag.kind, "flag": flag.pk}
        record.append(record.LIBRARY, "reference.flagged", by=Person.objects.system(), **about)
        if flag.is_grave:
            _tell(flag)
    return new


def _by_notice(said: Iterable[Statement]) -> Iterator[tuple[str, list[Statement]]]:
    """Statements about one notice together; one that names none goes with those of its kind, or stands alone."""
    groups: dict[str, list[Statement]] = {}
    unnamed = []
    for statement in dict.fromkeys(said):
        if statement.notice:
            groups.setdefault(statement.notice, []).append(statement)
        else:
            unnamed.append(statement)
    for statement in unnamed:
        same = (notice for notice, group in groups.items() if any(one.kind == statement.kind for one in group))
        groups.setdefault(next(same, ""), []).append(statement)
    yield from groups.items()


def _flag_notice(reference: Reference, notice: str, group: Sequence[Statement]) -> EvidenceFlag | None:
    """The flag if it is new or graver than it was; what it holds is brought up to date in any case."""
    kind = min((statement.kind for statement in group), key=KINDS.index)
    known = sorted(reference.evidence_flags.filter(notice=notice, kind__in=KINDS), key=lambda flag: _place(flag.kind))
    said = [statement.to_json() for statement in group]
    if known and _place(known[0].kind) <= KINDS.index(kind):
        _keep(known[0], said)
        return None
    if is_marked(reference, kind):
        return None
    still_open = EvidenceFlag.objects.open().filter(pk__in=[flag.pk for flag in known]).first()
    if still_open is None:
        return EvidenceFlag.objects.create(reference=reference, kind=kind, notice=notice, said=said)
    still_open.kind = kind
    _keep(still_open, said)
    return still_open


def is_marked(reference: Reference, kind: str) -> bool:
    """Whether the work bears the mark that such a notice asks for, or a graver one."""
    return GRAVITY.index(reference.mark) >= GRAVITY.index(MARKS[kind])


def _close_flags_of_link(reference: Reference) -> None:
    system = Person.objects.system()
    for flag in EvidenceFlag.objects.open().filter(reference=reference, kind__in=LINK_KINDS):
        said = {"choice": DispositionChoice.NO_CHANGE, "reason": NoChangeReason.WELL_AGAIN}
        Disposition.objects.create(flag=flag, by=system, **said)
        about = {"reference": reference.key, "what": flag.kind, "flag": flag.pk, "choice": DispositionChoice.NO_CHANGE}
        record.append(record.LIBRARY, "reference.evidence_decided", by=system, **about)


def _place(kind: str) -> int:
    return [str(one) for one in KINDS].index(kind)


def _keep(flag: EvidenceFlag, said: list[dict[str, str]]) -> None:
    """What one source stopped to say stays: it was said."""
    flag.said = [*flag.said, *(one for one in said if one not in flag.said)]
    flag.save()


def _flag_wrong(reference: Reference, found: Found) -> EvidenceFlag | None:
    kind = str(found.raw.get("state") or "")
    if found.outcome != CheckOutcome.WRONG or kind not in EvidenceKind.values:
        return None
    since = _wrong_since(reference, found)
    if not since:
        return None
    said = [{"by": str(found.source.label), "words": found.words}]
    flag, made = EvidenceFlag.objects.get_or_create(
        reference=reference, kind=kind, notice=since, defaults={"said": said}
    )
    return flag if made else None


def _wrong_since(reference: Reference, found: Found) -> str:
    """The day of the first of the checks that were wrong without a break, "" before the third day. Of what is asked about now alone."""
    days, now = [], found.raw["asked"]
    for outcome, at, raw in reference.checks.filter(source=found.source).values_list("outcome", "at", "raw")[:60]:
        if raw.get("asked", now) != now:
            break
        if outcome == CheckOutcome.WRONG:
            days.append(timezone.localdate(at))
        elif outcome != CheckOutcome.FAILED:
            break
    return days[-1].isoformat() if len(set(days)) >= DAYS_WRONG else ""


def articles_with(reference: Reference) -> list[Article]:
    """Articles that have the work on their list, and those whose live version cites it."""
    quoted = f'"{reference.current.key}"'
    listed = Article.objects.filter(Q(reference_keys__icontains=quoted)).order_by("pk")
    return sorted({*listed, *citing(reference)}, key=lambda article: article.pk)


def _tell(flag: EvidenceFlag) -> None:
    """Who is in charge of each article with the work, and every managing editor, once each."""
    articles = articles_with(flag.reference)
    if not articles:
        return
    grants = RoleGrant.objects.in_force().filter(role=DeskRole.MANAGING_EDITOR)
    managing = Person.objects.filter(is_active=True, pk__in=grants.values("person"))
    told: dict[int, tuple[Person, Article]] = {}
    for article in articles:
        for person in (*in_charge(article), *managing):
            told.setdefault(person.pk, (person, article))
    titles = [article.title for article in articles]
    sources = ", ".join(dict.fromkeys(str(statement.get("by", "")) for statement in flag.said))
    for person, article in told.values():
        about = {"reference": flag.reference.title, "what": str(flag.get_kind_display()), "sources": sources}
        owe("evidence", person, article, **about, flag=flag.pk, articles=titles)
