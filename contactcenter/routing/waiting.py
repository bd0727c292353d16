"""Reads who waits, and by which rules, as the engine wants to know it. Called by the picture the matcher keeps."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, String, case, cast, literal_column, or_, select, tuple_

from contactcenter.calls.capacity import IS_LEAVING_MESSAGE, PLACE
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.places.models import Place
from contactcenter.routing.capacity import ChannelRules
from contactcenter.routing.engine.values import QueueRules, Requirement, WaitingContact
from contactcenter.routing.models import ChannelPoints, Offer, Queue
from contactcenter.routing.offers import LIVE

# So long an agent who let a contact go by is spared it, if somebody else is there.
SPARED_FOR: Final = timedelta(seconds=60)
WAITS: Final = (states.QUEUED, states.OFFERED)
# Agents know buildings by skills of this form.
PLACE_SKILL: Final = "place:"
# Said in the words of the index over what is not closed, which is used only then.
IS_UNFINISHED: Final[ColumnElement[bool]] = Contact.state != literal_column("'closed'")
# Others do something between two pages.
PAGE: Final = 2000

Rows = Sequence[Any]
AnySelect = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What an administrator decided about queues and channels."""

    queues: Mapping[str, QueueRules]
    channels: Mapping[str, ChannelRules]


async def read_rules(session: Session) -> Rules:
    queues = {queue.id: _rules_of(queue) for queue in await session.scalars(select(Queue))}
    points = await session.scalars(select(ChannelPoints))
    return Rules(queues, {row.channel: ChannelRules(row.points, row.interrupts) for row in points})


def _rules_of(queue: Queue) -> QueueRules:
    return QueueRules(
        strategy=queue.strategy,
        ring_size=queue.ring_size,
        requirements=tuple(Requirement(step["after_seconds"], step["skills"]) for step in queue.requirements),
        preferred_seconds=queue.preferred_seconds,
        language_seconds=queue.language_seconds,
        place_seconds=queue.place_seconds,
        offer_seconds=queue.offer_seconds,
    )


# In the order of the columns below.
_FIELDS: Final = (
    "id",
    "version",
    "queue_key",
    "queued_at",
    "channel",
    "queue_id",
    "class_",
    "language",
    "place_skill",
    "skills",
    "group_id",
    "preferred_agent_id",
    "waits_since",
)


def _waiting() -> AnySelect:
    columns = (
        Contact.id,
        Contact.version,
        Contact.queue_key,
        Contact.queued_at,
        PLACE.label("place"),
        Contact.queue_id,
        Contact.class_,
        Contact.language,
        case((Place.building != "", PLACE_SKILL + Place.building), else_=""),
        # Most ask nothing: that need not be decoded a hundred thousand times.
        case((cast(Contact.skills, String) != "{}", Contact.skills)),
        Contact.group_id,
        Contact.preferred_agent_id,
        Contact.waits_since,
    )
    query = select(*columns).outerjoin(Place, Place.id == Contact.place_id).where(IS_UNFINISHED)
    # While the caller speaks a message there is nothing to answer yet.
    return query.where(or_(Contact.channel != "voice", ~IS_LEAVING_MESSAGE))


async def read_waiting(session: Session, contact_ids: Collection[str], *, now: datetime) -> list[WaitingContact]:
    """Those of these contacts that wait."""
    if not contact_ids:
        return []
    rows = (await session.execute(_waiting().where(Contact.id.in_(contact_ids), Contact.state.in_(WAITS)))).all()
    ids = [row.id for row in rows]
    spared = await _spared(session, Offer.contact_id.in_(ids), now=now) if rows else {}
    ringing = await _ringing(session, Offer.contact_id.in_(ids)) if rows else {}
    return [_contact(row, spared, ringing) for row in rows]


async def read_all_waiting(session: Session, *, now: datetime) -> AsyncIterator[list[WaitingContact]]:
    """Everybody who waits, in pages."""
    spared = await _spared(session, Offer.contact_id.is_not(None), now=now)
    ringing = await _ringing(session, Offer.contact_id.is_not(None))
    for state in WAITS:
        async for rows in pages(session, _waiting().where(Contact.state == state)):
            yield [_contact(row, spared, ringing) for row in rows]


async def pages(session: Session, query: AnySelect) -> AsyncIterator[Rows]:
    """The rows of a query over contacts that has their id and queue key, in the order of the queue."""
    query = query.order_by(Contact.queue_key, Contact.id).limit(PAGE)
    last: Rows = ()
    while True:
        after = tuple_(Contact.queue_key, Contact.id) > tuple_(last[-1].queue_key, last[-1].id) if last else None
        last = (await session.execute(query if after is None else query.where(after))).all()
        if not last:
            return
        yield last


def _contact(row: Any, spared: Mapping[str, Mapping[str, datetime]], ringing: Mapping[str, set[str]]) -> WaitingContact:
    values = dict(zip(_FIELDS, row, strict=True))
    values["skills"] = values["skills"] or {}
    ringing_at = frozenset(ringing.get(row.id, ()))
    return WaitingContact(**values, let_go_by=spared.get(row.id, {}), offered_to=ringing_at)


async def _spared(session: Session, which: Any, *, now: datetime) -> dict[str, dict[str, datetime]]:
    query = select(Offer.contact_id, Offer.agent_id, Offer.ended_at).where(which)
    query = query.where(Offer.ended_at > now - SPARED_FOR, Offer.state.in_(("declined", "missed")))
    spared: dict[str, dict[str, datetime]] = {}
    for contact_id, agent_id, ended_at in await session.execute(query.order_by(Offer.ended_at)):
        assert ended_at is not None, "by the condition"
        spared.setdefault(contact_id, {})[agent_id] = ended_at + SPARED_FOR
    return spared


async def _ringing(session: Session, which: Any) -> dict[str, set[str]]:
    query = select(Offer.contact_id, Offer.agent_id).where(which, Offer.state == LIVE)
    ringing: dict[str, set[str]] = {}
    for contact_id, agent_id in await session.execute(query):
        ringing.setdefault(contact_id, set()).add(agent_id)
    return ringing
