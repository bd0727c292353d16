"""Messages left on the telephone, and what is said on it: words of the contact, worked like any others."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from contactcenter.actions.choose_in_menu import choose_in_menu
from contactcenter.actions.end_call import end_call
from contactcenter.actions.leave_voicemail import add_transcript, leave_voicemail
from contactcenter.actions.record_words import record_words
from contactcenter.actions.wait_in_queue import (
    choose_callback,
    choose_voicemail,
    choose_waiting,
    leave_queue,
    wait_in_queue,
)
from contactcenter.agents.models import Agent
from contactcenter.basics.menus import FIRST_MENU
from contactcenter.basics.seed import add_emergency_words
from contactcenter.calls.models import Call, Recording
from contactcenter.calls.standing import OR_WAIT
from contactcenter.calls.steps import Gather, LeaveLine, Park, Record, Say
from contactcenter.contacts.models import Message
from contactcenter.contacts.service import matters_of
from contactcenter.db import Database
from contactcenter.errors import SendError
from contactcenter.jobs import deliver_outbox, offer_waiting
from contactcenter.jobs.errands.calls import recording_errands
from contactcenter.media.models import Attachment
from contactcenter.media.store import MediaStore
from contactcenter.routing.models import Queue
from contactcenter.routing.service import loads
from tests.support.builders.calls import (
    arrive,
    contact_of,
    held,
    live_offer,
    make_voice_line,
    queue_call,
    ringing_call,
    talking_call,
)
from tests.support.builders.contacts import NOW
from tests.support.builders.places import make_home
from tests.support.builders.routing import make_free_agent, make_queue
from tests.support.switchboard import Switchboard

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
async def agent(db: Database) -> Agent:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        return await make_free_agent(session, queue)


async def messages(db: Database, kind: str = "message") -> list[Message]:
    async with db.reading() as session:
        query = select(Message).where(Message.kind == kind).order_by(Message.id)
        return list(await session.scalars(query))


async def recordings(db: Database) -> list[Recording]:
    async with db.reading() as session:
        return list(await session.scalars(select(Recording)))


async def states(db: Database, call: Call) -> tuple[str, str]:
    now = await held(db, call)
    return now.call.state, now.contact.state


async def at_the_tone(db: Database) -> Call:
    """Key 0 of the second menu: a message instead of waiting."""
    async with db.transaction() as session:
        call = await arrive(session)
        await choose_in_menu(session, call.id, menu_code=FIRST_MENU, digits="1", words="", now=NOW)
        steps = await choose_in_menu(session, call.id, menu_code="main", digits="0", words="", now=NOW)
        assert any(isinstance(step, Record) for step in steps)
    return call


async def test_a_message_becomes_a_contact_to_be_worked(db: Database, agent: Agent) -> None:
    call = await at_the_tone(db)
    assert await states(db, call) == ("voicemail", "new")
    for _told_twice in range(2):
        async with db.transaction() as session:
            steps = await leave_voicemail(session, call.id, external_id="RE1", seconds=14, now=LATER)
    reference = (await contact_of(db, call)).reference
    assert isinstance(steps[0], Say)
    assert " ".join(reference.replace("-", "")) in steps[0].text
    async with db.transaction() as session:
        await end_call(session, call.id, now=LATER)
    assert await states(db, call) == ("ended", "queued")
    contact = await contact_of(db, call)
    assert (contact.subject, contact.queued_at) == ("語音留言", LATER)
    (recording,) = await recordings(db)
    left = [message.event for message in await messages(db, "call_event") if message.text == "voicemail.left"]
    assert left == [{"name": "voicemail.left", "details": {"seconds": 14, "recording_id": recording.id}}]
    assert await offer_waiting.fire(db, now=LATER) == 1
    async with db.reading() as session:
        assert await loads(session, [agent.id]) == {agent.id: {"manual": 1}}, "nobody waits on the line"


async def test_a_message_told_of_after_hanging_up_opens_the_contact_again(db: Database, agent: Agent) -> None:
    call = await at_the_tone(db)
    async with db.transaction() as session:
        await end_call(session, call.id, now=LATER)
    assert await states(db, call) == ("ended", "closed")
    async with db.transaction() as session:
        await leave_voicemail(session, call.id, external_id="RE1", seconds=14, now=LATER)
    assert await states(db, call) == ("ended", "queued")
    contact = await contact_of(db, call)
    assert contact.closed_at is None
    async with db.reading() as session:
        assert [matter.outcome for matter in await matters_of(session, contact.id)] == [None]


async def test_silence_after_the_tone_is_no_message(db: Database, agent: Agent) -> None:
    call = await at_the_tone(db)
    async with db.transaction() as session:
        await leave_voicemail(session, call.id, external_id="RE1", seconds=0, now=LATER)
        await end_call(session, call.id, now=LATER)
    assert await states(db, call) == ("ended", "closed")
    assert await recordings(db) == []


async def test_a_message_from_the_line_keeps_the_place(db: Database, agent: Agent) -> None:
    call = await ringing_call(db)
    async with db.transaction() as session:
        assert await choose_waiting(session, call.id, digits="2", now=LATER) == (LeaveLine(),)
    assert await live_offer(db) is None, "the telephone that rang for her is free"
    assert await states(db, call) == ("voicemail", "queued")
    assert await offer_waiting.fire(db, now=LATER) == 0, "nothing is offered while she speaks"
    async with db.transaction() as session:
        steps = await leave_queue(session, call.id, has_failed=False, now=LATER)
        assert any(isinstance(step, Record) for step in steps)
        await leave_voicemail(session, call.id, external_id="RE1", seconds=9, now=LATER)
        await end_call(session, call.id, now=LATER)
    assert (await contact_of(db, call)).queued_at == NOW
    assert await offer_waiting.fire(db, now=LATER) == 1


@pytest.mark.parametrize("attempts", [3, 0], ids=["with a callback", "without"])
async def test_after_long_waiting_something_else_is_proposed_again_and_again_but_not_at_once(
    db: Database, agent: Agent, attempts: int
) -> None:
    async with db.transaction() as session:
        call = await queue_call(session)
        await session.execute(update(Queue).values(callback_attempts=attempts))
    long = NOW + timedelta(minutes=10)
    async with db.transaction() as session:
        assert await wait_in_queue(session, call.id, now=long) == (LeaveLine(),)
        proposal = await leave_queue(session, call.id, has_failed=False, now=long)
        assert isinstance(proposal[0], Gather)
        if attempts:
            answer = await choose_callback(session, call.id, menu_code=OR_WAIT, digits="", now=long)
        else:
            answer = await choose_voicemail(session, call.id, digits="", now=long)
        assert answer[-1] == Park()
        assert await wait_in_queue(session, call.id, now=long + timedelta(minutes=1)) != (LeaveLine(),)
        assert await wait_in_queue(session, call.id, now=long + timedelta(minutes=10)) == (LeaveLine(),)
    assert await states(db, call) == ("callback" if attempts else "queued", "queued")


async def test_the_sound_is_kept_with_the_entry_that_says_so(db: Database, agent: Agent, tmp_path: Path) -> None:
    call = await at_the_tone(db)
    async with db.transaction() as session:
        await leave_voicemail(session, call.id, external_id="RE1", seconds=14, now=NOW)
    carrier, store = Switchboard(), MediaStore((tmp_path / "media").as_uri())
    await deliver_outbox.fire(db, recording_errands(carrier, store), now=NOW)
    assert carrier.done == [("fetch", "RE1")]
    (recording,) = await recordings(db)
    async with db.reading() as session:
        file = await session.get(Attachment, recording.attachment_id)
    assert recording.state == "stored"
    assert file is not None
    assert (file.content_type, file.contact_id, file.message_id) == (
        "audio/wav",
        call.contact_id,
        recording.message_id,
    )
    entry = next(message for message in await messages(db, "call_event") if message.id == recording.message_id)
    assert entry.attachments == [{"id": file.id}]


async def test_a_sound_that_cannot_be_had_is_said_to_be_lost(db: Database, agent: Agent, tmp_path: Path) -> None:
    call = await at_the_tone(db)
    async with db.transaction() as session:
        await leave_voicemail(session, call.id, external_id="RE1", seconds=14, now=NOW)
    gone = [SendError("It is gone.", code="gone", retryable=False) for _ in range(9)]
    carrier, store = Switchboard(fails={"fetch": gone}), MediaStore((tmp_path / "media").as_uri())
    moment = NOW
    for _look in range(6):
        await deliver_outbox.fire(db, recording_errands(carrier, store), now=moment)
        moment += timedelta(minutes=5)
    assert [recording.state for recording in await recordings(db)] == ["failed"]
    assert len(carrier.fails["fetch"]) == 9 - 5, "looked for a few times: it may only just have been made"


async def test_a_transcript_is_what_the_customer_said(db: Database, agent: Agent) -> None:
    async with db.transaction() as session:
        home = await make_home(session)
        await add_emergency_words(session)
    call = await at_the_tone(db)
    async with db.transaction() as session:
        await leave_voicemail(session, call.id, external_id="RE1", seconds=14, now=NOW)
    for _told_twice in range(2):
        async with db.transaction() as session:
            text = "3座12樓B室，有煤氣味"
            await add_transcript(session, call.id, external_id="RE1", text=text, now=LATER)
    (message,) = await messages(db)
    assert (message.author_kind, message.text, message.direction) == ("customer", "3座12樓B室，有煤氣味", "inbound")
    contact = await contact_of(db, call)
    assert contact.subject == "語音留言：3座12樓B室，有煤氣味"
    assert (contact.place_id, contact.class_) == (home.id, "emergency")
    assert [recording.transcript for recording in await recordings(db)] == ["3座12樓B室，有煤氣味"]


async def test_both_sides_of_a_talk_stand_in_the_thread(db: Database, agent: Agent) -> None:
    call = await talking_call(db)
    said = [("喂，你好", False), ("3座12樓B室廚房漏水", True), ("  ", True), ("3座12樓B室廚房漏水", True)]
    for number, (text, is_customer) in enumerate(said):
        async with db.transaction() as session:
            await record_words(
                session, call.id, text=text, external_id=f"GT1:{min(number, 1)}", is_customer=is_customer, now=LATER
            )
    assert [(m.author_kind, m.author_id, m.text) for m in await messages(db)] == [
        ("agent", agent.id, "喂，你好"),
        ("customer", (await contact_of(db, call)).customer_id, "3座12樓B室廚房漏水"),
    ]
