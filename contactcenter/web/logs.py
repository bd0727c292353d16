"""Logs as one JSON object a line: ids and outcomes, never message texts, full numbers, names or secrets.

Of an exception the types and the places are kept and the words are not: they may quote a row, a number, a password.
Of what a library says, the words it wrote in its code are kept and the values it fills in are not.
"""

import asyncio
import logging
import sys
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import orjson

# The number of the request that is being answered, for every line written on its behalf.
REQUEST: ContextVar[str] = ContextVar("request", default="")
# What a log record carries of itself; everything beyond was given by `extra`.
_OWN = frozenset(logging.LogRecord("", 0, "", 0, "", None, None).__dict__) | {"message", "asctime", "taskName"}
OUR_PACKAGES = ("contactcenter", "knowledge_base", "channels", "agent_console")

# Libraries that tell of each request by its address.
NOISY = ("aiohttp.access", "alembic", "twilio.http_client", "twilio")

log = logging.getLogger(__name__)


class JsonFormatter(logging.Formatter):
    """One line a record."""

    def format(self, record: logging.LogRecord) -> str:
        is_ours = record.name.partition(".")[0] in OUR_PACKAGES
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage() if is_ours else str(record.msg),
        }
        if request := REQUEST.get():
            line["request"] = request
        if is_ours:
            # What is given with a line never takes the place of what a line is.
            line = {name: value for name, value in record.__dict__.items() if name not in _OWN} | line
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line["error"] = type(error).__name__
            line["trace"] = "\n".join(_told(error))
        return orjson.dumps(line, default=str).decode()


def _told(error: BaseException) -> Iterator[str]:
    """Where it happened and what kind it is, causes first, without what any of them says."""
    seen: set[int] = set()
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    for each in reversed(chain):
        yield from (entry.rstrip() for entry in traceback.format_tb(each.__traceback__))
        yield f"{type(each).__module__}.{type(each).__qualname__}{_code_of(each)}"
        if isinstance(each, BaseExceptionGroup):
            for inner in each.exceptions:
                yield from _told(inner)


def _code_of(error: BaseException) -> str:
    """The databases' own numbers of errors say much and quote nothing."""
    code = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    return f" ({code})" if code else ""


def configure_logs(level: int = logging.INFO) -> None:
    """Send everything to standard error as JSON; the request log of aiohttp would repeat addresses, so it stays off."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)


def log_stray_exceptions(loop: asyncio.AbstractEventLoop) -> None:
    """What nobody awaited is said in our way: the loop's own words would quote the exception."""
    loop.set_exception_handler(_say_stray)


def _say_stray(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    task = context.get("task") or context.get("future")
    name = task.get_name() if isinstance(task, asyncio.Task) else ""
    log.error("stray_exception", exc_info=error, extra={"task": name})
