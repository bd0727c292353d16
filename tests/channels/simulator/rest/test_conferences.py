"""`Conferences.json` and its participants through the vendor's own client."""

import asyncio

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.channels.simulator.conftest import LINE, AccountServer
from tests.channels.simulator.voice.conftest import AGENT, People

ROOM = '<Dial><Conference participantLabel="{label}">call-1</Conference></Dial>'


async def test_the_vendors_client_holds_and_resumes(
    client: Client, people: People, account_server: AccountServer
) -> None:
    people.answer_calls_with(ROOM.format(label="customer"))
    people.answer_at("/hold", "<Play>/hold.wav</Play>")
    sid = await people.dial()
    await people.answer(await people.call_agent(ROOM.format(label="agent")))
    [conference] = await asyncio.to_thread(client.conferences.list, friendly_name="call-1", status="in-progress")
    participants = await asyncio.to_thread(client.conferences(conference.sid).participants.list)
    assert [participant.label for participant in participants] == ["customer", "agent"]
    customer = client.conferences(conference.sid).participants("customer")
    held = await asyncio.to_thread(customer.update, hold=True, hold_url=f"{account_server.url}/hold")
    assert (held.call_sid, held.hold, held.status) == (sid, True, "connected")
    [on_hold] = await asyncio.to_thread(client.conferences(conference.sid).participants.list, hold=True)
    assert on_hold.call_sid == sid
    assert not (await asyncio.to_thread(customer.update, hold=False)).hold
    await asyncio.to_thread(customer.delete)
    with pytest.raises(TwilioRestException) as gone:
        await asyncio.to_thread(customer.fetch)
    assert gone.value.code == 20404


async def test_the_vendors_client_adds_a_participant_and_ends_the_conference(client: Client, people: People) -> None:
    added = await asyncio.to_thread(
        client.conferences("call-1").participants.create,
        to=AGENT,
        from_=LINE,
        label="agent",
        start_conference_on_enter=True,
        end_conference_on_exit=False,
        muted=True,
        beep="false",
        conference_status_callback_event=["start", "end"],
    )
    await people.carrier.voice.settle()
    await people.answer(added.call_sid)
    [conference] = await asyncio.to_thread(client.conferences.list, friendly_name="call-1")
    fetched = await asyncio.to_thread(client.conferences(conference.sid).participants(added.call_sid).fetch)
    assert (fetched.label, fetched.muted) == ("agent", True)
    ended = await asyncio.to_thread(client.conferences(conference.sid).update, status="completed")
    assert ended.status == "completed"
    assert await asyncio.to_thread(client.conferences(conference.sid).participants.list) == []


async def test_participants_come_in_pages(client: Client, people: People) -> None:
    for number in range(3):
        await people.answer(await people.call_agent(ROOM.format(label=f"agent-{number}"), To=f"client:agent_{number}"))
    [conference] = await asyncio.to_thread(client.conferences.list)
    found = await asyncio.to_thread(client.conferences(conference.sid).participants.list, page_size=1)
    assert [participant.label for participant in found] == ["agent-0", "agent-1", "agent-2"]


async def test_an_unknown_conference_is_not_found(people: People) -> None:
    for path in ("", "/Participants", "/Participants/customer"):
        answer = await people.rest(f"Conferences/CF{'0' * 32}{path}.json", method="GET", status=404)
        assert answer["code"] == 20404
