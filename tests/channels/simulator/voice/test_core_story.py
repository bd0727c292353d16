"""The road every call takes: menu, queue, the agent's device rings, a conference, words both ways, the end."""

from tests.channels.simulator.conftest import LINE, AccountServer
from tests.channels.simulator.voice.conftest import AGENT, People

LISTEN = (
    '<Start><Transcription name="talk" statusCallbackUrl="/words" track="both_tracks" languageCode="zh-HK"/></Start>'
)


def conference(label: str, **flags: str) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in {"participantLabel": label, **flags}.items())
    events = 'statusCallback="/conference" statusCallbackEvent="start end join leave hold mute modify"'
    return f'<Dial action="/after-{label}"><Conference {events}{attributes}>call-1</Conference></Dial>'


async def test_from_menu_to_hang_up(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with('<Gather numDigits="1" action="/menu"><Say>按1字</Say></Gather>')
    people.answer_at("/menu", '<Enqueue waitUrl="/wait" action="/left">line-1</Enqueue>')
    people.answer_at("/wait", "<Say>請稍候</Say><Play>/music.wav</Play>")
    customer = await people.dial()
    await people.press(customer, "1")
    assert (await people.view(customer))["doing"] == "queue"
    [wait] = account_server.to("/wait")
    assert (wait["QueuePosition"], wait["CurrentQueueSize"], wait["QueueTime"]) == ("1", "1", "0")

    events = {
        "StatusCallback": f"{account_server.url}/agent",
        "StatusCallbackEvent": "initiated ringing answered completed",
    }
    agent = await people.call_agent(conference("agent", startConferenceOnEnter="true"), **events, Timeout="20")
    assert (await people.client_call())["status"] == "ringing"
    await people.answer(agent)
    assert [event["CallStatus"] for event in account_server.to("/agent")] == ["initiated", "ringing", "in-progress"]

    await people.redirect(customer, LISTEN + conference("customer", endConferenceOnExit="true"))
    [left] = account_server.to("/left")
    assert (left["QueueResult"], left["CallSid"]) == ("redirected", customer)
    assert [event["StatusCallbackEvent"] for event in account_server.to("/conference")] == [
        "participant-join",
        "participant-join",
        "conference-start",
    ]

    await people.say(customer, "廚房漏水")
    await people.say(agent, "收到,馬上安排")
    assert ("heard", "廚房漏水") in await people.lines(agent)
    assert ("heard", "收到,馬上安排") in await people.lines(customer)
    words = [(event["Track"], event["TranscriptionData"]) for event in account_server.to("/words")[1:]]
    assert words == [
        ("inbound_track", '{"transcript": "廚房漏水", "confidence": 0.95}'),
        ("outbound_track", '{"transcript": "收到,馬上安排", "confidence": 0.95}'),
    ]

    await people.hang_up(customer)
    assert (await people.view(agent))["status"] == "completed", "the agent's document has nothing after its Dial"
    reasons = [event.get("ReasonParticipantLeft") for event in account_server.to("/conference")[3:]]
    assert reasons == ["participant_hung_up", "moderator_ended_conference", None]
    assert [int(event["SequenceNumber"]) for event in account_server.to("/conference")] == [1, 2, 3, 4, 5, 6]
    [after] = account_server.to("/after-customer")
    assert (after["CallStatus"], after["DialCallStatus"]) == ("completed", "answered")
    assert account_server.to("/words")[-1]["TranscriptionEvent"] == "transcription-stopped"
    assert (await people.view(customer))["line"] == LINE
    assert (await people.client_call())["phone"] == AGENT
