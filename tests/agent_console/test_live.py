"""The live socket: numbered frames for the right eyes, a resync instead of memory, and an end with the session."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType, WSServerHandshakeError, web
from aiohttp.test_utils import TestClient
from jsonschema import Draft202012Validator

from agent_console import live
from contactcenter.agents.connections import vanished
from contactcenter.db import Database
from contactcenter.events import Fact
from contactcenter.live.bus import LONGEST_BACKLOG, Resync
from contactcenter.web.keys import BUS
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.agents import make_agent
from tests.support.builders.work_orders import Desk
from tests.support.console import Window, integration_of

PATH = "/api/v1/live"


@asynccontextmanager
async def listening(
    window: Window, *, frames: Sequence[str] = (), **headers: str
) -> AsyncIterator[ClientWebSocketResponse]:
    """An open socket that has heard its hello."""
    async with window.client.ws_connect(PATH, headers={**window.headers, **headers}, compress=15) as socket:
        hello = await socket.receive_json(timeout=5)
        assert hello["type"] == "hello"
        yield socket


async def hear(socket: ClientWebSocketResponse) -> dict[str, Any]:
    frame = await socket.receive_json(timeout=5)
    assert isinstance(frame, dict)
    return frame


async def test_the_hello_names_the_node_and_facts_are_numbered_after_it(agent: Window, app: web.Application) -> None:
    async with agent.client.ws_connect(PATH, headers=agent.headers) as socket:
        hello = await hear(socket)
        await app[BUS].publish([Fact("contact.changed", "c1", 7), Fact("message.added", "c1")], set())
        first, second = await hear(socket), await hear(socket)
    assert {**hello, "at": ""} == {"seq": 0, "type": "hello", "node": "node-1", "at": ""}
    assert {**first, "at": ""} == {"seq": 1, "type": "contact.changed", "id": "c1", "version": 7, "at": ""}
    assert (second["seq"], second["type"]) == (2, "message.added")
    assert first["at"].endswith("Z")


async def test_an_act_through_the_api_is_heard(agent: Window, supervisor: Window, desk: Desk) -> None:
    async with listening(supervisor) as socket:
        await agent.post(f"/contacts/{desk.contact.id}/note", {"text": "called back"})
        frame = await hear(socket)
    assert frame["id"] == desk.contact.id


async def test_every_frame_is_as_the_schema_says(
    agent: Window, app: web.Application, stranger: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PING_SECONDS", 0.01)
    schema = (await stranger.get("/api/live.schema.json")).json
    Draft202012Validator.check_schema(schema)
    async with agent.client.ws_connect(PATH, headers=agent.headers) as socket:
        frames = [await hear(socket)]
        await app[BUS].publish([Fact("offer.made", "o1")], set())
        app[BUS].deliver(Resync("test"), set())
        while {"ping", "resync", "offer.made"} - {frame["type"] for frame in frames}:
            frames.append(await hear(socket))
    for number, frame in enumerate(frames):
        Draft202012Validator(schema).validate(frame)
        assert frame["seq"] == number


async def test_a_fact_for_certain_people_reaches_only_them(
    agent: Window, supervisor: Window, desk: Desk, app: web.Application
) -> None:
    facts = [Fact("offer.made", "o1", agent_ids=(desk.agent.id,)), Fact("queue.changed", "q1")]
    async with listening(agent) as mine, listening(supervisor) as other:
        await app[BUS].publish(facts, set())
        assert (await hear(mine))["type"] == "offer.made"
        heard = await hear(other)
    # The other's own count has no gap for what was not for those eyes.
    assert (heard["seq"], heard["type"]) == (1, "queue.changed")


async def test_a_window_hears_of_the_threads_it_shows_and_of_no_others(agent: Window, app: web.Application) -> None:
    async with listening(agent) as socket:
        await socket.send_json({"shows": ["c1"]})
        announced = await hear(socket)
        await app[BUS].publish([Fact("message.added", "c2"), Fact("message.added", "c1")], set())
        frame = await hear(socket)
    assert (announced["type"], announced["id"]) == ("message.added", "c1")
    assert (frame["seq"], frame["id"]) == (2, "c1")


@pytest.mark.parametrize("said", ["nonsense", "[]", '{"shows": "c1"}', '{"shows": [1]}'])
async def test_a_window_that_says_nonsense_is_told_what_it_may_say(agent: Window, said: str) -> None:
    async with listening(agent) as socket:
        await socket.send_str(said)
        closing = await socket.receive(timeout=5)
    assert (closing.type, closing.data) == (WSMsgType.CLOSE, 1003)
    assert "shows" in closing.extra


async def test_two_tabs_of_one_person_both_ring(agent: Window, desk: Desk, app: web.Application) -> None:
    async with listening(agent) as first, listening(agent) as second:
        await app[BUS].publish([Fact("offer.made", "o1", agent_ids=(desk.agent.id,))], set())
        assert [(await hear(tab))["seq"] for tab in (first, second)] == [1, 1]


async def test_a_reader_who_falls_behind_gets_one_resync_and_goes_on() -> None:
    sent: list[dict[str, Any]] = []
    may_send = asyncio.Event()
    bus = live.InProcessBus()

    async def is_still_signed_in() -> bool:
        return True

    socket = SlowSocket(sent, may_send)
    running = asyncio.create_task(
        live.LiveSocket(socket, agent_id="a", is_still_signed_in=is_still_signed_in).run(bus, node="n")  # type: ignore[arg-type]
    )
    await socket.is_sending.wait()
    for number in range(LONGEST_BACKLOG + 50):
        bus.deliver([Fact("queue.changed", f"q{number}")], set())
    bus.deliver([Fact("queue.changed", "last")], set())
    may_send.set()
    await socket.has_sent("last")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert [frame["type"] for frame in sent].count("resync") == 1
    assert len(sent) < LONGEST_BACKLOG
    assert [frame["seq"] for frame in sent] == list(range(len(sent)))


class SlowSocket:
    """A connection whose other side does not read until told to."""

    def __init__(self, sent: list[dict[str, Any]], may_send: asyncio.Event) -> None:
        self._sent = sent
        self._may_send = may_send
        self._news = asyncio.Condition()
        self.is_sending = asyncio.Event()

    async def send_str(self, text: str) -> None:
        self.is_sending.set()
        await self._may_send.wait()
        async with self._news:
            self._sent.append(live.orjson.loads(text))
            self._news.notify_all()

    async def has_sent(self, id_: str) -> None:
        async with self._news, asyncio.timeout(5):
            await self._news.wait_for(lambda: any(frame.get("id") == id_ for frame in self._sent))

    def __aiter__(self) -> "SlowSocket":
        return self

    async def __anext__(self) -> None:
        await asyncio.Event().wait()


async def test_signing_out_closes_the_sockets_of_that_browser(agent: Window, desk: Desk, sign_in: OpenWindow) -> None:
    other_browser = await sign_in(desk.agent)
    async with listening(agent) as ending, listening(other_browser) as staying:
        assert (await agent.delete("/session")).status == 204
        message = await ending.receive(timeout=5)
        assert (message.type, message.data) == (WSMsgType.CLOSE, 1008)
        assert (await hear(staying))["type"] == "agent.changed"


async def test_deactivation_closes_the_socket(agent: Window, desk: Desk, db: Database, sign_in: OpenWindow) -> None:
    async with db.transaction() as session:
        administrator = await make_agent(session, roles=["administrator"])
    window = await sign_in(administrator)
    async with listening(agent) as socket:
        assert (await window.patch(f"/agents/{desk.agent.id}", {"is_active": False})).status == 200
        assert (await socket.receive(timeout=5)).type == WSMsgType.CLOSE


async def test_a_stranger_hears_nothing(stranger: Window) -> None:
    with pytest.raises(WSServerHandshakeError) as refusal:
        await stranger.client.ws_connect(PATH)
    assert refusal.value.status == 401


@pytest.mark.parametrize(
    ("origin", "is_ours"),
    [
        pytest.param("http://desk.example", True, id="the public address"),
        pytest.param("http://{host}", True, id="the address asked"),
        pytest.param("https://evil.example", False, id="another site"),
        pytest.param("null", False, id="a file or sandbox"),
    ],
)
async def test_only_our_own_pages_may_listen(origin: str, is_ours: bool, agent: Window) -> None:
    server = agent.client.server
    said = origin.format(host=f"{server.host}:{server.port}")
    if is_ours:
        async with listening(agent, Origin=said):
            return
    with pytest.raises(WSServerHandshakeError) as refusal:
        await agent.client.ws_connect(PATH, headers={**agent.headers, "Origin": said})
    assert refusal.value.status == 403


async def test_an_integration_may_listen_by_its_token(client: TestClient[Any, Any], db: Database, desk: Desk) -> None:
    async with listening(await integration_of(client, db, desk.agent)) as socket:
        assert socket.compress == 0


async def test_an_ordinary_request_is_told_what_this_address_is(agent: Window) -> None:
    assert (await agent.get("/live")).status == 400


async def test_sockets_close_when_the_node_shuts_down(agent: Window, app: web.Application) -> None:
    async with listening(agent) as socket:
        await live.close_sockets(app)
        message = await socket.receive(timeout=5)
    assert (message.type, message.data) == (WSMsgType.CLOSE, 1001)


async def test_a_socket_is_a_window_and_its_agent_has_vanished_with_the_last(
    agent: Window, app: web.Application, db: Database, desk: Desk
) -> None:
    async def is_gone() -> bool:
        async with db.reading() as session:
            return bool(await vanished(session, [desk.agent.id]))

    async with app[BUS].subscribe(desk.agent.id) as subscription:
        async with listening(agent):
            async with listening(agent):
                assert len(app[live.OPEN_WINDOWS]) == 2
            assert not await is_gone()
        async with asyncio.timeout(5):
            while not any(fact.type == "agent.changed" for fact in await anext(subscription)):
                pass
    assert await is_gone()
    assert not app[live.OPEN_WINDOWS]
