"""Work orders, their types, groups and timeline."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from agent_console.http.pagination import PageQuery
from agent_console.schemas.attachments import Attachment, AttachmentIds, WordsOrFiles
from agent_console.schemas.base import Answer, Body, Form, Moment, Names, OptionalWords, Query, RowId, Version, Words

State = Literal["new", "taken", "done", "closed", "cancelled"]
Priority = Literal["urgent", "high", "normal", "low"]
FieldKind = Literal["text", "choice", "number", "date", "phone", "checkbox"]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Choice(Answer):
    value: str
    names: Names


class FormField(Answer):
    """One field of a type's form; `options` belong to a choice."""

    key: str
    names: Names
    kind: FieldKind
    required: bool
    options: list[Choice]


class WorkOrderType(Answer):
    id: str
    code: str
    names: Names
    form: list[FormField]
    priority: Priority
    due_hours: int


class Group(Answer):
    """`is_mine`: whether who asks belongs to it."""

    id: str
    code: str
    names: Names
    building: str | None
    is_mine: bool


class WorkOrder(Answer):
    id: str
    reference: str
    type_code: str
    type_names: Names
    group_id: str
    group_names: Names
    place_id: str | None
    place_code: str | None
    place_names: Names | None
    customer_id: str | None
    customer_name: str | None
    contact_id: str
    contact_reference: str
    title: str
    description: str
    priority: Priority
    state: State
    form: Form
    attachments: list[Attachment]
    assignee_id: str | None
    assignee_name: str | None
    desk_agent_id: str | None
    desk_agent_name: str | None
    due_at: Moment
    created_at: Moment
    taken_at: Moment | None
    done_at: Moment | None
    closed_at: Moment | None
    reopened_count: int
    version: int


class WorkOrderEntry(Answer):
    """One line of the timeline. `act` says what happened; `text` holds only people's own words."""

    id: str
    work_order_id: str
    kind: Literal["note", "state", "owner"]
    act: str
    text: str
    details: dict[str, Any]
    author_kind: Literal["customer", "agent", "system"]
    author_id: str | None
    author_name: str
    attachments: list[Attachment]
    created_at: Moment


class WorkOrderQuery(PageQuery):
    """Lists may be repeated or written with commas; `group` knows `mine`, `assignee` knows `me`."""

    state: list[State] = Field(default_factory=list)
    group: list[RowId] = Field(default_factory=list)
    assignee: RowId | None = None
    place: RowId | None = None
    customer: RowId | None = None
    contact: RowId | None = None
    reference: Query | None = None
    type: list[RowId] = Field(default_factory=list)
    priority: list[Priority] = Field(default_factory=list)
    overdue: bool | None = None
    order: Annotated[
        Literal["newest", "urgency"], Field(description="Newest first, or by priority and then by what is due.")
    ] = "newest"
    q: Annotated[Query | None, Field(description="Searches reference, title, description, unit and name.")] = None


class WorkOrderDraft(Answer):
    """A new order filled in from what the owner wrote; `similar` are open ones of the same type at the same place.

    `attachments` are the files of the contact, which the order may take over.
    """

    type_code: str
    place_id: str | None
    title: str
    description: str
    group_id: str | None
    group_names: Names | None
    priority: Priority
    form: Form
    attachments: list[Attachment]
    similar: list[WorkOrder]


class DraftQuery(Body):
    type_code: Annotated[RowId | None, Field(description="Left out: guessed from the words.")] = None
    place_id: RowId | None = None


class NewWorkOrder(Body):
    """`matter_id` is the matter whose outcome this becomes; left out, it is the only open one."""

    type_code: RowId
    place_id: RowId | None = None
    title: Title
    description: OptionalWords = ""
    priority: Priority | None = None
    form: Form = Field(default_factory=dict)
    matter_id: RowId | None = None
    attachment_ids: AttachmentIds = Field(default_factory=list)


class Take(Body):
    version: Version = None


class OrderNote(Body):
    """`text` may be empty where files say it all. What the owner may see goes out with its files."""

    attachment_ids: AttachmentIds = Field(default_factory=list)
    text: WordsOrFiles
    visible_to_owner: bool = False
    version: Version = None


class Done(Body):
    result: Words
    attachment_ids: AttachmentIds = Field(default_factory=list)
    version: Version = None


class Reason(Body):
    reason: Words
    version: Version = None


class Move(Body):
    group_id: RowId
    reason: Words
    version: Version = None
