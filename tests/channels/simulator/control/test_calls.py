"""The control side of calls: what is refused, and with which words."""

import pytest
from aiohttp import WSServerHandshakeError

from tests.channels.simulator.conftest import LINE, PHONE, Carrier
from tests.channels.simulator.voice.conftest import People


@pytest.mark.parametrize(
    ("path", "wish", "status", "code"),
    [
        pytest.param(f"phones/{PHONE}/calls", {"line": "desk"}, 422, "invalid_input", id="a line that is no number"),
        pytest.param(f"phones/{PHONE}/calls", {"line": "+85239999999"}, 404, "not_found", id="an unknown line"),
        pytest.param("phones/12345/calls", {"line": LINE}, 422, "invalid_input", id="a phone that is no number"),
        pytest.param("calls/CA1/digits", {"digits": "12a"}, 422, "invalid_input", id="digits that are no keys"),
        pytest.param("calls/CA1/digits", {"digits": "1" * 33}, 422, "invalid_input", id="too many digits"),
        pytest.param("calls/CA1/say", {"text": " "}, 422, "invalid_input", id="no words"),
        pytest.param("calls/CA1/say", {"text": "a", "more": 1}, 422, "invalid_input", id="an unknown field"),
        pytest.param("calls/CA1/answer", {}, 404, "not_found", id="an unknown call"),
        pytest.param("calls/CA1/hangup", {"reason": "x"}, 422, "invalid_input", id="an act that needs no words"),
    ],
)
async def test_a_wrong_wish_is_refused(
    people: People, path: str, wish: dict[str, object], status: int, code: str
) -> None:
    assert (await people.act(path, wish, status=status))["error"]["code"] == code


async def test_acts_that_come_too_late_are_refused(people: People) -> None:
    people.answer_calls_with("<Say>hello</Say>")
    sid = await people.dial()
    for act, code in (("hangup", "call_over"), ("answer", "not_ringing"), ("decline", "not_ringing")):
        assert (await people.act(f"calls/{sid}/{act}", status=409))["error"]["code"] == code


async def test_a_person_cannot_answer_the_own_call(people: People) -> None:
    people.answer_calls_with("<Pause length='5'/>")
    sid = await people.dial()
    assert (await people.act(f"calls/{sid}/answer", status=409))["error"]["code"] == "not_ringing"


async def test_the_newest_calls_come_first_and_no_more_than_wished(people: People) -> None:
    people.answer_calls_with("<Say>hello</Say>")
    sids = [await people.dial() for _ in range(3)]
    calls = (await people.get(f"phones/{PHONE}/calls?limit=2"))["items"]
    assert [call["sid"] for call in calls] == [sids[2], sids[1]]


@pytest.mark.parametrize("limit", ["0", "1000", "all"])
async def test_a_wrong_limit_is_refused(carrier: Carrier, limit: str) -> None:
    url = f"{carrier.url}/control/phones/{PHONE}/calls"
    async with carrier.http.get(url, params={"limit": limit}) as response:
        assert response.status == 422


async def test_a_foreign_page_neither_calls_nor_listens(carrier: Carrier) -> None:
    headers = {"Origin": "https://elsewhere.example"}
    url = f"{carrier.url}/control/phones/{PHONE}/calls"
    async with carrier.http.post(url, json={"line": LINE}, headers=headers) as response:
        assert response.status == 403
    with pytest.raises(WSServerHandshakeError):
        await carrier.http.ws_connect(f"{carrier.url}/control/feed", params={"phone": PHONE}, headers=headers)
