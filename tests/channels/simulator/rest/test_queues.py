"""`Queues.json` and its members through the vendor's own client."""

import asyncio

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.channels.simulator.conftest import AccountServer
from tests.channels.simulator.voice.conftest import People

OTHER = "+85290000009"


@pytest.fixture
async def waiting(people: People) -> list[str]:
    """Two callers in the queue, the first for ten seconds."""
    people.answer_calls_with('<Enqueue waitUrl="/wait" action="/left">line-1</Enqueue>')
    people.answer_at("/wait", "<Pause length='60'/>")
    first = await people.dial()
    await people.after(10)
    return [first, await people.dial(phone=OTHER)]


async def test_the_vendors_client_sees_who_waits(client: Client, waiting: list[str]) -> None:
    [queue] = await asyncio.to_thread(client.queues.list)
    assert (queue.friendly_name, queue.current_size, queue.average_wait_time) == ("line-1", 2, 5)
    members = await asyncio.to_thread(client.queues(queue.sid).members.list, page_size=1)
    assert [(member.call_sid, member.position, member.wait_time) for member in members] == [
        (waiting[0], 1, 10),
        (waiting[1], 2, 0),
    ]
    assert (await asyncio.to_thread(client.queues(queue.sid).members("Front").fetch)).call_sid == waiting[0]


async def test_the_vendors_client_takes_one_out(
    client: Client, people: People, waiting: list[str], account_server: AccountServer
) -> None:
    [queue] = await asyncio.to_thread(client.queues.list)
    people.answer_at("/next", "<Say>your turn</Say><Pause length='9'/>")
    member = client.queues(queue.sid).members(waiting[1])
    await asyncio.to_thread(member.update, url=f"{account_server.url}/next")
    await people.carrier.voice.settle()
    assert ("prompt", "your turn") in await people.lines(waiting[1])
    assert [webhook["QueueResult"] for webhook in account_server.to("/left")] == ["redirected"]
    with pytest.raises(TwilioRestException) as gone:
        await asyncio.to_thread(member.fetch)
    assert gone.value.code == 20404


async def test_a_queue_is_made_once(people: People) -> None:
    created = await people.rest("Queues.json", status=201, FriendlyName="line-2", MaxSize="5")
    fetched = await people.rest(f"Queues/{created['sid']}.json", method="GET")
    assert (fetched["friendly_name"], fetched["max_size"], fetched["current_size"]) == ("line-2", 5, 0)
    assert (await people.rest("Queues.json", status=400, FriendlyName="line-2"))["code"] == 22003
