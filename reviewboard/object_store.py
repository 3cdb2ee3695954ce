"""Where files of people lie when MEDIA_STORE says so: an object store that speaks S3 (`--extra object-store`)."""

from __future__ import annotations

from typing import Any, Final

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from reviewboard.file_stores import NOT_KEPT, NOT_READ, told

# Whoever waits for a page waits no longer than this for a store that does not answer.
CONNECT_SECONDS: Final = 5
READ_SECONDS: Final = 30
TRIES: Final = 2
AWAY: Final = (BotoCoreError, ClientError, OSError)


class Bucket(S3Storage):
    """Of an object store that speaks S3: asked twice, and not for long. What is read is read at once, where a fault can be told."""

    client_config: Any

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        limits = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
        )
        self.client_config = self.client_config.merge(limits)

    @told(AWAY, NOT_KEPT)
    def _save(self, name: str, content: Any) -> str:
        return str(super()._save(name, content))

    @told(AWAY, NOT_READ)
    def _open(self, name: str, mode: str = "rb") -> Any:
        file = super()._open(name, mode)
        if "r" in mode:
            _ = file.file
        return file

    @told(AWAY, NOT_READ)
    def exists(self, name: str) -> bool:
        return bool(super().exists(name))

    @told(AWAY, NOT_READ)
    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        folders, names = super().listdir(path)
        return list(folders), list(names)

    @told(AWAY, NOT_KEPT)
    def delete(self, name: str) -> None:
        super().delete(name)
