"""Stands where a mail server would, in an installation without one: everything else goes on working."""

from contactcenter.contracts import OutboundMail
from contactcenter.errors import SendError

REASON = "No mail server is set up, so mails cannot be sent."


class AbsentMailServer:
    """Refuses to send, at once and for good, so that the message is shown as not sent."""

    async def send_mail(self, mail: OutboundMail) -> dict[str, str]:
        raise SendError(REASON, code="no_mail_server", retryable=False)

    async def check(self) -> str:
        raise SendError(REASON, code="no_mail_server", retryable=False)

    async def close(self) -> None:
        return None
