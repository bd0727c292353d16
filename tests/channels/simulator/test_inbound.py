"""A person's text on its way to the account's webhook."""

from aiohttp import web
from twilio.request_validator import RequestValidator

from tests.channels.simulator.conftest import (
    ACCOUNT_SID,
    AUTH_TOKEN,
    LINE,
    PHONE,
    AccountServer,
    Carrier,
    StartCarrier,
)

DOCUMENTED = {
    *("MessageSid", "SmsSid", "SmsMessageSid", "AccountSid", "From", "To", "Body", "NumMedia", "NumSegments"),
    *("SmsStatus", "ApiVersion", "FromCity", "FromState", "FromZip", "FromCountry"),
    *("ToCity", "ToState", "ToZip", "ToCountry"),
}


async def write(carrier: Carrier, text: str) -> dict[str, object]:
    wish = {"line": LINE, "text": text}
    async with carrier.http.post(f"{carrier.url}/control/phones/{PHONE}/texts", json=wish) as response:
        assert response.status == 201
        written: dict[str, object] = await response.json()
        return written


async def thread(carrier: Carrier) -> list[tuple[str, str, str]]:
    url = f"{carrier.url}/control/phones/{PHONE}/texts"
    async with carrier.http.get(url, params={"line": LINE}) as response:
        items = (await response.json())["items"]
    return [(item["direction"], item["text"], item["state"]) for item in items]


async def test_a_text_reaches_the_webhook_with_all_documented_parameters(
    carrier: Carrier, account_server: AccountServer
) -> None:
    written = await write(carrier, "3座12樓B室 廚房漏水 & 滴到樓下")
    await carrier.exchange.settle()
    [webhook] = account_server.received
    assert {name for name, _ in webhook.form} == DOCUMENTED
    assert webhook.url == f"{account_server.url}/webhooks/twilio/sms"
    assert webhook["Body"] == "3座12樓B室 廚房漏水 & 滴到樓下"
    assert (webhook["From"], webhook["To"], webhook["AccountSid"]) == (PHONE, LINE, ACCOUNT_SID)
    assert webhook["MessageSid"] == webhook["SmsSid"] == written["id"]
    assert (webhook["FromCountry"], webhook["FromCity"], webhook["SmsStatus"]) == ("HK", "", "received")
    assert await thread(carrier) == [("sent", "3座12樓B室 廚房漏水 & 滴到樓下", "delivered")]


async def test_the_webhook_is_signed_as_the_vendor_signs(carrier: Carrier, account_server: AccountServer) -> None:
    await write(carrier, "漏水 = leak & more 🙂")
    await carrier.exchange.settle()
    [webhook] = account_server.received
    assert RequestValidator(AUTH_TOKEN).validate(webhook.url, dict(webhook.form), webhook.signature)
    assert not RequestValidator("another token").validate(webhook.url, dict(webhook.form), webhook.signature)


async def test_a_message_in_the_answer_is_texted_to_the_person(carrier: Carrier, account_server: AccountServer) -> None:
    document = "<Response><Message>已收到,編號 C-2026-0001。</Message></Response>"
    account_server.answers = [web.Response(text=document, content_type="text/xml")]
    await write(carrier, "漏水")
    await carrier.exchange.settle()
    assert await thread(carrier) == [
        ("sent", "漏水", "delivered"),
        ("received", "已收到,編號 C-2026-0001。", "delivered"),
    ]


async def test_an_unreadable_answer_does_not_lose_the_text(carrier: Carrier, account_server: AccountServer) -> None:
    account_server.answers = [web.Response(text="<Response><Say>no</Say></Response>", content_type="text/xml")]
    await write(carrier, "漏水")
    await carrier.exchange.settle()
    assert await thread(carrier) == [("sent", "漏水", "delivered")]


async def test_a_text_that_cannot_be_handed_over_is_shown_so_and_can_be_tried_again(
    carrier: Carrier, account_server: AccountServer
) -> None:
    account_server.answers = [web.Response(status=500) for _ in range(4)]
    written = await write(carrier, "漏水")
    await carrier.exchange.settle()
    assert len(account_server.received) == 4
    assert await thread(carrier) == [("sent", "漏水", "failed")]

    async with carrier.http.post(f"{carrier.url}/control/texts/{written['id']}/try-again", json={}) as response:
        assert (await response.json())["state"] == "sending"
    await carrier.exchange.settle()
    assert await thread(carrier) == [("sent", "漏水", "delivered")]
    assert len({webhook.token for webhook in account_server.received}) == 1, "it is the same event each time"


async def test_a_delivered_text_cannot_be_tried_again(carrier: Carrier, account_server: AccountServer) -> None:
    written = await write(carrier, "漏水")
    await carrier.exchange.settle()
    async with carrier.http.post(f"{carrier.url}/control/texts/{written['id']}/try-again", json={}) as response:
        assert response.status == 422
    await carrier.exchange.settle()
    assert len(account_server.received) == 1


async def test_an_undelivered_webhook_survives_a_restart(
    start_carrier: StartCarrier, account_server: AccountServer
) -> None:
    await write(await start_carrier(), "漏水")
    restarted = await start_carrier()
    await restarted.exchange.settle()
    assert [webhook["Body"] for webhook in account_server.received] == ["漏水"]


async def test_texts_of_one_phone_arrive_in_the_order_written(carrier: Carrier, account_server: AccountServer) -> None:
    for number in range(5):
        await write(carrier, f"text {number}")
    await carrier.exchange.settle()
    assert [webhook["Body"] for webhook in account_server.received] == [f"text {number}" for number in range(5)]


async def test_a_duplicated_webhook_carries_the_same_token(carrier: Carrier, account_server: AccountServer) -> None:
    async with carrier.http.post(f"{carrier.url}/control/faults", json={"kind": "duplicate_inbound"}):
        pass
    await write(carrier, "漏水")
    await carrier.exchange.settle()
    assert len(account_server.received) == 2
    assert len({webhook.token for webhook in account_server.received}) == 1
