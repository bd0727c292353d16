"""Find the line something arrived on. Called by the actions that receive texts, mail and calls."""

from collections.abc import Collection

from sqlalchemy import column, select, table

from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.lines.models import Line

# Queues stand after lines in the core's order, so their table is named and not imported.
_QUEUES = table("queues", column("id"), column("calendar_id"))


async def get_line(session: Session, line_id: str) -> Line:
    line = await session.get(Line, line_id)
    if line is None:
        raise NotFound("There is no such line.")
    return line


async def find_line(session: Session, channel: str, address: str) -> Line | None:
    query = select(Line).where(Line.channel == channel, Line.address == address)
    return (await session.scalars(query)).one_or_none()


async def find_lines(session: Session, channel: str, addresses: Collection[str]) -> dict[str, Line]:
    """Those of these addresses that are lines of ours, with one statement."""
    if not addresses:
        return {}
    query = select(Line).where(Line.channel == channel, Line.address.in_(set(addresses)))
    return {line.address: line for line in await session.scalars(query)}


async def calendar_of(session: Session, line: Line | None) -> str | None:
    """The calendar the line is open by: its own, else that of its queue; None where it always is."""
    if line is None or line.calendar_id is not None or line.queue_id is None:
        return line.calendar_id if line else None
    calendar_id: str | None = await session.scalar(select(_QUEUES.c.calendar_id).where(_QUEUES.c.id == line.queue_id))
    return calendar_id


async def list_lines(session: Session) -> list[Line]:
    return list(await session.scalars(select(Line).order_by(Line.channel, Line.address)))
