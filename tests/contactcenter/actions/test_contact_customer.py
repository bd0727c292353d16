"""An agent turns to a customer: what is begun, what is gone on with, and what is refused."""

import pytest
from sqlalchemy import select

from contactcenter.actions.contact_customer import OutboundRequest, contact_customer
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.calls.models import Call
from contactcenter.contacts.models import Contact
from contactcenter.db import Database
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.outbox.models import OutboxCommand
from tests.contactcenter.actions.test_callbacks import asked, callback
from tests.support.builders.calls import make_voice_line
from tests.support.builders.contacts import NOW, OWNER, make_contact
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_free_agent, make_queue

MAILBOX, READER = "service@example.com", "chan@example.net"


@pytest.fixture
async def agent(db: Database) -> Agent:
    """Somebody at a desk with a number for calls and texts, and a mailbox."""
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        await make_line(session, queue_id=queue.id)
        await make_line(session, channel="email", address=MAILBOX, queue_id=queue.id)
        return await make_free_agent(session, queue)


async def turn(db: Database, agent: Agent, **request: str | None) -> Contact:
    async with db.transaction() as session:
        wish = OutboundRequest(**request)  # type: ignore[arg-type]
        return await contact_customer(session, wish, agent=await get_agent(session, agent.id), now=NOW)


async def commands(db: Database, kind: str) -> list[OutboxCommand]:
    async with db.reading() as session:
        return list(
            await session.scalars(select(OutboxCommand).where(OutboxCommand.kind == kind).order_by(OutboxCommand.id))
        )


async def test_a_first_mail_answers_nothing_and_can_be_answered(db: Database, agent: Agent) -> None:
    words = {"channel": "email", "address": READER.upper(), "subject": "停車場續期", "text": "請於月底前辦理。"}
    contact = await turn(db, agent, **words)
    assert (contact.state, contact.direction, contact.agent_id) == ("active", "outbound", agent.id)
    (mail,) = await commands(db, "send_mail")
    assert mail.payload["subject"] == f"停車場續期 [{contact.reference}]"
    again = await turn(db, agent, **words | {"subject": "Re: 停車場續期", "text": "補充一點。"})
    assert again.id == contact.id
    assert (await commands(db, "send_mail"))[-1].payload["subject"] == f"Re: 停車場續期 [{contact.reference}]"
    other = await turn(db, agent, **words | {"subject": "管理費"})
    assert other.id != contact.id, "another matter is another contact"


async def test_an_open_thread_is_gone_on_with_by_whoever_is_free_to_take_it(db: Database, agent: Agent) -> None:
    async with db.transaction() as session:
        waiting = await make_contact(session, waiting_minutes=3)
    contact = await turn(db, agent, channel="sms", address=OWNER, text="你好，師傅今日會到。")
    assert (contact.id, contact.agent_id) == (waiting.id, agent.id)
    async with db.transaction() as session:
        colleague = await make_free_agent(session)
    with pytest.raises(Conflict) as refused:
        await turn(db, colleague, channel="sms", address=OWNER, text="你好")
    assert refused.value.code == "held_by_colleague"
    assert len(await commands(db, "send_text")) == 1


async def test_whoever_calls_somebody_we_owe_a_call_gives_it(db: Database, agent: Agent) -> None:
    await asked(db)
    owed = await callback(db)
    contact = await turn(db, agent, channel="voice", address=OWNER)
    assert (contact.id, contact.state) == (owed.id, "active")
    async with db.reading() as session:
        calls = list(await session.scalars(select(Call).where(Call.contact_id == contact.id)))
    assert [call.state for call in calls] == ["calling"], "one telephone rings, once"


async def test_one_call_at_a_time(db: Database, agent: Agent) -> None:
    await turn(db, agent, channel="voice", address=OWNER)
    with pytest.raises(Conflict) as refused:
        await turn(db, agent, channel="voice", address="+85291239999")
    assert refused.value.code == "in_call"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"place_id": "nowhere"}, "place_id", id="no such place"),
        pytest.param({"origin_id": "nothing"}, "origin_id", id="no such contact"),
        pytest.param({"customer_id": "nobody"}, "customer_id", id="no such customer"),
    ],
)
async def test_what_is_named_must_be_there(db: Database, agent: Agent, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await turn(db, agent, channel="sms", address=OWNER, text="你好", **wrong)
    assert refused.value.details == {"field": field}


async def test_a_customer_without_such_an_address_cannot_be_reached_so(db: Database, agent: Agent) -> None:
    contact = await turn(db, agent, channel="sms", address=OWNER, text="你好")
    with pytest.raises(InvalidInput) as refused:
        await turn(db, agent, channel="email", customer_id=contact.customer_id, subject="通知", text="你好")
    assert refused.value.code == "no_address"
