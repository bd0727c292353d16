"""`Recordings.json`: begin and stop them on a live call, list, hear, remove them, through the vendor's own client."""

import asyncio
import io
import wave

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.channels.simulator.conftest import ACCOUNT_SID, AccountServer
from tests.channels.simulator.voice.conftest import People


async def voicemail(people: People) -> str:
    people.answer_calls_with('<Record timeout="5" action="/done"/>')
    sid = await people.dial()
    people.carrier.clock.pass_seconds(4)
    await people.say(sid, "廚房漏水")
    await people.hang_up(sid)
    return sid


async def test_a_voicemail_is_found_heard_and_removed(client: Client, people: People) -> None:
    sid = await voicemail(people)
    [recording] = await asyncio.to_thread(client.recordings.list, call_sid=sid)
    assert (recording.source, recording.status, recording.duration) == ("RecordVerb", "completed", "4")
    url = f"{people.carrier.url}/2010-04-01/Accounts/{ACCOUNT_SID}/Recordings/{recording.sid}"
    for address in (url, f"{url}.wav"):
        async with people.carrier.http.get(address) as response:
            assert (response.status, response.content_type) == (200, "audio/x-wav")
            with wave.open(io.BytesIO(await response.read())) as sound:
                assert sound.getnframes() == 4 * 8000
    async with people.carrier.http.get(url, headers={"Authorization": ""}) as response:
        assert response.status == 401
    await asyncio.to_thread(client.recordings(recording.sid).delete)
    assert await asyncio.to_thread(client.recordings.list) == []
    async with people.carrier.http.get(url) as response:
        assert response.status == 404


async def test_a_live_call_is_recorded_paused_and_stopped(
    client: Client, people: People, account_server: AccountServer
) -> None:
    sid = await people.call_agent("<Pause length='60'/>")
    await people.answer(sid)
    recordings = client.calls(sid).recordings
    begun = await asyncio.to_thread(
        recordings.create,
        recording_channels="dual",
        recording_status_callback=f"{account_server.url}/recording",
        recording_status_callback_event=["in-progress", "completed"],
    )
    assert (begun.status, begun.channels, begun.source) == ("in-progress", 2, "StartCallRecordingAPI")
    await people.after(5)
    paused = await asyncio.to_thread(recordings("Twilio.CURRENT").update, status="paused", pause_behavior="skip")
    assert paused.status == "paused"
    await people.after(10)
    await asyncio.to_thread(recordings(begun.sid).update, status="in-progress")
    await people.after(3)
    stopped = await asyncio.to_thread(recordings(begun.sid).update, status="stopped")
    assert (stopped.status, stopped.duration) == ("completed", "8")
    await people.carrier.voice.settle()
    assert [event["RecordingStatus"] for event in account_server.to("/recording")] == ["in-progress", "completed"]
    with pytest.raises(TwilioRestException) as over:
        await asyncio.to_thread(recordings(begun.sid).update, status="paused")
    assert over.value.code == 20404


async def test_a_recording_ends_with_its_call(client: Client, people: People) -> None:
    sid = await people.call_agent("<Pause length='60'/>")
    await people.answer(sid)
    await asyncio.to_thread(client.calls(sid).recordings.create)
    await people.after(6)
    await people.redirect(sid, "<Pause length='60'/>")
    [running] = await asyncio.to_thread(client.calls(sid).recordings.list)
    assert running.status == "in-progress", "another document does not end it"
    await people.after(6)
    await people.hang_up(sid)
    [recording] = await asyncio.to_thread(client.calls(sid).recordings.list)
    assert (recording.status, recording.duration) == ("completed", "12")


async def test_the_recording_of_a_conference_is_paused(client: Client, people: People) -> None:
    room = '<Dial><Conference record="record-from-start">room</Conference></Dial>'
    people.answer_calls_with(room)
    customer = await people.dial()
    await people.answer(await people.call_agent(room))
    [conference] = await asyncio.to_thread(client.conferences.list)
    recordings = client.conferences(conference.sid).recordings
    [running] = await asyncio.to_thread(recordings.list)
    assert (running.status, running.source) == ("in-progress", "Conference")
    await people.after(4)
    await asyncio.to_thread(recordings(running.sid).update, status="paused")
    await people.say(customer, "my card number is …")
    await people.after(30)
    await asyncio.to_thread(recordings(running.sid).update, status="in-progress")
    await people.after(2)
    await asyncio.to_thread(client.conferences(conference.sid).update, status="completed")
    fetched = await asyncio.to_thread(recordings(running.sid).fetch)
    assert (fetched.status, fetched.duration) == ("completed", "6")


async def test_a_call_that_is_over_cannot_be_recorded(people: People) -> None:
    sid = await people.dial()
    assert (await people.rest(f"Calls/{sid}/Recordings.json", status=400))["code"] == 21220
