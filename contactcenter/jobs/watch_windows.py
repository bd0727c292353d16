"""Notices windows that vanished with their node, and agents who did not come back after their last one had closed."""

from datetime import datetime

from contactcenter.actions.lose_window import GONE_AFTER, close_windows, lose_agent
from contactcenter.agents import connections
from contactcenter.db import Database


class WatchWindows:
    """`windows` are those whose live sockets lead to this node, with their agents."""

    def __init__(self, windows: dict[str, str], *, node: str) -> None:
        self._windows = windows
        self._node = node

    async def fire(self, db: Database, *, now: datetime) -> int:
        """Put rows right that do not say who is there, then send home who is gone; returns how many were."""
        mine = dict(self._windows)
        async with db.reading() as session:
            dead, unknown = await connections.misremembered(session, mine, node=self._node, now=now)
            gone = await connections.vanished(session)
        if dead or unknown:
            await self._put_right(db, dead, unknown, now)
        lost = sorted(agent_id for agent_id, since in gone.items() if since <= now - GONE_AFTER)
        return sum([await self._lose(db, agent_id, now) for agent_id in lost])

    async def _put_right(self, db: Database, dead: list[str], unknown: set[str], now: datetime) -> None:
        async with db.transaction() as session:
            # A window may have opened or closed here since we looked.
            await close_windows(session, [id_ for id_ in dead if id_ not in self._windows], now=now)
            back = {id_: self._windows[id_] for id_ in unknown if id_ in self._windows}
            await connections.reopen_connections(session, back, node=self._node, now=now)

    async def _lose(self, db: Database, agent_id: str, now: datetime) -> bool:
        async with db.transaction() as session:
            return await lose_agent(session, agent_id, now=now)
