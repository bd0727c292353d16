"""What is not as it must be is refused, and the refusal never repeats what was sent."""

import io
import json
from typing import Any

import pytest

from tests.support.builders.work_orders import Desk
from tests.support.console import Window

SECRET = "my door code is 4711"


async def test_a_body_that_is_no_json_is_400(agent: Window, desk: Desk) -> None:
    reply = await agent.send(
        "POST", f"/contacts/{desk.contact.id}/note", data=b"{", headers={"Content-Type": "application/json"}
    )
    assert (reply.status, reply.code) == (400, "malformed_json")


async def test_a_body_of_another_kind_is_415(agent: Window, desk: Desk) -> None:
    reply = await agent.send("POST", f"/contacts/{desk.contact.id}/note", data={"text": "x"})
    assert (reply.status, reply.code) == (415, "unsupported_media_type")


async def test_a_body_over_one_megabyte_is_413(agent: Window, desk: Desk) -> None:
    body = io.BytesIO(b'{"text": "' + b"x" * (1024 * 1024) + b'"}')
    headers = {"Content-Type": "application/json"}
    reply = await agent.send("POST", f"/contacts/{desk.contact.id}/note", data=body, headers=headers)
    assert (reply.status, reply.code) == (413, "too_large")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        pytest.param({"text": [SECRET]}, "text", id="wrong kind"),
        pytest.param({"text": "x", "until": SECRET}, "until", id="unknown field"),
        pytest.param({"text": SECRET * 201}, "text", id="too long"),
        pytest.param({}, "text", id="missing"),
        pytest.param({"text": "   "}, "text", id="blank"),
    ],
)
async def test_a_wrong_field_is_named_and_its_value_is_not(
    body: dict[str, Any], field: str, agent: Window, desk: Desk
) -> None:
    reply = await agent.post(f"/contacts/{desk.contact.id}/note", body)
    assert (reply.status, reply.code) == (422, "invalid_input")
    assert list(reply.json["error"]["details"]["fields"]) == [field]
    assert SECRET not in json.dumps(reply.json)


async def test_a_field_deep_inside_is_named_by_its_way(agent: Window, desk: Desk) -> None:
    body = {"outcomes": [{"matter_id": "m", "outcome": "solved"}]}
    reply = await agent.post(f"/contacts/{desk.contact.id}/close", body)
    assert list(reply.json["error"]["details"]["fields"]) == ["outcomes.0.outcome"]


async def test_a_character_no_text_contains_is_refused_everywhere(agent: Window, desk: Desk) -> None:
    assert (await agent.post(f"/contacts/{desk.contact.id}/note", {"text": "a\x00b"})).status == 422
    assert (await agent.get("/contacts", q="a\x00b")).status == 422
    assert (await agent.get("/contacts/%00")).status == 404


async def test_an_escaped_backslash_before_u0000_is_an_ordinary_text(agent: Window, desk: Desk) -> None:
    reply = await agent.post(f"/contacts/{desk.contact.id}/note", {"text": "a\\u0000b"})
    assert reply.status == 201
    assert reply.json["text"] == "a\\u0000b"


async def test_an_unknown_filter_is_422(agent: Window) -> None:
    reply = await agent.get("/contacts", colour="red")
    assert (reply.status, reply.code) == (422, "invalid_input")
    assert (await agent.get("/agents/me", colour="red")).status == 422


async def test_a_filter_said_twice_where_one_is_meant_is_422(agent: Window) -> None:
    assert (await agent.send("GET", "/contacts?place=a&place=b")).status == 422


@pytest.mark.parametrize("query", ["state=active,queued", "state=active&state=queued"])
async def test_several_values_may_be_repeated_or_written_with_commas(query: str, agent: Window, desk: Desk) -> None:
    reply = await agent.send("GET", f"/contacts?{query}")
    assert [item["id"] for item in reply.json["items"]] == [desk.contact.id]


@pytest.mark.parametrize("limit", ["0", "201", "-1", "many"])
async def test_a_limit_out_of_range_is_422(limit: str, agent: Window) -> None:
    assert (await agent.get("/contacts", limit=limit)).status == 422
