"""An installation in the middle of its day: agents signed in, each holding some of the phones' conversations."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

import contactcenter.app  # noqa: F401  (all tables are known to the metadata)
from benchmarks.load.requests import LINE, sender_number
from contactcenter.agents.models import Agent, ApiToken
from contactcenter.agents.sessions import digest
from contactcenter.basics.seed import seed_basics
from contactcenter.contacts.models import Contact, Matter, ReferenceCounter
from contactcenter.customers.models import Customer, CustomerAddress
from contactcenter.db import Database, new_id
from contactcenter.lines.models import Line
from contactcenter.migrations.runner import migrate
from contactcenter.places.service import create_place
from contactcenter.routing.service import general_queue_id


@dataclass(frozen=True)
class Estate:
    """`tokens` by agent; `threads` the contact of each phone by its index; the n-th agent holds `held_by(n)`."""

    tokens: list[str]
    threads: list[str]

    def held_by(self, agent: int) -> list[str]:
        return self.threads[agent :: len(self.tokens)]


def prepare(database_url: str, *, agents: int, phones: int) -> Estate:
    """Bring an empty database to the newest schema and fill it."""
    return asyncio.run(_prepare(database_url, agents=agents, phones=phones))


async def _prepare(database_url: str, *, agents: int, phones: int) -> Estate:
    await migrate(database_url)
    db = Database(database_url)
    now = datetime.now(UTC)
    tokens = [secrets.token_urlsafe(24) for _ in range(agents)]
    try:
        async with db.transaction() as session:
            await seed_basics(session, now=now)
            queue_id = await general_queue_id(session)
            session.add(Line(id=new_id(), channel="sms", address=LINE, names={}, queue_id=queue_id))
            staff = [_agent(number, now) for number in range(agents)]
            await session.execute(insert(Agent), staff)
            rows = [
                {"id": digest(token), "agent_id": agent["id"], "name": "benchmark", "created_at": now}
                for token, agent in zip(tokens, staff, strict=True)
            ]
            await session.execute(insert(ApiToken), rows)
            place = await create_place(session, kind="estate", code="BENCH", names={"en": "The estate"})
            contacts = [
                _contact(number, staff[number % agents]["id"], now) | {"queue_id": queue_id, "place_id": place.id}
                for number in range(phones)
            ]
            await session.execute(insert(Customer), [_customer(one, now) for one in contacts])
            await session.execute(insert(CustomerAddress), [_address(one) for one in contacts])
            await session.execute(insert(Contact), contacts)
            await session.execute(insert(Matter), [_matter(one) for one in contacts])
            session.add(ReferenceCounter(kind="C", year=now.year, last=phones))
    finally:
        await db.close()
    return Estate(tokens, [one["id"] for one in contacts])


def _agent(number: int, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "username": f"bench{number}",
        "name": f"Agent {number}",
        "password_hash": "",
        "roles": ["agent"],
        "language": "en",
        "presence": "available",
        "presence_since": now,
        "created_at": now,
    }


def _contact(number: int, agent_id: str, now: datetime) -> dict[str, Any]:
    phone, begun = sender_number(number), now - timedelta(hours=1)
    return {
        "id": new_id(),
        "reference": f"C-{now.year}-{number + 1:04}",
        "channel": "sms",
        "state": "active",
        "address": phone,
        "line": LINE,
        "customer_id": new_id(),
        "agent_id": agent_id,
        "subject": "廚房漏水",
        "thread_key": f"{LINE}|{phone}",
        "queued_at": begun,
        "created_at": begun,
        "updated_at": begun,
    }


def _customer(contact: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {"id": contact["customer_id"], "name": "", "language": "zh-Hant", "created_at": now}


def _address(contact: dict[str, Any]) -> dict[str, Any]:
    return {"id": new_id(), "customer_id": contact["customer_id"], "kind": "phone", "address": contact["address"]}


def _matter(contact: dict[str, Any]) -> dict[str, Any]:
    return {"id": new_id(), "contact_id": contact["id"], "subject": contact["subject"]}
