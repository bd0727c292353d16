"""Find the line something arrived on. Called by the actions that receive texts, mail and calls."""

from collections.abc import Collection

from sqlalchemy import select

from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.lines.models import Line


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


async def list_lines(session: Session) -> list[Line]:
    return list(await session.scalars(select(Line).order_by(Line.channel, Line.address)))
