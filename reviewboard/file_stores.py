"""Where files of people lie, which may be full or out of reach: a sentence then, and nothing was changed. A folder of this host."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import structlog
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext_lazy

from articles.refusals import FilesAway

log = structlog.get_logger(__name__)

NOT_KEPT: Final = gettext_lazy(
    "The file cannot be kept at the moment, so nothing was changed. Try again in some minutes; an operator finds the cause in the log."
)
NOT_READ: Final = gettext_lazy("The file cannot be read at the moment. Try again in some minutes.")


def told(what: tuple[type[Exception], ...], sentence: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A method of a store whose faults become a sentence. What is missing stays missing, and what is refused stays refused."""

    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def tried(store: Any, *arguments: Any, **named: Any) -> Any:
            try:
                return method(store, *arguments, **named)
            except (FileNotFoundError, FileExistsError):
                raise
            except what as fault:
                log.exception("files are out of reach", store=type(store).__name__)
                raise FilesAway(sentence) from fault

        return tried

    return decorate


class Folder(FileSystemStorage):
    """Of this host; its disk may be full or gone."""

    @told((OSError,), NOT_KEPT)
    def _save(self, name: str, content: Any) -> str:
        return str(super()._save(name, content))  # type: ignore[misc]

    @told((OSError,), NOT_READ)
    def _open(self, name: str, mode: str = "rb") -> Any:
        return super()._open(name, mode)  # type: ignore[misc]
