"""Plays back the telephone side of a contact: the call, its telephones, and a message that was left."""

import hashlib
from datetime import datetime, timedelta
from typing import Any, Final

from contactcenter.calls.models import Call, Leg, Recording
from contactcenter.contacts.order import queue_key
from contactcenter.demo.content.history_shapes import Line
from contactcenter.demo.replay.case import Case
from contactcenter.demo.replay.ledger import Row

# Until the agent's telephone was picked up.
_RANG: Final = timedelta(seconds=4)


def begin_call(case: Case) -> Row:
    """The call whose id is the thread of its contact."""
    at, script = case.contact.at, case.source.script
    call = case.ledger.add(Call, at, contact_id=case.contact.id, external_id=_sid("CA", script.key), state="ended")
    call.values |= {
        "address": case.source.address,
        "line": case.source.line,
        "language": script.language,
        "agent_id": case.holder.id if case.holder else None,
        "started_at": at,
        "version": 4,
    }
    return call


def end_call(case: Case, call: Row) -> None:
    """What the events of the thread say about the call."""
    events = {line.text: line for line in case.source.lines if line.author == "event"}
    times = {name: case.at(line.minutes_after) for name, line in events.items()}
    talked_at, ended_at = times.get("talk.started"), max(times.values())
    by = events["talk.ended"].details["by"] if "talk.ended" in events else "customer"
    call.values |= {
        "queued_at": times.get("call.queued"),
        "answered_at": talked_at,
        "ended_at": ended_at,
        "ended_by": by,
    }
    if "call.queued" in times:
        # Its place counts from the end of the menus.
        class_, queued_at = case.contact.values["class"], times["call.queued"]
        case.contact.values |= {"queued_at": queued_at, "queue_key": queue_key(class_, queued_at, 0)}
    own = {"role": "customer", "external_id": call.values["external_id"]}
    _leg(case, call, call.at, own, joined_at=talked_at, left_at=ended_at)
    if talked_at is not None:
        agents = {
            "role": "agent",
            "agent_id": case.agent.id,
            "external_id": _sid("CA", f"{case.source.script.key} agent"),
        }
        _leg(case, call, talked_at - _RANG, agents, joined_at=talked_at, left_at=ended_at)
    if "voicemail.left" in events:
        _keep_message(case, call, events["voicemail.left"])


def _leg(
    case: Case, call: Row, at: datetime, who: dict[str, Any], *, joined_at: datetime | None, left_at: datetime
) -> None:
    state = {"state": "left", "started_at": at, "joined_at": joined_at, "left_at": left_at, "heard_of_at": left_at}
    case.ledger.add(Leg, at, call_id=call.id, **who, **state)


def _keep_message(case: Case, call: Row, left: Line) -> None:
    """What was said is kept; the sound is not part of the demo."""
    at = case.at(left.minutes_after)
    spoken = next(line for line in case.source.lines if line.author == "customer")
    case.ledger.add(
        Recording,
        at,
        call_id=call.id,
        kind="voicemail",
        external_id=_sid("RE", case.source.script.key),
        state="failed",
        seconds=left.details["seconds"],
        transcript=spoken.text,
        created_at=at,
    )


def _sid(prefix: str, name: str) -> str:
    """An id as a carrier gives them, the same for each seeding."""
    return prefix + hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
