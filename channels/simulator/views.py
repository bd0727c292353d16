"""How the control side and the phone page see the carrier's rows. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from channels.simulator.settings import Line, Persona
from channels.simulator.tables import Fault, PhoneLine, Text


def text_view(text: Text, media_at: str) -> dict[str, Any]:
    """A text as the phone's owner sees it; `media_at` is the address of a file, with {sid} in it."""
    return {
        "id": text.sid,
        "position": text.id,
        "line": text.line,
        "direction": "sent" if text.is_inbound else "received",
        "text": text.body,
        "media": [_file_view(file, media_at) for file in text.media],
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


def _file_view(file: Mapping[str, Any], media_at: str) -> dict[str, Any]:
    names = {name: file[name] for name in ("name", "content_type", "size")}
    return {"id": file["sid"], **names, "url": media_at.replace("{sid}", file["sid"])}


def text_frame(text: Text, media_at: str) -> dict[str, Any]:
    return {"type": "text", "phone": text.phone, "text": text_view(text, media_at)}


def line_view(line: PhoneLine, given: Line | None) -> dict[str, Any]:
    """`given`: what was said of the line when the carrier was built; any other takes texts and calls."""
    return {
        "number": line.number,
        "names": line.names,
        "takes_texts": given is None or given.takes_texts,
        "takes_calls": given is None or given.takes_calls,
    }


def persona_view(persona: Persona) -> dict[str, Any]:
    return {
        "number": persona.number,
        "names": dict(persona.names),
        "home": dict(persona.home),
        "language": persona.language,
        "email": persona.email,
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
