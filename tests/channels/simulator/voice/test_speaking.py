"""What is typed on a leg: who hears it, and the transcription that listens in."""

import json

from tests.channels.simulator.conftest import LINE, PHONE, AccountServer
from tests.channels.simulator.voice.conftest import People

LISTEN = '<Start><Transcription name="{name}" statusCallbackUrl="/words" track="{track}" languageCode="zh-HK"/></Start>'
ROOM = "<Dial><Conference>room</Conference></Dial>"


async def talking(people: People, track: str = "both_tracks") -> tuple[str, str]:
    people.answer_calls_with(LISTEN.format(name="talk", track=track) + ROOM)
    customer = await people.dial()
    agent = await people.call_agent(ROOM)
    await people.answer(agent)
    return customer, agent


def words(account: AccountServer) -> list[tuple[str, str]]:
    content = [event for event in account.to("/words") if event["TranscriptionEvent"] == "transcription-content"]
    return [(event["Track"], json.loads(event["TranscriptionData"])["transcript"]) for event in content]


async def test_a_transcription_begins_follows_and_stops(people: People, account_server: AccountServer) -> None:
    customer, agent = await talking(people)
    await people.say(customer, "廚房漏水")
    await people.say(agent, "收到")
    await people.hang_up(customer)
    events = account_server.to("/words")
    assert [event["TranscriptionEvent"].removeprefix("transcription-") for event in events] == [
        *("started", "content", "content", "stopped")
    ]
    assert [event["SequenceId"] for event in events] == ["1", "2", "3", "4"]
    assert {event["CallSid"] for event in events} == {customer}
    assert len({event["TranscriptionSid"] for event in events}) == 1
    assert words(account_server) == [("inbound_track", "廚房漏水"), ("outbound_track", "收到")]
    started, content = events[0], events[1]
    assert (started["Name"], started["Track"], started["LanguageCode"]) == ("talk", "both_tracks", "zh-HK")
    assert (content["Final"], content["LanguageCode"]) == ("true", "zh-HK")
    assert content["Timestamp"].endswith("Z")


async def test_one_track_alone_is_written_down(people: People, account_server: AccountServer) -> None:
    customer, agent = await talking(people, track="inbound_track")
    await people.say(customer, "mine")
    await people.say(agent, "theirs")
    assert words(account_server) == [("inbound_track", "mine")]


async def test_a_name_that_runs_already_is_not_begun_again(people: People, account_server: AccountServer) -> None:
    customer, _ = await talking(people)
    await people.redirect(customer, LISTEN.format(name="talk", track="both_tracks") + ROOM)
    await people.say(customer, "once")
    assert words(account_server) == [("inbound_track", "once")]
    assert (await people.get("debugger"))["items"][0]["call"] == customer


async def test_it_stops_by_its_name(people: People, account_server: AccountServer) -> None:
    customer, _ = await talking(people)
    await people.redirect(customer, '<Stop><Transcription name="talk"/></Stop><Pause length="9"/>')
    await people.say(customer, "not for the record")
    assert words(account_server) == []
    assert account_server.to("/words")[-1]["TranscriptionEvent"] == "transcription-stopped"


async def test_words_of_a_leg_on_hold_are_its_own(people: People, account_server: AccountServer) -> None:
    customer, agent = await talking(people)
    [conference] = (await people.rest("Conferences.json", method="GET"))["conferences"]
    await people.rest(f"Conferences/{conference['sid']}/Participants/{customer}.json", Hold="true")
    await people.say(agent, "aside")
    await people.say(customer, "hm")
    assert words(account_server) == [("inbound_track", "hm")]
    assert ("heard", "hm") not in await people.lines(agent)


async def test_nobody_speaks_or_presses_before_the_answer(people: People) -> None:
    people.answer_calls_with("<Pause length='9'/>")
    sid = await people.dial()
    for path, wish in (("say", {"text": "hello"}), ("digits", {"digits": "1"})):
        refused = await people.act(f"calls/{sid}/{path}", wish, status=409)
        assert refused["error"]["code"] == "not_answered"


async def test_a_text_from_within_a_call_reaches_the_caller(people: People) -> None:
    people.answer_calls_with("<Message>編號 C-2026-0001</Message><Say>goodbye</Say>")
    await people.dial()
    [text] = (await people.get(f"phones/{PHONE}/texts?line=%2B{LINE[1:]}"))["items"]
    assert (text["text"], text["direction"]) == ("編號 C-2026-0001", "received")
