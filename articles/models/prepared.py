"""What the pages of a version show of its texts, kept so that a new frame does not have them worked out again."""

from __future__ import annotations

import json
import zlib
from typing import Final

from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from articles.models.version import Version

# A text is written once and read for each new frame; more effort saves a tenth of the room and takes three times as long.
_EFFORT: Final = 1


class PreparedText(models.Model):
    """What `articles.publishing.preparing` gave for one text, as JSON. It follows from the version, so that every row may be
    lost.

    `content` is the digest of all that it was made of, `made_with` that of all that made it. `seal` says that this installation wrote
    the row: readers' pages take no other.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    audience = models.CharField(max_length=32)
    content = models.CharField(max_length=64)
    made_with = models.CharField(max_length=64)
    packed = models.BinaryField()
    seal = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("version", "audience"), name="one_prepared_text_of_a_version_for_an_audience"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.audience}"

    @property
    def words(self) -> bytes:
        """Only of a row that is sealed."""
        return zlib.decompress(self.packed)

    def pack(self, words: str) -> None:
        self.packed = zlib.compress(words.encode(), _EFFORT)
        self.seal = self._worked_out_seal()

    @property
    def is_sealed(self) -> bool:
        return constant_time_compare(self.seal, self._worked_out_seal())

    def _worked_out_seal(self) -> str:
        """HMAC-SHA256 under SECRET_KEY, in hex: whoever can write to the database alone cannot make one."""
        bound = json.dumps([self.version_id, self.audience, self.content, self.made_with]).encode()
        return salted_hmac("articles.PreparedText", bound + bytes(self.packed), algorithm="sha256").hexdigest()
