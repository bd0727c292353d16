"""Dial to phones and devices: ringing together, connecting, giving up, and what the action hears."""

import pytest

from tests.channels.simulator.conftest import LINE, PHONE, AccountServer
from tests.channels.simulator.voice.conftest import AGENT, People

COLLEAGUE = "+85290000009"
DIAL = f'<Dial action="/done" timeout="20"><Client>agent_7</Client><Number>{COLLEAGUE}</Number></Dial><Say>after</Say>'


async def newest(people: People, phone: str) -> str:
    return str((await people.get(f"phones/{phone}/calls"))["items"][0]["sid"])


async def test_both_hear_each_other_once_one_has_answered(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(DIAL)
    customer = await people.dial()
    device, phone = (await people.client_call())["sid"], await newest(people, COLLEAGUE)
    await people.answer(device)
    assert (await people.view(phone))["status"] == "canceled", "who answers first has the call"
    await people.say(customer, "hello")
    await people.say(device, "good evening")
    assert ("heard", "hello") in await people.lines(device)
    assert ("heard", "good evening") in await people.lines(customer)
    await people.after(30)
    await people.hang_up(device)
    [done] = account_server.to("/done")
    assert (done["DialCallStatus"], done["DialCallSid"]) == ("completed", device)
    assert (done["DialCallDuration"], done["DialBridged"]) == ("30", "true")
    assert (await people.view(device))["direction"] == "outbound-dial"


async def test_nobody_answers(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(DIAL)
    customer = await people.dial()
    await people.after(20)
    [done] = account_server.to("/done")
    assert (done["DialCallStatus"], done["DialCallDuration"]) == ("no-answer", "0")
    assert ("prompt", "after") not in await people.lines(customer), "the action's answer has taken its place"


async def test_one_declines_and_the_other_still_rings(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(DIAL)
    await people.dial()
    await people.act(f"calls/{(await people.client_call())['sid']}/decline")
    assert account_server.to("/done") == []
    await people.act(f"calls/{await newest(people, COLLEAGUE)}/decline")
    assert [webhook["DialCallStatus"] for webhook in account_server.to("/done")] == ["busy"]


async def test_without_an_action_the_next_verb_follows(people: People) -> None:
    people.answer_calls_with(f"<Dial timeout='5'>{COLLEAGUE}</Dial><Say>after</Say>")
    customer = await people.dial()
    await people.after(5)
    assert ("prompt", "after") in await people.lines(customer)


async def test_the_caller_gives_up_while_it_rings(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with(DIAL)
    customer = await people.dial()
    device = (await people.client_call())["sid"]
    await people.hang_up(customer)
    assert (await people.view(device))["status"] == "canceled"
    assert len(account_server.to("/done")) == 1


async def test_a_leg_hears_its_own_document_before_it_is_connected(
    people: People, account_server: AccountServer
) -> None:
    people.answer_calls_with('<Dial><Client url="/whisper">agent_7</Client></Dial>')
    people.answer_at("/whisper", '<Say>a call from 3-12-B</Say><Pause length="2"/>')
    customer = await people.dial()
    device = (await people.client_call())["sid"]
    await people.answer(device)
    [whisper] = account_server.to("/whisper")
    assert (whisper["ParentCallSid"], whisper["Direction"]) == (customer, "outbound-dial")
    await people.say(customer, "too early")
    await people.after(2)
    await people.say(customer, "now")
    heard = [text for kind, text in await people.lines(device) if kind == "heard"]
    assert heard == ["now"]


async def test_parameters_travel_to_the_device_and_events_to_the_account(
    people: People, account_server: AccountServer
) -> None:
    people.answer_calls_with(
        f'<Dial callerId="{LINE}"><Client statusCallback="/leg" statusCallbackEvent="ringing answered completed">'
        '<Identity>agent_7</Identity><Parameter name="contact" value="C-2026-0001"/></Client></Dial>'
    )
    await people.dial()
    view = await people.client_call()
    assert (view["phone"], view["line"]) == (AGENT, LINE)
    await people.answer(view["sid"])
    await people.hang_up(view["sid"])
    assert [event["CallStatus"] for event in account_server.to("/leg")] == ["ringing", "in-progress", "completed"]


async def test_the_caller_is_shown_where_nothing_else_is_wished(people: People) -> None:
    people.answer_calls_with("<Dial><Client>agent_7</Client></Dial>")
    await people.dial()
    assert (await people.client_call())["from"] == PHONE


@pytest.mark.parametrize("who", ["customer", "device"])
async def test_another_document_for_either_end_parts_them(people: People, who: str) -> None:
    people.answer_calls_with("<Dial><Client>agent_7</Client></Dial><Say>after</Say>")
    customer = await people.dial()
    device = str((await people.client_call())["sid"])
    await people.answer(device)
    redirected = customer if who == "customer" else device
    await people.redirect(redirected, "<Say>elsewhere</Say><Pause length='30'/>")
    assert (await people.view(redirected))["status"] == "in-progress"
    assert ("prompt", "elsewhere") in await people.lines(redirected)
    if who == "customer":
        assert (await people.view(device))["ended_because"] == "other_party_left"
    else:
        assert ("prompt", "after") in await people.lines(customer)
