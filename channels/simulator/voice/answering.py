"""A ringing leg is answered or declined by a person, or an inbound call is picked up by its document."""

from channels.simulator.twiml import TwimlError
from channels.simulator.voice import course, dialing, legs
from channels.simulator.voice.document import read_verbs
from channels.simulator.voice.tables import Call
from channels.simulator.voice.turn import Ending, Turn

DECLINED = Ending("busy", "declined")
APPLICATION_ERROR = "application_error"
APOLOGY = "We are sorry, an application error has occurred. Goodbye."


async def answer(turn: Turn, call: Call) -> None:
    """Somebody takes the call: the leg's document is asked for, or a Dial's two ends are connected."""
    call.next_at = None
    await legs.pick_up(turn, call)
    if call.parent_sid:
        await dialing.connect(turn, call)
    if call.answer_document:
        take_document(turn, call, call.answer_document)
    elif call.answer_url:
        course.ask(turn, call, call.answer_url, method=call.answer_method)
    else:
        dialing.bridge(turn, call)


def take_document(turn: Turn, call: Call, text: str) -> None:
    """A document that came with a REST request instead of an address."""
    try:
        verbs = read_verbs(text.encode(), purpose="call")
    except TwimlError as error:
        fail(turn, call, error.code, error.message)
        return
    course.load(turn, call, verbs, url="", method="POST")


def fail(turn: Turn, call: Call, code: int, text: str, *, url: str = "") -> None:
    """The account's document cannot be had or not be carried out: the caller hears so and the call ends."""
    turn.trouble(call, code, text, url)
    turn.note(call, "prompt", APOLOGY, "en")
    turn.hang_up(call, Ending("completed", APPLICATION_ERROR, code))
