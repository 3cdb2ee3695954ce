"""Counts what is logged as an error, by its kind: the exception's class, or the words of the event where there is none."""

from __future__ import annotations

import logging

from reviewboard.watching.counting import errors

NO_EXCEPTION = "message"


class CountErrors(logging.Handler):
    """Knows no sentence and no value of the event, so that a number never carries what a log must not."""

    def emit(self, record: logging.LogRecord) -> None:
        errors.labels(_kind(record), record.name).inc()


def _kind(record: logging.LogRecord) -> str:
    """structlog has written the traceback out by now, and left the class beside it (`logs.with_error_class`)."""
    if isinstance(record.msg, dict):
        return str(record.msg.get("error_class", NO_EXCEPTION))
    error = record.exc_info[0] if record.exc_info else None
    return error.__name__ if error else NO_EXCEPTION
