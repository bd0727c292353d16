"""Links by which whoever is on call says that they come, without an account. Pure.

The address names one alert to one person and carries a signature made with the installation's key. It needs no end of
its own: once the emergency is acknowledged or over, it shows only that.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final

PATH: Final = "/a/{token}"
# 128 bits, so that the link fits a text: enough that nobody guesses one while it is of use.
_LENGTH: Final = 32
_TOKEN: Final = re.compile(rf"([0-9a-f]{{32}})([0-9a-f]{{{_LENGTH}}})")


@dataclass(frozen=True, slots=True)
class AlertLinks:
    """Makes and reads the links of one installation."""

    base_url: str
    secret: str

    def url_of(self, alert_id: str) -> str:
        return self.base_url.rstrip("/") + PATH.replace("{token}", f"{alert_id}{self._signature(alert_id)}")

    def read(self, token: str) -> str | None:
        """The alert it names; None where it is not ours."""
        match = _TOKEN.fullmatch(token)
        if match is None or not hmac.compare_digest(self._signature(match[1]), match[2]):
            return None
        return match[1]

    def _signature(self, alert_id: str) -> str:
        # The purpose is part of what is signed: the same key signs other things elsewhere.
        signed = hmac.new(self.secret.encode(), f"on-call alert {alert_id}".encode(), hashlib.sha256)
        return signed.hexdigest()[:_LENGTH]
