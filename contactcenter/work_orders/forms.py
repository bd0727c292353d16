"""The fields of a work-order type: reads what a person filled in and says per field what is wrong. Pure.

A field is {"key", "names", "kind", "required", "options"}; `options` are {"value", "names"} or plain values. What else
a field holds (`tells_type`, an option's `hints`) is for drafting.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from contactcenter.errors import InvalidInput
from contactcenter.text.numbers import normalise_phone

LONGEST_TEXT = 2000

FieldDefinition = Mapping[str, Any]
_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,6})?")


class _Wrong(ValueError):
    """What is wrong with one value; becomes the message of its field."""


def read_form(fields: Sequence[FieldDefinition], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are kept, in the order of the fields; a field left empty is left out.

    Raises `InvalidInput` with `details.fields` = {key: message} naming every wrong field at once.
    """
    kept: dict[str, Any] = {}
    wrong = {key: "This form has no such field." for key in values if key not in {field["key"] for field in fields}}
    for field in fields:
        key = field["key"]
        try:
            value = _read_value(field, values.get(key))
        except _Wrong as problem:
            wrong[key] = str(problem)
            continue
        if value is not None:
            kept[key] = value
    if wrong:
        raise InvalidInput("Some fields of the form are not right.", code="invalid_form", details={"fields": wrong})
    return kept


def _read_value(field: FieldDefinition, value: Any) -> Any:
    if isinstance(value, str):
        value = value.strip()
    if field["kind"] == "checkbox":
        return _checkbox(field, value)
    if value is None or value == "":
        if field.get("required"):
            raise _Wrong("Please fill this in.")
        return None
    return _READERS[field["kind"]](field, value)


def _checkbox(field: FieldDefinition, value: Any) -> bool:
    if value is None:
        value = False
    if not isinstance(value, bool):
        raise _Wrong("This must be yes or no.")
    if field.get("required") and not value:
        raise _Wrong("This must be ticked.")
    return value


def _text(field: FieldDefinition, value: Any) -> str:
    if not isinstance(value, str):
        raise _Wrong("This must be text.")
    if len(value) > LONGEST_TEXT:
        raise _Wrong(f"This is too long; at most {LONGEST_TEXT} characters.")
    return value


def _choice(field: FieldDefinition, value: Any) -> str:
    allowed = choices(field)
    if value not in allowed:
        raise _Wrong(f"Please choose one of: {', '.join(allowed)}.")
    return str(value)


def _number(field: FieldDefinition, value: Any) -> int | float:
    # A browser's number input may hand over text; JSON's true is an int to Python and no number to anybody else.
    if isinstance(value, str) and _PLAIN_NUMBER.fullmatch(value):
        value = float(value) if "." in value else int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _Wrong("This must be a number.")
    return value


def _date(field: FieldDefinition, value: Any) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise _Wrong("This must be a date such as 2026-07-31.") from None


def _phone(field: FieldDefinition, value: Any) -> str:
    number = normalise_phone(value) if isinstance(value, str) else None
    if number is None:
        raise _Wrong("This is not a telephone number.")
    return number


_READERS: dict[str, Callable[[FieldDefinition, Any], Any]] = {
    "text": _text,
    "choice": _choice,
    "number": _number,
    "date": _date,
    "phone": _phone,
}


def choices(field: FieldDefinition) -> list[str]:
    """The values a choice field allows."""
    return [option["value"] if isinstance(option, Mapping) else str(option) for option in field.get("options") or ()]
