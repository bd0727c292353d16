"""Reads what happened to contacts out of the append-only rows, for many contacts with three statements."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, false, func, select

from contactcenter.contacts import states
from contactcenter.contacts.models import Contact, Message
from contactcenter.contacts.order import RANKS
from contactcenter.db import Session
from contactcenter.journal.models import HistoryEntry
from contactcenter.sla.life import Answered, Event, Heard, Moved, Reclassed, Stepped, Subject

# Acts of the history that this module knows by name; of all others only the states count.
ARRIVED: Final = "arrived"
AWAITS_ANSWER: Final = frozenset({"owner_answered", "reopened", "not_delivered"})
MERGED: Final = "merged"
ABANDONED: Final = "abandoned"
# What is owed goes on in the contact by which the owner is called back, until we give up reaching her.
CALLBACK_ASKED: Final = "callback_asked"
GIVEN_UP: Final = "given_up"
STEP: Final = "sla_step"
# The reason under which a step raises the class.
BY_AGE: Final = "sla"
# Outcomes that take every promise back, where a contact has no other ones.
_IDLE: Final = frozenset({"spam", "abandoned"})
TALK_STARTED: Final = "talk.started"

# One thing that happened, with what puts it in its order among those of the same moment.
_Dated = tuple[datetime, int, str, Event]


async def read_events(session: Session, contact_ids: Collection[str]) -> list[tuple[Subject, list[Event]]]:
    """What each of these contacts is, and what happened to it in its order."""
    if not contact_ids:
        return []
    events: dict[str, list[_Dated]] = {id_: [] for id_ in contact_ids}
    first_classes: dict[str, str] = {}
    outcomes: dict[str, dict[str, str]] = {}
    for contact_id, id_, act, at, details in await session.execute(_history(contact_ids)):
        first_classes.setdefault(contact_id, details["from"]) if _is_class(details, "from") else None
        if act == "outcome":
            outcomes.setdefault(contact_id, {})[str(details.get("matter_id"))] = str(details.get("to"))
        event = _event_of(act, at, details, outcomes.get(contact_id, {}).values())
        if event is not None:
            events[contact_id].append((at, 1, id_, event))
    survivors = await _merged_into(session, contact_ids)
    for contact_id, id_, at, direction in await session.execute(_words(contact_ids, survivors)):
        event = Heard(at) if direction == "inbound" else Answered(at)
        for reader_id in {contact_id, survivors.get(contact_id, contact_id)} & events.keys():
            events[reader_id].append((at, 0, id_, event))
    columns = (Contact.id, Contact.channel, Contact.direction, Contact.class_, Contact.queued_at)
    subjects = await session.execute(select(*columns).where(Contact.id.in_(contact_ids)).order_by(Contact.id))
    return [
        (
            Subject(id_, channel, direction, first_classes.get(id_, class_), queued_at),
            [event for *_, event in sorted(events[id_], key=lambda each: each[:3])],
        )
        for id_, channel, direction, class_, queued_at in subjects
    ]


def _history(contact_ids: Collection[str]) -> Select[Any]:
    columns = (HistoryEntry.subject_id, HistoryEntry.id, HistoryEntry.act, HistoryEntry.at, HistoryEntry.details)
    query = select(*columns).where(HistoryEntry.subject_kind == "contact", HistoryEntry.subject_id.in_(contact_ids))
    return query.order_by(HistoryEntry.id)


async def _merged_into(session: Session, contact_ids: Collection[str]) -> dict[str, str]:
    """What was merged into these contacts: words in such a thread are heard, and answered, in the one it went into."""
    query = select(Contact.id, Contact.merged_into_id).where(Contact.merged_into_id.in_(contact_ids))
    return {id_: survivor_id for id_, survivor_id in await session.execute(query) if survivor_id is not None}


def _words(contact_ids: Collection[str], survivors: Mapping[str, str]) -> Select[Any]:
    """When the owner and people of ours took turns: of several words in a row the first one counts, except where two
    threads are one.

    What is said on the telephone is no message; that the talk began is an answer.
    """
    is_word = (Message.kind == "message") & (Message.channel != "voice") & (Message.author_kind != "system")
    is_talk = (Message.kind == "call_event") & (Message.text == TALK_STARTED)
    before = func.lag(Message.direction).over(partition_by=Message.contact_id, order_by=Message.id)
    columns = (Message.contact_id, Message.id, Message.created_at, Message.direction)
    said = select(*columns, before.label("before")).where(is_word | is_talk)
    turns = said.where(Message.contact_id.in_({*contact_ids, *survivors})).subquery()
    query = select(turns.c.contact_id, turns.c.id, turns.c.created_at, turns.c.direction)
    is_turn = turns.c.before.is_(None) | (turns.c.before != turns.c.direction)
    is_of_two = turns.c.contact_id.in_({*survivors, *survivors.values()}) if survivors else false()
    return query.where(is_turn | is_of_two).order_by(turns.c.id)


def _event_of(act: str, at: datetime, details: Mapping[str, Any], outcomes: Iterable[str]) -> Event | None:
    if act == STEP:
        return Stepped(at, str(details["clock"]), int(details["number"]), str(details["step"]))
    if _is_class(details, "to"):
        # Only its place among its class changed.
        if details["to"] == details.get("from"):
            return None
        return Reclassed(at, details["to"], by_age=details.get("reason") == BY_AGE)
    to = details.get("to")
    if act == ARRIVED and to is None:
        to = states.NEW
    if to not in states.MOVES:
        return None
    before = details.get("from")
    end = _end_of(act, details, outcomes) if to == states.CLOSED else ""
    return Moved(at, before if before in states.MOVES else None, to, end=end, awaits_answer=act in AWAITS_ANSWER)


def _end_of(act: str, details: Mapping[str, Any], outcomes: Iterable[str]) -> str:
    """Why a closing keeps no promise; empty where it was a solution."""
    for word in (MERGED, ABANDONED, CALLBACK_ASKED, GIVEN_UP):
        if act == word or details.get("reason") == word:
            return word
    known = set(outcomes)
    return min(known) if known and known <= _IDLE else ""


def _is_class(details: Mapping[str, Any], name: str) -> bool:
    return details.get(name) in RANKS
