"""Enqueue: the wait document again and again, ways out, and what the action hears."""

import pytest
from aiohttp import web

from tests.channels.simulator.conftest import PHONE, AccountServer
from tests.channels.simulator.voice.conftest import INBOUND, People

ENQUEUE = '<Enqueue waitUrl="/wait" action="/left">line-1</Enqueue><Say>after</Say>'
OTHER = "+85290000009"


async def results(account: AccountServer) -> list[str]:
    return [webhook["QueueResult"] for webhook in account.to("/left")]


async def test_the_wait_document_is_asked_again_when_it_has_ended(
    people: People, account_server: AccountServer
) -> None:
    people.answer_calls_with(ENQUEUE)
    people.answer_at("/wait", '<Say>請稍候</Say><Pause length="20"/>')
    await people.dial()
    assert len(account_server.to("/wait")) == 1
    await people.after(20)
    again = account_server.to("/wait")
    assert [webhook["QueueTime"] for webhook in again] == ["0", "20"]
    assert again[0].token != again[1].token, "each round is a request of its own"


async def test_an_empty_wait_document_does_not_spin(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(ENQUEUE)
    people.answer_at("/wait", "<Say>no time at all</Say>")
    await people.dial()
    assert len(account_server.to("/wait")) == 1
    for _ in range(3):
        await people.after(1)
    assert len(account_server.to("/wait")) == 4


async def test_positions_and_times_are_told(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(ENQUEUE)
    people.answer_at("/wait", '<Pause length="60"/>')
    await people.dial()
    await people.after(10)
    second = await people.dial(phone=OTHER)
    told = dict(account_server.to("/wait")[-1].form)
    assert (told["CallSid"], told["QueuePosition"], told["CurrentQueueSize"]) == (second, "2", "2")
    assert (told["QueueTime"], told["AvgQueueTime"], told["MaxQueueSize"]) == ("0", "5", "1000")
    assert told["QueueSid"].startswith("QU")


async def test_a_digit_in_the_wait_document_leads_elsewhere_within_the_queue(
    people: People, account_server: AccountServer
) -> None:
    people.answer_calls_with(ENQUEUE)
    people.answer_at("/wait", '<Gather numDigits="1" action="/asked"><Play>/music.wav</Play></Gather>')
    people.answer_at("/asked", "<Leave/>")
    sid = await people.dial()
    view = await people.view(sid)
    assert (view["doing"], view["gather"]["num_digits"]) == ("queue", 1)
    await people.press(sid, "2")
    [left] = account_server.to("/left")
    assert (left["QueueResult"], left["CallSid"]) == ("leave", sid)


async def test_without_an_action_the_next_verb_follows(people: People) -> None:
    people.answer_calls_with('<Enqueue waitUrl="/wait">line-1</Enqueue><Say>after</Say>')
    people.answer_at("/wait", "<Leave/>")
    assert ("prompt", "after") in await people.lines(await people.dial())


async def test_the_actions_answer_takes_the_place_of_the_document(
    people: People, account_server: AccountServer
) -> None:
    people.answer_calls_with(ENQUEUE)
    people.answer_at("/wait", "<Leave/>")
    people.answer_at("/left", "<Say>voicemail</Say>")
    lines = await people.lines(await people.dial())
    assert ("prompt", "voicemail") in lines
    assert ("prompt", "after") not in lines


async def test_hanging_up_in_the_queue_is_told(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(ENQUEUE)
    people.answer_at("/wait", '<Pause length="60"/>')
    sid = await people.dial()
    await people.after(12)
    await people.hang_up(sid)
    [left] = account_server.to("/left")
    assert (left["QueueResult"], left["QueueTime"], left["CallStatus"]) == ("hangup", "12", "completed")


async def test_a_hangup_verb_in_the_wait_document_ends_the_call(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(ENQUEUE)
    people.answer_at("/wait", "<Hangup/>")
    sid = await people.dial()
    assert (await people.view(sid))["status"] == "completed"
    assert await results(account_server) == ["hangup"]


async def test_another_document_takes_the_caller_out(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(ENQUEUE)
    people.answer_at("/wait", '<Pause length="60"/>')
    people.answer_at("/left", "<Say>never heard</Say>")
    sid = await people.dial()
    await people.redirect(sid, "<Say>hello</Say><Pause length='5'/>")
    assert await results(account_server) == ["redirected"]
    prompts = [text for kind, text in await people.lines(sid) if kind == "prompt"]
    assert prompts == ["hello"], "the action's answer comes too late for anything"
    await people.after(60)
    assert len(account_server.to("/wait")) == 1


async def test_ending_the_call_over_rest_is_a_hangup(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(ENQUEUE)
    people.answer_at("/wait", '<Pause length="60"/>')
    sid = await people.dial()
    await people.rest(f"Calls/{sid}.json", Status="completed")
    assert await results(account_server) == ["hangup"]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"status": 500}, id="the wait document cannot be had"),
        pytest.param({"text": "<Response><Record/></Response>", "content_type": "text/xml"}, id="it cannot be used"),
    ],
)
async def test_an_error_in_the_wait_document_leaves_the_queue(
    people: People, account_server: AccountServer, answer: dict[str, object]
) -> None:
    people.answer_calls_with(ENQUEUE)
    account_server.answers = [web.Response(**answer) for _ in range(2)]  # type: ignore[arg-type]
    sid = await people.dial()
    assert await results(account_server) == ["error"]
    assert (await people.get("debugger"))["items"][0]["call"] == sid


async def test_a_full_queue_takes_nobody(people: People, account_server: AccountServer) -> None:
    await people.rest("Queues.json", status=201, FriendlyName="line-1", MaxSize="1")
    people.answer_calls_with(ENQUEUE)
    people.answer_at("/wait", '<Pause length="60"/>')
    await people.dial()
    await people.dial(phone=OTHER)
    assert await results(account_server) == ["queue-full"]


async def test_without_an_address_the_vendors_music_plays(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with("<Enqueue>line-1</Enqueue>")
    sid = await people.dial()
    assert (await people.lines(sid))[-1] == ("music", "")
    await people.after(600)
    assert [webhook.url.removeprefix(account_server.url) for webhook in account_server.received] == [INBOUND]
    assert (await people.view(sid))["phone"] == PHONE
