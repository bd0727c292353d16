"""Legs of the account: ringing, answering, giving up, and the events that tell of it; a person's call to a line."""

import pytest

from tests.channels.simulator.conftest import LINE, PHONE, AccountServer
from tests.channels.simulator.voice.conftest import AGENT, People

STATUS = "/webhooks/twilio/voice/status"
ALL = "initiated ringing answered completed"


def seen(account: AccountServer, path: str = "/events") -> list[str]:
    return [webhook["CallStatus"] for webhook in account.to(path)]


async def call(people: People, account: AccountServer, to: str = AGENT, **form: str) -> str:
    form = {"StatusCallback": f"{account.url}/events", "StatusCallbackEvent": ALL, **form}
    return await people.call_agent("<Pause length='60'/>", To=to, **form)


async def test_a_leg_rings_is_answered_and_ends(people: People, account_server: AccountServer) -> None:
    sid = await call(people, account_server)
    await people.answer(sid)
    await people.after(25)
    await people.hang_up(sid)
    events = account_server.to("/events")
    assert seen(account_server) == ["initiated", "ringing", "in-progress", "completed"]
    assert [event["SequenceNumber"] for event in events] == ["0", "1", "2", "3"]
    assert {event["CallbackSource"] for event in events} == {"call-progress-events"}
    assert events[-1]["Timestamp"].endswith("+0000")
    assert (events[-1]["CallDuration"], events[-1]["Duration"], events[0].get("CallDuration")) == ("25", "1", None)


async def test_only_the_end_is_told_where_nothing_more_was_asked_for(
    people: People, account_server: AccountServer
) -> None:
    sid = await people.call_agent("<Say>hello</Say>", StatusCallback=f"{account_server.url}/events")
    await people.answer(sid)
    assert seen(account_server) == ["completed"]
    assert account_server.to("/events")[0]["SequenceNumber"] == "0"


async def test_a_leg_that_nobody_answers_stops_ringing(people: People, account_server: AccountServer) -> None:
    sid = await call(people, account_server, Timeout="20")
    await people.after(19)
    assert (await people.view(sid))["status"] == "ringing", "no device needs to be there for it to ring"
    await people.after(1)
    view = await people.view(sid)
    assert (view["status"], view["ended_because"]) == ("no-answer", "no_answer")
    assert seen(account_server) == ["initiated", "ringing", "no-answer"]


@pytest.mark.parametrize("act", ["decline", "hangup"])
async def test_a_leg_is_declined(people: People, account_server: AccountServer, act: str) -> None:
    sid = await call(people, account_server)
    await people.act(f"calls/{sid}/{act}")
    assert seen(account_server)[-1] == "busy"
    assert (await people.view(sid))["ended_because"] == "declined"


async def test_a_leg_is_canceled_while_it_rings(people: People, account_server: AccountServer) -> None:
    sid = await call(people, account_server)
    await people.rest(f"Calls/{sid}.json", Status="canceled")
    assert seen(account_server)[-1] == "canceled"
    await people.act(f"calls/{sid}/answer", status=409)


async def test_a_phone_in_a_call_is_busy(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with("<Pause length='60'/>")
    await people.dial()
    sid = await call(people, account_server, to=PHONE)
    assert seen(account_server) == ["initiated", "busy"]
    assert (await people.view(sid))["ended_because"] == "busy"


async def test_a_device_takes_several_calls(people: People, account_server: AccountServer) -> None:
    await call(people, account_server)
    await call(people, account_server)
    calls = (await people.get("clients/agent_7/calls"))["items"]
    assert [one["status"] for one in calls] == ["ringing", "ringing"]


async def test_only_the_first_answer_counts(people: People, account_server: AccountServer) -> None:
    sid = await call(people, account_server)
    await people.answer(sid)
    refused = await people.act(f"calls/{sid}/answer", status=409)
    assert refused["error"]["code"] == "not_ringing"


async def test_a_call_to_a_phone_is_answered_and_asked_for(people: People, account_server: AccountServer) -> None:
    sid = await call(people, account_server, to=PHONE, MachineDetection="Enable")
    view = (await people.get(f"phones/{PHONE}/calls"))["items"][0]
    assert (view["sid"], view["direction"], view["status"]) == (sid, "outbound-api", "ringing")
    await people.answer(sid)
    [asked] = account_server.to("/documents/0")
    assert (asked["From"], asked["To"], asked["CallStatus"]) == (LINE, PHONE, "in-progress")
    assert (asked["Direction"], asked["AnsweredBy"]) == ("outbound-api", "human")


async def test_a_call_lasts_no_longer_than_wished(people: People, account_server: AccountServer) -> None:
    sid = await call(people, account_server, TimeLimit="30")
    await people.answer(sid)
    await people.after(30)
    assert (await people.view(sid))["ended_because"] == "time_limit"


async def test_the_line_hears_of_the_end_of_an_inbound_call(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with("<Say>hello</Say><Pause length='60'/>")
    sid = await people.dial()
    await people.after(1)
    await people.hang_up(sid)
    [event] = account_server.to(STATUS)
    assert (event["CallSid"], event["CallStatus"], event["Direction"]) == (sid, "completed", "inbound")


@pytest.mark.parametrize(
    ("document", "status"),
    [
        pytest.param("<Reject/>", "no-answer", id="rejected"),
        pytest.param('<Reject reason="busy"/>', "busy", id="busy"),
    ],
)
async def test_a_rejected_call_is_never_picked_up(
    people: People, account_server: AccountServer, document: str, status: str
) -> None:
    people.answer_calls_with(document)
    view = await people.view(await people.dial())
    assert (view["status"], view["ended_because"], view["answered_at"]) == (status, "rejected", None)
    assert [event["CallStatus"] for event in account_server.to(STATUS)] == [status]


async def test_a_pause_at_the_beginning_lets_it_ring(people: People) -> None:
    people.answer_calls_with("<Pause length='3'/><Say>hello</Say><Pause length='9'/>")
    sid = await people.dial()
    assert (await people.view(sid))["status"] == "ringing"
    await people.after(3)
    assert (await people.view(sid))["status"] == "in-progress"


async def test_giving_up_while_it_rings(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with("<Pause length='3'/>")
    sid = await people.dial()
    await people.hang_up(sid)
    view = await people.view(sid)
    assert (view["status"], view["answered_at"]) == ("no-answer", None)
    assert account_server.to(STATUS)[0]["CallDuration"] == "0"


async def test_a_line_without_an_address_fails_aloud(people: People) -> None:
    [number] = (await people.rest("IncomingPhoneNumbers.json", method="GET"))["incoming_phone_numbers"]
    await people.rest(f"IncomingPhoneNumbers/{number['sid']}.json", VoiceUrl="")
    view = await people.view(await people.dial())
    assert (view["status"], view["error_code"]) == ("failed", 11100)
