"""Links by which a carrier fetches one file for a while, without an account. Pure.

The address says what it gives and until when, and carries a signature made with the installation's key: nobody can
guess one, or turn one into another.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

PATH = "/m/{token}"
# A carrier may keep a text waiting for hours before it fetches what goes with it.
VALID_FOR = timedelta(hours=24)

_TOKEN = re.compile(r"([0-9a-f]{32})-([0-9]{1,10})-([0-9]{1,12})-([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Permit:
    """One file, as at most so many bytes."""

    attachment_id: str
    largest: int


@dataclass(frozen=True, slots=True)
class MediaLinks:
    """Makes and reads the links of one installation."""

    base_url: str
    secret: str

    def url_of(self, permit: Permit, *, now: datetime) -> str:
        expires_at = int((now + VALID_FOR).timestamp())
        said = f"{permit.attachment_id}-{permit.largest}-{expires_at}"
        return self.base_url.rstrip("/") + PATH.replace("{token}", f"{said}-{self._signature(said)}")

    def read(self, token: str, *, now: datetime) -> Permit | None:
        """What the link permits; None where it is not ours, or not valid any more."""
        match = _TOKEN.fullmatch(token)
        if match is None:
            return None
        attachment_id, largest, expires_at, signature = match.groups()
        said = f"{attachment_id}-{largest}-{expires_at}"
        if not hmac.compare_digest(self._signature(said), signature) or now.timestamp() > int(expires_at):
            return None
        return Permit(attachment_id, int(largest))

    def _signature(self, said: str) -> str:
        # The purpose is part of what is signed: the same key signs other things elsewhere.
        return hmac.new(self.secret.encode(), f"media link {said}".encode(), hashlib.sha256).hexdigest()
