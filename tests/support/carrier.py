"""A carrier that only remembers: what it was asked to send, and how it is to behave."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from contactcenter.errors import SendError


@dataclass
class RememberingCarrier:
    """Takes each text, unless `fails` holds an error to raise first."""

    sent: list[dict[str, str]] = field(default_factory=list)
    media_urls: list[list[str]] = field(default_factory=list)
    looked_for: list[dict[str, str]] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    fails: list[SendError] = field(default_factory=list)

    async def send_text(self, *, sender: str, recipient: str, text: str, media_urls: Sequence[str] = ()) -> str:
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append({"sender": sender, "recipient": recipient, "text": text})
        self.media_urls.append(list(media_urls))
        return f"SM{len(self.sent)}"

    async def find_text(self, *, sender: str, recipient: str, text: str, since: datetime) -> str | None:
        self.looked_for.append({"sender": sender, "recipient": recipient, "text": text})
        return self.known.get(text)

    async def check(self) -> str:
        return "The account is fine."

    @property
    def texts(self) -> Sequence[str]:
        return [sent["text"] for sent in self.sent]
