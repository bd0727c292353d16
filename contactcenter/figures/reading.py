"""Reads visits and the presence of agents out of the append-only rows. What a contact is (its channel, when it began to
wait, what it goes on from) never changes, so that part is read from its row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from contactcenter.agents.models import Agent
from contactcenter.calls.models import WaitEstimate
from contactcenter.contacts.models import Contact, Message
from contactcenter.db import Session, lowest_id_at
from contactcenter.figures.duty import Span
from contactcenter.figures.totals import Goalbook, Goals
from contactcenter.figures.visits import Line, Rows, Visit, read_visit
from contactcenter.journal.models import HistoryEntry
from contactcenter.routing.models import Queue
from contactcenter.sla.policies import read_rulebook
from contactcenter.sla.terms import FIRST_ANSWER

# A contact begins at most so long before it waits (in the menus), or after the wait that it inherits (a callback).
BEFORE: Final = timedelta(hours=2)
AFTER: Final = timedelta(days=2)
# Work of a period is looked for in contacts that began at most so long before it.
WORK_REACHES_BACK: Final = timedelta(days=31)
# Nobody stays at the desk for longer without a word in the history.
DUTY_REACHES_BACK: Final = timedelta(days=1)
CHUNK: Final = 400
WRITTEN: Final = ("sms", "email")
USUAL_CLASS: Final = "normal"


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` to before `until`; what is not over at `now` is counted as far as it is."""

    since: datetime
    until: datetime
    now: datetime


async def read_goals(session: Session, *, now: datetime) -> Goalbook:
    """What each queue wants, and what is promised to who writes, in the class that most are of."""
    columns = (Queue.id, Queue.answer_target_seconds, Queue.short_abandon_seconds)
    of_queues = {id_: Goals(target, short) for id_, target, short in await session.execute(select(*columns))}
    book = await read_rulebook(session)
    promises = {channel: book.find(USUAL_CLASS, channel, now) for channel in WRITTEN}
    seconds = {channel: terms.seconds[FIRST_ANSWER] for channel, terms in promises.items() if terms is not None}
    return Goalbook(of_queues, {channel: promised for channel, promised in seconds.items() if promised is not None})


async def read_visits(session: Session, period: Period) -> list[Visit]:
    """Those that began to wait in the period."""
    is_near = Contact.id.between(lowest_id_at(period.since - BEFORE), lowest_id_at(period.until + AFTER))
    began = (Contact.queued_at >= period.since) & (Contact.queued_at < period.until)
    return await _visits(session, is_near & began, period.now)


async def read_worked_on(session: Session, period: Period) -> list[Visit]:
    """Those somebody may have worked on in the period, whenever they began."""
    is_near = Contact.id.between(lowest_id_at(period.since - WORK_REACHES_BACK), lowest_id_at(period.until))
    return await _visits(session, is_near & (Contact.updated_at >= period.since), period.now)


async def _visits(session: Session, condition: ColumnElement[bool], now: datetime) -> list[Visit]:
    columns = (Contact.id, Contact.channel, Contact.direction, Contact.source, Contact.queue_id, Contact.queued_at)
    contacts = list(await session.execute(select(*columns, Contact.merged_into_id).where(condition)))
    visits: list[Visit] = []
    for start in range(0, len(contacts), CHUNK):
        chunk = contacts[start : start + CHUNK]
        ids = [row.id for row in chunk]
        histories, told = await _histories(session, ids), await _told(session, ids)
        events = await _events(session, [row.id for row in chunk if row.channel == "voice"])
        for id_, channel, direction, source, queue_id, queued_at, merged_into_id in chunk:
            rows = Rows(
                id_, channel, direction, source, queue_id, queued_at, is_merged=merged_into_id is not None,
                history=histories.get(id_, ()), events=events.get(id_, ()), told=told.get(id_, ()),
            )  # fmt: skip
            visits.append(read_visit(rows, now=now))
    return visits


async def _histories(session: Session, ids: Sequence[str]) -> Mapping[str, list[Line]]:
    columns = (HistoryEntry.subject_id, HistoryEntry.act, HistoryEntry.author_id, HistoryEntry.at, HistoryEntry.details)
    query = select(*columns).where(HistoryEntry.subject_kind == "contact", HistoryEntry.subject_id.in_(ids))
    found: dict[str, list[Line]] = {}
    for contact_id, act, author_id, at, details in await session.execute(query.order_by(HistoryEntry.id)):
        found.setdefault(contact_id, []).append((act, author_id, at, details))
    return found


async def _events(session: Session, ids: Sequence[str]) -> Mapping[str, list[tuple[str, datetime, Mapping[str, Any]]]]:
    if not ids:
        return {}
    query = select(Message.contact_id, Message.text, Message.created_at, Message.event).order_by(Message.id)
    query = query.where(Message.contact_id.in_(ids), Message.kind == "call_event")
    found: dict[str, list[tuple[str, datetime, Mapping[str, Any]]]] = {}
    for contact_id, name, at, event in await session.execute(query):
        found.setdefault(contact_id, []).append((name, at, (event or {}).get("details", {})))
    return found


async def _told(session: Session, ids: Sequence[str]) -> Mapping[str, list[tuple[datetime, int]]]:
    query = select(WaitEstimate.contact_id, WaitEstimate.said_at, WaitEstimate.expected_seconds)
    query = query.where(WaitEstimate.contact_id.in_(ids))
    found: dict[str, list[tuple[datetime, int]]] = {}
    for contact_id, said_at, expected in await session.execute(query.order_by(WaitEstimate.id)):
        if expected is not None:
            found.setdefault(contact_id, []).append((said_at, expected))
    return found


async def read_presence(session: Session, period: Period) -> dict[str, list[tuple[Span, str]]]:
    """What each agent's presence was and when, from what the history says of it."""
    reach, end = period.since - DUTY_REACHES_BACK, min(period.until, period.now)
    query = select(HistoryEntry.subject_id, HistoryEntry.at, HistoryEntry.details)
    query = query.where(HistoryEntry.subject_kind == "agent", HistoryEntry.act == "presence")
    query = query.where(HistoryEntry.id.between(lowest_id_at(reach), lowest_id_at(period.until)))
    changes: dict[str, list[tuple[datetime, Mapping[str, Any]]]] = {}
    for agent_id, at, details in await session.execute(query.order_by(HistoryEntry.id)):
        changes.setdefault(agent_id, []).append((at, details))
    spans = {agent_id: _spans(of_agent, reach, end) for agent_id, of_agent in changes.items()}
    # Who has not changed for longer than the history was read.
    still = select(Agent.id, Agent.presence_since, Agent.presence).where(Agent.presence_since < end)
    found = await session.execute(still.where(Agent.id.not_in(spans)))
    return spans | {agent_id: [((since, end), presence)] for agent_id, since, presence in found}


def _spans(
    changes: Sequence[tuple[datetime, Mapping[str, Any]]], reach: datetime, end: datetime
) -> list[tuple[Span, str]]:
    moments = [reach, *(at for at, _ in changes), end]
    presences = [str(changes[0][1].get("from")), *(str(details.get("to")) for _, details in changes)]
    return [((since, until), what) for since, until, what in zip(moments, moments[1:], presences, strict=False)]
