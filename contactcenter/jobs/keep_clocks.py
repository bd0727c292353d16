"""Keeps the clocks of contacts: follows what is added to the history, and takes the steps whose time has come.

One process of a database follows at a time. What it has read and not yet written is kept, so that a failed pass loses
nothing; after a restart the last moments are read again, which changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from contactcenter.actions.take_sla_steps import take_sla_steps
from contactcenter.contacts.models import Contact
from contactcenter.db import Database, Session
from contactcenter.events import Fact
from contactcenter.sla import following, keeping
from contactcenter.sla.following import LEASE, MOST_CONTACTS, Trail
from contactcenter.sla.keeping import Changes, Rules, Shown
from contactcenter.sla.models import SlaProgress


@dataclass(frozen=True, slots=True)
class _Look:
    """What one pass found: the contacts whose clocks may have changed, and what is to be written."""

    batch: Sequence[str] = ()
    made: Mapping[str, Sequence[Shown]] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    rules: Rules | None = None
    has_more: bool = False


@dataclass(slots=True)
class KeepClocks:
    """The job, with what this process knows of how far it got."""

    keeper: str = field(default_factory=following.new_keeper)
    trail: Trail | None = None
    pending: dict[str, None] = field(default_factory=dict)

    async def fire(self, db: Database, *, now: datetime) -> int:
        """One pass over at most so many contacts; returns how many are known to be left."""
        async with db.reading() as session:
            progress = await following.find_progress(session)
            if progress is not None and self._is_mine(db, progress, now):
                look = await self._look(session, progress, now)
            else:
                # Whoever follows now has its own trail.
                self.trail, self.pending, look = None, {}, None
        if progress is None:
            async with db.transaction() as session:
                await following.begin(session, now=now)
            return await self.fire(db, now=now)
        return 0 if look is None else await self._keep(db, progress, look, now)

    async def _look(self, session: Session, progress: SlaProgress, now: datetime) -> _Look:
        trail = self.trail = self.trail or following.begin_trail(progress)
        newest_id, has_due = await following.glance(session, now=now)
        news, has_more = await following.read_news(session, trail, newest_id)
        self.pending |= dict.fromkeys(await following.with_survivors(session, news))
        due = await following.due_contacts(session, now=now) if has_due else []
        batch = list(dict.fromkeys([*due, *self.pending]))[:MOST_CONTACTS]
        if not batch:
            return _Look()
        rules = await keeping.read_rules(session, now=now)
        made = await keeping.make_clocks(session, batch, rules, now=now)
        return _Look(batch, made, await keeping.differing(session, made), rules, has_more)

    async def _keep(self, db: Database, progress: SlaProgress, look: _Look, now: datetime) -> int:
        left = {id_: None for id_ in self.pending if id_ not in set(look.batch)}
        has_news = bool(look.changes.contact_ids) or self._lease_ends(db, progress, now)
        if has_news and not await self._write(db, progress, look.changes, is_done=not left, now=now):
            return 0
        self.pending = left
        for contact_id in (id_ for id_, clocks in look.made.items() if any(shown.steps_due for shown in clocks)):
            assert look.rules is not None, "clocks are made by rules"
            async with db.transaction() as session:
                await following.pass_turn(session)
                await take_sla_steps(session, contact_id, look.rules, now=now)
        return len(left) + look.has_more

    def _is_mine(self, db: Database, progress: SlaProgress, now: datetime) -> bool:
        """On SQLite there is one process; elsewhere whoever follows says so again and again."""
        return db.is_sqlite or progress.keeper == self.keeper or progress.kept_until <= now

    def _lease_ends(self, db: Database, progress: SlaProgress, now: datetime) -> bool:
        return not db.is_sqlite and (progress.keeper != self.keeper or progress.kept_until <= now + LEASE / 2)

    async def _write(
        self, db: Database, progress: SlaProgress, changes: Changes, *, is_done: bool, now: datetime
    ) -> bool:
        assert self.trail is not None, "nothing is written before anything was read"
        settled = {"settled_id": self.trail.settled_id} if is_done else {}
        lease = {} if db.is_sqlite else {"keeper": self.keeper, "kept_until": now + LEASE}
        async with db.transaction() as session:
            if not await following.take_turn(session, progress.version, **settled, **lease):
                return False
            await keeping.write(session, changes)
            await _tell(session, changes)
        return True


async def _tell(session: Session, changes: Changes) -> None:
    """Screens hear of clocks that run, and of those that ended before their eyes."""
    news = {row["contact_id"] for row in changes.changed}
    news |= {row["contact_id"] for row in changes.added if row["ended_at"] is None}
    holders = await session.execute(select(Contact.id, Contact.agent_id).where(Contact.id.in_(news))) if news else ()
    session.record(*(Fact("sla.changed", id_, holder_id=agent_id) for id_, agent_id in holders))
