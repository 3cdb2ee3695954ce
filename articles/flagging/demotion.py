"""Which kinds of flags are overruled so often that they may be shown less gravely, and which never are. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from articles.models import Severity
from articles.text import consistency
from articles.text.consistency import Kind

USES: Final = 50
SHARE: Final = Fraction(4, 5)
# None of these is ever one that must be answered, so that a demotion never lets an article pass that a flag would have held.
# Doses, numbers, yes and no, sides, people, warnings, precautions, changes in one text only and what cannot be stay as they are.
DEMOTABLE: Final = frozenset(
    {
        *(Kind.NEW_NUMBER, Kind.STRENGTH, Kind.SAFETY, Kind.NO_SAFETY, Kind.TYPE_SAFETY, Kind.DRUG),
        *(Kind.SECTION, Kind.ORDER, Kind.CITATION, Kind.TOTAL, Kind.LOOK_ALIKE),
    }
)


@dataclass(frozen=True, slots=True)
class Use:
    """How often a kind was settled, and of those overruled: answered with a reason, the texts as they were."""

    kind: Kind
    settled: int
    overruled: int

    @property
    def percent(self) -> int:
        return 100 * self.overruled // self.settled if self.settled else 0

    @property
    def is_demotable(self) -> bool:
        return self.kind in DEMOTABLE

    @property
    def is_overruled(self) -> bool:
        """More than four in five, after fifty uses."""
        return self.settled >= USES and Fraction(self.overruled, self.settled) > SHARE

    @property
    def is_proposed(self) -> bool:
        return self.is_demotable and self.is_overruled


def lowered(severity: consistency.Severity | Severity, *, is_demoted: bool) -> Severity:
    """By one step; what must be answered must be answered, and a note stays one."""
    kept = severity if isinstance(severity, Severity) else Severity(severity.word)
    return Severity.NOTE if is_demoted and kept is Severity.WORTH_A_LOOK else kept
