"""Dial to phones and agents' devices: all ring together, who answers first is connected, the others stop ringing."""

from urllib.parse import parse_qsl

from sqlalchemy import select

from channels.simulator.voice import course
from channels.simulator.voice.legs import Wish, place_outbound
from channels.simulator.voice.program import Step, Verb
from channels.simulator.voice.reporting import owe_last_word, talk_seconds
from channels.simulator.voice.tables import CLIENT, Call
from channels.simulator.voice.turn import Ending, Turn

DEFAULT_TIMEOUT = 30
CANCELED = Ending("canceled", "canceled")
PARTED = Ending("completed", "other_party_left")


def read_address(to: str) -> tuple[str, dict[str, str]]:
    """ "client:agent_1?unit=3-12-B" → the device's address and the parameters that travel with the call."""
    address, _, query = to.partition("?") if to.startswith(CLIENT) else (to, "", "")
    return address, dict(parse_qsl(query))


async def begin(turn: Turn, call: Call, dial: Verb) -> None:
    nouns = dial.children or (Verb(name="Number", text=dial.text),)
    turn.note(call, "event", "dialing")
    legs = [await place_outbound(turn, _wish(call, dial, noun)) for noun in nouns]
    course.wait(call, Step(kind="dial", legs=tuple(leg.sid for leg in legs)), None)


def _wish(call: Call, dial: Verb, noun: Verb) -> Wish:
    wished = noun.attributes
    phone, parameters = (noun.text, {}) if noun.name == "Number" else _client(noun)
    callback, url = wished.get("statusCallback", ""), wished.get("url", "")
    return Wish(
        phone=phone,
        line=dial.attributes.get("callerId", "") or call.caller,
        direction="outbound-dial",
        parameters=parameters,
        parent_sid=call.sid,
        url=course.absolute(call, url) if url else "",
        method=wished.get("method", "POST"),
        status_callback=course.absolute(call, callback) if callback else "",
        status_events=wished.get("statusCallbackEvent", "completed").split(),
        ring_seconds=dial.whole("timeout", DEFAULT_TIMEOUT),
        limit_seconds=dial.whole("timeLimit", call.limit_seconds),
    )


def _client(noun: Verb) -> tuple[str, dict[str, str]]:
    identity = next((child.text for child in noun.children if child.name == "Identity"), noun.text)
    given = [child.attributes for child in noun.children if child.name == "Parameter"]
    return CLIENT + identity, {one.get("name", ""): one.get("value", "") for one in given}


async def connect(turn: Turn, child: Call) -> None:
    """The first to answer: the others stop ringing."""
    parent = await _dialing_parent(turn, child)
    for sibling in await _legs_of(turn, parent):
        if sibling.sid != child.sid and not sibling.is_talking:
            turn.hang_up(sibling, CANCELED)


async def is_to_be_bridged(turn: Turn, child: Call) -> bool:
    """Whether the end of this leg's own document means that it now hears the parent."""
    return await _dialing_parent(turn, child) is not None


def bridge(turn: Turn, child: Call) -> None:
    """Both ends hear each other from now on."""
    child.document = child.aside = None
    child.next_at = None
    turn.note(child, "event", "connected")


async def child_left(turn: Turn, child: Call) -> None:
    """The leg has ended or gone elsewhere; with the last of its legs the parent's Dial is over."""
    parent = await _dialing_parent(turn, child)
    if parent is None:
        return
    assert parent.document is not None
    assert parent.document.step is not None
    assert parent.document.verb is not None
    left = tuple(sid for sid in parent.document.step.legs if sid != child.sid)
    if left:
        course.wait(parent, Step(kind="dial", legs=left), None)
        return
    dial = parent.document.verb
    if "action" in dial.attributes:
        action, method = dial.attributes["action"], dial.attributes.get("method", "")
        course.follow(turn, parent, action, method, _result(child))
    else:
        course.step_over(turn, parent)


async def abandon(turn: Turn, call: Call) -> None:
    """The parent goes elsewhere or is over: its legs end with it, and an action hears how it went."""
    legs = await _legs_of(turn, call)
    for leg in legs:
        turn.hang_up(leg, PARTED if leg.is_talking else CANCELED)
    if not legs or call.is_live or call.document is None or call.document.verb is None:
        return
    action = call.document.verb.attributes.get("action")
    if action is not None:
        await owe_last_word(turn, call, course.resolved(call.document, action), _result(legs[0]))


def _result(child: Call) -> list[tuple[str, str]]:
    was_answered = child.answered_at is not None
    return [
        ("DialCallStatus", "completed" if was_answered else child.status),
        ("DialCallSid", child.sid),
        ("DialCallDuration", str(talk_seconds(child))),
        ("DialBridged", "true" if was_answered else "false"),
    ]


async def other_end(turn: Turn, call: Call) -> Call | None:
    """Who hears this leg through a Dial."""
    if _is_bridged(call):
        return await _dialing_parent(turn, call)
    return next((leg for leg in await _legs_of(turn, call) if _is_bridged(leg)), None)


def _is_bridged(leg: Call) -> bool:
    return leg.parent_sid is not None and leg.is_talking and leg.document is None and leg.fetch is None


def _leg_sids(call: Call | None) -> tuple[str, ...]:
    step = call.document.step if call is not None and call.document else None
    return step.legs if step is not None else ()


async def _legs_of(turn: Turn, call: Call | None) -> list[Call]:
    sids = _leg_sids(call)
    return list(await turn.session.scalars(select(Call).where(Call.sid.in_(sids)).order_by(Call.id))) if sids else []


async def _dialing_parent(turn: Turn, child: Call) -> Call | None:
    parent = await turn.find_call(child.parent_sid) if child.parent_sid else None
    return parent if parent is not None and parent.is_live and child.sid in _leg_sids(parent) else None
