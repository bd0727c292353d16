"""Finds contacts whose clocks may have changed: what was added to the history since, and clocks whose time has come.

Rows are followed by their ids, which are in the order of time. On SQLite they also appear in that order. On PostgreSQL
a transaction may commit rows older than what was seen already, so rows count as settled only when they are older than
every transaction still writing; younger ones are looked through again, and those seen are remembered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import CursorResult, Select, func, select, text, update

from contactcenter import clock
from contactcenter.contacts.models import Contact, Message
from contactcenter.db import Session, insert, lowest_id_at, new_id
from contactcenter.journal.models import HistoryEntry
from contactcenter.sla.events import TALK_STARTED
from contactcenter.sla.models import SlaClock, SlaProgress

# A node that is gone is followed by another one after so long.
LEASE: Final = timedelta(seconds=10)
# Clocks of nodes and of the database may differ by so much.
SKEW: Final = timedelta(seconds=5)
MOST_ROWS: Final = 1000
MOST_CONTACTS: Final = 300
_ONE_ROW: Final = 1
_WRITING: Final = text(
    "SELECT min(xact_start) FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL"
)


@dataclass(slots=True)
class Trail:
    """How far this process has read: everything up to `settled_id`, and of what came later the ids in `seen`."""

    settled_id: str = ""
    read_id: str = ""
    seen: dict[str, None] = field(default_factory=dict)


def begin_trail(progress: SlaProgress) -> Trail:
    """From where the one before came to; a clock that was set back meanwhile hides nothing."""
    return Trail(min(progress.settled_id, lowest_id_at(clock.now() - SKEW)))


async def find_progress(session: Session) -> SlaProgress | None:
    return (await session.scalars(select(SlaProgress))).one_or_none()


async def begin(session: Session, *, now: datetime) -> None:
    """The first look of an installation; whoever comes second changes nothing."""
    row = {"id": _ONE_ROW, "settled_id": "", "begun_at": now, "keeper": "", "kept_until": now, "version": 1}
    await session.execute(insert(session, SlaProgress).values(**row).on_conflict_do_nothing(index_elements=["id"]))


async def take_turn(session: Session, version: int, **changes: Any) -> bool:
    """Whether nobody wrote clocks since `version` was read; the caller writes now and others have to look again."""
    statement = update(SlaProgress).where(SlaProgress.version == version)
    statement = statement.values(version=version + 1, **changes).execution_options(synchronize_session=False)
    result = await session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


async def pass_turn(session: Session) -> None:
    """The caller writes clocks: whoever derived some from what stood before has to look again."""
    statement = update(SlaProgress).values(version=SlaProgress.version + 1)
    await session.execute(statement.execution_options(synchronize_session=False))


async def glance(session: Session, *, now: datetime) -> tuple[str, bool]:
    """The id of the newest row anywhere, and whether a clock's time has come: what a look costs when all is quiet."""
    newest_line = select(func.max(HistoryEntry.id)).scalar_subquery()
    newest_message = select(func.max(Message.id)).scalar_subquery()
    is_due = select(SlaClock.next_at).where(SlaClock.next_at <= now).exists()
    of_history, of_messages, has_due = (await session.execute(select(newest_line, newest_message, is_due))).one()
    return max(of_history or "", of_messages or ""), bool(has_due)


async def read_news(session: Session, trail: Trail, newest_id: str) -> tuple[list[str], bool]:
    """The contacts of rows not seen yet, and whether there are more than were read. The trail moves on.

    `newest_id` is what a glance saw just before.
    """
    if newest_id <= trail.settled_id:
        return [], False
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    settled_until = await _settled_until(session) if is_postgresql else None
    trail.read_id = max(trail.read_id, trail.settled_id)
    rows: list[tuple[str, str]] = []
    ends = []
    for query in (_history(), _messages()):
        found = list(await session.execute(_after(query, trail.read_id).limit(MOST_ROWS)))
        rows += [(id_, contact_id) for id_, contact_id in found]
        ends += [found[-1][0]] if len(found) == MOST_ROWS else []
    # Two tables are read side by side: only as far as both were read.
    end = min(ends, default=max([trail.read_id, newest_id, *(id_ for id_, _ in rows)]))
    rows = [row for row in rows if row[0] <= end]
    if is_postgresql:
        rows += await _late(session, trail)
    contact_ids = dict.fromkeys(contact_id for id_, contact_id in rows if id_ not in trail.seen)
    _move_on(trail, [id_ for id_, _ in rows], end, settled_until)
    return list(contact_ids), bool(ends)


def _move_on(trail: Trail, ids: Sequence[str], end: str, settled_until: str | None) -> None:
    trail.read_id = end
    trail.settled_id = end if settled_until is None else max(trail.settled_id, min(end, settled_until))
    trail.seen |= dict.fromkeys(ids)
    trail.seen = {id_: None for id_ in trail.seen if id_ > trail.settled_id}


async def with_survivors(session: Session, contact_ids: Sequence[str]) -> list[str]:
    """These, and those they were merged into: what is written in a merged thread is answered there."""
    if not contact_ids:
        return []
    merged = select(Contact.merged_into_id).where(Contact.id.in_(contact_ids), Contact.merged_into_id.is_not(None))
    return list(dict.fromkeys([*contact_ids, *(id_ for id_ in await session.scalars(merged) if id_)]))


async def due_contacts(session: Session, *, now: datetime) -> list[str]:
    """Contacts with a clock that breaches or takes a step now, the most pressing first."""
    query = select(SlaClock.contact_id).where(SlaClock.next_at <= now).order_by(SlaClock.next_at)
    return list(dict.fromkeys(await session.scalars(query.limit(MOST_CONTACTS))))


async def _late(session: Session, trail: Trail) -> list[tuple[str, str]]:
    """What appeared among rows read before."""
    late: list[tuple[str, str]] = []
    for query in (_history(), _messages()):
        found = await session.execute(_after(query, trail.settled_id).where(_id_of(query) <= trail.read_id))
        late += [(id_, contact_id) for id_, contact_id in found if id_ not in trail.seen]
    return late


async def _settled_until(session: Session) -> str:
    """No row with an id below this one will appear any more."""
    oldest = await session.scalar(_WRITING)
    moment = min(clock.now(), oldest or clock.now()) - SKEW
    return lowest_id_at(moment)


def _history() -> Select[str, str]:
    return select(HistoryEntry.id, HistoryEntry.subject_id).where(HistoryEntry.subject_kind == "contact")


def _messages() -> Select[str, str]:
    """What is said by rules, and notes, move no clock."""
    is_word = (Message.kind == "message") & (Message.author_kind != "system")
    is_talk = (Message.kind == "call_event") & (Message.text == TALK_STARTED)
    return select(Message.id, Message.contact_id).where(is_word | is_talk)


def _after(query: Select[str, str], id_: str) -> Select[str, str]:
    return query.where(_id_of(query) > id_).order_by(_id_of(query))


def _id_of(query: Select[str, str]) -> Any:
    return query.selected_columns[0]


def new_keeper() -> str:
    """A name for a process that follows."""
    return new_id()
