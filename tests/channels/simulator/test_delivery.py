"""The life of an outgoing text, its signed status callbacks, and what may go wrong on the way."""

import pytest
from aiohttp import web
from twilio.request_validator import RequestValidator

from tests.channels.simulator.conftest import AUTH_TOKEN, LINE, PHONE, AccountServer, Carrier, StartCarrier


async def send(carrier: Carrier, account_server: AccountServer, text: str = "hello") -> str:
    form = {"To": PHONE, "From": LINE, "Body": text, "StatusCallback": f"{account_server.url}/status?for=1%202"}
    async with carrier.http.post(carrier.messages_url, data=form) as response:
        assert response.status == 201
        return str((await response.json())["sid"])


async def status_of(carrier: Carrier, sid: str) -> tuple[str, int | None]:
    async with carrier.http.get(carrier.messages_url.replace(".json", f"/{sid}.json")) as response:
        message = await response.json()
        return message["status"], message["error_code"]


async def choose(carrier: Carrier, path: str, method: str = "POST", **wish: object) -> None:
    async with carrier.http.request(method, f"{carrier.url}/control/{path}", json=wish) as response:
        assert response.status < 300


async def test_a_text_is_queued_then_sent_then_delivered(carrier: Carrier, account_server: AccountServer) -> None:
    sid = await send(carrier, account_server)
    assert await status_of(carrier, sid) == ("queued", None)
    await carrier.exchange.settle()
    assert await status_of(carrier, sid) == ("delivered", None)
    assert account_server.statuses() == ["sent", "delivered"]
    assert {webhook["MessageSid"] for webhook in account_server.received} == {sid}


async def test_a_carrier_with_nothing_to_do_sleeps(carrier: Carrier) -> None:
    await carrier.exchange.settle()
    assert not carrier.exchange._wake.is_set()


async def test_status_callbacks_are_signed_as_the_vendor_signs(carrier: Carrier, account_server: AccountServer) -> None:
    await send(carrier, account_server)
    await carrier.exchange.settle()
    for webhook in account_server.received:
        assert RequestValidator(AUTH_TOKEN).validate(webhook.url, dict(webhook.form), webhook.signature)


async def test_a_failed_callback_is_repeated_with_the_same_token(
    carrier: Carrier, account_server: AccountServer
) -> None:
    account_server.answers = [web.Response(status=503), web.Response(status=500)]
    await send(carrier, account_server)
    await carrier.exchange.settle()
    assert sorted(account_server.statuses()) == ["delivered", "sent", "sent", "sent"]
    for status in ("sent", "delivered"):
        assert len({w.token for w in account_server.received if w["MessageStatus"] == status}) == 1


async def test_a_callback_is_given_up_after_the_last_retry(carrier: Carrier, account_server: AccountServer) -> None:
    account_server.answers = [web.Response(status=500) for _ in range(20)]
    await send(carrier, account_server)
    await carrier.exchange.settle()
    assert sorted(account_server.statuses()) == ["delivered"] * 4 + ["sent"] * 4


async def test_a_refused_callback_is_not_repeated(carrier: Carrier, account_server: AccountServer) -> None:
    account_server.answers = [web.Response(status=403)]
    await send(carrier, account_server)
    await carrier.exchange.settle()
    assert account_server.statuses() == ["sent", "delivered"]


async def test_what_was_not_yet_reported_is_reported_after_a_restart(
    start_carrier: StartCarrier, account_server: AccountServer
) -> None:
    sid = await send(await start_carrier(), account_server)
    restarted = await start_carrier()
    await restarted.exchange.settle()
    assert await status_of(restarted, sid) == ("delivered", None)
    assert account_server.statuses() == ["sent", "delivered"]


@pytest.mark.parametrize(
    ("status", "code", "reported"),
    [
        pytest.param("undelivered", 30003, ["sent", "undelivered"], id="lost after it was sent"),
        pytest.param("failed", 30007, ["failed"], id="failed before it was sent"),
    ],
)
async def test_a_chosen_outcome_is_reported_with_its_error(
    carrier: Carrier, account_server: AccountServer, status: str, code: int, reported: list[str]
) -> None:
    await choose(carrier, f"phones/{PHONE}/outcome", "PUT", status=status, error_code=code)
    first, second = await send(carrier, account_server), await send(carrier, account_server)
    await carrier.exchange.settle()
    assert await status_of(carrier, first) == (status, code)
    assert await status_of(carrier, second) == ("delivered", None), "the outcome was chosen for one text"
    webhooks = [webhook for webhook in account_server.received if webhook["MessageSid"] == first]
    assert [webhook["MessageStatus"] for webhook in webhooks] == reported
    assert webhooks[-1]["ErrorCode"] == str(code)


@pytest.mark.parametrize(
    ("kind", "reported"),
    [
        pytest.param("drop_status", ["delivered"], id="the first callback is lost"),
        pytest.param("duplicate_status", ["sent", "sent", "delivered"], id="the first callback comes twice"),
        pytest.param("out_of_order_status", ["delivered", "sent"], id="sent is overtaken by delivered"),
    ],
)
async def test_a_fault_strikes_the_next_callback(
    carrier: Carrier, account_server: AccountServer, kind: str, reported: list[str]
) -> None:
    await choose(carrier, "faults", kind=kind, phone=PHONE)
    await send(carrier, account_server)
    await carrier.exchange.settle()
    assert account_server.statuses() == reported


async def test_a_delayed_callback_comes_when_its_time_has_come(carrier: Carrier, account_server: AccountServer) -> None:
    await choose(carrier, "faults", kind="delay_status", seconds=30)
    await send(carrier, account_server)
    await carrier.exchange.settle()
    assert account_server.statuses() == ["delivered"]
    carrier.clock.pass_seconds(30)
    await carrier.exchange.settle()
    assert account_server.statuses() == ["delivered", "sent"]


async def test_faults_for_another_number_do_not_strike(carrier: Carrier, account_server: AccountServer) -> None:
    await choose(carrier, "faults", kind="drop_status", phone="+85290000009")
    await send(carrier, account_server)
    await carrier.exchange.settle()
    assert account_server.statuses() == ["sent", "delivered"]
