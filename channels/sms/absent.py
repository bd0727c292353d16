"""Stands where a carrier would, in an installation without a carrier account: everything else goes on working."""

from collections.abc import Sequence
from datetime import datetime

from contactcenter.errors import SendError

REASON = "No carrier account is set up, so texts cannot be sent."


class AbsentCarrier:
    """Refuses to send, at once and for good, so that the message is shown as not sent."""

    async def send_text(self, *, sender: str, recipient: str, text: str, media_urls: Sequence[str] = ()) -> str:
        raise SendError(REASON, code="no_carrier", retryable=False)

    async def find_text(self, *, sender: str, recipient: str, text: str, since: datetime) -> str | None:
        return None

    async def check(self) -> str:
        raise SendError(REASON, code="no_carrier", retryable=False)

    async def close(self) -> None:
        return None
