"""A carrier's side of a stream of texts: signed webhooks, each repeated until it is acknowledged."""

import asyncio
import base64
import hashlib
import hmac
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping

import aiohttp

from tests.support.service import AUTH_TOKEN, LINE, Process, new_sid

SENDERS = 6
SMS_PATH = "/webhooks/twilio/sms"
PATIENCE_SECONDS = 30
# The texts of a stream that a database of ours holds, and those of ours that the carrier's books hold.
STORED = "SELECT external_id FROM messages WHERE direction = 'inbound' AND external_id LIKE 'SM%'"
SENT_BY_US = "SELECT phone FROM texts WHERE direction LIKE 'outbound%'"


def signed(url: str, form: Mapping[str, str]) -> str:
    """Twilio's signature, computed here by its published rule and not by the product's own code."""
    text = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(AUTH_TOKEN.encode(), text.encode(), hashlib.sha1).digest()).decode()


class Stream:
    """Sends texts from many numbers until told to stop. `base_url` says, for each attempt, where to.

    `public_base_url` is the address the product knows itself by, over which webhooks are signed.
    """

    def __init__(
        self, base_url: Callable[[], str], seed: int, *, public_base_url: str = "", pause_seconds: float = 0
    ) -> None:
        self._base_url = base_url
        self._public_base_url = public_base_url
        self._pause_seconds = pause_seconds
        self.random = random.Random(seed)
        self.acknowledged: dict[str, str] = {}
        self.stopping = asyncio.Event()

    async def run(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as http:
            await asyncio.gather(*(self._send_from(http, number) for number in range(SENDERS)))

    async def reaches(self, count: int) -> None:
        """Return once so many texts are acknowledged."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(self.acknowledged) < count:  # noqa: ASYNC110 (the stream has no other news)
                await asyncio.sleep(0.02)

    async def _send_from(self, http: aiohttp.ClientSession, number: int) -> None:
        count = 0
        while not self.stopping.is_set():
            count += 1
            # A new number every third text, so that contacts begin as well as grow.
            sender = f"+8526{number}{count // 3:06}"
            await self._send_until_acknowledged(http, {"From": sender, "Body": f"3座12樓B室 漏水 {count}"})
            await asyncio.sleep(self._pause_seconds)

    async def _send_until_acknowledged(self, http: aiohttp.ClientSession, text: dict[str, str]) -> None:
        sid = new_sid()
        form = {"MessageSid": sid, "AccountSid": "AC" + "5" * 32, "To": LINE, "NumMedia": "0", **text}
        while True:
            url = f"{self._base_url()}{SMS_PATH}"
            headers = {"X-Twilio-Signature": signed(f"{self._public_base_url or self._base_url()}{SMS_PATH}", form)}
            try:
                async with http.post(url, data=form, headers=headers) as answer:
                    await answer.read()
                    if answer.status == 200:
                        self.acknowledged[sid] = text["From"]
                        return
                    assert answer.status >= 500, f"a signed text was refused with {answer.status}"
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(0.05)


def acknowledgements(carrier: Process) -> Counter[str]:
    """How many texts of ours the carrier took, by number: read from the carrier's own books."""
    with sqlite3.connect(f"file:{carrier.folder / 'simulator.db'}?mode=ro", uri=True) as books:
        return Counter(number for (number,) in books.execute(SENT_BY_US))
