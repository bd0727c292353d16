"""What administrators look after: events from outside that could not be projected."""

from sqlalchemy import select

from agent_console.http.caller import ADMINISTRATORS
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, fetch_page
from agent_console.queries.rows import columns_of
from agent_console.schemas.base import NoBody
from agent_console.schemas.reports import InboundEvent as EventAnswer
from agent_console.schemas.reports import InboundEventQuery
from contactcenter.db import Session
from contactcenter.errors import Conflict, NotFound
from contactcenter.journal.models import FAILED, InboundEvent
from contactcenter.journal.projector import replay

# More digits than any row's number has.
LONGEST_NUMBER = 18


@endpoint(
    "GET",
    "/api/v1/admin/inbound-events",
    roles=ADMINISTRATORS,
    summary="Events from outside",
    answers={200: Page[EventAnswer]},
)
async def get_inbound_events(query: InboundEventQuery, session: Session) -> Page[EventAnswer]:
    """Newest first; `state=failed` are those kept but not understood."""
    events = select(InboundEvent)
    if query.state:
        events = events.where(InboundEvent.state.in_(query.state))
    if query.channel is not None:
        events = events.where(InboundEvent.channel == query.channel)
    rows, next_cursor = await fetch_page(session, events, query, order=(InboundEvent.id,), descending=True)
    return Page[EventAnswer](items=[_event(row) for row in rows], next_cursor=next_cursor)


@endpoint(
    "POST",
    "/api/v1/admin/inbound-events/{id}/replay",
    roles=ADMINISTRATORS,
    summary="Try a failed event again",
    answers={200: EventAnswer},
)
async def post_replay(id: str, body: NoBody, session: Session) -> EventAnswer:
    event = await _get_event(session, id)
    if event.state != FAILED:
        raise Conflict("Only a failed event can be tried again.", details={"state": event.state})
    await replay(session, [event.id])
    await session.refresh(event)
    return _event(event)


async def _get_event(session: Session, id: str) -> InboundEvent:
    is_number = id.isascii() and id.isdigit() and len(id) <= LONGEST_NUMBER
    event = await session.get(InboundEvent, int(id)) if is_number else None
    if event is None:
        raise NotFound("There is no such event.")
    return event


def _event(row: InboundEvent) -> EventAnswer:
    return EventAnswer.model_validate(columns_of(row) | {"id": str(row.id)})
