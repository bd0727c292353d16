"""One JSON object a line, with what was handed over by `extra`."""

import json
import logging

from contactcenter.web.logs import JsonFormatter


def test_a_record_becomes_one_line_of_json() -> None:
    record = logging.makeLogRecord({"name": "n", "levelname": "WARNING", "msg": "batch_not_projected", "rows": 3})
    line = JsonFormatter().format(record)
    assert "\n" not in line
    said = json.loads(line)
    assert (said["event"], said["level"], said["rows"]) == ("batch_not_projected", "warning", 3)


def test_a_trace_stays_in_the_same_line() -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError as error:
        record = logging.LogRecord(
            "n", logging.ERROR, "f", 1, "failed", None, (type(error), error, error.__traceback__)
        )
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert "ValueError" in json.loads(line)["trace"]
