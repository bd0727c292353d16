import asyncio
from datetime import timedelta

import pytest

from contactcenter.db import Database, Session
from contactcenter.errors import InvalidInput
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.actions.record_gap import Asked, record_gap
from knowledge_base.gaps.models import Gap
from knowledge_base.gaps.open_items import GapOpenItems
from knowledge_base.gaps.service import askers_of
from tests.knowledge_base.builders import NOW, make_agent


async def ask(session: Session, agent_id: str, question: str = "可否安裝充電樁？") -> Gap:
    return await record_gap(session, Asked(question, words_searched="充電樁"), agent_id=agent_id, now=NOW)


async def test_a_gap_keeps_the_question_the_words_and_the_history(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        gap = await ask(session, agent)
        assert (gap.question, gap.words_searched, gap.created_by) == ("可否安裝充電樁？", "充電樁", agent)
        assert session.take_published()[0] == [Fact("gap.changed", gap.id, 1)]
        (line,) = await history.of_subject(session, "gap", gap.id)
        assert (line.act, line.author_id) == ("recorded", agent)


async def test_the_same_question_asked_again_joins_the_open_gap(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        first, second = await ask(session, agent), await ask(session, agent, "請問可否安装充电桩")
        assert first.id == second.id
        assert second.version == 2
        assert len((await askers_of(session, [first.id]))[first.id]) == 2


async def test_two_agents_at_once_get_one_gap(db: Database) -> None:
    async with db.transaction() as session:
        agents = [await make_agent(session) for _ in range(4)]

    async def ask_alone(agent_id: str) -> str:
        async with db.transaction() as session:
            return (await ask(session, agent_id)).id

    assert len(set(await asyncio.gather(*map(ask_alone, agents)))) == 1


@pytest.mark.parametrize("question", ["", "   ", "水" * 2001])
async def test_a_gap_needs_a_question_of_sensible_length(db: Database, question: str) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        with pytest.raises(InvalidInput):
            await ask(session, agent, question)


async def test_the_handover_gets_what_the_agent_noted_in_the_shift(db: Database) -> None:
    async with db.transaction() as session:
        agent, other = await make_agent(session), await make_agent(session)
        gap = await ask(session, agent)
        await ask(session, agent)
        await ask(session, other, "泳池水溫幾多度")
    async with db.reading() as session:
        source, hour = GapOpenItems(), timedelta(hours=1)
        (found,) = await source.open_items(session, agent_id=agent, since=NOW - hour, until=NOW + hour)
        assert (found.kind, found.subject_id, found.title) == ("gap", gap.id, "可否安裝充電樁？")
        assert found.facts["askers"] == 2
        assert await source.open_items(session, agent_id=agent, since=NOW + hour, until=NOW + 2 * hour) == []
