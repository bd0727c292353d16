"""A longer list costs no more statements."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from contactcenter.db import Database
from tests.support.builders.work_orders import Desk, make_contact, make_inbound_text, make_order
from tests.support.console import Window

_numbers = itertools.count(1)


@contextmanager
def counted(db: Database) -> Iterator[list[str]]:
    """The statements sent while this lasts."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(db.reader.sync_engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.reader.sync_engine, "before_cursor_execute", note)


async def add_rows(db: Database, desk: Desk, count: int) -> None:
    async with db.transaction() as session:
        for _ in range(count):
            contact, _matter = await make_contact(
                session,
                agent=desk.agent,
                customer=desk.customer,
                place=desk.place,
                reference=f"C-2026-{next(_numbers):04}",
            )
            await make_inbound_text(session, contact, "廚房漏水")
            await make_order(session, desk, contact=contact)


@pytest.mark.parametrize("path", ["/contacts", "/work-orders", "/agents", "/queues", "/promises", "/handovers"])
async def test_a_longer_list_costs_no_more_statements(path: str, agent: Window, desk: Desk, db: Database) -> None:
    await add_rows(db, desk, 2)
    with counted(db) as few:
        await agent.get(path)
    await add_rows(db, desk, 10)
    with counted(db) as many:
        reply = await agent.get(path)
    assert reply.status == 200
    assert len(many) == len(few) <= 8
