"""Webhooks about calls: owed as rows like those about texts, in one lane per call or conference to keep their order."""

import math
import uuid
from collections.abc import Iterable

from channels.simulator.faults import CALL_EVENT_FAULTS, take_fault
from channels.simulator.tables import Webhook
from channels.simulator.voice.parameters import Pairs, call_parameters, timestamp
from channels.simulator.voice.tables import Call
from channels.simulator.voice.turn import Turn

WORD_OF = {"initiated": "initiated", "ringing": "ringing", "answered": "in-progress"}


async def owe(
    turn: Turn,
    call: Call,
    url: str,
    parameters: Pairs,
    *,
    lane: str = "",
    after: float = 0.0,
    is_last: bool = False,
) -> None:
    """Post this as soon as `after` seconds have passed; `is_last`: nothing follows that could overtake it."""
    if not url:
        return
    effect, seconds = await take_fault(turn.session, CALL_EVENT_FAULTS, call.phone) or ("", 0.0)
    if effect.startswith("out_of_order") and is_last:
        effect = ""
    turn.session.add(
        Webhook(
            kind="call",
            text_sid=call.sid,
            phone=lane or call.sid,
            url=url,
            parameters=[list(pair) for pair in parameters],
            token=str(uuid.uuid4()),
            state={"drop": "dropped", "out": "held"}.get(effect.split("_")[0], "pending"),
            copies=2 if effect.startswith("duplicate") else 1,
            next_at=turn.in_seconds(after + seconds),
            created_at=turn.now,
        )
    )


async def owe_call_event(turn: Turn, call: Call, event: str) -> None:
    """One of initiated, ringing, answered, completed, where whoever made the call asked to hear of it."""
    if event not in call.status_events or not call.status_callback:
        return
    parameters = [pair for pair in call_parameters(turn.account, call) if pair[0] != "CallStatus"]
    parameters += [
        ("CallStatus", WORD_OF.get(event, call.status)),
        ("CallbackSource", "call-progress-events"),
        ("SequenceNumber", str(call.events_reported)),
        ("Timestamp", timestamp(turn.now)),
    ]
    if event == "completed":
        seconds = talk_seconds(call)
        parameters += [("CallDuration", str(seconds)), ("Duration", str(math.ceil(seconds / 60)))]
    call.events_reported += 1
    await owe(turn, call, call.status_callback, parameters, is_last=event == "completed")


async def owe_last_word(turn: Turn, call: Call, url: str, extra: Iterable[tuple[str, str]]) -> None:
    """Tell an action that its verb is over where nobody is left to carry out the answer."""
    await owe(turn, call, url, [*call_parameters(turn.account, call), *extra])


def talk_seconds(call: Call) -> int:
    if call.answered_at is None or call.ended_at is None:
        return 0
    return math.ceil((call.ended_at - call.answered_at).total_seconds())
