"""Commands about calls for the outbox. Their errands look at the rows again: a command that came too late does nothing.

Commands for one telephone keep their order; those for different ones do not wait for each other.
"""

from datetime import datetime
from typing import Any, Final

from contactcenter.calls.models import Call, Leg
from contactcenter.db import Session
from contactcenter.outbox import service as outbox

RING_AGENT, BRING_IN, SEND_TO_QUEUE = "ring_agent", "bring_in", "send_to_queue"
DIAL_CUSTOMER, HOLD_LEG, END_LEG = "dial_customer", "hold_leg", "end_leg"
FETCH_RECORDING = "fetch_recording"

# A caller waits: what cannot be done within seconds is of no use any more.
SWITCHING_SECONDS: Final = 15
HOLDING_SECONDS: Final = 10
# Better late than never: until then she hears nobody.
RETURNING_SECONDS: Final = 120
# A leg nobody wants costs money for as long as it stands.
ENDING_SECONDS: Final = 300
FETCHING_SECONDS: Final = 24 * 3600


async def ring(session: Session, leg: Leg, *, caller: str, seconds: int, now: datetime) -> None:
    payload = {"call_id": leg.call_id, "leg_id": leg.id, "agent_id": leg.agent_id, "caller": caller, "seconds": seconds}
    await _enqueue(session, RING_AGENT, leg, payload, seconds=seconds, now=now)


async def bring_in(session: Session, call: Call, customer: Leg, agent: Leg, *, now: datetime) -> None:
    """The caller out of the line, to the agent who waits in the conversation."""
    payload = {"call_id": call.id, "leg_id": agent.id}
    await _enqueue(session, BRING_IN, customer, payload, seconds=SWITCHING_SECONDS, now=now)


async def dial(session: Session, call: Call, customer: Leg, *, now: datetime) -> None:
    """The customer's telephone, while an agent waits for her in the conversation."""
    payload = {"call_id": call.id, "leg_id": customer.id, "line": call.line, "number": call.address}
    await _enqueue(session, DIAL_CUSTOMER, customer, payload, seconds=SWITCHING_SECONDS, now=now)


async def send_to_queue(session: Session, call: Call, customer: Leg, *, now: datetime) -> None:
    await _enqueue(session, SEND_TO_QUEUE, customer, {"call_id": call.id}, seconds=RETURNING_SECONDS, now=now)


async def hold(session: Session, call: Call, customer: Leg, *, is_held: bool, now: datetime) -> None:
    payload = {"call_id": call.id, "is_held": is_held}
    await _enqueue(session, HOLD_LEG, customer, payload, seconds=HOLDING_SECONDS, now=now)


async def end_leg(session: Session, leg: Leg, *, now: datetime) -> None:
    await _enqueue(session, END_LEG, leg, {"leg_id": leg.id}, seconds=ENDING_SECONDS, now=now)


async def fetch_recording(session: Session, recording_id: str, *, now: datetime) -> None:
    await outbox.enqueue(
        session,
        FETCH_RECORDING,
        {"recording_id": recording_id},
        ordering_key=f"recording:{recording_id}",
        now=now,
        deadline_seconds=FETCHING_SECONDS,
    )


async def _enqueue(
    session: Session, kind: str, leg: Leg, payload: dict[str, Any], *, seconds: float, now: datetime
) -> None:
    await outbox.enqueue(session, kind, payload, ordering_key=f"leg:{leg.id}", now=now, deadline_seconds=seconds)
