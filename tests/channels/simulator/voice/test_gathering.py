"""Gather: digits, words, keys that end it, silence."""

import pytest

from channels.simulator.settings import Pace
from tests.channels.simulator.conftest import AccountServer, StartCarrier
from tests.channels.simulator.voice.conftest import INBOUND, People


async def given(people: People, account: AccountServer, gather: str, *pressed: str) -> list[dict[str, str]]:
    """What the action hears after these digits."""
    people.answer_calls_with(f"{gather}<Say>next</Say>")
    sid = await people.dial()
    for digits in pressed:
        await people.press(sid, digits)
    return [dict(webhook.form) for webhook in account.to("/action")]


@pytest.mark.parametrize(
    ("attributes", "pressed", "digits"),
    [
        pytest.param('numDigits="1"', ["2"], "2", id="one digit"),
        pytest.param('numDigits="3"', ["1", "2", "3"], "123", id="one after the other"),
        pytest.param('numDigits="2"', ["1234"], "12", id="what is too much is lost"),
        pytest.param("", ["12#"], "12", id="ended by the usual key"),
        pytest.param('finishOnKey="*"', ["1#2*"], "1#2", id="ended by another key"),
        pytest.param('finishOnKey="" numDigits="2"', ["#*"], "#*", id="no key ends it"),
    ],
)
async def test_digits_reach_the_action(
    people: People, account_server: AccountServer, attributes: str, pressed: list[str], digits: str
) -> None:
    [heard] = await given(people, account_server, f'<Gather action="/action" {attributes}/>', *pressed)
    assert heard["Digits"] == digits


async def test_a_digit_during_the_prompt_ends_the_prompt(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with('<Gather action="/action" numDigits="2"><Pause length="30"/><Say>late</Say></Gather>')
    sid = await people.dial()
    await people.press(sid, "1")
    await people.press(sid, "2")
    assert [webhook["Digits"] for webhook in account_server.to("/action")] == ["12"]
    assert ("prompt", "late") not in await people.lines(sid)


async def test_silence_goes_on_with_the_next_verb(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with('<Gather action="/action" timeout="7"><Say>prompt</Say></Gather><Say>next</Say>')
    sid = await people.dial()
    view = await people.view(sid)
    assert (view["doing"], view["gather"]["input"]) == ("gather", ["dtmf"])
    await people.after(6.9)
    assert ("prompt", "next") not in await people.lines(sid)
    await people.after(0.2)
    assert ("prompt", "next") in await people.lines(sid)
    assert account_server.to("/action") == []


async def test_silence_after_digits_hands_them_over(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with('<Gather action="/action" timeout="4"/>')
    sid = await people.dial()
    await people.after(3)
    await people.press(sid, "1")
    await people.after(3)
    assert account_server.to("/action") == [], "each key begins the silence anew"
    await people.after(1)
    assert [webhook["Digits"] for webhook in account_server.to("/action")] == ["1"]


async def test_silence_is_told_where_that_was_asked_for(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with('<Gather action="/action" actionOnEmptyResult="true"/>')
    await people.dial()
    await people.after(5)
    assert [webhook["Digits"] for webhook in account_server.to("/action")] == [""]


async def test_words_are_the_result_of_a_gather_for_speech(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with('<Gather input="dtmf speech" action="/action" language="zh-HK"><Say>請講</Say></Gather>')
    sid = await people.dial()
    await people.say(sid, "廚房漏水")
    [heard] = account_server.to("/action")
    assert (heard["SpeechResult"], heard["Confidence"], heard.get("Digits")) == ("廚房漏水", "0.95", None)


async def test_words_say_nothing_to_a_gather_for_digits(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with('<Gather action="/action"/>')
    sid = await people.dial()
    await people.say(sid, "hello")
    assert account_server.to("/action") == []
    assert (await people.view(sid))["doing"] == "gather"


async def test_without_an_action_the_document_itself_is_asked_again(
    people: People, account_server: AccountServer
) -> None:
    people.answer_calls_with('<Gather numDigits="1"/>')
    sid = await people.dial()
    await people.press(sid, "5")
    first, second = account_server.to(INBOUND)
    assert (first.get("Digits"), second["Digits"]) == (None, "5")


async def test_nothing_after_a_gather_ends_the_call(people: People) -> None:
    people.answer_calls_with("<Gather/>")
    sid = await people.dial()
    await people.after(5)
    assert (await people.view(sid))["status"] == "completed"


async def test_words_get_time_to_be_typed(start_carrier: StartCarrier, account_server: AccountServer) -> None:
    carrier = await start_carrier()
    object.__setattr__(carrier.voice, "pace", Pace(typing=20, dialing=0))
    people = People(carrier, account_server)
    people.answer_calls_with('<Gather input="speech" timeout="5"/>')
    sid = await people.dial()
    await people.after(24)
    assert (await people.view(sid))["status"] == "in-progress"
    await people.after(1)
    assert (await people.view(sid))["status"] == "completed"
