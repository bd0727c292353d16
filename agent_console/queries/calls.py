"""Calls as screens show them: with their legs and recordings."""

from collections.abc import Sequence

from sqlalchemy import func, select

from agent_console.http.caller import Caller
from agent_console.http.pagination import Page, fetch_page
from agent_console.queries.contact_filters import ME
from agent_console.queries.rows import columns_of
from agent_console.schemas import calls as schemas
from contactcenter.calls.models import Call, Leg, Recording
from contactcenter.db import Session
from contactcenter.errors import NotFound


async def list_calls(session: Session, query: schemas.CallQuery, caller: Caller) -> Page[schemas.Call]:
    """Newest first, all states."""
    filtered = select(Call)
    if query.state:
        filtered = filtered.where(Call.state.in_(query.state))
    if query.contact:
        filtered = filtered.where(Call.contact_id == query.contact)
    if query.agent:
        filtered = filtered.where(Call.agent_id.in_([caller.agent_id if who == ME else who for who in query.agent]))
    rows, next_cursor = await fetch_page(session, filtered, query, order=(Call.id,), descending=True)
    return Page[schemas.Call](items=await _complete(session, rows), next_cursor=next_cursor)


async def get_call(session: Session, call_id: str) -> schemas.Call:
    """One call as it is now, also inside the transaction that changes it."""
    await session.flush()
    call = await session.get(Call, call_id)
    if call is None:
        raise NotFound("There is no such call.")
    return (await _complete(session, [call]))[0]


async def latest_calls(session: Session, contact_ids: Sequence[str]) -> dict[str, str]:
    """The id of the last call of each of these contacts that has one."""
    if not contact_ids:
        return {}
    query = select(Call.contact_id, func.max(Call.id)).where(Call.contact_id.in_(contact_ids))
    return {contact_id: call_id for contact_id, call_id in await session.execute(query.group_by(Call.contact_id))}


async def _complete(session: Session, calls: Sequence[Call]) -> list[schemas.Call]:
    ids = [call.id for call in calls]
    legs: dict[str, list[schemas.CallLeg]] = {}
    recordings: dict[str, list[schemas.Recording]] = {}
    if ids:
        for leg in await session.scalars(select(Leg).where(Leg.call_id.in_(ids)).order_by(Leg.id)):
            legs.setdefault(leg.call_id, []).append(schemas.CallLeg.model_validate(leg))
        for kept in await session.scalars(select(Recording).where(Recording.call_id.in_(ids)).order_by(Recording.id)):
            recordings.setdefault(kept.call_id, []).append(schemas.Recording.model_validate(kept))
    return [
        schemas.Call.model_validate(
            columns_of(call)
            | {"is_held": call.held_since is not None}
            | {"legs": legs.get(call.id, []), "recordings": recordings.get(call.id, [])}
        )
        for call in calls
    ]
