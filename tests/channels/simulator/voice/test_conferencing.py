"""Conferences: start and end, flags of those who come, events, hold, mute, coaching, and who hears whom."""

from typing import Any

import pytest

from tests.channels.simulator.conftest import LINE, AccountServer
from tests.channels.simulator.voice.conftest import AGENT, People

ALL_EVENTS = "start end join leave mute hold modify"
SUPERVISOR = "client:agent_1"


def room(label: str = "", *, events: str = ALL_EVENTS, callback: str = "/conference", **flags: str) -> str:
    attributes = {"statusCallback": callback, "statusCallbackEvent": events, "participantLabel": label, **flags}
    written = "".join(f' {name}="{value}"' for name, value in attributes.items() if value or name == "waitUrl")
    return f"<Dial><Conference{written}>room</Conference></Dial><Say>after</Say>"


def told(account: AccountServer, path: str = "/conference") -> list[str]:
    return [webhook["StatusCallbackEvent"] for webhook in account.to(path)]


async def joined(people: People, document: str, *, to: str = AGENT) -> str:
    sid = await people.call_agent(document, To=to)
    await people.answer(sid)
    return sid


async def the_conference(people: People) -> dict[str, Any]:
    found: dict[str, Any] = (await people.rest("Conferences.json", method="GET", FriendlyName="room"))["conferences"][0]
    return found


async def update(people: People, call: str, **form: str) -> dict[str, Any]:
    return await people.rest(f"Conferences/{(await the_conference(people))['sid']}/Participants/{call}.json", **form)


async def test_a_conference_starts_with_the_second(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room("customer"))
    await people.dial()
    assert (await the_conference(people))["status"] == "init"
    await joined(people, room("agent"))
    assert (await the_conference(people))["status"] == "in-progress"
    assert told(account_server) == ["participant-join", "participant-join", "conference-start"]
    first = account_server.to("/conference")[0]
    assert (first["ParticipantLabel"], first["Muted"], first["Hold"]) == ("customer", "false", "false")
    assert (first["FriendlyName"], first["SequenceNumber"]) == ("room", "1")
    assert first["ConferenceSid"].startswith("CF")


async def test_nobody_talks_before_somebody_who_may_start_it_comes(people: People) -> None:
    people.answer_calls_with(room(startConferenceOnEnter="false"))
    customer = await people.dial()
    guest = await joined(people, room(startConferenceOnEnter="false"), to=SUPERVISOR)
    await people.say(customer, "anybody there?")
    assert ("heard", "anybody there?") not in await people.lines(guest)
    await joined(people, room(startConferenceOnEnter="true"))
    await people.say(customer, "hello")
    assert ("heard", "hello") in await people.lines(guest)


async def test_the_wait_document_is_heard_once_until_the_start(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room(waitUrl="/wait"))
    people.answer_at("/wait", "<Say>one moment</Say>")
    sid = await people.dial()
    await people.after(60)
    assert len(account_server.to("/wait")) == 1, "unlike in a queue it is not asked for again"
    assert ("prompt", "one moment") in await people.lines(sid)


async def test_the_start_ends_the_waiting(people: People) -> None:
    people.answer_calls_with(room(waitUrl="/wait"))
    people.answer_at("/wait", '<Pause length="30"/><Say>still waiting</Say>')
    sid = await people.dial()
    await joined(people, room())
    await people.after(30)
    assert ("prompt", "still waiting") not in await people.lines(sid)


async def test_the_first_settles_where_events_go(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room(callback="/first", events="join"))
    await people.dial()
    await joined(people, room(callback="/second"))
    assert told(account_server, "/first") == ["participant-join", "participant-join"]
    assert told(account_server, "/second") == []


async def test_a_label_that_is_there_already_fails_over(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room("agent-7"))
    await people.dial()
    second = await joined(people, room("agent-7"))
    assert ("prompt", "after") in await people.lines(second)
    assert told(account_server) == ["participant-join"]
    assert [trouble["call"] for trouble in (await people.get("debugger"))["items"]] == [second]


async def test_a_full_conference_fails_over(people: People) -> None:
    people.answer_calls_with(room())
    await people.dial()
    second = await joined(people, room(maxParticipants="1"))
    assert ("prompt", "after") in await people.lines(second)


async def test_who_may_end_it_takes_everybody_along(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room("customer", endConferenceOnExit="true"))
    customer = await people.dial()
    agent = await joined(people, room("agent"))
    await people.hang_up(customer)
    assert ("prompt", "after") in await people.lines(agent), "the leg goes on with its document"
    leaves, end = account_server.to("/conference")[3:5], account_server.to("/conference")[5]
    assert [leave["ReasonParticipantLeft"] for leave in leaves] == ["participant_hung_up", "moderator_ended_conference"]
    assert [leave["ParticipantCallStatus"] for leave in leaves] == ["completed", "in-progress"]
    assert end["ReasonConferenceEnded"] == "participant-with-end-conference-on-exit-left"
    assert end["CallSidEndingConference"] == customer


async def test_who_may_not_end_it_leaves_the_others_there(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room("customer"))
    customer = await people.dial()
    agent = await joined(people, room("agent"))
    await people.hang_up(agent)
    assert (await people.view(customer))["doing"] == "conference"
    assert (await the_conference(people))["status"] == "in-progress"
    await people.hang_up(customer)
    assert account_server.to("/conference")[-1]["ReasonConferenceEnded"] == "last-participant-left"
    assert (await the_conference(people))["reason_conference_ended"] == "last-participant-left"


async def test_a_name_is_free_again_after_the_end(people: People) -> None:
    people.answer_calls_with(room())
    await people.hang_up(await people.dial())
    first = (await the_conference(people))["sid"]
    await people.dial()
    assert (await the_conference(people))["sid"] != first


async def test_another_document_takes_one_out(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room("customer"))
    customer = await people.dial()
    agent = await joined(people, room("agent"))
    await people.redirect(customer, "<Say>back in the queue</Say><Pause length='9'/>")
    leave = account_server.to("/conference")[-1]
    assert (leave["CallSid"], leave["ReasonParticipantLeft"]) == (customer, "participant_updated_via_api")
    assert (await people.view(agent))["doing"] == "conference"


async def test_on_hold_nobody_is_heard_and_music_plays(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room("customer"))
    people.answer_at("/hold", "<Play>/hold.wav</Play>")
    customer = await people.dial()
    agent = await joined(people, room("agent"))
    held = await update(people, "customer", Hold="true", HoldUrl=f"{account_server.url}/hold")
    assert (held["hold"], held["call_sid"]) == (True, customer)
    assert (await people.view(customer))["doing"] == "held"
    assert ("music", "/hold.wav") in await people.lines(customer)
    await people.say(agent, "let me look it up")
    await people.say(customer, "hello?")
    assert ("heard", "let me look it up") not in await people.lines(customer)
    assert ("heard", "hello?") not in await people.lines(agent)

    await update(people, customer, Hold="false")
    assert (await people.view(customer))["doing"] == "conference"
    await people.say(agent, "thank you for waiting")
    assert ("heard", "thank you for waiting") in await people.lines(customer)
    assert told(account_server)[3:] == ["participant-hold", "participant-unhold"]
    assert [webhook["Hold"] for webhook in account_server.to("/conference")[3:]] == ["true", "false"]


async def test_holding_twice_is_told_once(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room("customer"))
    await people.dial()
    for _ in range(2):
        await update(people, "customer", Hold="true")
    assert told(account_server).count("participant-hold") == 1


async def test_a_muted_participant_hears_but_is_not_heard(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room("customer"))
    customer = await people.dial()
    supervisor = await joined(people, room("supervisor", muted="true"), to=SUPERVISOR)
    await people.say(supervisor, "psst")
    await people.say(customer, "hello")
    assert ("heard", "psst") not in await people.lines(customer)
    assert ("heard", "hello") in await people.lines(supervisor)
    await update(people, "supervisor", Muted="false")
    await people.say(supervisor, "good evening")
    assert ("heard", "good evening") in await people.lines(customer)
    assert told(account_server)[-1] == "participant-unmute"


async def test_a_coach_is_heard_by_the_coached_alone(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room("customer"))
    customer = await people.dial()
    agent = await joined(people, room("agent"))
    supervisor = await joined(people, room("supervisor", coach=agent), to=SUPERVISOR)
    await people.say(supervisor, "offer her a refund")
    assert ("heard", "offer her a refund") in await people.lines(agent)
    assert ("heard", "offer her a refund") not in await people.lines(customer)
    await update(people, "supervisor", Coaching="false")
    await people.say(supervisor, "let me help")
    assert ("heard", "let me help") in await people.lines(customer)
    assert told(account_server)[-1] == "participant-modify"


async def test_coaching_somebody_who_is_not_there_is_refused(people: People) -> None:
    people.answer_calls_with(room("customer"))
    await people.dial()
    sid = (await the_conference(people))["sid"]
    form = {"Coaching": "true", "CallSidToCoach": "CA" + "0" * 32}
    refused = await people.rest(f"Conferences/{sid}/Participants/customer.json", status=400, **form)
    assert refused["code"] == 16021


async def test_taking_one_out_lets_the_leg_go_on(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room("customer"))
    await people.dial()
    agent = await joined(people, room("agent"))
    sid = (await the_conference(people))["sid"]
    await people.rest(f"Conferences/{sid}/Participants/agent.json", method="DELETE", status=204)
    assert ("prompt", "after") in await people.lines(agent)
    assert told(account_server)[3] == "participant-leave"


async def test_ending_a_conference_over_rest(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room("customer"))
    customer = await people.dial()
    ended = await people.rest(f"Conferences/{(await the_conference(people))['sid']}.json", Status="completed")
    assert (ended["status"], ended["reason_conference_ended"]) == ("completed", "conference-ended-via-api")
    assert ("prompt", "after") in await people.lines(customer)
    leave, end = account_server.to("/conference")[-2:]
    assert leave["ReasonParticipantLeft"] == "conference_ended_via_api"
    assert (end["ReasonConferenceEnded"], end.get("CallSidEndingConference")) == ("conference-ended-via-api", None)


async def test_an_announcement_is_heard_by_all(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room("customer"))
    people.answer_at("/announcement", "<Say>this call ends soon</Say>")
    legs = [await people.dial(), await joined(people, room("agent"))]
    sid = (await the_conference(people))["sid"]
    await people.rest(f"Conferences/{sid}.json", AnnounceUrl=f"{account_server.url}/announcement")
    for leg in legs:
        assert ("prompt", "this call ends soon") in await people.lines(leg)


async def test_a_new_leg_joins_a_conference_that_is_only_named(people: People, account_server: AccountServer) -> None:
    form = {
        "To": AGENT,
        "From": LINE,
        "Label": "agent",
        "EndConferenceOnExit": "true",
        "ConferenceStatusCallback": f"{account_server.url}/conference",
        "ConferenceStatusCallbackEvent": "join leave",
    }
    created = await people.rest("Conferences/room/Participants.json", status=201, **form)
    assert (created["status"], created["label"]) == ("queued", "agent")
    await people.answer(created["call_sid"])
    [participant] = (
        await people.rest(f"Conferences/{(await the_conference(people))['sid']}/Participants.json", method="GET")
    )["participants"]
    assert (participant["call_sid"], participant["end_conference_on_exit"]) == (created["call_sid"], True)
    assert told(account_server) == ["participant-join"]


@pytest.mark.parametrize("name", ["customer", "CA" + "0" * 32])
async def test_who_is_not_there_is_not_found(people: People, name: str) -> None:
    people.answer_calls_with(room("agent"))
    await people.dial()
    sid = (await the_conference(people))["sid"]
    answer = await people.rest(f"Conferences/{sid}/Participants/{name}.json", method="GET", status=404)
    assert answer["code"] == 20404


async def test_a_recorded_conference_ends_with_a_recording(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(room("customer", record="record-from-start", recordingStatusCallback="/recording"))
    customer = await people.dial()
    agent = await joined(people, room("agent"))
    await people.after(12)
    await people.say(agent, "this call is recorded")
    await people.hang_up(agent)
    await people.hang_up(customer)
    [recorded] = account_server.to("/recording")
    assert (recorded["RecordingSource"], recorded["RecordingDuration"]) == ("Conference", "12")
    assert recorded["ConferenceSid"] == (await the_conference(people))["sid"]
