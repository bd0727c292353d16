"""Calls: the telephone side of a contact, and what an agent's browser needs to be a telephone."""

from typing import Annotated, Literal

from pydantic import Field

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Language, Moment, RowId

CallState = Literal[
    "menu",
    "queued",
    "ringing",
    "talking",
    "voicemail",
    "callback",
    "forwarded",
    "calling",
    "dialing",
    "ended",
]


class CallLeg(Answer):
    """One telephone in a call. `asked`: it is about to ring; `failed`: it was never answered."""

    id: str
    role: Literal["customer", "agent"]
    agent_id: str | None
    external_id: Annotated[str | None, Field(description="The carrier's id of this leg; the softphone's `sid`.")]
    state: Literal["asked", "ringing", "answered", "joined", "left", "failed"]
    started_at: Moment
    joined_at: Moment | None
    left_at: Moment | None


class Recording(Answer):
    """Sound kept of a call; there is something to hear once it is `stored`. `transcript` is what was understood."""

    id: str
    kind: Literal["voicemail", "conversation"]
    state: Literal["expected", "stored", "failed"]
    seconds: int
    transcript: str
    attachment_id: str | None


class Call(Answer):
    """`ringing` lasts from the offer until caller and agent can talk; `agent_id` is whoever took the call.

    `callback`: the caller is asked where to call her; `forwarded`: she is put through to somebody outside. Of a call of
    ours, `calling`: the agent's telephone rings first; `dialing`: the customer's does.
    """

    id: str
    contact_id: str
    state: CallState
    direction: Literal["inbound", "outbound"]
    address: str
    line: str
    language: Language
    agent_id: str | None
    is_held: bool
    held_since: Moment | None
    started_at: Moment
    queued_at: Moment | None
    dialed_at: Moment | None
    answered_at: Moment | None
    ended_at: Moment | None
    ended_by: Literal["customer", "agent", "system"] | None
    legs: list[CallLeg]
    recordings: list[Recording]
    version: int


class CallQuery(PageQuery):
    """Lists may be repeated or written with commas; `agent` knows `me`."""

    state: list[CallState] = Field(default_factory=list)
    contact: RowId | None = None
    agent: list[RowId] = Field(default_factory=list)


class SoftphoneGrant(Answer):
    """Permission to be this agent's telephone. Driver `none`: it cannot be one, `reason` says why.

    `url` is where the simulated carrier's devices sign in with the token; Twilio's own library knows its address.
    """

    driver: Literal["simulator", "twilio", "none"]
    url: str
    token: str
    identity: str
    expires_at: Moment | None
    reason: str
