"""A call through its documents: verbs in order, addresses, and what happens when a document cannot be had."""

import pytest
from aiohttp import web
from twilio.request_validator import RequestValidator

from tests.channels.simulator.conftest import ACCOUNT_SID, AUTH_TOKEN, LINE, PHONE, AccountServer
from tests.channels.simulator.voice.conftest import INBOUND, People


async def test_a_call_runs_through_its_document_and_ends(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with('<Say language="zh-HK">您好</Say><Play>/music.wav</Play>')
    sid = await people.dial()
    view = await people.view(sid)
    assert (view["status"], view["ended_because"], view["error_code"]) == ("completed", "service_hung_up", None)
    assert await people.lines(sid) == [
        ("event", "ringing"),
        ("event", "answered"),
        ("prompt", "您好"),
        ("music", "/music.wav"),
        ("event", "service_hung_up"),
    ]


async def test_the_account_is_asked_with_all_documented_parameters(
    people: People, account_server: AccountServer
) -> None:
    people.answer_calls_with('<Gather action="/digits"/>')
    sid = await people.dial()
    [asked] = account_server.to(INBOUND)
    expected = {
        "CallSid": sid,
        "AccountSid": ACCOUNT_SID,
        "From": PHONE,
        "Caller": PHONE,
        "To": LINE,
        "Called": LINE,
        "CallStatus": "ringing",
        "Direction": "inbound",
        "ApiVersion": "2010-04-01",
        "FromCountry": "HK",
    }
    assert expected.items() <= dict(asked.form).items()
    assert RequestValidator(AUTH_TOKEN).validate(asked.url, dict(asked.form), asked.signature)
    await people.press(sid, "1#")
    [action] = account_server.to("/digits")
    assert (action["CallStatus"], action["Digits"]) == ("in-progress", "1")
    assert RequestValidator(AUTH_TOKEN).validate(action.url, dict(action.form), action.signature)


async def test_a_redirect_is_resolved_against_the_document_that_holds_it(
    people: People, account_server: AccountServer
) -> None:
    people.answer_calls_with("<Redirect>voice/menu?language=zh-Hant&amp;n=1</Redirect><Say>never</Say>")
    people.answer_at("/webhooks/twilio/voice/menu", "<Redirect>end</Redirect>")
    people.answer_at("/webhooks/twilio/voice/end", "<Say>here</Say><Hangup/><Say>never</Say>")
    sid = await people.dial()
    [menu] = account_server.to("/webhooks/twilio/voice/menu")
    assert menu.url.endswith("/menu?language=zh-Hant&n=1")
    assert [text for kind, text in await people.lines(sid) if kind == "prompt"] == ["here"]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        pytest.param("<Response><Sing/></Response>", 12200, id="an unknown verb"),
        pytest.param("<Response><Say>unclosed</Response>", 12100, id="broken XML"),
        pytest.param("<Answer/>", 12102, id="another root"),
        pytest.param('<Response><Gather numDigit="1"/></Response>', 12200, id="a misspelt attribute"),
        pytest.param('<Response><Gather timeout="soon"/></Response>', 12200, id="a wrong value"),
        pytest.param("<Response><Say>a</Say><Leave/></Response>", 12200, id="Leave outside of a queue"),
        pytest.param("", 12100, id="an empty answer"),
    ],
)
async def test_a_document_that_cannot_be_carried_out_ends_the_call_aloud(
    people: People, account_server: AccountServer, document: str, code: int
) -> None:
    account_server.documents[INBOUND] = document
    sid = await people.dial()
    view = await people.view(sid)
    assert (view["status"], view["ended_because"], view["error_code"]) == ("completed", "application_error", code)
    assert ("event", f"error {code}") in await people.lines(sid)
    [trouble] = (await people.get("debugger"))["items"]
    assert (trouble["call"], trouble["code"]) == (sid, code)


async def test_a_document_is_asked_for_once_more_with_the_same_token(
    people: People, account_server: AccountServer
) -> None:
    account_server.answers = [web.Response(status=503), web.Response(text="<Response/>", content_type="text/xml")]
    sid = await people.dial()
    first, second = account_server.to(INBOUND)
    assert first.token == second.token
    assert (await people.view(sid))["error_code"] is None


async def test_documents_that_lead_to_each_other_without_end_end_the_call(
    people: People, account_server: AccountServer
) -> None:
    people.answer_calls_with("<Say>hello</Say><Redirect>/webhooks/twilio/voice</Redirect>")
    view = await people.view(await people.dial())
    assert (view["status"], view["error_code"]) == ("completed", 12400)
    assert len(account_server.to(INBOUND)) < 100


async def test_a_document_that_cannot_be_had_ends_the_call(people: People, account_server: AccountServer) -> None:
    account_server.answers = [web.Response(status=500) for _ in range(2)]
    sid = await people.dial()
    assert len(account_server.to(INBOUND)) == 2
    assert (await people.view(sid))["error_code"] == 11200
