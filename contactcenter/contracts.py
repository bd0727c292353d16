"""What the core needs from outside, said as protocols: the packages that know a provider fulfil them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from contactcenter.db import Session
from contactcenter.media.service import StoredFile

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

    @property
    def answer(self) -> str:
        """What may answer a question of ours."""
        return self.text

    @property
    def words(self) -> str:
        """What rules read."""
        return self.text


@dataclass(frozen=True, slots=True)
class MailBounce:
    """What a mail server says of a mail of ours; `mail_ids` name that mail, the surest first, or somebody else's."""

    state: Literal["failed", "delayed", "sent", "delivered"]
    code: str
    text: str
    mail_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InboundMail:
    """One mail as it arrived, in neutral words. All addresses are in their one form, ids have no brackets.

    `text` is what screens show, `quoted_text` what it leaves out; `answer` is only what the sender newly said, `words`
    that with the subject and the signature, in which rules look for places and dangers. `recipients` is where it went,
    the surest first; the action finds the `line` among them. `html` is inert, the `files` are kept already.
    `automatic_because` is empty for what a person wrote.
    """

    external_id: str
    sender: str
    received_at: datetime
    recipients: tuple[str, ...]
    subject: str
    text: str
    answer: str
    words: str
    message_id: str
    content_hash: str
    line: str = ""
    sender_name: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    reply_to: str = ""
    quoted_text: str = ""
    html: str | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    files: tuple[StoredFile, ...] = ()
    automatic_because: str = ""
    bounce: MailBounce | None = None
    problems: tuple[str, ...] = ()


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
    """The telephone company's texts."""

    async def send_text(self, *, sender: str, recipient: str, text: str, media_urls: Sequence[str] = ()) -> str:
        """Hand one text over; returns the carrier's id. Raises `errors.SendError`.

        `media_urls` are public addresses from which the carrier fetches what goes with it.
        """

    async def find_text(self, *, sender: str, recipient: str, text: str, since: datetime) -> str | None:
        """The carrier's id of such a text sent after `since`, or None. Raises `errors.SendError`."""

    async def check(self) -> str:
        """One plain sentence about the account; raises `SendError` where it cannot be used."""


class CallCarrier(Protocol):
    """The telephone company's calls, in intents; all raise `errors.SendError`.

    `call_id` is ours and names the conversation; `leg` is the carrier's id of one telephone in it. Where the leg is
    gone already the error's code is `gone`.
    """

    async def ring_agent(self, *, call_id: str, leg_id: str, agent_id: str, caller: str, seconds: int) -> str:
        """Ring the agent's device for our leg `leg_id`; returns the carrier's id of it."""

    async def find_agent_legs(self, *, agent_id: str, since: datetime) -> Sequence[str]:
        """The legs that began to ring this agent at or after `since` and are not over, newest first."""

    async def call_out(self, *, alert_id: str, sender: str, recipient: str, seconds: int) -> str:
        """Ring the number of somebody who is on call, about our alert; returns the carrier's id of the call."""

    async def find_calls_out(self, *, recipient: str, since: datetime) -> Sequence[str]:
        """The calls we made to this number at or after `since`, also those that are over, newest first."""

    async def dial_customer(self, *, call_id: str, line: str, number: str, seconds: int) -> str:
        """Ring a customer from a line of ours, for the conversation of this call; returns the carrier's id of the leg.

        Whether a person answered is to be told with the question what she is to hear.
        """

    async def bring_in(self, *, call_id: str, leg: str) -> None:
        """Take the caller out of the queue into the conversation of this call."""

    async def send_to_queue(self, *, call_id: str, leg: str) -> None:
        """Take the caller out of the conversation back to the queue."""

    async def hold(self, *, call_id: str, leg: str, is_held: bool) -> None:
        """Let this leg hear music, or bring it back."""

    async def end_leg(self, *, leg: str) -> None:
        """Hang up."""

    async def is_over(self, *, leg: str) -> bool:
        """Whether this leg has ended, for us who may have missed it."""

    async def find_talking(self, *, call_id: str) -> frozenset[str]:
        """The legs that are in the conversation of this call now."""

    async def fetch_recording(self, recording: str) -> bytes:
        """The sound of a recording, as WAV."""


@dataclass(frozen=True, slots=True)
class Softphone:
    """What an agent's browser needs to be a telephone. `driver` "none" says in `reason` why it cannot be one."""

    driver: Literal["simulator", "twilio", "none"]
    url: str = ""
    token: str = ""
    identity: str = ""
    expires_at: datetime | None = None
    reason: str = ""


class SoftphoneTokens(Protocol):
    """Lets an agent's browser take part in calls."""

    def softphone_of(self, agent_id: str, *, now: datetime) -> Softphone:
        """A token for this agent's device, valid for some hours."""


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file of a mail, its bytes kept in the media store under `digest`."""

    digest: str
    name: str
    content_type: str
    size: int
    content_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class OutboundMail:
    """One mail of ours, complete: sending it twice sends the same mail, under the same `message_id`.

    `auto_submitted` is empty for what a person wrote, else the word of RFC 3834.
    """

    message_id: str
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    html: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    auto_submitted: str = ""
    files: tuple[tuple[MailFile, bytes], ...] = ()


class MailSender(Protocol):
    """Sends mail."""

    async def send_mail(self, mail: OutboundMail) -> Mapping[str, str]:
        """Hand one mail over. Raises `errors.SendError`; returns the recipients that were refused while others were
        not, with the reason."""

    async def check(self) -> str:
        """One plain sentence about the account; raises `SendError` where it cannot be used."""


class MediaSource(Protocol):
    """Where the files that came with a text lie until we fetched them."""

    async def fetch_media(self, url: str, *, largest: int) -> tuple[str, bytes]:
        """Content type and bytes; only from the provider's own host. Raises `errors.SendError`."""


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
