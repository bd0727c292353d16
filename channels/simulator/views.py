"""How the control side and the phone page see the carrier's rows. Pure."""

from datetime import datetime
from typing import Any

from channels.simulator.settings import Persona
from channels.simulator.tables import Fault, PhoneLine, Text


def text_view(text: Text) -> dict[str, Any]:
    """A text as the phone's owner sees it."""
    return {
        "id": text.sid,
        "position": text.id,
        "line": text.line,
        "direction": "sent" if text.is_inbound else "received",
        "text": text.body,
        "state": _state(text),
        "error_code": text.error_code,
        "at": moment(text.created_at if text.is_inbound else text.updated_at),
    }


def _state(text: Text) -> str:
    if not text.is_inbound:
        return "delivered"
    if text.error_code is not None:
        return "failed"
    return "delivered" if text.status == "received" else "sending"


def text_frame(text: Text) -> dict[str, Any]:
    return {"type": "text", "phone": text.phone, "text": text_view(text)}


def line_view(line: PhoneLine) -> dict[str, Any]:
    return {"number": line.number, "names": line.names}


def persona_view(persona: Persona) -> dict[str, Any]:
    return {
        "number": persona.number,
        "names": dict(persona.names),
        "home": dict(persona.home),
        "language": persona.language,
    }


def fault_view(fault: Fault) -> dict[str, Any]:
    return {
        "id": fault.id,
        "kind": fault.kind,
        "phone": fault.phone,
        "remaining": fault.remaining,
        "seconds": fault.seconds,
    }


def moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
