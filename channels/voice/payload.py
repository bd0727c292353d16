"""Reads the forms of the voice webhooks into neutral values. Pure; webhook and projection read them the same way."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from channels.twilio.forms import Parameters, Unusable

LONGEST_ID: Final = 64
LONGEST_ADDRESS: Final = 320
LONGEST_WORDS: Final = 4000
MOST_SECONDS: Final = 24 * 3600

# The provider's words for how a telephone went, in ours.
OVER: Final = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
UNANSWERED: Final = frozenset({"busy", "failed", "no-answer", "canceled"})
# A device that refuses a call reports busy.
DECLINED: Final = "busy"
RINGING: Final = frozenset({"queued", "initiated", "ringing"})

# Who answered a telephone we rang, where it was no person.
MACHINES: Final = ("machine", "fax")
# How a telephone outside went, to which a caller was put through, where both have spoken.
SPOKEN_WITH: Final = frozenset({"completed", "answered"})

# Why a caller is out of the line (Enqueue's action).
HUNG_UP: Final = "hangup"
LEFT_BY_DOCUMENT: Final = "leave"
TAKEN_OUT: Final = frozenset({"redirected", "redirected-from-bridged", "bridged", "bridging-in-process"})

AGENT_LABEL: Final = "agent-"
CUSTOMER_LABEL: Final = "customer"


@dataclass(frozen=True, slots=True)
class ConferenceEvent:
    """Somebody came into or left a conversation. `leg_id` is ours, "" for the customer."""

    name: str
    call_sid: str
    leg_id: str
    is_customer: bool
    number: int
    reason: str
    call_status: str


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of talk as it was understood."""

    text: str
    is_customer: bool
    external_id: str


class Form:
    """The fields of one signed form, read with care."""

    def __init__(self, parameters: Parameters) -> None:
        self._fields: Mapping[str, str] = dict(parameters)

    def get(self, name: str, longest: int = LONGEST_ID) -> str:
        # PostgreSQL cannot keep the null character.
        return self._fields.get(name, "").replace("\x00", "").strip()[:longest]

    def required(self, name: str, longest: int = LONGEST_ID) -> str:
        value = self._fields.get(name, "").strip()
        if not value:
            raise Unusable(f"the form has no {name}")
        if len(value) > longest or not value.isprintable():
            raise Unusable(f"the form's {name} is malformed")
        return value

    def seconds(self, name: str) -> int:
        value = self.get(name)
        return min(int(value), MOST_SECONDS) if value.isdecimal() else 0

    @property
    def call_sid(self) -> str:
        return self.required("CallSid")

    @property
    def call_status(self) -> str:
        return self.get("CallStatus")

    @property
    def identity(self) -> str:
        """What makes this event itself, where the carrier gave it no token of its own."""
        about = self.get("ConferenceSid") or self.get("TranscriptionSid") or self.get("RecordingSid")
        event = self.get("StatusCallbackEvent") or self.get("TranscriptionEvent") or self.get("RecordingStatus")
        event = event or self.get("TranscriptionStatus") or self.call_status
        number = self.get("SequenceNumber") or self.get("SequenceId") or self.get("Timestamp")
        return ":".join((about or self.call_sid, event, number))


def read_conference_event(form: Form) -> ConferenceEvent | None:
    """None for what says nothing about anybody in particular."""
    name, label = form.get("StatusCallbackEvent"), form.get("ParticipantLabel", 128)
    if name not in ("participant-join", "participant-leave"):
        return None
    number = form.required("SequenceNumber")
    if not number.isdecimal():
        raise Unusable("the form's SequenceNumber is malformed")
    return ConferenceEvent(
        name=name,
        call_sid=form.call_sid,
        leg_id=label.removeprefix(AGENT_LABEL) if label.startswith(AGENT_LABEL) else "",
        is_customer=label == CUSTOMER_LABEL,
        number=int(number),
        reason=form.get("ReasonParticipantLeft"),
        call_status=form.get("ParticipantCallStatus"),
    )


def read_words(form: Form) -> Words | None:
    """None for what is no finished piece of talk."""
    if form.get("TranscriptionEvent") != "transcription-content" or form.get("Final") == "false":
        return None
    try:
        said = json.loads(form.get("TranscriptionData", 8 * LONGEST_WORDS) or "{}")
    except ValueError as error:
        raise Unusable("the form's TranscriptionData is malformed") from error
    text = said.get("transcript") if isinstance(said, dict) else None
    if not isinstance(text, str):
        raise Unusable("the form's TranscriptionData is malformed")
    return Words(
        text=text.replace("\x00", "")[:LONGEST_WORDS],
        is_customer=form.get("Track") != "outbound_track",
        external_id=f"{form.required('TranscriptionSid')}:{form.required('SequenceId')}",
    )
