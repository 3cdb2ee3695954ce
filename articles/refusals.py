"""What an action answers when it may not be done: one sentence for the person who asked."""

from collections.abc import Sequence

from django.utils.functional import Promise

# A sentence is often lazy, so that it is shown in the language of whoever reads it.
Sentence = str | Promise


class Refusal(Exception):
    """Nothing was changed. `details` are further sentences, one for each thing to put right."""

    def __init__(self, sentence: Sentence, *, details: Sequence[Sentence] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = tuple(details)

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.sentence, *self.details))


class FilesAway(Refusal):
    """Where files lie is full or out of reach, which passes: nothing was kept, or nothing can be read."""
