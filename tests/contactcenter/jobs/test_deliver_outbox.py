"""Texts go out, and what became of them stands in the thread."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from contactcenter.actions.record_delivery import record_deliveries
from contactcenter.actions.reply import reply
from contactcenter.contacts.models import Contact, Message
from contactcenter.contacts.service import get_contact
from contactcenter.contracts import DeliveryReport, DeliveryState
from contactcenter.db import Database
from contactcenter.errors import SendError
from contactcenter.jobs import deliver_outbox
from contactcenter.jobs.errands import errand
from contactcenter.jobs.errands.send_text import SendText
from contactcenter.media.links import MediaLinks, Permit
from contactcenter.media.models import Attachment
from contactcenter.media.sending import LARGEST_MESSAGE
from contactcenter.media.service import add_attachments, store_file
from contactcenter.media.store import MediaStore
from contactcenter.outbox.models import OutboxCommand
from contactcenter.outbox.service import LEASE_SECONDS, claim_due
from tests.support import files
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import LINE, NOW, OWNER, make_contact
from tests.support.carrier import RememberingCarrier

LINKS = MediaLinks("https://desk.example", "a secret of the tests")
BUSY = SendError("The carrier is busy.", code="20429", retryable=True, retry_after=5)
REFUSED = SendError("This number cannot receive texts.", code="21614", retryable=False)
LOST = SendError("The carrier did not answer in time.", retryable=True, maybe_sent=True)


async def deliver(db: Database, carrier: RememberingCarrier, *, now: datetime) -> int:
    return await deliver_outbox.fire(db, {"send_text": SendText(carrier, LINKS)}, now=now)


async def answered(db: Database, *texts: str, then: str = "stay") -> Contact:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent)
        for text in texts or ("師傅即刻到",):
            await reply(session, contact.id, text, agent=agent, then=then, now=NOW)  # type: ignore[arg-type]
    return contact


async def messages(db: Database) -> list[Message]:
    async with db.reading() as session:
        return list(await session.scalars(select(Message).order_by(Message.id)))


async def report(db: Database, external_id: str, *states: DeliveryState, now: datetime = NOW) -> int:
    reports = [DeliveryReport("sms", external_id, state, "30003" * (state == "failed"), "", now) for state in states]
    async with db.transaction() as session:
        return await record_deliveries(session, reports, now=now)


async def test_a_reply_is_handed_to_the_carrier_once(db: Database) -> None:
    await answered(db)
    carrier = RememberingCarrier()
    assert await deliver(db, carrier, now=NOW) == 1
    assert await deliver(db, carrier, now=NOW) == 0
    assert carrier.sent == [{"sender": LINE, "recipient": OWNER, "text": "師傅即刻到"}]
    (message,) = await messages(db)
    assert (message.delivery_state, message.external_id) == ("sent", "SM1")


async def test_texts_to_one_phone_keep_their_order(db: Database) -> None:
    await answered(db, "一", "二", "三")
    carrier = RememberingCarrier(fails=[BUSY])
    await deliver(db, carrier, now=NOW)
    assert carrier.texts == [], "the second does not overtake the first"
    later = NOW + timedelta(seconds=6)
    while await deliver(db, carrier, now=later):
        pass
    assert carrier.texts == ["一", "二", "三"]


async def test_a_refusal_for_good_shows_in_the_thread(db: Database) -> None:
    await answered(db)
    await deliver(db, RememberingCarrier(fails=[REFUSED]), now=NOW)
    (message,) = await messages(db)
    assert (message.delivery_state, message.error_code) == ("failed", "21614")
    assert message.error_text == "This number cannot receive texts."


async def test_who_never_got_the_answer_is_not_left_waiting(db: Database) -> None:
    contact = await answered(db, then="wait")
    await deliver(db, RememberingCarrier(fails=[REFUSED]), now=NOW)
    async with db.reading() as session:
        after = await get_contact(session, contact.id)
    assert (after.state, after.preferred_agent_id) == ("queued", contact.agent_id)


async def test_a_text_that_may_have_gone_out_is_looked_for_before_it_is_sent_again(db: Database) -> None:
    await answered(db)
    carrier = RememberingCarrier(fails=[LOST])
    await deliver(db, carrier, now=NOW)
    carrier.known = {"師傅即刻到": "SM-found"}
    await deliver(db, carrier, now=NOW + timedelta(seconds=3))
    assert len(carrier.looked_for) == 1
    assert carrier.sent == []
    (message,) = await messages(db)
    assert (message.delivery_state, message.external_id) == ("sent", "SM-found")


async def test_an_equal_text_sent_before_is_not_taken_for_it(db: Database) -> None:
    await answered(db, "好", "好")
    carrier = RememberingCarrier()
    await deliver(db, carrier, now=NOW)
    carrier.fails, carrier.known = [LOST], {"好": "SM1"}
    await deliver(db, carrier, now=NOW)
    await deliver(db, carrier, now=NOW + timedelta(seconds=3))
    assert carrier.texts == ["好", "好"]
    assert [message.external_id for message in await messages(db)] == ["SM1", "SM2"]


async def test_a_killed_process_leaves_nothing_unsent_and_nothing_sent_twice(db: Database) -> None:
    await answered(db)
    async with db.transaction() as session:
        await claim_due(session, kinds=["send_text"], now=NOW, limit=1)
    carrier = RememberingCarrier(known={"師傅即刻到": "SM-before-the-kill"})
    assert await deliver(db, carrier, now=NOW + timedelta(seconds=LEASE_SECONDS - 1)) == 0
    assert await deliver(db, carrier, now=NOW + timedelta(seconds=LEASE_SECONDS)) == 1
    assert carrier.sent == []
    (message,) = await messages(db)
    assert message.external_id == "SM-before-the-kill"


async def test_after_its_deadline_a_text_is_not_sent(db: Database) -> None:
    await answered(db)
    carrier = RememberingCarrier()
    await deliver(db, carrier, now=NOW + timedelta(hours=1))
    assert carrier.sent == []
    (message,) = await messages(db)
    assert (message.delivery_state, message.error_code) == ("failed", "too_late")


async def test_a_carrier_that_hangs_is_given_up_on(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hanging(RememberingCarrier):
        async def send_text(self, *, sender: str, recipient: str, text: str, media_urls: Sequence[str] = ()) -> str:
            await asyncio.Event().wait()
            raise AssertionError

    monkeypatch.setattr(errand, "CALL_SECONDS", 0.01)
    await answered(db)
    await deliver(db, Hanging(), now=NOW)
    async with db.reading() as session:
        command = (await session.scalars(select(OutboxCommand))).one()
    assert (command.state, command.maybe_sent) == ("waiting", True)
    assert [message.delivery_state for message in await messages(db)] == ["waiting"]


@pytest.mark.parametrize(
    ("reports", "ends"),
    [
        pytest.param(["sent", "delivered"], "delivered", id="in order"),
        pytest.param(["delivered", "sent"], "delivered", id="a late sent is ignored"),
        pytest.param(["delivered", "failed"], "delivered", id="the first final word stands"),
        pytest.param(["failed", "delivered"], "failed", id="also when it is bad"),
        pytest.param(["waiting"], "sent", id="a delivery never goes back"),
        pytest.param(["delivered", "delivered"], "delivered", id="said twice"),
    ],
)
async def test_deliveries_only_go_forward(db: Database, reports: list[DeliveryState], ends: str) -> None:
    await answered(db)
    await deliver(db, RememberingCarrier(), now=NOW)
    await report(db, "SM1", *reports)
    assert [message.delivery_state for message in await messages(db)] == [ends]


async def test_a_report_that_overtakes_our_own_record_is_not_lost(db: Database) -> None:
    await answered(db)
    assert await report(db, "SM1", "sent", "delivered", "sent") == 0
    await deliver(db, RememberingCarrier(), now=NOW)
    assert [message.delivery_state for message in await messages(db)] == ["delivered"]


async def test_reports_of_messages_that_are_not_ours_are_forgotten(db: Database) -> None:
    assert await report(db, "SM-unknown", "delivered") == 0
    assert await report(db, "SM-other", "delivered", now=NOW + timedelta(hours=2)) == 0
    await answered(db)
    carrier = RememberingCarrier(known={"師傅即刻到": "SM-unknown"}, fails=[LOST])
    await deliver(db, carrier, now=NOW)
    await deliver(db, carrier, now=NOW + timedelta(seconds=3))
    assert [message.delivery_state for message in await messages(db)] == ["sent"]


async def test_a_reply_hands_over_where_its_files_can_be_fetched(db: Database, tmp_path: Path) -> None:
    store = MediaStore(tmp_path.as_uri())
    stored = [await store_file(store, content, "a") for content in (files.photo(), files.PDF)]
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent)
        ids = await add_attachments(session, stored, uploaded_by=agent.id, now=NOW)
        await reply(session, contact.id, "", agent=agent, attachment_ids=ids, now=NOW)
    carrier = RememberingCarrier()
    await deliver(db, carrier, now=NOW)
    assert carrier.texts == [""]
    [urls] = carrier.media_urls
    permits = [LINKS.read(url.removeprefix("https://desk.example/m/"), now=NOW) for url in urls]
    assert permits == [Permit(ids[0], LARGEST_MESSAGE - len(files.PDF)), Permit(ids[1], len(files.PDF))]


async def test_a_reply_whose_file_is_gone_is_not_sent_without_it(db: Database, tmp_path: Path) -> None:
    stored = await store_file(MediaStore(tmp_path.as_uri()), files.PDF, "a")
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent)
        ids = await add_attachments(session, [stored], uploaded_by=agent.id, now=NOW)
        await reply(session, contact.id, "睇圖", agent=agent, attachment_ids=ids, now=NOW)
        await session.execute(delete(Attachment))
    carrier = RememberingCarrier()
    await deliver(db, carrier, now=NOW)
    assert carrier.sent == []
    [message] = await messages(db)
    assert (message.delivery_state, message.error_code) == ("failed", "file_gone")
