"""SIGKILL while many people are told the answer to what they asked: everybody is told, and nobody twice.

The carrier is a process of its own; what reached the owners is read from its books, not from ours.
"""

import contextlib
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Matter, Message
from contactcenter.contacts.service import matters_of, set_outcome
from contactcenter.db import Database, Session
from contactcenter.journal.models import HistoryEntry
from contactcenter.migrations.runner import migrate
from contactcenter.outbox.models import DONE, OutboxCommand
from knowledge_base.actions.group_gaps import group_gaps
from knowledge_base.actions.record_gap import Asked, record_gap
from knowledge_base.actions.write_gap_article import NewArticle, begin_article
from knowledge_base.gaps.models import SENT, GapAsker
from knowledge_base.settings.models import KnowledgeSettings
from tests.support.builders.agents import PASSWORD, make_agent
from tests.support.builders.contacts import make_contact
from tests.support.builders.lines import make_line
from tests.support.servers import PostgreSQL
from tests.support.service import ACCOUNT_SID, AUTH_TOKEN, Process, running
from tests.support.story import eventually
from tests.support.survival import Desk, opened, sqlite_url, working_at

pytestmark = pytest.mark.process

PEOPLE, ASKED_TWICE, KILLS = 36, 6, 3
QUESTION, OTHER_WORDS = "可否在車位安裝充電樁？", "停車場有沒有電動車充電設施"
ANSWER = "可以，請先向管理處遞交電工證明。"
PATIENCE_SECONDS = 60


def number_of(person: int) -> str:
    return f"+8526100{person:04}"


async def fill(db: Database) -> tuple[str, str]:
    """Everybody has asked, some twice and some in other words; returns the gap and the article that answers it."""
    now = clock.now()
    async with db.transaction() as session:
        await make_line(session)
        session.add(KnowledgeSettings(id=1, tells_askers=True))
        agent, expert = await make_agent(session, name="陳嘉欣"), await make_agent(session, roles=["supervisor"])
        await make_agent(session, username="lead", roles=["supervisor"])
        gap_ids = []
        for time in range(PEOPLE + ASKED_TWICE):
            words = OTHER_WORDS if time % 5 == 4 else QUESTION
            gap_ids.append(
                await ask(session, words, agent, number_of(time % PEOPLE), now - timedelta(minutes=90 - time))
            )
        main = gap_ids[0]
        await group_gaps(session, gap_ids[4], into_id=main, agent=expert, now=now)
        wanted = NewArticle(title="安裝充電樁", body=ANSWER, short_text=ANSWER, language="zh-Hant")
        article = await begin_article(session, main, wanted, agent=expert, now=now)
        return main, article.id


async def ask(session: Session, question: str, agent: Agent, number: str, at: datetime) -> str:
    """A text that ended without an answer; returns the gap that was noted."""
    moments = dict.fromkeys(("queued_at", "created_at", "updated_at", "closed_at"), at)
    contact = await make_contact(session, state="closed", agent=agent, address=number, **moments)
    asked = Asked(question, language="zh-Hant", contact_id=contact.id)
    gap = await record_gap(session, asked, agent_id=agent.id, now=at)
    (matter,) = await matters_of(session, contact.id)
    await set_outcome(session, matter, "gap", author_id=agent.id, now=at, gap_id=gap.id)
    return gap.id


def told_at_carrier(carrier: Process) -> list[tuple[str, str, str, str]]:
    """Number, id, words and fate of each text of ours, from the carrier's books."""
    with contextlib.closing(sqlite3.connect(f"file:{carrier.folder / 'simulator.db'}?mode=ro", uri=True)) as books:
        query = "SELECT phone, sid, body, status FROM texts WHERE direction LIKE 'outbound%'"
        return books.execute(query).fetchall()


async def settled(db: Database) -> tuple[int, int]:
    """How many times somebody asked count as told, and how many texts count as sent."""
    async with db.reading() as session:
        told = select(func.count()).select_from(GapAsker).where(GapAsker.tell_state == SENT)
        sent = select(func.count()).select_from(OutboxCommand).where(OutboxCommand.state == DONE)
        return await session.scalar(told) or 0, await session.scalar(sent) or 0


async def kill_while_telling(desk: Desk, carrier: Process, chance: random.Random) -> None:
    """Each time when a few more people were told, or a few more texts are with the carrier, than the last time."""
    for number in range(KILLS):
        wanted = chance.randrange(PEOPLE * number // KILLS, PEOPLE * (number + 1) // KILLS)
        looks_at_carrier = number > 0 and chance.random() < 0.8

        async def is_time(wanted: int = wanted, looks_at_carrier: bool = looks_at_carrier) -> bool:
            count = len(told_at_carrier(carrier)) if looks_at_carrier else (await settled(desk.db))[0]
            return count >= wanted

        await eventually(is_time, f"{wanted} told", seconds=PATIENCE_SECONDS)
        print(f"killed with {(await settled(desk.db))[0]} told, {len(told_at_carrier(carrier))} texts at the carrier")
        await desk.kill_and_restart()


async def check(desk: Desk, carrier: Process, gap_id: str, article_id: str) -> None:
    """The carrier's books, our rows and the figures tell the same story."""
    texts = told_at_carrier(carrier)
    assert Counter(number for number, *_ in texts) == Counter(number_of(person) for person in range(PEOPLE))
    assert all(ANSWER in body for _, _, body, _ in texts)
    async with desk.db.reading() as session:
        askers = (await session.scalars(select(GapAsker))).all()
        messages = (await session.scalars(select(Message).where(Message.direction == "outbound"))).all()
        matters = (await session.scalars(select(Matter))).all()
        noted = select(func.count()).select_from(HistoryEntry)
        noted = noted.where(HistoryEntry.subject_kind == "gap", HistoryEntry.act == "told")
        assert await session.scalar(noted) == PEOPLE
    assert len(askers) == PEOPLE + ASKED_TWICE
    assert {asker.tell_state for asker in askers} == {SENT}
    assert {asker.tell_message_id for asker in askers} == {message.id for message in messages}
    assert {message.external_id for message in messages} == {sid for _, sid, *_ in texts}
    assert {(matter.outcome, matter.article_id) for matter in matters} == {("answered", article_id)}
    assert (await desk.lead.get(f"/gaps/{gap_id}"))["state"] == "answered"
    figures = await desk.lead.get("/gaps/figures")
    assert figures["askers"] == {"told": PEOPLE + ASKED_TWICE, "waiting": 0, "failed": 0, "skipped": 0}
    assert (figures["open"], figures["opened"], figures["answered"]) == (0, 1, 1)


async def survive(folder: Path, url: str, **settings: str) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    async with opened(url) as db:
        gap_id, article_id = await fill(db)
        with processes(folder, url, **settings) as (node, carrier):
            async with working_at(node, db, "lead", PASSWORD) as desk:
                await desk.lead.post(f"/articles/{article_id}/publish")
                await kill_while_telling(desk, carrier, random.Random(seed))
                await everybody_is_told(db, carrier)
                await check(desk, carrier, gap_id, article_id)


async def everybody_is_told(db: Database, carrier: Process) -> None:
    async def everything_is_delivered() -> bool:
        texts = told_at_carrier(carrier)
        is_sent = len(texts) >= PEOPLE == (await settled(db))[1]
        return is_sent and {status for *_, status in texts} == {"delivered"}

    await eventually(everything_is_delivered, "everybody is told", seconds=PATIENCE_SECONDS)


@contextlib.contextmanager
def processes(folder: Path, url: str, **settings: str) -> Iterator[tuple[Process, Process]]:
    """Without a demo, whose people would be told other things."""
    account = {"TWILIO_ACCOUNT_SID": ACCOUNT_SID, "TWILIO_AUTH_TOKEN": AUTH_TOKEN}
    carrier = Process([], folder / "carrier", settings=account)
    carrier.arguments = ["simulator", "--port", str(carrier.port)]
    carrier.folder.mkdir()
    node = Process(["serve"], folder, settings={**account, "DATABASE_URL": url, **settings})
    node.settings |= {"TWILIO_API_BASE": carrier.base_url, "PUBLIC_BASE_URL": node.base_url}
    carrier.settings["PUBLIC_BASE_URL"] = node.base_url
    with running(carrier, ready="/phone"), running(node):
        yield node, carrier


async def test_everybody_who_asked_is_told_once_whatever_is_killed_on_sqlite(
    tmp_path: Path, sqlite_template: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "contactcenter.db")
    await survive(tmp_path, sqlite_url(tmp_path))


async def test_everybody_who_asked_is_told_once_whatever_is_killed_on_postgresql(
    tmp_path: Path, postgresql: PostgreSQL, redis_url: str
) -> None:
    name = f"telling_{random.randrange(10**6)}"
    postgresql.run_sql(f"CREATE DATABASE {name}")
    await migrate(postgresql.url(name))
    await survive(tmp_path, postgresql.url(name), REDIS_URL=redis_url)
