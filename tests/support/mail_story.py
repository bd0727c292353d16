"""An owner of a story who writes mails from a mailbox at the simulated carrier."""

import base64
from dataclasses import dataclass

import aiohttp

from tests.support.story import Json, eventually


@dataclass
class MailOwner:
    """Somebody with a mailbox."""

    http: aiohttp.ClientSession
    simulator_url: str
    address: str
    service: str = "service@emeraldbay.example"

    @property
    def _box(self) -> str:
        return f"{self.simulator_url}/control/mailboxes/{self.address}/mails"

    async def write(self, text: str, *, subject: str = "", answers: str = "", photo: bytes = b"") -> Json:
        file = {"name": "photo.jpg", "content_type": "image/jpeg", "content_base64": base64.b64encode(photo).decode()}
        body = {
            "to": self.service,
            "subject": subject,
            "text": text,
            "in_reply_to_mail_id": answers,
            "attachments": [file] if photo else [],
        }
        async with self.http.post(self._box, json=body) as answer:
            sent: Json = await answer.json()
            assert answer.status == 201, sent
            return sent

    async def received(self) -> list[Json]:
        """The mails in the inbox, oldest first."""
        async with self.http.get(self._box) as answer:
            items: list[Json] = (await answer.json())["items"]
        return [mail for mail in items if mail["direction"] == "received"]

    async def reads(self, *words: str) -> Json:
        """The first mail in the inbox whose subject or text holds all these words."""

        async def look() -> Json | None:
            mails = await self.received()
            return next((m for m in mails if all(word in m["subject"] + m["text"] for word in words)), None)

        return await eventually(look, f"a mail with {words} for {self.address}")

    async def answer_to(self, mail: Json, text: str) -> Json:
        """As mail programs answer: the old mail quoted under the new words."""
        quoted = "\n".join(f"> {line}".rstrip() for line in mail["text"].split("\n"))
        whole = f"{text}\n\n從我的 iPhone 傳送\n\n{mail['from']} 於 2026年7月1日 22:10 寫道：\n\n{quoted}"
        subject = mail["subject"] if mail["subject"].startswith("Re:") else f"Re: {mail['subject']}"
        return await self.write(whole, subject=subject, answers=mail["id"])
