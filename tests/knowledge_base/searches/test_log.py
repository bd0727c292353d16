import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from contactcenter.db import Database, new_id
from knowledge_base.searches.log import SearchLog, goes_on
from knowledge_base.searches.models import Search
from knowledge_base.searches.service import forget_people
from tests.knowledge_base.builders import NOW, make_agent
from tests.support.builders.contacts import make_contact
from tests.support.builders.customers import make_customer


def note(log: SearchLog, words: str, *, after: float = 0, **values: Any) -> str:
    said = {"source": "console", "language": "zh-Hant", "hits": 3, "agent_id": None, "contact_id": None, "box": ""}
    return log.note(words=words, now=NOW + timedelta(seconds=after), **{**said, **values})


async def kept(db: Database) -> list[Search]:
    async with db.reading() as session:
        return list(await session.scalars(select(Search).order_by(Search.id)))


async def test_a_search_is_written_by_the_job(db: Database) -> None:
    log = SearchLog()
    async with db.transaction() as session:
        agent = await make_agent(session)
    search_id = note(log, "電梯 壞咗", agent_id=agent)
    assert await kept(db) == []
    assert await log.fire(db, now=NOW) == 1
    (search,) = await kept(db)
    assert (search.id, search.words, search.folded) == (search_id, "電梯 壞咗", "电梯坏咗")
    assert (search.agent_id, search.hits, search.outcome, search.at) == (agent, 3, "none", NOW)
    assert await log.fire(db, now=NOW) == 0


async def test_words_that_grow_in_one_box_are_one_search(db: Database) -> None:
    log = SearchLog()
    first = note(log, "水", box="b1")
    await log.fire(db, now=NOW)
    assert note(log, "水管", box="b1", after=60) == first
    await log.fire(db, now=NOW)
    assert note(log, "水管爆", box="b1", after=120, hits=1) == first
    await log.fire(db, now=NOW)
    (search,) = await kept(db)
    assert (search.words, search.hits, search.at) == ("水管爆", 1, NOW + timedelta(seconds=120))


async def test_another_question_in_the_same_box_is_another_search(db: Database) -> None:
    log = SearchLog()
    first = note(log, "水管爆", box="b1")
    assert note(log, "電梯", box="b1", after=1) != first
    assert note(log, "水管爆", box="b2") != first
    assert note(log, "水管爆", box="b1", after=2, source="suggestion") != first
    assert len({note(log, "停車場") for _ in range(3)}) == 3, "without a box each is asked for itself"


async def test_after_something_was_picked_the_box_begins_anew() -> None:
    log = SearchLog()
    first = note(log, "水管", box="b1")
    log.end(first)
    assert note(log, "水管爆", box="b1", after=1) != first


@pytest.mark.parametrize(
    ("before", "typed", "rested", "same"),
    [
        pytest.param("水管", "水管爆", 60, True, id="it grew"),
        pytest.param("水管", "水管", 60, True, id="asked again"),
        pytest.param("水管豹", "水管", 1, True, id="a slip is corrected at once"),
        pytest.param("水管豹", "水管爆", 2, True, id="and replaced"),
        pytest.param("水管爆", "水管", 8, False, id="somebody looked and asks for something else"),
        pytest.param("水管", "電梯", 1, False, id="other words"),
        pytest.param("水管", "水管爆", 700, False, id="long ago"),
    ],
)
def test_what_is_still_the_same_question(before: str, typed: str, rested: float, same: bool) -> None:
    assert goes_on(before, typed, rested=timedelta(seconds=rested)) is same


async def test_two_nodes_keep_what_grew_in_one_box_once(db: Database) -> None:
    one, other = SearchLog(), SearchLog()
    note(one, "水", box="b1")
    note(other, "水管", box="b1", after=0.3)
    whole = note(one, "水管爆", box="b1", after=0.6)
    await one.fire(db, now=NOW)
    await other.fire(db, now=NOW)
    note(one, "水管爆咗", box="b1", after=2)
    await one.fire(db, now=NOW)
    assert [(search.id, search.words) for search in await kept(db)] == [(whole, "水管爆咗")]


async def test_nobody_is_named_by_what_is_kept(db: Database) -> None:
    log = SearchLog()
    async with db.transaction() as session:
        customer = await make_customer(session, name="王小明")
        contact = await make_contact(session, customer_id=customer.id)
    note(log, "王小明 91234567 門卡", contact_id=contact.id)
    note(log, "9123 4567")
    await log.write_all(db, now=NOW)
    (search,) = await kept(db)
    assert (search.words, search.contact_id) == ("… 門卡", contact.id)


async def test_people_who_do_not_exist_spoil_nothing(db: Database) -> None:
    log = SearchLog()
    note(log, "水管", agent_id=new_id(), contact_id="no such contact")
    note(log, "電梯", box="x" * 500, language="a language that does not exist")
    await log.write_all(db, now=NOW)
    assert [(search.words, search.agent_id, search.contact_id) for search in await kept(db)] == [
        ("水管", None, None),
        ("電梯", None, None),
    ]


async def test_what_could_not_be_written_is_written_later(db: Database, database_url: str) -> None:
    log, gone = SearchLog(), Database(database_url.replace("contactcenter.db", "no/such/folder.db"))
    if not gone.is_sqlite:
        gone = Database("postgresql+asyncpg://nobody@127.0.0.1:1/none")
    first = note(log, "水管", box="b1")
    with pytest.raises((SQLAlchemyError, OSError)):
        await log.fire(gone, now=NOW)
    await log.close(gone, now=NOW)
    assert note(log, "水管爆", box="b1", after=1) == first
    await log.fire(db, now=NOW)
    await gone.close()
    assert [search.words for search in await kept(db)] == ["水管爆"]


async def test_while_the_database_is_away_the_oldest_searches_are_forgotten(db: Database) -> None:
    log = SearchLog()
    for number in range(5100):
        note(log, f"question {number}", box=str(number))
    await log.write_all(db, now=NOW)
    found = await kept(db)
    assert len(found) == 5000
    assert found[0].words == "question 100"


async def test_searches_of_many_at_once_are_all_kept(db: Database) -> None:
    log = SearchLog()

    async def type_in(box: int) -> None:
        for end in range(1, 6):
            note(log, "停車場收費"[:end], box=str(box), after=end / 10)
            await log.fire(db, now=NOW)

    await asyncio.gather(*map(type_in, range(20)))
    assert [search.words for search in await kept(db)] == ["停車場收費"] * 20


async def test_people_are_forgotten_after_their_time(db: Database) -> None:
    log = SearchLog()
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session)
    note(log, "舊", agent_id=agent, contact_id=contact.id, box="b1", after=-86400 * 91)
    note(log, "新", agent_id=agent, contact_id=contact.id, box="b2")
    await log.fire(db, now=NOW)
    before: datetime = NOW - timedelta(days=90)
    async with db.transaction() as session:
        assert await forget_people(session, before=before) == 1
        assert await forget_people(session, before=before) == 0
    old, new = await kept(db)
    assert (old.words, old.agent_id, old.contact_id, old.box) == ("舊", None, None, "")
    assert new.agent_id == agent
