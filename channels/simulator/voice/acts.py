"""What the person on a leg can do, whether on the phone page, on an agent's device or by a script."""

from channels.simulator.voice import answering, speaking
from channels.simulator.voice.ending import PARTY_HUNG_UP
from channels.simulator.voice.tables import Call
from channels.simulator.voice.turn import Ending, Turn
from contactcenter.errors import Conflict, NotFound

CALLER_GAVE_UP = Ending("no-answer", "party_hung_up")


async def get_call(turn: Turn, sid: str) -> Call:
    call = await turn.find_call(sid)
    if call is None:
        raise NotFound("There is no such call.")
    return call


async def answer(turn: Turn, call: Call) -> None:
    """The first to answer has it; whoever comes later is told that it no longer rings."""
    _refuse_unless_ringing(call)
    await answering.answer(turn, call)


async def decline(turn: Turn, call: Call) -> None:
    _refuse_unless_ringing(call)
    turn.hang_up(call, answering.DECLINED)


async def hang_up(turn: Turn, call: Call) -> None:
    """Hanging up a leg that rings at this end is declining it; before anybody picked up it is giving up."""
    if not call.is_live:
        raise Conflict("This call is over.", code="call_over")
    if call.is_talking:
        turn.hang_up(call, PARTY_HUNG_UP)
    else:
        turn.hang_up(call, CALLER_GAVE_UP if call.is_inbound else answering.DECLINED)


async def press(turn: Turn, call: Call, digits: str) -> None:
    _refuse_unless_talking(call)
    await speaking.press(turn, call, digits)


async def say(turn: Turn, call: Call, text: str, language: str) -> None:
    _refuse_unless_talking(call)
    await speaking.say(turn, call, text, language)


def _refuse_unless_ringing(call: Call) -> None:
    if call.is_inbound or call.status != "ringing":
        raise Conflict("This call does not ring here.", code="not_ringing")


def _refuse_unless_talking(call: Call) -> None:
    if not call.is_talking:
        raise Conflict("Nobody has answered, or the call is over.", code="not_answered")
