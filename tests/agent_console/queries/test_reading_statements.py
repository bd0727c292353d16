"""A longer list of bulletins, facts, services or notices costs no more statements."""

from datetime import timedelta

import pytest

from contactcenter import clock
from contactcenter.db import Database
from knowledge_base.bulletins.service import create_bulletin, publish_bulletin
from knowledge_base.place_facts.service import add_fact
from knowledge_base.service_cards.service import add_card
from tests.agent_console.queries.test_statements import counted
from tests.support.builders.notices import make_notice
from tests.support.builders.work_orders import Desk
from tests.support.console import Window


async def add_rows(db: Database, desk: Desk, count: int) -> None:
    now, author_id = clock.now(), desk.supervisor.id
    words = {"titles": {"en": "Title"}, "texts": {"en": "Text"}}
    async with db.transaction() as session:
        for _ in range(count):
            values = {**words, "group_ids": [desk.engineering.id]}
            bulletin = await create_bulletin(session, values, author_id=author_id, now=now)
            await publish_bulletin(session, bulletin.id, version=None, author_id=author_id, now=now)
            fact = {"place_id": desk.place.id, "kind": "water", "texts": {"en": "Text"}}
            await add_fact(session, fact, author_id=author_id, now=now)
            card = {**words, "place_ids": [desk.place.id], "group_id": desk.engineering.id}
            await add_card(session, card, author_id=author_id, now=now)
            await make_notice(session, desk.place, starts_at=now + timedelta(hours=1))


@pytest.mark.parametrize(
    "path",
    ["/bulletins", "/admin/bulletins", "/admin/place-facts", "/admin/service-cards", "/admin/notices"],
)
async def test_a_longer_list_costs_no_more_statements(path: str, supervisor: Window, desk: Desk, db: Database) -> None:
    await add_rows(db, desk, 2)
    with counted(db) as few:
        await supervisor.get(path)
    await add_rows(db, desk, 10)
    with counted(db) as many:
        reply = await supervisor.get(path)
    assert reply.status == 200
    assert len(many) == len(few) <= 8
