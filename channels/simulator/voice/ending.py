"""A leg ends: whatever it was part of is left in order, and everybody who asked is told."""

from channels.simulator.voice import conferencing, dialing, queueing, recording, transcribing
from channels.simulator.voice.reporting import owe_call_event
from channels.simulator.voice.tables import Call
from channels.simulator.voice.turn import Ending, Turn

BY_API = "ended_by_api"
SERVICE_HUNG_UP = Ending("completed", "service_hung_up")
PARTY_HUNG_UP = Ending("completed", "party_hung_up")


async def end(turn: Turn, call: Call, ending: Ending) -> None:
    """Once: a leg that has ended stays as it ended."""
    if not call.is_live:
        return
    # The status first: the events of what is left now tell of it.
    call.status, call.ended_at, call.ended_because = ending.status, turn.now, ending.because
    call.error_code = ending.error_code
    call.fetch = call.fetch_at = call.next_at = call.limit_at = None
    await recording.abandon(turn, call)
    await leave_everything(turn, call, queue_result="hangup", by_api=ending.because == BY_API)
    await transcribing.stop(turn, call)
    await dialing.child_left(turn, call)
    call.document = call.aside = None
    turn.note(call, "event", ending.because)
    await owe_call_event(turn, call, "completed")


async def leave_everything(turn: Turn, call: Call, *, queue_result: str, by_api: bool) -> None:
    """Out of queue, conference and Dial, because the leg is over or another document takes its place."""
    await queueing.abandon(turn, call, queue_result)
    reason = conferencing.UPDATED if by_api else conferencing.HUNG_UP
    if call.is_live:
        await conferencing.leave(turn, call, reason, by_api=by_api)
    else:
        await conferencing.abandon(turn, call, reason, by_api=by_api)
    await dialing.abandon(turn, call)
