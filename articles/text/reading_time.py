"""How long a reader takes for a text, by whom it is written for."""

from collections.abc import Iterable

from articles.text.blocks import blocks

# Silent reading of non-fiction in English: 238 words a minute on average, most people 175 to 300 (Brysbaert, 2019, "How many
# words do we read per minute?", Journal of Memory and Language 109:104047, 190 studies). Patients get the slow end.
WORDS_A_MINUTE = {"patient": 175, "student": 238, "clinician": 238}


def minutes(texts: Iterable[str], audience: str) -> int:
    """Whole minutes for texts in the dialect, at least one; nothing to read takes none. As the editor counts while one writes."""
    words = sum(_words(text) for text in texts)
    return max(1, int(words / WORDS_A_MINUTE[audience] + 0.5)) if words else 0


def _words(text: str) -> int:
    return sum(any(sign.isalnum() for sign in word) for block in blocks(text) for word in block.text.split())
