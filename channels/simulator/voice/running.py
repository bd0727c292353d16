"""Carries documents out, verb by verb, and does what falls due by time or by an answer of the account."""

from collections.abc import Awaitable, Callable

from channels.simulator.texts import OutgoingText, accept_outgoing
from channels.simulator.twiml import TwimlError
from channels.simulator.voice import (
    answering,
    conferencing,
    course,
    dialing,
    gathering,
    legs,
    queueing,
    recording,
    transcribing,
)
from channels.simulator.voice.document import read_document
from channels.simulator.voice.ending import SERVICE_HUNG_UP, end, leave_everything
from channels.simulator.voice.fetching import Fetched, retries_of
from channels.simulator.voice.program import Document, Fetch, Step, Verb
from channels.simulator.voice.prompting import note_prompt, seconds_of
from channels.simulator.voice.tables import Call
from channels.simulator.voice.turn import Ending, Turn

# With these a ringing call keeps ringing; every other verb picks it up.
WITHOUT_PICKING_UP = ("Reject", "Pause", "Redirect")
INTERNAL_FAILURE = 12400
TIME_LIMIT = Ending("completed", "time_limit")
REJECTED = {"busy": Ending("busy", "rejected"), "rejected": Ending("no-answer", "rejected")}


async def finish(turn: Turn) -> None:
    """Do all that was left to be done in this turn."""
    while turn.work:
        call, ending = turn.work.popleft()
        if ending is not None:
            await end(turn, call, ending)
        elif call.is_live:
            await _advance(turn, call)


async def on_time(turn: Turn, call: Call) -> None:
    """A moment this call waited for has come."""
    if call.limit_at is not None and call.limit_at <= turn.now:
        turn.hang_up(call, TIME_LIMIT)
        return
    call.next_at = None
    step = call.present.step if call.present else None
    if call.status == "queued":
        await legs.ring(turn, call)
    elif call.status == "ringing" and not call.is_inbound:
        turn.hang_up(call, legs.NO_ANSWER)
    elif step is not None:
        await _step_is_over(turn, call, step)


async def _step_is_over(turn: Turn, call: Call, step: Step) -> None:
    assert call.present is not None
    assert call.present.verb is not None
    if step.kind == "prompt":
        course.step_over(turn, call)
    elif step.kind == "gather":
        gathering.go_on(turn, call, call.present.verb, step)
    elif step.kind == "record":
        await recording.finish_record(turn, call)
    elif step.kind == "queue":
        await queueing.ask_what_to_hear(turn, call)


async def fetched(turn: Turn, call: Call, fetch: Fetch, answer: Fetched) -> None:
    """The account has answered. Not looked at where the call no longer waits for this."""
    if not call.is_live or call.fetch is None or call.fetch.token != fetch.token:
        return
    if course.is_running_in_circles(call):
        await _do_without(turn, call, fetch, INTERNAL_FAILURE, "Documents lead to each other without end")
    elif answer.problem is None:
        try:
            verbs = read_document(answer.body, answer.content_type, url=fetch.url, purpose=fetch.purpose)
        except TwimlError as error:
            await _do_without(turn, call, fetch, error.code, error.message)
            return
        course.load(turn, call, verbs, url=fetch.url, method=fetch.method, purpose=fetch.purpose)
    elif answer.kind in retries_of(fetch.url).kinds and fetch.attempts < retries_of(fetch.url).count:
        call.fetch = fetch.model_copy(update={"attempts": fetch.attempts + 1})
        call.fetch_at = turn.in_seconds(turn.pace.document_retry)
    else:
        await _do_without(turn, call, fetch, *answer.problem)


async def _do_without(turn: Turn, call: Call, fetch: Fetch, code: int, text: str) -> None:
    """The document cannot be had: another address, or the end of what asked for it."""
    if fetch.purpose == "call" and call.fallback_url and not fetch.is_fallback:
        turn.trouble(call, code, text, fetch.url)
        extra = [("ErrorCode", str(code)), ("ErrorUrl", fetch.url)]
        course.ask(turn, call, call.fallback_url, method=call.fallback_method, extra=extra)
        call.fetch = call.fetch.model_copy(update={"is_fallback": True}) if call.fetch else None
    elif fetch.purpose == "call":
        answering.fail(turn, call, code, text, url=fetch.url)
    else:
        turn.trouble(call, code, text, fetch.url)
        if fetch.purpose == "queue":
            await queueing.leave(turn, call, "error")
        else:
            course.leave_aside(call)


async def redirect(turn: Turn, call: Call, *, url: str = "", method: str = "POST", document: str = "") -> None:
    """Another document takes over at once, whatever the leg is part of."""
    await recording.interrupt(turn, call)
    await leave_everything(turn, call, queue_result="redirected", by_api=True)
    await dialing.child_left(turn, call)
    turn.note(call, "event", "redirected")
    if document:
        answering.take_document(turn, call, document)
    else:
        course.ask(turn, call, url, method=method)


async def _advance(turn: Turn, call: Call) -> None:
    """The present verb is carried out; it says itself whether the call waits or goes on."""
    document = call.present
    if call.fetch is not None or document is None or document.step is not None:
        return
    if document.verb is None:
        await _document_is_over(turn, call, document)
        return
    if call.status == "ringing" and document.verb.name not in WITHOUT_PICKING_UP:
        await legs.pick_up(turn, call)
    await CARRY_OUT[document.verb.name](turn, call, document.verb)


async def _document_is_over(turn: Turn, call: Call, document: Document) -> None:
    if document.purpose == "queue":
        queueing.wait_for_next_round(turn, call)
    elif document.purpose != "call":
        call.aside = None
    elif await dialing.is_to_be_bridged(turn, call):
        dialing.bridge(turn, call)
    else:
        await end(turn, call, SERVICE_HUNG_UP)


async def _prompt(turn: Turn, call: Call, verb: Verb) -> None:
    note_prompt(turn, call, verb)
    seconds = seconds_of(verb, turn.pace)
    if seconds == 0:
        course.step_over(turn, call)
    else:
        course.wait(call, Step(kind="prompt"), None if seconds is None else turn.in_seconds(seconds))
        turn.touch(call)


async def _gather(turn: Turn, call: Call, verb: Verb) -> None:
    gathering.begin(turn, call, verb)


async def _redirect(turn: Turn, call: Call, verb: Verb) -> None:
    course.follow(turn, call, verb.text, verb.attributes.get("method", ""))


async def _hang_up(turn: Turn, call: Call, _verb: Verb) -> None:
    await end(turn, call, SERVICE_HUNG_UP)


async def _reject(turn: Turn, call: Call, verb: Verb) -> None:
    """Only a call that still rings can be rejected; later the verb hangs up."""
    is_ringing = call.status == "ringing"
    await end(turn, call, REJECTED[verb.attributes.get("reason", "rejected")] if is_ringing else SERVICE_HUNG_UP)


async def _leave(turn: Turn, call: Call, _verb: Verb) -> None:
    await queueing.leave(turn, call, "leave")


async def _dial(turn: Turn, call: Call, verb: Verb) -> None:
    if verb.children and verb.children[0].name == "Conference":
        await conferencing.begin(turn, call, verb.children[0])
    else:
        await dialing.begin(turn, call, verb)


async def _start(turn: Turn, call: Call, verb: Verb) -> None:
    await transcribing.start(turn, call, verb.children[0])
    course.step_over(turn, call)


async def _stop(turn: Turn, call: Call, verb: Verb) -> None:
    await transcribing.stop(turn, call, verb.children[0].attributes.get("name", ""))
    course.step_over(turn, call)


async def _message(turn: Turn, call: Call, verb: Verb) -> None:
    text = OutgoingText(
        line=verb.attributes.get("from", call.called if call.is_inbound else call.caller),
        phone=verb.attributes.get("to", call.phone),
        body=verb.text,
        direction="outbound-call",
    )
    await accept_outgoing(turn.session, text, pace=turn.pace, now=turn.now)
    course.step_over(turn, call)


CARRY_OUT: dict[str, Callable[[Turn, Call, Verb], Awaitable[None]]] = {
    "Say": _prompt,
    "Play": _prompt,
    "Pause": _prompt,
    "Gather": _gather,
    "Record": recording.begin_record,
    "Redirect": _redirect,
    "Hangup": _hang_up,
    "Reject": _reject,
    "Enqueue": queueing.begin,
    "Leave": _leave,
    "Dial": _dial,
    "Start": _start,
    "Stop": _stop,
    "Message": _message,
}
