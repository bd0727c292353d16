"""What the simulated mail world is told when it is built."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class MailLine:
    """A mailbox of the account; `names` by language."""

    address: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MailService:
    """Where mail goes in both directions.

    The account hands its mails to `host`:`port` by SMTP (port 0: any free one); what people write is posted to
    `webhook_url` with `webhook_token`, as a mail gateway does.
    """

    lines: tuple[MailLine, ...]
    webhook_url: str
    webhook_token: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 0
