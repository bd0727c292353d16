"""How a call is shown: to the phone page and scripts as a call view, to an agent's device as the device's own call."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from channels.simulator.views import moment
from channels.simulator.voice.gathering import DEFAULT_FINISH_KEY, inputs
from channels.simulator.voice.program import Document, Step
from channels.simulator.voice.recording import DEFAULT_LENGTH
from channels.simulator.voice.tables import Call, CallLine, Participant, Trouble
from contactcenter.db import Session

# What a device's owner hears is one thing, whoever speaks.
DEVICE_KINDS = {"said": "said", "heard": "heard", "prompt": "heard"}
DOING = {
    "queue": "queue",
    "conference": "conference",
    "gather": "gather",
    "record": "record",
    "dial": "conference",
}


async def call_view(session: Session, call: Call) -> dict[str, Any]:
    """A call with all its lines, as the seam to the phone page has it."""
    lines, participant = await _lines_of(session, call), await _participant_of(session, call)
    return {
        "sid": call.sid,
        "phone": call.phone,
        "line": call.line,
        "direction": call.direction,
        "status": call.status,
        "doing": "held" if participant is not None and participant.hold else _doing(call),
        "gather": _gather_view(call.present),
        "record": _record_view(call.present),
        "from": call.caller,
        "started_at": moment(call.created_at),
        "answered_at": _moment(call.answered_at),
        "ended_at": _moment(call.ended_at),
        "ended_because": call.ended_because or None,
        "error_code": call.error_code,
        "lines": [_line_view(line, line.kind) for line in lines],
    }


async def device_view(session: Session, call: Call) -> dict[str, Any]:
    """A call as an agent's device shows it."""
    lines, participant = await _lines_of(session, call), await _participant_of(session, call)
    state = "closed" if not call.is_live else "open" if call.is_talking else "ringing"
    return {
        "sid": call.sid,
        "state": state,
        "from": call.line,
        "to": call.phone,
        "parameters": dict(call.parameters),
        "held": participant is not None and participant.hold,
        "muted": participant is not None and participant.muted,
        "started_at": moment(call.created_at),
        "answered_at": _moment(call.answered_at),
        "ended_because": call.ended_because or None,
        "lines": [_line_view(line, DEVICE_KINDS.get(line.kind, "event")) for line in lines],
    }


def trouble_view(trouble: Trouble) -> dict[str, Any]:
    return {
        "call": trouble.call_sid,
        "code": trouble.code,
        "text": trouble.text,
        "url": trouble.url,
        "at": moment(trouble.at),
    }


def _line_view(line: CallLine, kind: str) -> dict[str, Any]:
    return {
        "position": line.position,
        "kind": kind,
        "text": line.text,
        "language": line.language,
        "at": moment(line.at),
    }


def _doing(call: Call) -> str:
    main = call.document.step if call.document else None
    if main is None:
        is_bridged = call.parent_sid is not None and call.is_talking and call.fetch is None
        return "conference" if is_bridged else "idle"
    if main.kind == "prompt":
        verb = call.document.verb if call.document else None
        return "pause" if verb is not None and verb.name == "Pause" else "prompt"
    return DOING[main.kind]


def _gather_view(document: Document | None) -> dict[str, Any] | None:
    """Also where it is the wait document that asks for digits."""
    step = document.step if document else None
    gather = document.verb if document else None
    if step is None or gather is None or step.kind != "gather":
        return None
    return {
        "input": inputs(gather),
        "num_digits": gather.whole("numDigits", 0) or None,
        "finish_on_key": gather.attributes.get("finishOnKey", DEFAULT_FINISH_KEY),
        "until": _moment(step.until),
    }


def _record_view(document: Document | None) -> dict[str, Any] | None:
    step = document.step if document else None
    record = document.verb if document else None
    if step is None or record is None or step.kind != "record":
        return None
    longest = record.whole("maxLength", DEFAULT_LENGTH)
    return {"max_length": longest, "started_at": _started_at(step, longest)}


def _started_at(step: Step, longest: int) -> str | None:
    return moment(step.until - timedelta(seconds=longest)) if step.until else None


def _moment(at: datetime | None) -> str | None:
    return None if at is None else moment(at)


async def _lines_of(session: Session, call: Call) -> Sequence[CallLine]:
    query = select(CallLine).where(CallLine.call_sid == call.sid).order_by(CallLine.position)
    return (await session.scalars(query)).all()


async def _participant_of(session: Session, call: Call) -> Participant | None:
    return await session.scalar(
        select(Participant).where(Participant.call_sid == call.sid, Participant.left_at.is_(None))
    )
