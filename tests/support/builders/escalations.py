"""Builders of on-call ladders and the people on them."""

from typing import Any

from contactcenter.agents.models import Agent
from contactcenter.db import Session, new_id
from contactcenter.escalations.models import Ladder


def step(*agents: Agent, minutes: int = 3, channels: tuple[str, ...] = ("sms", "call")) -> dict[str, Any]:
    targets = [{"kind": "agent", "id": agent.id, "channels": list(channels)} for agent in agents]
    return {"minutes": minutes, "targets": targets}


async def make_ladder(session: Session, *steps: dict[str, Any], group_id: str | None = None) -> Ladder:
    ladder = Ladder(id=new_id(), group_id=group_id, name="值班", steps=list(steps), version=1)
    session.add(ladder)
    await session.flush()
    return ladder


async def give_phone(session: Session, agent: Agent, phone: str, *, email: str = "") -> Agent:
    agent.phone, agent.email = phone, email
    await session.flush()
    return agent
