"""Owners who asked what has no answer, and the ways they are told; for the tests of the gap loop."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact, Matter, Message
from contactcenter.contacts.service import matters_of, set_outcome
from contactcenter.db import Database, Session, insert, new_id
from contactcenter.groups.service import add_members, create_group
from contactcenter.outbox.models import OutboxCommand
from knowledge_base.actions.publish_article import publish_article
from knowledge_base.actions.record_gap import Asked, record_gap
from knowledge_base.actions.write_gap_article import NewArticle, begin_article
from knowledge_base.articles.service import get_article
from knowledge_base.gaps.models import Gap, GapAsker
from knowledge_base.gaps.wording import ArticleWords
from knowledge_base.jobs.tell_askers import TellAskers
from knowledge_base.settings.models import KnowledgeSettings
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW, make_contact
from tests.support.builders.lines import make_line
from tests.support.builders.templates import make_template

QUESTION = "可否在車位安裝充電樁？"
ANSWER = "可以，請先向管理處遞交電工證明。"
MAILBOX = "service@estate.example"


@dataclass
class Says:
    """Says the short text of an article; `doubts` are what a person should look at."""

    doubts: Sequence[str] = field(default=())

    async def __call__(
        self, session: Session, article_id: str, contact: Contact | None, *, channel: str, language: str, now: datetime
    ) -> ArticleWords:
        text = (await get_article(session, article_id, language)).text
        words = text.plain if channel == "email" else text.short_text or text.plain
        return ArticleWords(words, text.language, self.doubts)


@dataclass
class Loop:
    """The people of the story: who asks for owners, who answers, who sorts."""

    agent: Agent
    expert: Agent
    supervisor: Agent
    group_id: str


async def make_loop(db: Database, *, tells_askers: bool = True, **settings: object) -> Loop:
    async with db.transaction() as session:
        await make_line(session)
        await make_line(session, channel="email", address=MAILBOX)
        await make_template(session, "gap_answered", "您曾查詢「{question}」：{answer}")
        await make_template(session, "gap_answered", "You asked {question}: {answer}", language="en")
        agent = await make_agent(session, name="陳嘉欣")
        expert = await make_agent(session, name="林工", roles=["back_office"])
        supervisor = await make_agent(session, name="黃主任", roles=["supervisor"])
        group = await create_group(session, code="engineering", names={"en": "Engineering"})
        await add_members(session, group.id, [expert.id])
        values = {"id": 1, "version": 1, "tells_askers": tells_askers, **settings}
        await session.execute(insert(session, KnowledgeSettings).values(**values))
        return Loop(agent, expert, supervisor, group.id)


async def make_asker(
    session: Session, loop: Loop, question: str = QUESTION, *, minutes_ago: int = 30, **contact: object
) -> tuple[Gap, Contact]:
    """A contact that ended as a gap, closed as it would be by then."""
    values = {"state": "closed", "agent": loop.agent, "subject": "充電樁", "closed_at": NOW} | contact
    asked_in = await make_contact(session, **values)  # type: ignore[arg-type]
    at = NOW - timedelta(minutes=minutes_ago)
    asked = Asked(
        question,
        words_searched="充電樁",
        language=asked_in.language,
        contact_id=asked_in.id,
        customer_id=asked_in.customer_id,
    )
    gap = await record_gap(session, asked, agent_id=loop.agent.id, now=at)
    (matter,) = await matters_of(session, asked_in.id)
    await set_outcome(session, matter, "gap", author_id=loop.agent.id, now=at, gap_id=gap.id)
    return gap, asked_in


async def answer_by_article(db: Database, loop: Loop, gap_id: str, *, now: datetime = NOW) -> str:
    """The expert writes it, the supervisor publishes it; returns the article's id."""
    wanted = NewArticle(title="安裝充電樁", body=ANSWER, short_text=ANSWER, language="zh-Hant")
    async with db.transaction() as session:
        article = await begin_article(session, gap_id, wanted, agent=loop.supervisor, now=now)
    async with db.transaction() as session:
        await publish_article(session, article.id, agent=loop.supervisor, now=now)
    return article.id


async def tell(db: Database, *, now: datetime = NOW, doubts: Sequence[str] = ()) -> int:
    """The job until it finds nothing more."""
    job, done = TellAskers(Says(doubts)), 0
    while found := await job.fire(db, now=now):
        done += found
    return done


async def sent_texts(db: Database) -> list[tuple[str, str]]:
    """Recipient and words of everything that goes out."""
    async with db.reading() as session:
        rows = await session.scalars(select(OutboxCommand).order_by(OutboxCommand.id))
        return [(str(row.payload["recipient"]), str(row.payload["text"])) for row in rows]


async def askers(db: Database, gap_id: str | None = None) -> list[GapAsker]:
    async with db.reading() as session:
        query = select(GapAsker).order_by(GapAsker.id)
        return list(await session.scalars(query.where(GapAsker.gap_id == gap_id) if gap_id else query))


async def matter_of(db: Database, contact: Contact) -> Matter:
    async with db.reading() as session:
        (matter,) = await matters_of(session, contact.id)
        return matter


async def fail_message(db: Database, message_id: str) -> None:
    async with db.transaction() as session:
        message = await session.get_one(Message, message_id)
        message.delivery_state, message.error_code, message.error_text = "failed", "30006", "Landline"


def other_number(last: int) -> dict[str, str]:
    address = f"+8529123{last:04}"
    return {"address": address, "thread_key": f"+85230000000|{address}"}


def another_thread() -> dict[str, str]:
    return {"thread_key": new_id()}
