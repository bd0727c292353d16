"""Reads the forms of the two text webhooks. Pure; the webhook and the projection read them the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from channels.twilio.errors import plain_words
from channels.twilio.forms import Parameters, Unusable
from contactcenter.contracts import DeliveryReport, DeliveryState, InboundText

# The provider's word → ours. What is not here says nothing about a text of ours.
STATES: Mapping[str, DeliveryState] = {
    "accepted": "waiting",
    "scheduled": "waiting",
    "queued": "waiting",
    "sending": "waiting",
    "sent": "sent",
    "partially_delivered": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}
LONGEST_ADDRESS = 64
LONGEST_ID = 64
MOST_MEDIA = 10


@dataclass(frozen=True, slots=True)
class TextForm:
    """An inbound text in the provider's form."""

    message_sid: str
    sender: str
    line: str
    text: str
    attachments: tuple[dict[str, str], ...]

    @property
    def external_id(self) -> str:
        return self.message_sid

    def as_text(self, received_at: datetime) -> InboundText:
        return InboundText(
            external_id=self.external_id,
            sender=self.sender,
            line=self.line,
            text=self.text,
            received_at=received_at,
            attachments=self.attachments,
        )


@dataclass(frozen=True, slots=True)
class StatusForm:
    """What the provider says of a text of ours; `recipient` is the phone it went to."""

    message_sid: str
    status: str
    error_code: str
    recipient: str

    @property
    def external_id(self) -> str:
        return ":".join(filter(None, (self.message_sid, self.status, self.error_code)))

    def as_report(self, reported_at: datetime) -> DeliveryReport:
        return DeliveryReport(
            channel="sms",
            external_id=self.message_sid,
            state=STATES[self.status],
            error_code=self.error_code,
            error_text=plain_words(self.error_code),
            reported_at=reported_at,
        )


def read_text(form: Parameters) -> TextForm:
    fields = dict(form)
    return TextForm(
        message_sid=_required(fields, "MessageSid", LONGEST_ID),
        sender=_required(fields, "From", LONGEST_ADDRESS),
        line=_required(fields, "To", LONGEST_ADDRESS),
        # PostgreSQL cannot keep the null character, and no text needs it.
        text=fields.get("Body", "").replace("\x00", ""),
        attachments=_attachments(fields),
    )


def read_status(form: Parameters) -> StatusForm:
    fields = dict(form)
    status = _required(fields, "MessageStatus", LONGEST_ID)
    if status not in STATES:
        raise Unusable("the form names a MessageStatus we do not know")
    error_code = fields.get("ErrorCode", "")
    return StatusForm(
        message_sid=_required(fields, "MessageSid", LONGEST_ID),
        status=status,
        # "0" is how some callbacks say that there was no error.
        error_code="" if error_code == "0" else error_code[:LONGEST_ID],
        recipient=fields.get("To", "")[:LONGEST_ADDRESS],
    )


def _required(fields: Mapping[str, str], name: str, longest: int) -> str:
    value = fields.get(name, "").strip()
    if not value:
        raise Unusable(f"the form has no {name}")
    if len(value) > longest or not value.isprintable():
        raise Unusable(f"the form's {name} is malformed")
    return value


def _attachments(fields: Mapping[str, str]) -> tuple[dict[str, str], ...]:
    media = ((fields.get(f"MediaUrl{n}", ""), fields.get(f"MediaContentType{n}", "")) for n in range(MOST_MEDIA))
    return tuple({"source_url": _kept(url), "content_type": _kept(type_)} for url, type_ in media if url)


def _kept(value: str) -> str:
    """PostgreSQL cannot keep the null character."""
    return value.replace("\x00", "")
