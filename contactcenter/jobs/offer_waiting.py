"""Offers waiting contacts to free agents. Woken whenever a contact or an agent changed, and twice a second.

`Matcher` is what runs: it keeps a picture of who waits and who is free, so that a pass costs what has changed, however
many wait. It hears of each commit by its facts, this node's at once and the others' over the live bus. Where the bus
tells that something may have been missed, and every few seconds anyhow, it compares its picture with the rows; where a
pass fails, it forgets the picture and reads everything anew.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from contactcenter.db import Database
from contactcenter.events import Fact
from contactcenter.live.bus import InProcessBus, Resync
from contactcenter.live.leading import Leadership
from contactcenter.routing.engine.values import Match
from contactcenter.routing.picture import Changes, Picture
from contactcenter.routing.proposing import propose

# One matcher at a time where several nodes share a PostgreSQL.
MATCHER_LOCK: Final = 7_310_003
# Comparing takes at most so much of the time, and comes no more often than this.
COMPARES_EVERY_SECONDS: Final = 2.0
SHARE_OF_COMPARING: Final = 0.02
# While other nodes cannot be heard, what they do is found by comparing alone.
COMPARES_WHEN_DEAF_SECONDS: Final = 0.5
SHARE_WHEN_DEAF: Final = 0.2
# While nobody has room, those who arrive are read together.
READS_EVERY_SECONDS: Final = 0.5
# Nor is each of many who arrive at once read alone: a pass that left somebody waiting is followed by a pause of so many
# times its length; on a machine that stalls, a long pass is no reason to make people wait.
REST: Final = 5
LONGEST_REST_SECONDS: Final = 0.5


async def fire(db: Database, *, now: datetime) -> int:
    """One pass with nothing remembered: read everything, decide, make the offers. Returns how many were made."""
    async with db.reading() as session:
        picture = await Picture.of(session, now=now)
    return await _offer(db, picture.engine.decide(now), now)


async def _offer(db: Database, matches: list[Match], now: datetime) -> int:
    if not matches:
        return 0
    async with db.transaction() as session:
        return await propose(session, matches, now=now)


@dataclass(slots=True)
class _Pace:
    """Moments of the loop's clock: when the rows were last read and compared, and until when there is rest."""

    read_at: float = float("-inf")
    compares_at: float = float("-inf")
    rests_until: float = float("-inf")


class Matcher:
    """The matching of this node; of several that share a database one leads and the others remember nothing."""

    def __init__(self, bus: InProcessBus) -> None:
        self._bus = bus
        self._leadership = Leadership(MATCHER_LOCK)
        self._changes = Changes()
        self._picture: Picture | None = None
        self._pace = _Pace()
        bus.follow(self._hear)

    async def fire(self, db: Database, *, now: datetime) -> int:
        """Offer what has become possible. Returns how much was decided: once more, and it is seen what came of it."""
        # Whatever fails below leaves no picture, so that the next pass begins anew.
        picture, self._picture = self._picture, None
        if not await self._leadership.is_ours(db):
            self._changes = Changes()
            return 0
        if picture is not None and await self._is_idle(picture, now):
            self._picture = picture
            return 0
        began = _clock()
        picture = await self._read(db, now) if picture is None else await self._follow(db, picture, now)
        matches = picture.engine.decide(now)
        await _offer(db, matches, now)
        # Offered or not, they are read again; until then the engine takes its matches for made.
        self._changes.contacts.update(match.contact.id for match in matches)
        self._changes.agents.update(agent.id for match in matches for agent in match.agents)
        waits_in_vain = bool(picture.engine.contacts) and not matches
        rest = min(REST * (_clock() - began), LONGEST_REST_SECONDS) if waits_in_vain else 0.0
        self._pace.rests_until = _clock() + rest
        self._picture = picture
        return len(matches)

    async def close(self) -> None:
        """Leave the place to another node at once."""
        with suppress(SQLAlchemyError, OSError):
            await self._leadership.give_up()

    def _hear(self, news: list[Fact] | Resync) -> None:
        self._changes.hear(news)

    async def _is_idle(self, picture: Picture, now: datetime) -> bool:
        """Whether nobody can have become suitable for anything since the last pass."""
        changes, due = self._changes, picture.engine.next_due()
        if changes.is_unsure or changes.is_urgent or _clock() >= self._pace.compares_at or (due and due <= now):
            return False
        if picture.may_free_somebody(changes):
            return False
        if not picture.askable and _clock() < self._pace.read_at + READS_EVERY_SECONDS:
            return True
        if changes.contacts:
            await asyncio.sleep(max(0.0, self._pace.rests_until - _clock()))
        return not changes.contacts

    async def _read(self, db: Database, now: datetime) -> Picture:
        # What is heard from here on may be newer than what is read.
        self._changes = Changes()
        began = _clock()
        async with db.reading() as session:
            picture = await Picture.of(session, now=now)
        self._compared(began)
        return picture

    async def _follow(self, db: Database, picture: Picture, now: datetime) -> Picture:
        changes, self._changes = self._changes, Changes()
        async with db.reading() as session:
            if changes.is_unsure or _clock() >= self._pace.compares_at:
                began = _clock()
                changes.contacts |= await picture.compare(session, now=now)
                self._compared(began)
            await picture.follow(session, changes, now=now)
        self._pace.read_at = _clock()
        return picture

    def _compared(self, began: float) -> None:
        cost = _clock() - began
        pause = max(COMPARES_EVERY_SECONDS, cost / SHARE_OF_COMPARING)
        if not self._bus.is_connected:
            pause = max(COMPARES_WHEN_DEAF_SECONDS, cost / SHARE_WHEN_DEAF)
        self._pace.read_at = _clock()
        self._pace.compares_at = self._pace.read_at + pause


def _clock() -> float:
    return asyncio.get_running_loop().time()
