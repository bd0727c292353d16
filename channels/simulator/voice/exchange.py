"""The working heart of the telephone half: moves calls on when their time comes and fetches the documents they need.

Everything is a row first. The loop may die at any moment; at the next start it goes on with what is due. Webhooks that
calls owe are posted by the text exchange's loop, which this one wakes.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable

import aiohttp
from sqlalchemy import func, or_, select
from sqlalchemy.exc import SQLAlchemyError

from channels.simulator.exchange import Exchange
from channels.simulator.rounds import go_round
from channels.simulator.voice import running
from channels.simulator.voice.fetching import fetch_document
from channels.simulator.voice.program import Fetch
from channels.simulator.voice.tables import Call
from channels.simulator.voice.turn import Turn
from channels.simulator.voice.views import call_view, device_view
from contactcenter.db import Session

log = logging.getLogger(__name__)

CALLS_AT_ONCE = 100


class VoiceExchange:
    """One account's calls, on the same database, clock and feed as its texts."""

    def __init__(self, texts: Exchange) -> None:
        self.texts = texts
        self.database = texts.database
        self.account = texts.account
        self.pace = texts.pace
        self.now = texts.now
        self.feed = texts.feed
        self._wake = asyncio.Event()
        # By token: a call that was redirected waits for another document while the old answer is still on its way.
        self._fetching: dict[str, asyncio.Task[None]] = {}
        self._publishing = asyncio.Lock()
        self._loop: asyncio.Task[None] | None = None
        self._http: aiohttp.ClientSession | None = None

    async def start(self, *, run_loop: bool = True) -> None:
        """Connect; with `run_loop` off (tests) time passes only by `settle`."""
        self._http = aiohttp.ClientSession()
        if run_loop:
            self._loop = asyncio.create_task(self._run(), name="simulator calls")
            self._loop.add_done_callback(_log_end)

    async def close(self) -> None:
        tasks = [task for task in (self._loop, *self._fetching.values()) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._http is not None:
            await self._http.close()

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        """Whatever happens to calls happens in one of these: one transaction with all that follows at once."""
        async with self._turn() as turn:
            yield turn
        self._wake.set()

    async def settle(self) -> int:
        """Do everything that is due and all that follows at once from it, webhooks too; returns how much that was."""
        total = 0
        while True:
            done = await self._start_due()
            await asyncio.gather(*self._fetching.values())
            done += await self.texts.settle()
            if not done:
                return total
            total += done

    @contextlib.asynccontextmanager
    async def _turn(self) -> AsyncIterator[Turn]:
        async with self.database.transaction() as session:
            # A turn asks again and again for what it has just changed.
            session.autoflush = True
            turn = Turn(session, self.account, self.pace, self.now())
            yield turn
            await running.finish(turn)
        if turn.changed:
            await self._publish(turn.changed)
            self.texts.wake()

    async def _run(self) -> None:
        # Whoever starts together with us, or in the same server, is not listening yet.
        await asyncio.sleep(self.pace.document_retry)
        await go_round(self._wake, self._start_due, self._seconds_to_next)

    async def _start_due(self) -> int:
        """Move the calls whose time has come, and begin the fetches that are due."""
        async with self._turn() as turn:
            moved = await self._due_calls(turn)
            for call in moved:
                await running.on_time(turn, call)
        async with self.database.reading() as session:
            due = await self._due_fetches(session)
        for sid, fetch in due:
            self._fetching[fetch.token] = asyncio.create_task(self._fetch(sid, fetch))
        return len(moved) + len(due)

    async def _due_calls(self, turn: Turn) -> list[Call]:
        query = select(Call).where(or_(Call.next_at <= turn.now, Call.limit_at <= turn.now))
        return list(await turn.session.scalars(query.order_by(Call.next_at, Call.id).limit(CALLS_AT_ONCE)))

    async def _due_fetches(self, session: Session) -> list[tuple[str, Fetch]]:
        calls = await session.scalars(select(Call).where(Call.fetch_at <= self.now()).order_by(Call.fetch_at, Call.id))
        return [(call.sid, call.fetch) for call in calls if call.fetch and call.fetch.token not in self._fetching]

    async def _fetch(self, sid: str, fetch: Fetch) -> None:
        assert self._http is not None, "start() comes first"
        try:
            answer = await fetch_document(self._http, self.account, fetch, patience=self.pace.webhook_timeout)
            async with self._turn() as turn:
                call = await turn.find_call(sid)
                if call is not None:
                    await running.fetched(turn, call, fetch, answer)
        except SQLAlchemyError:
            log.exception("a document could not be written down; it will be asked for again")
        finally:
            del self._fetching[fetch.token]
            self._wake.set()

    async def _seconds_to_next(self) -> float | None:
        """How long the loop may sleep; None: until somebody wakes it."""
        fetches = select(func.min(Call.fetch_at))
        async with self.database.reading() as session:
            in_flight = await self._sids_in_flight(session)
            if in_flight:
                fetches = fetches.where(Call.sid.not_in(in_flight))
            moments = [
                await session.scalar(fetches),
                await session.scalar(select(func.min(Call.next_at))),
                await session.scalar(select(func.min(Call.limit_at))),
            ]
        waits = [(moment - self.now()).total_seconds() for moment in moments if moment is not None]
        return max(0.0, min(waits)) if waits else None

    async def _sids_in_flight(self, session: Session) -> list[str]:
        if not self._fetching:
            return []
        calls = await session.scalars(select(Call).where(Call.fetch_at.is_not(None)))
        return [call.sid for call in calls if call.fetch and call.fetch.token in self._fetching]

    async def _publish(self, sids: Iterable[str]) -> None:
        # One after the other and read anew: a turn that ended earlier must not be shown later.
        async with self._publishing, self.database.reading() as session:
            for call in await session.scalars(select(Call).where(Call.sid.in_(list(sids))).order_by(Call.id)):
                if call.status == "queued":
                    continue  # Nobody sees a leg before it rings.
                view = device_view if call.is_client else call_view
                self.feed.publish(call.phone, {"type": "call", "call": await view(session, call)})


def _log_end(loop: asyncio.Task[None]) -> None:
    """The loop only ends when it is told to, or by a mistake of ours, which must not stay silent."""
    if not loop.cancelled() and loop.exception() is not None:
        log.error("the simulator's calls stand still", exc_info=loop.exception())
