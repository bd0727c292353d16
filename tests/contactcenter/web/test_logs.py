"""One JSON object a line, with what was handed over by `extra`, and without anything that may quote a person."""

import asyncio
import json
import logging
from io import StringIO
from typing import Any

import pytest

from contactcenter.web import logs
from contactcenter.web.logs import JsonFormatter, log_stray_exceptions

SECRET = "+85291234567"


def said(record: logging.LogRecord) -> dict[str, Any]:
    line = JsonFormatter().format(record)
    assert "\n" not in line
    content: dict[str, Any] = json.loads(line)
    return content


def record_of(error: BaseException, logger: str = "contactcenter.worker") -> logging.LogRecord:
    return logging.LogRecord(logger, logging.ERROR, "f", 1, "job_failed", None, (type(error), error, None))


def test_a_record_becomes_one_line_of_json() -> None:
    given = {"name": "contactcenter.journal", "levelname": "WARNING", "msg": "batch_not_projected", "rows": 3}
    line = said(logging.makeLogRecord(given))
    assert (line["event"], line["level"], line["rows"]) == ("batch_not_projected", "warning", 3)


def test_a_trace_names_code_and_kinds_and_stays_in_the_same_line() -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError as error:
        failed = error
    line = said(
        logging.LogRecord("channels", logging.ERROR, "f", 1, "x", None, (ValueError, failed, failed.__traceback__))
    )
    assert line["error"] == "ValueError"
    assert "test_logs.py" in line["trace"]
    assert "builtins.ValueError" in line["trace"]


@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"no number: {SECRET}"),
        KeyError(SECRET),
        RuntimeError("outer"),
        ExceptionGroup(SECRET, [ValueError(SECRET), ExceptionGroup("inner", [KeyError(SECRET)])]),
    ],
    ids=["its words", "its key", "its cause and context", "its group"],
)
def test_what_an_exception_quotes_is_not_kept(error: Exception) -> None:
    error.__cause__ = ValueError(SECRET)
    error.__cause__.__context__ = KeyError(SECRET)
    error.__cause__.__suppress_context__ = False
    line = said(record_of(error))
    assert SECRET not in json.dumps(line)
    assert line["trace"].count("ValueError") >= 1, "the cause is named"


def test_the_number_of_a_database_error_is_kept() -> None:
    error = RuntimeError(SECRET)
    error.sqlstate = "23505"  # type: ignore[attr-defined]
    assert said(record_of(error))["trace"].endswith("RuntimeError (23505)")


def test_a_chain_that_bites_its_tail_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert said(record_of(first))["trace"].count("KeyError") == 1


def test_of_a_library_its_own_words_are_kept_and_what_it_fills_in_is_not() -> None:
    line = said(
        logging.LogRecord("aiohttp.server", logging.ERROR, "f", 1, "Error handling request from %s", (SECRET,), None)
    )
    assert line["event"] == "Error handling request from %s"
    line = said(logging.makeLogRecord({"name": "some.library", "msg": "lost %s", "args": (SECRET,), "peer": SECRET}))
    assert SECRET not in json.dumps(line)


def test_every_line_of_a_request_has_its_number() -> None:
    token = logs.REQUEST.set("1234")
    try:
        assert said(record_of(ValueError()))["request"] == "1234"
    finally:
        logs.REQUEST.reset(token)
    assert "request" not in said(record_of(ValueError()))


async def test_an_exception_nobody_awaited_is_told_without_its_words() -> None:
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    logs.log.addHandler(handler)
    log_stray_exceptions(asyncio.get_running_loop())

    async def fail() -> None:
        raise ValueError(SECRET)

    task = asyncio.create_task(fail(), name="forgotten")
    await asyncio.wait([task])
    del task
    logs.log.removeHandler(handler)
    line = json.loads(written.getvalue())
    assert (line["event"], line["error"], line["task"]) == ("stray_exception", "ValueError", "forgotten")
    assert SECRET not in written.getvalue()
