"""Staff accounts as screens and administrators see them."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Language, Line, Moment, RowId, Version
from contactcenter.agents.service import LEVELS, USUAL_LEVEL

Role = Literal["agent", "supervisor", "back_office", "manager", "administrator"]
Presence = Literal["available", "busy", "wrap_up", "missed", "away", "offline"]
ChosenPresence = Literal["available", "busy", "away", "offline"]
# A longer one is refused before it is hashed; what a good password is, the accounts say.
Password = Annotated[str, Field(min_length=1, max_length=1000, json_schema_extra={"format": "password"})]
Capacity = dict[str, Annotated[int, Field(ge=0, le=1000)]]


def _with_levels(given: object) -> object:
    """Names alone get the usual level."""
    return dict.fromkeys(given, USUAL_LEVEL) if isinstance(given, list) else given


Skills = Annotated[dict[Line, Annotated[int, Field(ge=LEVELS[0], le=LEVELS[-1])]], BeforeValidator(_with_levels)]


# A number or a mailbox; "" takes it away.
Reach = Annotated[str, Field(max_length=320)]


class Agent(Answer):
    """`load` counts the contacts that take this person's capacity now, by channel.

    `phone` and `email` are where on-call ladders find the person.
    """

    id: str
    username: str
    name: str
    roles: list[Role]
    language: Language
    is_active: bool
    presence: Presence
    presence_since: Moment
    skills: dict[str, int]
    capacity: dict[str, int]
    load: dict[str, int]
    phone: str = ""
    email: str = ""
    version: int


class AgentQuery(PageQuery):
    is_active: bool | None = None
    presence: list[Presence] = Field(default_factory=list)
    role: Role | None = None


class NewAgent(Body):
    username: Line
    name: Line
    roles: Annotated[list[Role], Field(min_length=1)]
    password: Password
    language: Language = "zh-Hant"
    skills: Skills = Field(default_factory=dict)
    capacity: Capacity | None = None
    phone: Reach = ""
    email: Reach = ""


class AgentPatch(Body):
    """What is left out stays as it is."""

    name: Line | None = None
    roles: Annotated[list[Role] | None, Field(min_length=1)] = None
    language: Language | None = None
    is_active: bool | None = None
    skills: Skills | None = None
    capacity: Capacity | None = None
    phone: Reach | None = None
    email: Reach | None = None
    version: Version = None


class GroupsOfAgent(Answer):
    """The back-office groups a person belongs to."""

    group_ids: list[str]


class NewGroupsOfAgent(Body):
    """All of them; the person leaves the others."""

    group_ids: Annotated[list[RowId], Field(max_length=200)]


class MyPatch(Body):
    """What everybody may change of the own account."""

    language: Language | None = None


class PresenceChange(Body):
    presence: ChosenPresence


class ColleaguePresence(PresenceChange):
    """The reason stands in the history."""

    reason: Line


class NewPassword(Body):
    password: Password


class ApiToken(Answer):
    """A bearer token of an integration, without its secret."""

    id: str
    name: str
    created_at: Moment
    revoked_at: Moment | None


class NewApiToken(Body):
    name: Line


class CreatedApiToken(Answer):
    """`token` is shown this once."""

    token: str
