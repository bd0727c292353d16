"""Sending through the official client, against the simulated carrier."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from channels.simulator import INSTANT, Account, Line, build_simulator
from channels.simulator.exchange import Exchange
from channels.simulator.faults import Outcome, add_fault, set_outcome
from channels.simulator.keys import EXCHANGE
from channels.sms.sender import TwilioCarrier
from channels.twilio.errors import MEANINGS
from contactcenter import clock
from contactcenter.errors import SendError
from tests.channels.sms.payloads import LINE, PHONE
from tests.support.servers import free_port

ACCOUNT_SID = "AC" + "0" * 31 + "1"
TOKEN = "the carrier account's secret"
STATUS_CALLBACK = "https://desk.example/webhooks/twilio/sms/status"

MakeCarrier = Callable[..., TwilioCarrier]


@pytest.fixture
async def make_carrier() -> AsyncIterator[MakeCarrier]:
    made: list[TwilioCarrier] = []

    def make(base_url: str, *, token: str = TOKEN, timeout_seconds: float = 5) -> TwilioCarrier:
        made.append(
            TwilioCarrier(
                account_sid=ACCOUNT_SID,
                auth_token=token,
                status_callback=STATUS_CALLBACK,
                base_url=base_url,
                timeout_seconds=timeout_seconds,
            )
        )
        return made[-1]

    yield make
    for carrier in made:
        await carrier.close()


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[tuple[str, Exchange]]:
    """The simulator under a path of another application, as in a demo; nothing moves by itself."""
    simulated = build_simulator(
        database_path=tmp_path / "simulator.db",
        account=Account(ACCOUNT_SID, TOKEN, "https://desk.example"),
        lines=[Line(LINE)],
        pace=INSTANT,
        run_loop=False,
    )
    app = web.Application()
    app.add_subapp("/simulator", simulated)
    async with TestServer(app) as server:
        yield str(server.make_url("/simulator")), simulated[EXCHANGE]


@pytest.fixture
def exchange(simulator: tuple[str, Exchange]) -> Exchange:
    return simulator[1]


@pytest.fixture
def carrier(simulator: tuple[str, Exchange], make_carrier: MakeCarrier) -> TwilioCarrier:
    return make_carrier(simulator[0] + "/")


async def send(carrier: TwilioCarrier, text: str = "您好", recipient: str = PHONE) -> str:
    return await carrier.send_text(sender=LINE, recipient=recipient, text=text)


async def fail(exchange: Exchange, kind: str) -> None:
    async with exchange.database.transaction() as session:
        await add_fault(session, kind, phone="", count=1, seconds=0)


async def test_a_text_is_sent_with_its_status_callback(carrier: TwilioCarrier, exchange: Exchange) -> None:
    sid = await send(carrier, "您好,編號 C-2026-0001 ✓")
    found = await carrier.find_text(
        sender=LINE, recipient=PHONE, text="您好,編號 C-2026-0001 ✓", since=clock.now() - timedelta(minutes=1)
    )
    assert found == sid
    # The callback points to a public name, so it can only be seen in what the carrier kept.
    async with exchange.database.reading() as session:
        rows = await session.connection()
        kept = await rows.exec_driver_sql("SELECT status_callback FROM texts")
        assert kept.scalar_one() == STATUS_CALLBACK


async def test_a_text_that_was_not_sent_is_not_found(carrier: TwilioCarrier) -> None:
    before = clock.now() - timedelta(minutes=1)
    await send(carrier, "something else")
    await send(carrier, "您好", recipient="+85290000009")
    assert await carrier.find_text(sender=LINE, recipient=PHONE, text="您好", since=before) is None


async def test_an_older_text_with_the_same_words_is_not_taken_for_ours(carrier: TwilioCarrier) -> None:
    await send(carrier)
    later = clock.now() + timedelta(seconds=2)
    assert await carrier.find_text(sender=LINE, recipient=PHONE, text="您好", since=later) is None


async def test_a_text_is_found_behind_many_others(carrier: TwilioCarrier) -> None:
    before = clock.now()
    sid = await send(carrier, "the first")
    for number in range(60):
        await send(carrier, f"text {number}")
    assert await carrier.find_text(sender=LINE, recipient=PHONE, text="the first", since=before) == sid


async def test_the_account_is_checked(carrier: TwilioCarrier) -> None:
    assert await carrier.check() == "The carrier account “Simulated carrier” is active."


@pytest.mark.parametrize(
    ("recipient", "text", "code", "retryable"),
    [
        pytest.param("12345", "x", "21211", False, id="no such number"),
        pytest.param(PHONE, " ", "21602", False, id="an empty text"),
        pytest.param(PHONE, "x" * 1601, "21617", False, id="too long"),
        pytest.param(LINE, "x", "21266", False, id="to itself"),
    ],
)
async def test_a_refusal_is_final_and_in_plain_words(
    carrier: TwilioCarrier, recipient: str, text: str, code: str, retryable: bool
) -> None:
    with pytest.raises(SendError) as refused:
        await send(carrier, text, recipient)
    assert (refused.value.code, refused.value.retryable, refused.value.maybe_sent) == (code, retryable, False)
    assert refused.value.text == MEANINGS[code].text


@pytest.mark.parametrize("code", sorted(MEANINGS))
async def test_each_known_error_has_plain_words(carrier: TwilioCarrier, exchange: Exchange, code: str) -> None:
    async with exchange.database.transaction() as session:
        await set_outcome(session, PHONE, Outcome("refused", int(code)), count=1)
    with pytest.raises(SendError) as refused:
        await send(carrier)
    assert refused.value.text == MEANINGS[code].text or code in ("20500", "20503")
    assert refused.value.retryable == MEANINGS[code].retryable


async def test_an_unknown_error_is_final_and_named(carrier: TwilioCarrier, exchange: Exchange) -> None:
    async with exchange.database.transaction() as session:
        await set_outcome(session, PHONE, Outcome("refused", 63999), count=1)
    with pytest.raises(SendError) as refused:
        await send(carrier)
    assert (refused.value.text, refused.value.retryable) == ("The carrier reported error 63999.", False)


async def test_a_wrong_token_is_told(simulator: tuple[str, Exchange], make_carrier: MakeCarrier) -> None:
    with pytest.raises(SendError) as refused:
        await make_carrier(simulator[0], token="wrong").check()
    assert refused.value.code == "20003"


async def test_a_busy_carrier_says_when_to_come_back(carrier: TwilioCarrier, exchange: Exchange) -> None:
    await fail(exchange, "rest_429")
    with pytest.raises(SendError) as refused:
        await send(carrier)
    assert (refused.value.retryable, refused.value.maybe_sent) == (True, False)
    assert refused.value.retry_after == 1.0


async def test_a_text_of_unknown_fate_is_found_and_was_posted_once(carrier: TwilioCarrier, exchange: Exchange) -> None:
    before = clock.now()
    await fail(exchange, "rest_503_after_effect")
    with pytest.raises(SendError) as refused:
        await send(carrier)
    assert (refused.value.retryable, refused.value.maybe_sent) == (True, True)
    assert await carrier.find_text(sender=LINE, recipient=PHONE, text="您好", since=before) is not None


async def test_nobody_listening_means_not_sent(make_carrier: MakeCarrier) -> None:
    with pytest.raises(SendError) as refused:
        await send(make_carrier(f"http://127.0.0.1:{free_port()}"))
    assert (refused.value.retryable, refused.value.maybe_sent) == (True, False)


class OddCarrier:
    """Another end of the line, which does what a test asks and counts how often it was asked."""

    def __init__(self, answer: Callable[[web.Request], Any]) -> None:
        self.answer = answer
        self.requests = 0

    async def receive(self, request: web.Request) -> web.StreamResponse:
        await request.read()
        self.requests += 1
        answer: web.StreamResponse = await self.answer(request)
        return answer


async def hang_up(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def fail_inside(request: web.Request) -> web.Response:
    return web.Response(status=500)


async def answer_nonsense(request: web.Request) -> web.Response:
    return web.Response(status=201, text="<html>", content_type="text/html")


async def answer_nothing(request: web.Request) -> web.Response:
    return web.json_response({}, status=201)


@pytest.mark.parametrize("answer", [hang_up, fail_inside, answer_nonsense, answer_nothing])
async def test_what_may_have_been_sent_is_said_so_and_never_repeated(
    make_carrier: MakeCarrier, answer: Callable[[web.Request], Any]
) -> None:
    odd = OddCarrier(answer)
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", odd.receive)
    async with TestServer(app) as server:
        with pytest.raises(SendError) as refused:
            await send(make_carrier(str(server.make_url(""))))
    assert (refused.value.retryable, refused.value.maybe_sent) == (True, True)
    assert odd.requests == 1


async def test_the_time_limit_holds(make_carrier: MakeCarrier) -> None:
    released = web.AppKey("released", Any)

    async def wait(request: web.Request) -> web.Response:
        await request.app[released].wait()
        return web.Response()

    app = web.Application()
    app[released] = asyncio.Event()
    app.router.add_route("*", "/{tail:.*}", wait)
    async with TestServer(app) as server:
        with pytest.raises(SendError) as refused:
            await send(make_carrier(str(server.make_url("")), timeout_seconds=0.05))
        app[released].set()
    assert (refused.value.retryable, refused.value.maybe_sent) == (True, True)


async def test_no_secret_number_or_text_is_logged(
    carrier: TwilioCarrier, exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await send(carrier, "廚房漏水")
    await carrier.find_text(sender=LINE, recipient=PHONE, text="廚房漏水", since=clock.now())
    with pytest.raises(SendError):
        await send(carrier, "廚房漏水", recipient="12345")
    # The access log is that of the server which plays the carrier.
    ours = [record.getMessage() for record in caplog.records if record.name != "aiohttp.access"]
    for secret in (TOKEN, PHONE, PHONE.removeprefix("+"), "廚房漏水"):
        assert secret not in "".join(ours)
