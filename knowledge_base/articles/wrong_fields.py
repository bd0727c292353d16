"""Fields of an article that cannot be kept as they are: words for whoever reads English, codes for every other screen.

Each has a line in `fields` and in `causes` of the error's details; a cause is {"code", "value", …}.
"""

from collections.abc import Collection
from typing import Any, Final

from contactcenter.errors import InvalidInput

# So much of a wrong value is quoted.
LONGEST_QUOTE: Final = 60


class WrongFields:
    """Collects what is wrong, one reason a field; the last one counts."""

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}
        self._causes: dict[str, dict[str, Any]] = {}

    def add(self, field: str, code: str, reason: str, **details: Any) -> None:
        if isinstance(value := details.get("value"), str):
            details["value"] = value[:LONGEST_QUOTE] + ("…" if len(value) > LONGEST_QUOTE else "")
        self._reasons[field], self._causes[field] = reason, {"code": code, **details}

    def require_one_of(self, field: str, value: str, allowed: Collection[str]) -> None:
        if value not in allowed:
            self.add(field, "one_of", f"One of {', '.join(allowed)}.", value=value, allowed=list(allowed))

    def refuse(self, message: str | None = None) -> None:
        """Raise `InvalidInput` if anything is wrong."""
        if self._reasons:
            raise self.as_error(message)

    def as_error(self, message: str | None = None) -> InvalidInput:
        return InvalidInput(message, details={"fields": self._reasons, "causes": self._causes})


def wrong_field(field: str, code: str, reason: str, **details: Any) -> InvalidInput:
    """The error of one field."""
    wrong = WrongFields()
    wrong.add(field, code, reason, **details)
    return wrong.as_error()
