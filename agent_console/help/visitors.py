"""A visitor who votes gets a number, so that a second vote replaces the first; nothing else is kept. Pure."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

COOKIE: Final = "help_visitor"
KEPT_FOR: Final = timedelta(days=365)
_VALUE: Final = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Visitors:
    """Makes and reads the cookie of one installation."""

    secret: str

    def new_value(self) -> str:
        number = secrets.token_hex(16)
        return f"{number}.{self._signature(number)}"

    def voter_of(self, value: str) -> str | None:
        """Who votes, as it is kept: not the number itself. None where the cookie is not ours."""
        match = _VALUE.fullmatch(value)
        if match is None or not hmac.compare_digest(self._signature(match[1]), match[2]):
            return None
        return hashlib.sha256(value.encode()).hexdigest()

    def _signature(self, number: str) -> str:
        # The purpose is part of what is signed: the same key signs other things elsewhere.
        return hmac.new(self.secret.encode(), f"help visitor {number}".encode(), hashlib.sha256).hexdigest()
