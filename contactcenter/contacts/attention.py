"""What texts do to contacts that existed already, for a whole batch. Called by `actions/receive_messages.py`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, update

from contactcenter.contacts import states
from contactcenter.contacts.intake import Thread, add_matters, history_line
from contactcenter.contacts.matters import subject_of
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import OFFERS_TOPIC
from contactcenter.db import Session
from contactcenter.events import Fact
from contactcenter.journal import history

_CONTACTS = cast(Table, Contact.__table__)
_COLUMNS = ("agent_id", "preferred_agent_id", "place_id", "state_since", "closed_at", "snoozed_until", "wrap_up_until")
_MOVE = (
    update(_CONTACTS)
    .where(_CONTACTS.c.id == bindparam("key"))
    .values(
        {name: bindparam(f"new_{name}") for name in _COLUMNS}
        | {
            "state": bindparam("to"),
            "last_inbound_at": bindparam("inbound_at"),
            "updated_at": bindparam("at"),
            "version": _CONTACTS.c.version + 1,
        }
    )
)


async def bring_to_attention(session: Session, threads: Sequence[Thread], *, now: datetime) -> None:
    """Back to work, to the same agent first, in their old place. The contacts must be held by the caller."""
    existing = [(thread, thread.contact) for thread in threads if thread.contact is not None and not thread.is_new]
    rows = [_moved(thread, contact, now) for thread, contact in existing]
    if rows:
        await session.execute(_MOVE, rows)
    # What was asked before has its outcome; what the owner writes after the closing is one matter more.
    again = {
        contact.id: subject_of(thread.needs_agent[0].text)
        for thread, contact in existing
        if contact.state == states.CLOSED and thread.needs_agent
    }
    await add_matters(session, again)
    moved = [(row, contact) for row, (_, contact) in zip(rows, existing, strict=True) if row["to"] != contact.state]
    await history.write_many(session, [_history_line(row, contact, now) for row, contact in moved])
    _tell(session, threads, queued={row["key"] for row, _ in moved if row["to"] == states.QUEUED})


def _tell(session: Session, threads: Sequence[Thread], *, queued: Collection[str]) -> None:
    """`queued` are the contacts that wait again; the new ones wait too. What an agent holds moves no queue."""
    contacts = [(thread, thread.contact) for thread in threads if thread.contact is not None]
    for thread, contact in contacts:
        session.record(Fact("contact.changed", contact.id, contact.version + (not thread.is_new)))
    waiting = [contact for thread, contact in contacts if thread.is_new or contact.id in queued]
    queues = dict.fromkeys(contact.queue_id for contact in waiting if contact.queue_id is not None)
    session.record(*(Fact("queue.changed", queue_id) for queue_id in queues))
    if waiting:
        session.wake(OFFERS_TOPIC)


def _moved(thread: Thread, contact: Contact, now: datetime) -> dict[str, Any]:
    to = states.AFTER_INBOUND[contact.state] if thread.needs_agent else contact.state
    keeps_state = to == contact.state
    requeued = to == states.QUEUED and not keeps_state
    columns = {name: getattr(contact, name) for name in _COLUMNS} | {"place_id": contact.place_id or thread.place_id}
    if requeued:
        columns |= {"agent_id": None, "preferred_agent_id": contact.agent_id or contact.preferred_agent_id}
    if not keeps_state:
        columns |= {"state_since": now, "closed_at": None, "snoozed_until": None, "wrap_up_until": None}
    row = {"key": contact.id, "to": to, "at": now}
    row["inbound_at"] = thread.texts[-1].received_at
    return row | {f"new_{name}": value for name, value in columns.items()}


def _history_line(row: Mapping[str, Any], contact: Contact, now: datetime) -> dict[str, Any]:
    act = "reopened" if contact.state == states.CLOSED else "owner_answered"
    details = {"from": contact.state, "to": row["to"]}
    if contact.agent_id is not None and row["new_agent_id"] is None:
        details |= {"from_agent": contact.agent_id, "to_agent": None}
    return history_line(contact.id, act, now, **details)
