"""Logs as one JSON object a line: ids and outcomes, never message texts, full numbers or secrets."""

import logging
import sys
from datetime import UTC, datetime

import orjson

# What a log record carries of itself; everything beyond was given by `extra`.
_OWN = frozenset(logging.LogRecord("", 0, "", 0, "", None, None).__dict__) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """One line a record; an exception's trace is kept, since it names code and not content."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= {name: value for name, value in record.__dict__.items() if name not in _OWN}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def configure_logs(level: int = logging.INFO) -> None:
    """Send everything to standard error as JSON; the request log of aiohttp would repeat addresses, so it stays off."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("aiohttp.access", "alembic", "twilio.http_client", "twilio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
