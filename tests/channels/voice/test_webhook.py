"""What the carrier asks and reports about calls, as recorded: signed, answered with documents, and acted on once."""

import asyncio
import logging

import pytest
from sqlalchemy import func, select

from channels.simulator.voice.document import read_verbs
from channels.twilio.forms import read_form
from channels.twilio.signature import sign
from channels.voice import events
from channels.voice.addresses import RETRIES
from contactcenter.calls.models import Call, Recording
from contactcenter.contacts.models import Contact, Message
from contactcenter.customers.models import CustomerAddress
from tests.channels.voice.conftest import (
    CALL_SID,
    LEG_SID,
    PUBLIC_BASE_URL,
    TOKEN,
    VOICE,
    Entrance,
    recorded,
)

FIRST, MAIN = "menu/language", "menu/main"


async def call_path(entrance: Entrance, name: str) -> str:
    return f"/calls/{(await entrance.call()).id}/{name}"


async def leg_path(entrance: Entrance, name: str = "") -> str:
    return f"/legs/{(await entrance.leg()).id}" + (f"/{name}" if name else "")


async def into_the_queue(entrance: Entrance) -> None:
    await entrance.post("", "arrived")
    for menu in (FIRST, MAIN):
        await entrance.post(await call_path(entrance, menu), "pressed_1")


async def into_the_talk(entrance: Entrance) -> None:
    await into_the_queue(entrance)
    await entrance.offer()
    leg = await entrance.leg()
    await entrance.post(await leg_path(entrance), "leg_answered")
    await entrance.post(await call_path(entrance, "conference"), "conference_join_agent", leg=leg.id)
    await entrance.post(await call_path(entrance, "join"), "wait")
    assert (await entrance.call()).state == "talking"


# What every channel promises.


async def test_a_wrong_signature_is_refused_and_nothing_is_stored(entrance: Entrance) -> None:
    for path in ("", "/status", "/calls/x/wait", "/legs/x/status", "/hold"):
        assert (await entrance.post(path, "arrived", signature="nonsense"))[0] == 403
    assert await entrance.journal() == []


async def test_a_signature_for_another_address_is_refused(entrance: Entrance) -> None:
    body = recorded("status_completed")
    elsewhere = sign(TOKEN, f"{PUBLIC_BASE_URL}{VOICE}", read_form(body))
    assert (await entrance.post_body("/status", body, signature=elsewhere))[0] == 403


async def test_a_signature_is_taken_with_or_without_our_wish_for_retries(entrance: Entrance) -> None:
    body = recorded("status_completed")
    with_wish = sign(TOKEN, f"{PUBLIC_BASE_URL}{VOICE}/status{RETRIES}", read_form(body))
    assert (await entrance.post_body("/status", body, signature=with_wish))[0] == 200


async def test_an_unknown_caller_becomes_a_customer(entrance: Entrance) -> None:
    await entrance.post("", "arrived")
    contact = await entrance.contact()
    async with entrance.db.reading() as session:
        (address,) = (await session.scalars(select(CustomerAddress))).all()
    assert (contact.address, address.address, contact.customer_id) == (
        "+85291234567",
        "+85291234567",
        address.customer_id,
    )


async def test_secrets_numbers_and_words_are_absent_from_logs(
    entrance: Entrance, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await into_the_talk(entrance)
    await entrance.post(await call_path(entrance, "words"), "words_customer")
    await entrance.post("", "arrived", signature="nonsense")
    ours = "".join(record.getMessage() for record in caplog.records if record.name != "aiohttp.access")
    for secret in (TOKEN, "+85291234567", "85291234567", "廚房漏水"):
        assert secret not in ours


# Documents.


async def test_the_same_request_gets_the_same_document_and_has_one_effect(entrance: Entrance) -> None:
    await into_the_queue(entrance)
    path = await call_path(entrance, "wait")
    first = await entrance.post(path, "wait", token="t-1")
    assert "下一位就係你" in first[1]
    assert await entrance.post(path, "wait", token="t-1") == first
    again = await entrance.post(path, "wait", token="t-2")
    assert "下一位" not in again[1], "said once"
    kept = [event for event in await entrance.journal() if event.external_id.startswith("t-")]
    assert [(event.external_id, event.answer) for event in kept] == [("t-1", first[1]), ("t-2", again[1])]
    assert {event.state for event in kept} == {"projected"}


async def test_requests_at_the_same_time_get_the_same_document(entrance: Entrance) -> None:
    answers = await asyncio.gather(*(entrance.post("", "arrived", token="t-1") for _ in range(4)))
    assert len(set(answers)) == 1
    async with entrance.db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Contact)) == 1


async def test_a_call_told_of_again_under_another_token_is_the_same_call(entrance: Entrance) -> None:
    first = await entrance.post("", "arrived", token="t-1")
    assert await entrance.post("", "arrived", token="t-2") == first
    async with entrance.db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Call)) == 1


async def test_every_document_is_one_the_carrier_takes(entrance: Entrance) -> None:
    """Read by the strict reader of the simulated carrier: an unknown verb or attribute would be an error."""
    read_verbs((await entrance.post("", "arrived"))[1].encode())
    for name in ("said_nothing", "pressed_9"):
        read_verbs((await entrance.post(await call_path(entrance, FIRST), name))[1].encode())
    read_verbs((await entrance.post(await call_path(entrance, "wait"), "wait"))[1].encode(), purpose="queue")
    left = await entrance.post(await call_path(entrance, "left-queue"), "left_queue_leave")
    read_verbs(left[1].encode())
    read_verbs((await entrance.post("/hold", "wait"))[1].encode(), purpose="hold")


async def test_speech_chooses_as_keys_do(entrance: Entrance) -> None:
    await entrance.post("", "arrived")
    status, document = await entrance.post(await call_path(entrance, FIRST), "said_english")
    assert status == 200
    assert "For repairs, press 1." in document
    assert 'language="en-GB"' in document


async def test_taking_the_caller_out_of_the_line_is_no_leaving(entrance: Entrance) -> None:
    await into_the_queue(entrance)
    answer = await entrance.post(await call_path(entrance, "left-queue"), "left_queue_redirected")
    assert answer[1].endswith("<Response />")
    assert (await entrance.call()).state == "queued"


async def test_hanging_up_in_the_line_ends_the_call(entrance: Entrance) -> None:
    await into_the_queue(entrance)
    await entrance.post(await call_path(entrance, "left-queue"), "left_queue_hangup")
    assert (await entrance.call()).state == "ended"
    assert (await entrance.contact()).state == "closed"


async def test_a_line_that_breaks_at_the_carrier_leads_to_a_message(entrance: Entrance) -> None:
    await into_the_queue(entrance)
    _, document = await entrance.post(await call_path(entrance, "left-queue"), "left_queue_system_error")
    assert "<Record" in document


async def test_the_agents_telephone_leads_into_the_conversation(entrance: Entrance) -> None:
    await into_the_queue(entrance)
    await entrance.offer()
    leg, call = await entrance.leg(), await entrance.call()
    _, document = await entrance.post(await leg_path(entrance), "leg_answered")
    assert f">{call.id}</Conference>" in document
    assert f'participantLabel="agent-{leg.id}"' in document
    assert 'endConferenceOnExit="false"' in document
    assert (await entrance.leg()).external_id == LEG_SID


@pytest.mark.parametrize("path", ["/calls/nothing/wait", "/calls/nothing/menu/language", "/legs/nothing"])
async def test_an_address_that_names_no_call_is_hung_up(entrance: Entrance, path: str) -> None:
    status, document = await entrance.post(path, "wait")
    assert status == 200
    assert "<Hangup" in document


@pytest.mark.parametrize("path", ["", "/status", "/calls/x/wait"])
async def test_a_form_we_cannot_use_is_kept_as_failed(entrance: Entrance, path: str) -> None:
    assert (await entrance.post(path, "without_sid"))[0] == 200
    (event,) = await entrance.journal()
    assert (event.state, event.error) == ("failed", "the form has no CallSid")


async def test_a_document_that_fails_is_not_kept_so_that_it_may_be_asked_for_again(
    entrance: Entrance, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await entrance.post("", "arrived")
    before = len(await entrance.journal())
    path = await call_path(entrance, FIRST)
    with monkeypatch.context() as broken:
        broken.setattr("contactcenter.actions.choose_in_menu.read_context", _fail)
        assert (await entrance.post(path, "pressed_1", token="t-1"))[0] == 500
    assert len(await entrance.journal()) == before
    status, document = await entrance.post(path, "pressed_1", token="t-1")
    assert status == 200
    assert "報修請按 1" in document
    assert "request_failed" in caplog.text


async def _fail(*_args: object, **_kwargs: object) -> None:
    raise RuntimeError("broken for a moment")


# Reports.


async def test_a_whole_talk_from_reports(entrance: Entrance) -> None:
    await into_the_talk(entrance)
    for name in ("words_started", "words_agent", "words_customer", "words_customer"):
        assert (await entrance.post(await call_path(entrance, "words"), name)) == (200, "")
    async with entrance.db.reading() as session:
        said = (await session.scalars(select(Message).where(Message.kind == "message").order_by(Message.id))).all()
    assert [(message.author_kind, message.text) for message in said] == [
        ("agent", "有咩幫到你"),
        ("customer", "廚房漏水"),
    ]
    await entrance.post(await call_path(entrance, "conference"), "conference_leave_customer")
    assert ((await entrance.call()).state, (await entrance.contact()).state) == ("ended", "wrap_up")


@pytest.mark.parametrize("name", ["leg_left_in_progress", "conference_leave_agent_ended"])
async def test_an_agent_who_outlives_the_conversation_says_that_the_caller_left(entrance: Entrance, name: str) -> None:
    """In whatever order the reports of one ending come."""
    await into_the_talk(entrance)
    leg = await entrance.leg()
    is_leg = name.startswith("leg")
    path = await (leg_path(entrance, "left") if is_leg else call_path(entrance, "conference"))
    await entrance.post(path, name, leg=leg.id)
    await entrance.post(await leg_path(entrance, "status"), "leg_completed")
    await entrance.post("/status", "status_completed")
    call = await entrance.call()
    assert (call.state, call.ended_by, (await entrance.contact()).state) == ("ended", "customer", "wrap_up")


async def test_taking_the_caller_out_of_the_conversation_is_no_hanging_up(entrance: Entrance) -> None:
    await into_the_talk(entrance)
    await entrance.post(await call_path(entrance, "conference"), "conference_leave_customer_redirected")
    assert (await entrance.call()).state == "talking"


async def test_an_agent_who_hangs_up_at_the_telephone_is_lost(entrance: Entrance) -> None:
    await into_the_talk(entrance)
    leg = await entrance.leg()
    await entrance.post(await call_path(entrance, "conference"), "conference_leave_agent", leg=leg.id)
    assert ((await entrance.call()).state, (await entrance.contact()).state) == ("queued", "queued")
    _, document = await entrance.post(await call_path(entrance, "queue"), "wait")
    assert "另一位同事" in document


async def test_a_conversation_that_ends_under_the_caller_puts_her_into_the_line(entrance: Entrance) -> None:
    await into_the_talk(entrance)
    _, document = await entrance.post(await call_path(entrance, "left-talk"), "left_talk_in_progress")
    assert "<Enqueue" in document
    assert (await entrance.call()).state == "queued"


@pytest.mark.parametrize(("name", "offer"), [("leg_no_answer", "missed"), ("leg_busy", "declined")])
async def test_a_telephone_not_answered_is_told_apart_from_one_declined(
    entrance: Entrance, name: str, offer: str
) -> None:
    await into_the_queue(entrance)
    await entrance.offer()
    await entrance.post(await leg_path(entrance, "status"), "leg_ringing")
    assert (await entrance.leg()).state == "ringing"
    await entrance.post(await leg_path(entrance, "status"), name)
    async with entrance.db.reading() as session:
        missed = await session.scalar(select(Message).where(Message.text == "agent.missed"))
    assert missed is not None
    assert missed.event is not None
    assert missed.event["details"]["reason"] == offer
    assert (await entrance.contact()).state == "queued"


async def test_the_numbers_own_report_ends_whatever_was_going_on(entrance: Entrance) -> None:
    await into_the_talk(entrance)
    for _told_twice in range(2):
        assert (await entrance.post("/status", "status_completed"))[0] == 200
    call = await entrance.call()
    assert (call.external_id, call.state, (await entrance.contact()).state) == (CALL_SID, "ended", "wrap_up")
    assert len([event for event in await entrance.journal() if event.kind == "call_event"]) == 2


async def test_a_report_about_a_call_nobody_knows_is_kept_and_changes_nothing(entrance: Entrance) -> None:
    assert (await entrance.post("/status", "status_completed"))[0] == 200
    assert (await entrance.post("/calls/nothing/conference", "conference_join_agent"))[0] == 200
    assert [event.state for event in await entrance.journal()] == ["projected", "projected"]


async def test_a_message_from_its_document_and_its_reports(entrance: Entrance) -> None:
    await into_the_queue(entrance)
    pressed = recorded("pressed_1").replace(b"Digits=1", b"Digits=2")
    await entrance.post_body(await call_path(entrance, "wait-choice"), pressed)
    _, document = await entrance.post(await call_path(entrance, "left-queue"), "left_queue_leave")
    assert "<Record" in document
    _, document = await entrance.post(await call_path(entrance, "voicemail-left"), "recorded")
    assert "編號係 C 2 0" in document
    await entrance.post(await call_path(entrance, "recording"), "recording_completed")
    await entrance.post(await call_path(entrance, "recording"), "recording_absent")
    await entrance.post(await call_path(entrance, "transcript"), "transcript")
    async with entrance.db.reading() as session:
        (recording,) = (await session.scalars(select(Recording))).all()
    assert (recording.seconds, recording.transcript) == (14, "3座12樓B室 廚房漏水")


async def test_a_report_on_which_acting_failed_is_taken_up_by_the_projector(
    entrance: Entrance, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await into_the_talk(entrance)
    with monkeypatch.context() as broken:
        broken.setattr(events, "find_call", _fail)
        assert (await entrance.post("/status", "status_completed"))[0] == 500
    assert (await entrance.journal())[-1].state == "waiting"
    assert (await entrance.post("/status", "status_completed"))[0] == 200, "it is ours already"
    assert (await entrance.call()).state == "talking"
    await entrance.project()
    assert (await entrance.journal())[-1].state == "projected"
    assert ((await entrance.call()).state, (await entrance.contact()).state) == ("ended", "wrap_up")
    assert "request_failed" in caplog.text


async def test_music_is_there_for_the_carrier_to_fetch(entrance: Entrance) -> None:
    async with entrance.http.get(f"{VOICE}/music.wav") as answer:
        assert (answer.status, answer.content_type) == (200, "audio/wav")
        assert (await answer.read())[:4] == b"RIFF"
