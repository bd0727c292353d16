"""Contacts, their matters, and everything an agent does with one."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from agent_console.http.pagination import PageQuery
from agent_console.schemas.attachments import AttachmentIds, LongWordsOrFiles, WordsOrFiles
from agent_console.schemas.base import (
    Answer,
    Body,
    Channel,
    Language,
    Line,
    Moment,
    Names,
    OptionalWords,
    Query,
    RowId,
    Version,
    Words,
)
from agent_console.schemas.sla import SlaClock

State = Literal["new", "queued", "offered", "active", "waiting", "snoozed", "wrap_up", "closed"]
ContactClass = Literal["emergency", "priority", "normal", "low"]
Direction = Literal["inbound", "outbound"]
Outcome = Literal["answered", "work_order", "promise", "gap", "incident", "abandoned", "no_action", "spam"]
# With those that only the rules say: another contact goes on from here; nobody was reached, however often we called.
AnyOutcome = Literal[Outcome, "callback_asked", "unreached"]
Source = Literal["walk_in", "letter", "forum", "visit", "patrol"]


class Matter(Answer):
    """One thing a contact is about; `outcome` is null until it is decided."""

    id: str
    subject: str
    outcome: AnyOutcome | None
    note: str
    article_id: str | None
    work_order_id: str | None
    gap_id: str | None
    promise_id: str | None
    decided_by: str | None
    decided_at: Moment | None


class LastMessage(Answer):
    """`attachment_count` says that there is more than the words, or only that."""

    text: str
    direction: Literal["inbound", "outbound", "internal"]
    attachment_count: int
    created_at: Moment


class LiveOffer(Answer):
    id: str
    expires_at: Moment


class MergedContact(Answer):
    """A contact that was merged into this one, directly or over another; its messages stand in this one's thread."""

    id: str
    reference: str
    channel: Channel
    address: str
    customer_name: str | None
    merged_at: Moment
    merged_by: str
    merged_by_name: str
    reason: str


class Contact(Answer):
    """`offer` is there while the contact is offered to whoever asks, `offered_to` names all whom it rings at; `address`
    is what arrived.

    `call_id` is the last call of a voice contact.
    """

    id: str
    reference: str
    channel: Channel
    direction: Direction
    state: State
    class_: Annotated[ContactClass, Field(alias="class")]
    emergency_kind: str
    address: str
    line: str
    source: str | None
    customer_id: str | None
    customer_name: str | None
    place_id: str | None
    place_code: str | None
    place_names: Names | None
    queue_id: str | None
    queue_names: Names | None
    agent_id: str | None
    agent_name: str | None
    group_id: str | None
    group_names: Names | None
    call_id: str | None
    preferred_agent_id: str | None
    origin_id: str | None
    merged_into_id: str | None
    merged_into_reference: str | None
    merged: list[MergedContact]
    head_start_seconds: int
    subject: str
    language: Language
    matters: list[Matter]
    last_message: LastMessage | None
    last_inbound_at: Moment | None
    queued_at: Moment | None
    due_at: Annotated[Moment | None, Field(description="When the first of its open promises is due; past, it is late.")]
    created_at: Moment
    closed_at: Moment | None
    snoozed_until: Moment | None
    wrap_up_until: Moment | None
    wrap_up_extended: bool
    wrap_up_note: str
    offer: LiveOffer | None
    offered_to: list[str]
    version: int


class ContactWithClocks(Contact):
    """`sla`: what the owner was promised, with the ledger of each clock."""

    sla: list[SlaClock]


class Offer(Answer):
    """A contact proposed to me, until `expires_at`."""

    id: str
    contact: Contact
    created_at: Moment
    expires_at: Moment


class ContactQuery(PageQuery):
    """Lists may be repeated or written with commas; `agent` knows `me`, and `group` knows `mine`."""

    state: list[State] = Field(default_factory=list)
    channel: list[Channel] = Field(default_factory=list)
    queue: list[RowId] = Field(default_factory=list)
    agent: list[RowId] = Field(default_factory=list)
    group: list[RowId] = Field(default_factory=list)
    place: RowId | None = None
    customer: RowId | None = None
    reference: Query | None = None
    address: Annotated[Query | None, Field(description="A number or mail address, in any usual spelling.")] = None
    q: Annotated[Query | None, Field(description="Searches reference, number, unit, name and text.")] = None


class NewContact(Body):
    """What staff key in by hand. `occurred_at` is when it happened, if earlier."""

    channel: Literal["manual"] = "manual"
    source: Source
    customer_id: RowId | None = None
    place_id: RowId | None = None
    subject: Line
    text: Words
    occurred_at: Moment | None = None


class NewReply(Body):
    """`then` says whether the contact stays open on the desk or waits for the owner's answer.

    `seen_message_id` is the last message the window showed: where a colleague has answered after it, the reply is
    refused (409 `answered_meanwhile`, with the answers in `details.messages`) unless `send_anyway`. `answer_on` is the
    contact on whose thread it goes: this one or one merged into it; without it, where the owner wrote last.

    `text` may be empty where there are files. A text has at most 1600 characters, a mail 20 000.
    """

    attachment_ids: AttachmentIds = Field(default_factory=list)
    text: LongWordsOrFiles
    article_id: RowId | None = None
    then: Literal["stay", "wait"] = "stay"
    seen_message_id: RowId | None = None
    send_anyway: bool = False
    answer_on: RowId | None = None
    version: Version = None


class NewNote(Body):
    """`text` may be empty where there are files. `is_quoted` says that these are words of an article, such as the way
    through a decision tree: no emergency is read into them."""

    attachment_ids: AttachmentIds = Field(default_factory=list)
    text: WordsOrFiles
    is_quoted: bool = False


class Act(Body):
    """An act without words; with `version` it is refused if the contact has changed since."""

    version: Version = None


class Transfer(Body):
    """To a queue, to one person, or to a back-office group."""

    queue_id: RowId | None = None
    agent_id: RowId | None = None
    group_id: RowId | None = None
    note: OptionalWords = ""
    version: Version = None

    @model_validator(mode="after")
    def _one_target(self) -> "Transfer":
        if [self.queue_id, self.agent_id, self.group_id].count(None) != 2:
            raise ValueError("Give one of queue_id, agent_id and group_id.")
        return self


class Snooze(Body):
    until: Moment
    version: Version = None


class MatterOutcome(Body):
    matter_id: RowId
    outcome: Outcome
    article_id: RowId | None = None
    note: OptionalWords = ""


class Close(Body):
    """Every matter that has no outcome yet needs one here."""

    outcomes: list[MatterOutcome] = Field(default_factory=list)
    note: OptionalWords = ""
    version: Version = None


class Link(Body):
    """Who and where this is; what is left out stays as it is."""

    customer_id: RowId | None = None
    place_id: RowId | None = None
    version: Version = None


class NewMatter(Body):
    subject: Line
