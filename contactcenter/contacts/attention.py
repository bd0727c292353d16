"""What texts and mails do to contacts that existed already, for a whole batch. Called by the actions that receive."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, update

from contactcenter.contacts import states
from contactcenter.contacts.intake import Thread, add_matters, history_line, title_of
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import OFFERS_TOPIC
from contactcenter.db import Session
from contactcenter.events import Fact
from contactcenter.journal import history

_CONTACTS = cast(Table, Contact.__table__)
_HEARD = {
    "last_inbound_at": bindparam("inbound_at"),
    "updated_at": bindparam("at"),
    "version": _CONTACTS.c.version + 1,
}
# Most texts come to a contact that stays where it is; writing its ten other columns again would double the cost.
_STAY = update(_CONTACTS).where(_CONTACTS.c.id == bindparam("key")).values(_HEARD)
_COLUMNS = (
    "agent_id",
    "preferred_agent_id",
    "place_id",
    "waits_since",
    "state_since",
    "closed_at",
    "snoozed_until",
    "wrap_up_until",
)
_MOVE = (
    update(_CONTACTS)
    .where(_CONTACTS.c.id == bindparam("key"))
    .values({name: bindparam(f"new_{name}") for name in _COLUMNS} | {"state": bindparam("to")} | _HEARD)
)


async def bring_to_attention(session: Session, threads: Sequence[Thread[Any]], *, now: datetime) -> None:
    """Back to work, to the same agent first, in their old place. The contacts must be held by the caller."""
    existing = _by_contact(threads)
    rows = [_heard(thread, contact, now) for thread, contact in existing]
    moves = {contact.id: _move(thread, contact, now) for thread, contact in existing}
    staying = [row for row in rows if not moves[row["key"]]]
    moving = [row | moves[row["key"]] for row in rows if moves[row["key"]]]
    for statement, of_kind in ((_STAY, staying), (_MOVE, moving)):
        if of_kind:
            await session.execute(statement, of_kind)
    # What was asked before has its outcome; what the owner writes after the closing is one matter more.
    again = {
        contact.id: title_of(thread.needs_agent[0])
        for thread, contact in existing
        if contact.state == states.CLOSED and thread.needs_agent
    }
    await add_matters(session, again)
    contacts = {contact.id: contact for _, contact in existing}
    moved = [(row, contacts[row["key"]]) for row in moving if row["to"] != contacts[row["key"]].state]
    await history.write_many(session, [_history_line(row, contact, now) for row, contact in moved])
    _tell(session, threads, queued={row["key"] for row, _ in moved if row["to"] == states.QUEUED})


def _by_contact(threads: Sequence[Thread[Any]]) -> list[tuple[Thread[Any], Contact]]:
    """What came in contacts that existed already; threads of merged contacts count as one."""
    existing: dict[str, tuple[Thread[Any], Contact]] = {}
    for thread in threads:
        contact = thread.contact
        if contact is None or thread.is_new:
            continue
        first, _ = existing.get(contact.id, (None, contact))
        existing[contact.id] = (_together(first, thread) if first else thread), contact
    return list(existing.values())


def _together(first: Thread[Any], second: Thread[Any]) -> Thread[Any]:
    arrivals, needs_agent = [*first.arrivals, *second.arrivals], [*first.needs_agent, *second.needs_agent]
    return replace(first, arrivals=arrivals, needs_agent=needs_agent)


def _tell(session: Session, threads: Sequence[Thread[Any]], *, queued: Collection[str]) -> None:
    """`queued` are the contacts that wait again; the new ones wait too. What an agent holds moves no queue."""
    contacts = [(thread, thread.contact) for thread in threads if thread.contact is not None]
    for thread, contact in contacts:
        session.record(Fact("contact.changed", contact.id, contact.version + (not thread.is_new)))
    waiting = [contact for thread, contact in contacts if thread.is_new or contact.id in queued]
    queues = dict.fromkeys(contact.queue_id for contact in waiting if contact.queue_id is not None)
    session.record(*(Fact("queue.changed", queue_id) for queue_id in queues))
    if waiting:
        session.wake(OFFERS_TOPIC)


def _heard(thread: Thread[Any], contact: Contact, now: datetime) -> dict[str, Any]:
    return {"key": contact.id, "at": now, "inbound_at": thread.arrivals[-1].received_at}


def _move(thread: Thread[Any], contact: Contact, now: datetime) -> dict[str, Any]:
    """The columns that change beside the time; nothing where the contact stays as it is."""
    to = states.AFTER_INBOUND[contact.state] if thread.needs_agent else contact.state
    keeps_state, place_id = to == contact.state, contact.place_id or thread.place_id
    if keeps_state and place_id == contact.place_id:
        return {}
    columns = {name: getattr(contact, name) for name in _COLUMNS} | {"place_id": place_id}
    if to == states.QUEUED and not keeps_state:
        preferred = contact.agent_id or contact.preferred_agent_id
        columns |= {"agent_id": None, "preferred_agent_id": preferred, "waits_since": now}
    if not keeps_state:
        columns |= {"state_since": now, "closed_at": None, "snoozed_until": None, "wrap_up_until": None}
    return {"to": to} | {f"new_{name}": value for name, value in columns.items()}


def _history_line(row: Mapping[str, Any], contact: Contact, now: datetime) -> dict[str, Any]:
    act = "reopened" if contact.state == states.CLOSED else "owner_answered"
    details = {"from": contact.state, "to": row["to"]}
    if contact.agent_id is not None and row["new_agent_id"] is None:
        details |= {"from_agent": contact.agent_id, "to_agent": None}
    return history_line(contact.id, act, now, **details)
