"""The working heart of the carrier: takes texts from both sides, moves them on, and posts the webhooks it owes.

Everything is a row first. The loop may die at any moment; at the next start it goes on with what is due.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import aiohttp
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from channels.simulator import media, texts, webhooks
from channels.simulator.feed import Feed
from channels.simulator.fetching_media import fetch_file
from channels.simulator.media import GivenFile
from channels.simulator.posting import post_webhook
from channels.simulator.rounds import go_round
from channels.simulator.settings import Account, Pace
from channels.simulator.tables import PhoneLine, Text, Webhook
from channels.simulator.texts import OutgoingText
from channels.simulator.views import text_frame
from contactcenter.db import Database, Session
from contactcenter.errors import InvalidInput, NotFound

log = logging.getLogger(__name__)

POSTS_AT_ONCE = 20


class Exchange:
    """One account's traffic. `start` and `close` belong to the application's life."""

    def __init__(self, database: Database, account: Account, *, pace: Pace, now: Callable[[], datetime]) -> None:
        self.database = database
        self.account = account
        self.pace = pace
        self.now = now
        self.feed = Feed()
        # Where a phone finds a file, with {sid} in it: known once the application stands where it is mounted.
        self.media_at = "/control/media/{sid}"
        self._wake = asyncio.Event()
        self._slots = asyncio.Semaphore(POSTS_AT_ONCE)
        self._serving: dict[str, asyncio.Task[None]] = {}
        self._fetching: dict[str, asyncio.Task[None]] = {}
        self._loop: asyncio.Task[None] | None = None
        self._http: aiohttp.ClientSession | None = None

    async def start(self, *, run_loop: bool = True) -> None:
        """Connect; with `run_loop` off (tests) time passes only by `settle`."""
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self.pace.webhook_timeout))
        if run_loop:
            self._loop = asyncio.create_task(self._run(), name="simulator exchange")

    async def close(self) -> None:
        self.feed.close()
        tasks = [task for task in (self._loop, *self._serving.values(), *self._fetching.values()) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._http is not None:
            await self._http.close()

    async def take_outgoing(self, outgoing: OutgoingText) -> Text:
        """A text of the account; it is on its way when this returns."""
        async with self.database.transaction() as session:
            text = await texts.accept_outgoing(session, outgoing, pace=self.pace, now=self.now())
        self._wake.set()
        return text

    async def take_inbound(self, *, phone: str, line: str, body: str, files: Sequence[GivenFile] = ()) -> Text:
        """A person's text to a line of the account."""
        async with self.database.transaction() as session:
            row = await session.get(PhoneLine, line)
            if row is None:
                raise NotFound("There is no line with this number.")
            text = await texts.accept_inbound(
                session, self.account, phone=phone, line=row, body=body, files=files, now=self.now()
            )
        self._changed([text])
        return text

    async def try_again(self, sid: str) -> Text:
        """Hand over once more a person's text that could not be handed over."""
        async with self.database.transaction() as session:
            text = await session.scalar(select(Text).where(Text.sid == sid))
            if text is None:
                raise NotFound("There is no such text.")
            if not await webhooks.owe_again(session, sid, self.now()):
                raise InvalidInput("This text was not given up.")
            text.error_code, text.status, text.updated_at = None, "receiving", self.now()
        self._changed([text])
        return text

    def wake(self) -> None:
        """Something was owed in another's transaction: look again."""
        self._wake.set()

    async def settle(self) -> int:
        """Do everything that is due and all that follows at once from it; returns how much that was."""
        total = 0
        while done := await self._start_due():
            total += done
            await asyncio.gather(*self._serving.values(), *self._fetching.values())
        return total

    async def _run(self) -> None:
        await go_round(self._wake, self._start_due, self._seconds_to_next)

    async def _start_due(self) -> int:
        """Move due texts and begin due posts; one phone's posts go one after the other."""
        now = self.now()
        async with self.database.transaction() as session:
            moved = await texts.move_due(session, self.account, pace=self.pace, now=now)
            due = await webhooks.due(session, now, busy_phones=set(self._serving))
            waiting = await media.texts_to_fetch_for(session, busy=self._fetching)
        # Without waking the loop: it asks for the next moment anyhow, and would otherwise never sleep.
        self._publish(text for text in moved if text.status == "delivered")
        by_phone: dict[str, list[Webhook]] = defaultdict(list)
        for webhook in due:
            by_phone[webhook.phone].append(webhook)
        for phone, owed in by_phone.items():
            self._serving[phone] = asyncio.create_task(self._serve(phone, owed))
        for sid in waiting:
            self._fetching[sid] = asyncio.create_task(self._fetch(sid))
        return len(moved) + len(due) + len(waiting)

    async def _fetch(self, text_sid: str) -> None:
        """Fetch the files of an outgoing text from the account, once, and let it go on."""
        assert self._http is not None, "start() comes first"
        try:
            async with self.database.reading() as session:
                addresses = [file.source_url for file in await media.files_of(session, text_sid)]
            fetched = [await fetch_file(self._http, self.account, url) for url in addresses]
            async with self.database.transaction() as session:
                await media.record_fetched(session, text_sid, fetched, now=self.now())
        except SQLAlchemyError:
            log.exception("the files of a text could not be written down; they will be fetched again")
        finally:
            del self._fetching[text_sid]
            self._wake.set()

    async def _serve(self, phone: str, owed: Iterable[Webhook]) -> None:
        try:
            for webhook in owed:
                async with self._slots:
                    await self._post(webhook)
        except SQLAlchemyError:
            log.exception("a webhook's answer could not be written down; it will be posted again")
        finally:
            del self._serving[phone]
            self._wake.set()

    async def _post(self, webhook: Webhook) -> None:
        assert self._http is not None, "start() comes first"
        for _ in range(webhook.copies):
            answer = await post_webhook(self._http, self.account, webhook)
        moment = self.now()
        async with self.database.transaction() as session:
            recorded = await webhooks.record_answer(session, webhook.id, answer, pace=self.pace, now=moment)
            changed = await self._note_handover(session, recorded, answer.replies, moment) if recorded else []
        if answer.error_code is not None:
            log.warning(
                "webhook %s for %s: %s %s", webhook.kind, webhook.text_sid, answer.error_code, answer.error_text
            )
        self._changed(changed)

    async def _note_handover(
        self, session: Session, webhook: Webhook, replies: tuple[str, ...], now: datetime
    ) -> list[Text]:
        if webhook.kind != "inbound" or webhook.state == "pending":
            return []
        text = await session.scalar(select(Text).where(Text.sid == webhook.text_sid))
        if text is None:
            return []
        text.updated_at = now
        if webhook.state == "delivered":
            text.status = "received"
        else:
            text.error_code = webhook.error_code
        for reply in replies:
            outgoing = OutgoingText(line=text.line, phone=text.phone, body=reply, direction="outbound-reply")
            await texts.accept_outgoing(session, outgoing, pace=self.pace, now=now)
        return [text]

    async def _seconds_to_next(self) -> float | None:
        """How long the loop may sleep; None: until somebody wakes it."""
        async with self.database.reading() as session:
            query = select(func.min(Webhook.next_at)).where(Webhook.state == "pending")
            if self._serving:
                query = query.where(Webhook.phone.not_in(self._serving))
            moments = [await session.scalar(query), await session.scalar(select(func.min(Text.next_step_at)))]
        waits = [(moment - self.now()).total_seconds() for moment in moments if moment is not None]
        return max(0.0, min(waits)) if waits else None

    def _changed(self, changed: Iterable[Text]) -> None:
        self._publish(changed)
        self._wake.set()

    def _publish(self, changed: Iterable[Text]) -> None:
        for text in changed:
            self.feed.publish(text.phone, text_frame(text, self.media_at))
