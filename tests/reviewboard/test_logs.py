"""What stands in a log, and what must not."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewboard import logs
from reviewboard.logs import without_personal_data


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the handler of production writes, for one logger of its own."""
    configuration = logs.configuration(as_json=True, level=logging.INFO)
    logging.config.dictConfig(
        {key: configuration[key] for key in ("version", "disable_existing_loggers", "formatters")}
    )
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    formatter = configuration["formatters"]["line"]
    handler.setFormatter(
        formatter["()"](processors=formatter["processors"], foreign_pre_chain=formatter["foreign_pre_chain"])
    )
    logger = logging.getLogger("tests.logs")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


def test_production_writes_one_json_object_a_line(lines: io.StringIO) -> None:
    logging.getLogger("tests.logs").warning("published %s", "sciatica")

    (entry,) = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert (entry["event"], entry["level"], entry["logger"]) == ("published sciatica", "warning", "tests.logs")


def test_an_exception_is_logged_without_the_address_in_it(lines: io.StringIO) -> None:
    try:
        raise ValueError("no mailbox for ada@example.org")
    except ValueError:
        logging.getLogger("tests.logs").exception("failed")

    entry = json.loads(lines.getvalue())
    assert entry["exception"].endswith("ValueError: no mailbox for …@…")


@pytest.mark.parametrize(
    ("event", "logged"),
    [
        ({"event": "to Ada <ada.b+c@example.org>"}, {"event": "to Ada <…@…>"}),
        ({"request": "GET /search/?q=lithium"}, {"request": "GET /search/?…"}),
        ({"path": "/accounts/password/reset/key/1-abc123/"}, {"path": "/accounts/password/reset/key/…/"}),
        ({"to": ["ada@example.org", "bob"]}, {"to": ["…@…", "bob"]}),
        ({"data": {"mail": "ada@example.org", "count": 3}}, {"data": {"mail": "…@…", "count": 3}}),
        ({"event": "Is it well?", "id": 7}, {"event": "Is it well?", "id": 7}),
    ],
)
def test_personal_data_is_masked_wherever_it_stands(event: dict[str, object], logged: dict[str, object]) -> None:
    assert without_personal_data(None, "info", event) == logged


@given(
    name=st.from_regex(r"[a-z][a-z0-9._+-]{0,20}", fullmatch=True),
    host=st.from_regex(r"[a-z]{1,10}\.[a-z]{2,6}", fullmatch=True),
)
def test_no_mail_address_survives(name: str, host: str) -> None:
    masked = without_personal_data(None, "info", {"event": f"sent to {name}@{host} today"})

    assert masked == {"event": "sent to …@… today"}


TASK = "Task reviewboard.%s[1] succeeded"


@pytest.fixture
def loggers_of_celery() -> Iterator[list[str]]:
    """Without what the settings of this process gave them, which they have again afterwards."""
    loggers = [logging.getLogger(name) for name in logs.TELL_OF_SWEEPS]
    before = [(logger.level, list(logger.filters)) for logger in loggers]
    for logger in loggers:
        logger.filters.clear()
    yield list(logs.TELL_OF_SWEEPS)
    for logger, (level, filters) in zip(loggers, before, strict=True):
        logger.setLevel(level)
        logger.filters[:] = filters


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(("level", "sweeps"), [(logging.INFO, []), (logging.DEBUG, [TASK % "sweep"])])
def test_what_celery_says_of_every_sweep_is_no_news(
    loggers_of_celery: list[str], caplog: pytest.LogCaptureFixture, place: int, level: int, sweeps: list[str]
) -> None:
    whole = logs.configuration(as_json=True, level=level)
    theirs = {name: {"level": "DEBUG", **whole["loggers"][name]} for name in loggers_of_celery}
    logging.config.dictConfig(
        {"version": 1, "disable_existing_loggers": False, "filters": whole["filters"], "loggers": theirs}
    )
    logger = logging.getLogger(loggers_of_celery[place])

    logger.info(TASK, "sweep")
    logger.info(TASK, "do")
    logger.error("Task reviewboard.sweep[1] raised")

    assert caplog.messages == [*sweeps, TASK % "do", "Task reviewboard.sweep[1] raised"]
