"""The vendor's REST API, spoken to by the vendor's own client and by hand; checked against the vendor's description."""

import asyncio
import re
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.channels.simulator.conftest import ACCOUNT_SID, AUTH_TOKEN, LINE, PHONE, Carrier, basic_auth


async def post(carrier: Carrier, form: Mapping[str, str], url: str = "") -> tuple[int, dict[str, Any]]:
    async with carrier.http.post(url or carrier.messages_url, data=form) as response:
        return response.status, await response.json()


async def get(carrier: Carrier, path: str, **query: str) -> tuple[int, dict[str, Any]]:
    async with carrier.http.get(f"{carrier.url}{path}", params=query) as response:
        return response.status, await response.json()


async def test_the_vendors_client_sends_a_text(client: Client) -> None:
    message = await asyncio.to_thread(
        client.messages.create, to=PHONE, from_=LINE, body="您好 ✓", status_callback="https://desk.example/status"
    )
    assert re.fullmatch(r"SM[0-9a-f]{32}", message.sid)
    assert (message.status, message.direction, message.body) == ("queued", "outbound-api", "您好 ✓")
    assert (message.to, message.from_, message.num_segments) == (PHONE, LINE, "1")
    assert message.date_sent is None
    fetched = await asyncio.to_thread(client.messages(message.sid).fetch)
    assert fetched.sid == message.sid


async def test_the_vendors_client_pages_through_texts_newest_first(client: Client, carrier: Carrier) -> None:
    for number in range(5):
        await post(carrier, {"To": PHONE, "From": LINE, "Body": f"text {number}"})
    await post(carrier, {"To": "+85290000009", "From": LINE, "Body": "for somebody else"})
    found = await asyncio.to_thread(client.messages.list, to=PHONE, from_=LINE, page_size=2)
    assert [message.body for message in found] == [f"text {number}" for number in (4, 3, 2, 1, 0)]


async def test_the_vendors_client_sees_account_and_numbers(client: Client) -> None:
    account = await asyncio.to_thread(client.api.v2010.account.fetch)
    assert (account.sid, account.status) == (ACCOUNT_SID, "active")
    [number] = await asyncio.to_thread(client.incoming_phone_numbers.list, phone_number=LINE)
    assert number.phone_number == LINE
    assert number.sms_url.endswith("/webhooks/twilio/sms")
    changed = await asyncio.to_thread(number.update, sms_url="https://desk.example/elsewhere")
    assert changed.sms_url == "https://desk.example/elsewhere"


async def test_the_vendors_client_reports_a_refusal(client: Client) -> None:
    with pytest.raises(TwilioRestException) as refused:
        await asyncio.to_thread(client.messages.create, to="12345", from_=LINE, body="x")
    assert (refused.value.status, refused.value.code) == (400, 21211)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"To": ""}, 21604, id="no recipient"),
        pytest.param({"To": "91234567"}, 21211, id="a recipient without country code"),
        pytest.param({"To": "+852"}, 21211, id="a recipient that is too short"),
        pytest.param({"From": ""}, 21603, id="no sender"),
        pytest.param({"From": "abc"}, 21212, id="a sender that is no number"),
        pytest.param({"From": "+85239999999"}, 21606, id="a sender that is not of this account"),
        pytest.param({"From": PHONE}, 21266, id="to itself"),
        pytest.param({"Body": " \n"}, 21602, id="an empty text"),
        pytest.param({"Body": "廚" * 1601}, 21617, id="a text that is too long"),
        pytest.param({"StatusCallback": "desk.example/status"}, 21609, id="a callback that is no URL"),
        pytest.param({"StatusCallback": "http://[desk/status"}, 21609, id="a callback with a broken host"),
    ],
)
async def test_a_wrong_text_is_refused_in_the_vendors_numbers(
    carrier: Carrier, change: dict[str, str], code: int
) -> None:
    status, body = await post(carrier, {"To": PHONE, "From": LINE, "Body": "hello", **change})
    assert status == 400
    assert body["code"] == code
    assert body["status"] == 400
    assert body["message"]
    assert body["more_info"] == f"https://www.twilio.com/docs/errors/{code}"
    assert PHONE not in body["message"], "the vendor hides the end of a number"


async def test_the_longest_text_is_taken_with_its_segments(carrier: Carrier) -> None:
    status, body = await post(carrier, {"To": PHONE, "From": LINE, "Body": "廚" * 1600})
    assert (status, body["num_segments"]) == (201, "24")


async def test_a_text_with_a_picture_is_another_kind(carrier: Carrier) -> None:
    status, body = await post(carrier, {"To": PHONE, "From": LINE, "MediaUrl": "https://desk.example/plan.png"})
    assert (status, body["num_media"], body["sid"][:2]) == (201, "1", "MM")


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="nobody"),
        pytest.param(basic_auth(ACCOUNT_SID, "wrong"), id="a wrong token"),
        pytest.param(basic_auth("AC" + "9" * 32, AUTH_TOKEN), id="another account"),
        pytest.param({"Authorization": "Bearer x"}, id="another scheme"),
        pytest.param({"Authorization": "Basic ✓".encode().decode("latin-1")}, id="nonsense"),
    ],
)
async def test_only_the_account_itself_is_answered(carrier: Carrier, headers: dict[str, str]) -> None:
    authorization = {"Authorization": "", **headers}
    async with carrier.http.get(carrier.messages_url, headers=authorization) as response:
        body = await response.json()
    assert (response.status, body["code"]) == (401, 20003)


async def test_what_is_not_there_is_answered_in_the_vendors_shape(carrier: Carrier) -> None:
    for path in (f"Messages/SM{'0' * 32}.json", f"IncomingPhoneNumbers/PN{'0' * 32}.json", "Nothing.json"):
        status, body = await get(carrier, f"/2010-04-01/Accounts/{ACCOUNT_SID}/{path}")
        assert (status, body["code"]) == (404, 20404)
        assert path in body["message"]


async def test_a_list_has_the_vendors_envelope(carrier: Carrier) -> None:
    for number in range(3):
        await post(carrier, {"To": PHONE, "From": LINE, "Body": f"text {number}"})
    path = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
    _, page = await get(carrier, path, PageSize="2", To=PHONE)
    assert (page["page"], page["page_size"], page["start"], page["end"]) == (0, 2, 0, 1)
    assert page["first_page_uri"].startswith(path)
    _, last = await get(carrier, page["next_page_uri"])
    assert [message["body"] for message in last["messages"]] == ["text 0"]
    assert last["next_page_uri"] is None


async def test_a_page_stays_in_place_while_texts_are_added(carrier: Carrier) -> None:
    for number in range(3):
        await post(carrier, {"To": PHONE, "From": LINE, "Body": f"text {number}"})
    _, page = await get(carrier, f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json", PageSize="2")
    await post(carrier, {"To": PHONE, "From": LINE, "Body": "new"})
    _, following = await get(carrier, page["next_page_uri"])
    assert [message["body"] for message in following["messages"]] == ["text 0"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        pytest.param({"DateSent": "2026-07-01"}, ["first"], id="on a day"),
        pytest.param({"DateSent>": "2026-07-02"}, ["second"], id="on or after a day"),
        pytest.param({"DateSent<": "2026-07-01"}, ["first"], id="on or before a day"),
        pytest.param({"DateSent>": "2026-07-01", "DateSent<": "2026-07-02"}, ["second", "first"], id="between"),
        pytest.param({"DateSent>": "2026-07-02T14:10:01Z"}, [], id="after a moment"),
        pytest.param({"To": LINE}, [], id="to the line"),
    ],
)
async def test_texts_are_found_by_date_and_number(carrier: Carrier, filters: dict[str, str], found: list[str]) -> None:
    await post(carrier, {"To": PHONE, "From": LINE, "Body": "first"})
    await carrier.exchange.settle()
    carrier.clock.pass_seconds(timedelta(days=1).total_seconds())
    await post(carrier, {"To": PHONE, "From": LINE, "Body": "second"})
    await carrier.exchange.settle()
    _, page = await get(carrier, f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json", **filters)
    assert [message["body"] for message in page["messages"]] == found


@pytest.mark.parametrize("query", [{"PageSize": "0"}, {"PageSize": "1001"}, {"Page": "x"}, {"DateSent": "yesterday"}])
async def test_a_wrong_filter_is_refused(carrier: Carrier, query: dict[str, str]) -> None:
    status, body = await get(carrier, f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json", **query)
    assert (status, body["code"]) == (400, 20001)


async def test_dates_are_rfc_2822(carrier: Carrier) -> None:
    _, body = await post(carrier, {"To": PHONE, "From": LINE, "Body": "hello"})
    assert body["date_created"] == "Wed, 01 Jul 2026 14:10:00 +0000"
    assert parsedate_to_datetime(body["date_created"]) == carrier.clock.moment


@pytest.mark.parametrize(
    ("kind", "status", "code", "effect"),
    [
        pytest.param("rest_429", 429, 20429, 0, id="too busy"),
        pytest.param("rest_500", 500, 20500, 0, id="a fault before anything happened"),
        pytest.param("rest_503_after_effect", 503, 20503, 1, id="a fault after the text was taken"),
    ],
)
async def test_a_fault_strikes_the_next_request(
    carrier: Carrier, kind: str, status: int, code: int, effect: int
) -> None:
    async with carrier.http.post(f"{carrier.url}/control/faults", json={"kind": kind}):
        pass
    form = {"To": PHONE, "From": LINE, "Body": "hello"}
    async with carrier.http.post(carrier.messages_url, data=form) as response:
        assert (response.status, (await response.json())["code"]) == (status, code)
        assert ("Retry-After" in response.headers) == (status == 429)
    _, page = await get(carrier, f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json")
    assert len(page["messages"]) == effect
    assert (await post(carrier, form))[0] == 201, "the fault struck once"


async def test_a_recipient_who_opted_out_is_refused(carrier: Carrier) -> None:
    wish = {"status": "refused", "error_code": 21610}
    async with carrier.http.put(f"{carrier.url}/control/phones/{PHONE}/outcome", json=wish) as response:
        assert response.status == 204
    form = {"To": PHONE, "From": LINE, "Body": "hello"}
    status, body = await post(carrier, form)
    assert (status, body["code"]) == (400, 21610)
    assert (await post(carrier, form))[0] == 201
