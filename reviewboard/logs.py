"""How this site logs: one line per event, JSON in production, without addresses of people or secret links."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# From the beginning of a word alone: tried at each of its letters, a long address would take the square of its length.
MAIL_ADDRESS = re.compile(r"(?<![^\s@<>\"'=,;:])[^\s@<>\"'=,;:]++@[^\s@<>\"',;]+\.[^\s@<>\"',;]+")
SECRET_PATH = re.compile(r"(/(?:key|confirm-email|login/code|invitation|draft)/)[^/\s\"']+")
# A token for a program, wherever somebody put it.
WORK_TOKEN = re.compile(r"rbwork_[0-9A-Za-z]+")
# A reader's question and a search stand in the query (S17).
QUERY = re.compile(r"\?\S+")
# As `reviewboard.tasks` calls it, and where Celery says that it was sent, received and done.
SWEEP = "reviewboard.sweep"
TELL_OF_SWEEPS = ("celery.beat", "celery.worker.strategy", "celery.app.trace")


def without_personal_data(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Mask what must not stand in a log, wherever in the event it is."""
    return {key: _masked(value) for key, value in event.items()}


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        named = MAIL_ADDRESS.sub("…@…", WORK_TOKEN.sub("rbwork_…", value))
        return QUERY.sub("?…", SECRET_PATH.sub(r"\1…", named))
    if isinstance(value, dict):
        return {key: _masked(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(inner) for inner in value]
    return value


def with_error_class(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """The class of the exception by itself: what an alert counts, while the traceback is for a person."""
    found = event.get("exc_info")
    error = sys.exc_info() if found is True else found
    kind = type(error) if isinstance(error, BaseException) else error[0] if isinstance(error, tuple) else None
    return {**event, "error_class": kind.__name__} if kind else event


class WithoutSweeps(logging.Filter):
    """Some twenty sweeps begin each second, with three lines each of Celery's own. What one does, and what fails, is said elsewhere."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno > logging.INFO or SWEEP not in record.getMessage()


def processors() -> list[Processor]:
    """What every event goes through before it is written."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        with_error_class,
        structlog.processors.format_exc_info,
        structlog.processors.UnicodeDecoder(),
        without_personal_data,
    ]


def configuration(*, as_json: bool, level: int) -> dict[str, Any]:
    """Django's LOGGING, with structlog and the standard library going the same way."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *processors(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=as_json,
    )
    # Plain tracebacks: the pretty ones print local variables.
    readable = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    renderer = structlog.processors.JSONRenderer() if as_json else readable
    filters = ["without_sweeps"] if level > logging.DEBUG else []
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                "foreign_pre_chain": processors(),
            },
        },
        "filters": {"without_sweeps": {"()": WithoutSweeps}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
            "errors": {"class": "reviewboard.watching.errors.CountErrors", "level": "ERROR"},
        },
        "root": {"handlers": ["stderr", "errors"], "level": level},
        "loggers": {
            # Its own lines would come twice: the request middleware logs each request.
            "django.server": {"handlers": [], "propagate": False},
            "django": {"handlers": [], "level": level, "propagate": True},
            **{name: {"filters": filters} for name in TELL_OF_SWEEPS},
        },
    }
