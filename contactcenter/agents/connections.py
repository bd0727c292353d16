"""Windows of the console that agents have open, at whichever node: rows, so that every node knows who is there.

An agent whose every window has closed has vanished. Whoever never had one works through the API alone, and has not.
Called by the actions about windows, by the job that watches over them, and by routing.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from contactcenter.agents.models import AgentConnection
from contactcenter.db import Session, new_id
from contactcenter.live.models import Node

# A row may be there a moment before its node has noted that it has this window.
SETTLED_AFTER: Final = timedelta(seconds=5)


async def open_connection(session: Session, agent_id: str, *, node: str, now: datetime) -> str:
    """A window opened at this node; what the agent closed before is forgotten. Returns the connection's id."""
    await forget_closed(session, agent_id)
    row = AgentConnection(id=new_id(), agent_id=agent_id, node_id=node, opened_at=now)
    session.add(row)
    await session.flush()
    return row.id


async def close_connections(session: Session, connection_ids: Collection[str], *, now: datetime) -> None:
    """These windows are gone; may be repeated."""
    is_open = AgentConnection.id.in_(connection_ids), AgentConnection.closed_at.is_(None)
    await session.execute(update(AgentConnection).where(*is_open).values(closed_at=now))


async def reopen_connections(session: Session, agents: Mapping[str, str], *, node: str, now: datetime) -> None:
    """These windows of this node, with their agents, are open although another node took us for dead."""
    await session.execute(delete(AgentConnection).where(AgentConnection.id.in_(agents)))
    session.add_all(
        AgentConnection(id=id_, agent_id=agent_id, node_id=node, opened_at=now) for id_, agent_id in agents.items()
    )
    await session.flush()


async def forget_closed(session: Session, agent_id: str) -> bool:
    """From now on the agent has not vanished, whatever was closed before; returns whether anything was."""
    is_closed = AgentConnection.agent_id == agent_id, AgentConnection.closed_at.is_not(None)
    forgotten = await session.scalars(delete(AgentConnection).where(*is_closed).returning(AgentConnection.id))
    return bool(forgotten.all())


async def vanished(session: Session, agent_ids: Collection[str] | None = None) -> dict[str, datetime]:
    """Who (of these) has closed every window, and when the last one."""
    query = select(AgentConnection.agent_id, func.max(AgentConnection.closed_at)).group_by(AgentConnection.agent_id)
    query = query.having(func.count() == func.count(AgentConnection.closed_at))
    if agent_ids is not None:
        query = query.where(AgentConnection.agent_id.in_(agent_ids))
    return {agent_id: closed_at for agent_id, closed_at in await session.execute(query) if closed_at is not None}


async def misremembered(
    session: Session, mine: Mapping[str, str], *, node: str, now: datetime
) -> tuple[list[str], set[str]]:
    """Rows that stand open and are not (their node is dead, or it is this one, which has no such window), and those of
    `mine`, the windows of this node, that do not stand open.
    """
    is_settled = AgentConnection.opened_at < now - SETTLED_AFTER
    is_wrong: ColumnElement[bool] = or_(
        AgentConnection.node_id.not_in(select(Node.id)),
        (AgentConnection.node_id == node) & AgentConnection.id.not_in(mine) & is_settled,
    )
    query = select(AgentConnection.id).where(AgentConnection.closed_at.is_(None))
    dead = list(await session.scalars(query.where(is_wrong).order_by(AgentConnection.id)))
    standing = set(await session.scalars(query.where(AgentConnection.id.in_(mine)))) if mine else set()
    return dead, set(mine) - standing


async def agents_of(session: Session, connection_ids: Collection[str]) -> set[str]:
    query = select(AgentConnection.agent_id).where(AgentConnection.id.in_(connection_ids))
    return set(await session.scalars(query))
