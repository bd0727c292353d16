"""What the core needs from outside, said as protocols: the packages that know a provider fulfil them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from contactcenter.db import Session

Channel = Literal["sms", "voice", "email", "manual"]
CHANNELS: tuple[Channel, ...] = ("voice", "sms", "email", "manual")


@dataclass(frozen=True, slots=True)
class InboundText:
    """One text message as it arrived, in neutral words. `sender` and `line` are E.164."""

    external_id: str
    sender: str
    line: str
    text: str
    received_at: datetime
    attachments: tuple[dict[str, Any], ...] = field(default=())


DeliveryState = Literal["waiting", "sent", "delivered", "failed"]


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What a provider says of a message we sent; `external_id` is the provider's id of that message."""

    channel: Channel
    external_id: str
    state: DeliveryState
    error_code: str
    error_text: str
    reported_at: datetime


class Carrier(Protocol):
    """The telephone company: sends texts (and, later, drives calls)."""

    async def send_text(self, *, sender: str, recipient: str, text: str) -> str:
        """Hand one text over; returns the carrier's id. Raises `errors.SendError`."""

    async def find_text(self, *, sender: str, recipient: str, text: str, since: datetime) -> str | None:
        """The carrier's id of such a text sent after `since`, or None. Raises `errors.SendError`."""

    async def check(self) -> str:
        """One plain sentence about the account; raises `SendError` where it cannot be used."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One unfinished thing that a handover must pass on."""

    kind: Literal["contact", "work_order", "gap", "promise"]
    subject_id: str
    reference: str
    title: str
    due_at: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)


class OpenItemSource(Protocol):
    """Something that knows what an agent leaves open at the end of a shift."""

    async def open_items(self, session: Session, *, agent_id: str, since: datetime, until: datetime) -> list[OpenItem]:
        """Everything of this agent that is unfinished, oldest first."""
