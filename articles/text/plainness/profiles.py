"""What is looked for in the text of which audience: data. A professional is not told about jargon."""

from dataclasses import dataclass
from typing import Final

from articles.text.plainness.findings import Kind


@dataclass(frozen=True, slots=True)
class Profile:
    """`sentence`: words that a sentence may have; `stretch`: words without a heading; `chain`: nouns in a row that are too many.

    `summary_from`: words from which a text needs key points. `medicine`: whether medical words give way to plain ones.
    """

    kinds: frozenset[Kind]
    sentence: int
    stretch: int
    chain: int
    summary_from: int = 300
    medicine: bool = False


_FOR_ALL: Final = frozenset(
    {Kind.RELATIVE_RISK, Kind.DENOMINATOR, Kind.DOUBLE_NEGATIVE, Kind.ABBREVIATION, Kind.LONG_SENTENCE, Kind.NO_HEADING}
)
# A sentence for everyone has at most 25 words (gov.uk, "Content design: planning, writing and managing content"); those for
# people who read such texts at work may be longer. Keys are the values of `audiences.Audience`.
PROFILES: Final = {
    "patient": Profile(frozenset(Kind), sentence=25, stretch=200, chain=4, medicine=True),
    "student": Profile(
        _FOR_ALL | {Kind.HARD_WORD, Kind.NOUN_CHAIN, Kind.NO_KEY_POINTS},
        sentence=32,
        stretch=300,
        chain=5,
        summary_from=600,
    ),
    "clinician": Profile(_FOR_ALL, sentence=40, stretch=400, chain=6),
}
