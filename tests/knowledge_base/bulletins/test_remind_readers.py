"""The job that announces bulletins and reminds those who have not read them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from contactcenter.agents.models import Agent
from contactcenter.db import Database
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.bulletins import service
from knowledge_base.bulletins.remind_readers import fire
from tests.support.builders.agents import make_agent

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
WORDS = {"titles": {"en": "Keys"}, "texts": {"en": "Never hand out keys."}}


class Published:
    """The facts that screens were told."""

    def __init__(self, db: Database) -> None:
        self.facts: list[Fact] = []
        db.publish = self

    async def __call__(self, facts: Sequence[Fact], topics: set[str]) -> None:
        self.facts += facts


async def make_people(db: Database) -> tuple[Agent, Agent, Agent]:
    async with db.transaction() as session:
        one = await make_agent(session, username="one", roles=["agent"])
        two = await make_agent(session, username="two", roles=["agent"])
        lead = await make_agent(session, username="lead", roles=["supervisor"])
    return one, two, lead


async def test_a_bulletin_appears_when_its_time_comes(db: Database) -> None:
    one, two, lead = await make_people(db)
    async with db.transaction() as session:
        bulletin = await service.create_bulletin(session, {**WORDS, "roles": ["agent"]}, author_id=lead.id, now=NOW)
        await service.publish_bulletin(
            session, bulletin.id, version=None, author_id=lead.id, now=NOW, at=NOW + timedelta(hours=1)
        )
    published = Published(db)
    assert await fire(db, now=NOW) == 0
    assert await fire(db, now=NOW + timedelta(hours=1)) == 1
    [fact] = published.facts
    assert (fact.type, set(fact.agent_ids or ())) == ("bulletin.changed", {one.id, two.id})
    assert await fire(db, now=NOW + timedelta(hours=1)) == 0


async def test_only_who_has_not_confirmed_is_reminded(db: Database) -> None:
    one, two, lead = await make_people(db)
    due_at = NOW + timedelta(days=3)
    async with db.transaction() as session:
        values = {**WORDS, "roles": ["agent"], "due_at": due_at}
        bulletin = await service.create_bulletin(session, values, author_id=lead.id, now=NOW)
        await service.publish_bulletin(session, bulletin.id, version=None, author_id=lead.id, now=NOW)
        await service.confirm_bulletin(session, bulletin.id, one, {}, version=None, now=NOW)
    published = Published(db)
    assert await fire(db, now=due_at) == 1
    assert [fact.agent_ids for fact in published.facts] == [(two.id,)]
    async with db.reading() as session:
        last = (await history.of_subject(session, "bulletin", bulletin.id))[-1]
    assert (last.act, last.author_id, last.details) == ("reminded", None, {"readers": 1})


async def test_of_a_withdrawn_one_nobody_is_reminded(db: Database) -> None:
    _one, _two, lead = await make_people(db)
    async with db.transaction() as session:
        values = {**WORDS, "due_at": NOW + timedelta(days=1)}
        bulletin = await service.create_bulletin(session, values, author_id=lead.id, now=NOW)
        await service.publish_bulletin(session, bulletin.id, version=None, author_id=lead.id, now=NOW)
        await service.withdraw_bulletin(
            session, bulletin.id, reason="an error", version=None, author_id=lead.id, now=NOW
        )
    assert await fire(db, now=NOW + timedelta(days=9)) == 0
