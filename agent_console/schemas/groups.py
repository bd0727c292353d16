"""Back-office groups, as administrators write them down."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from agent_console.schemas.base import Answer, Body, Names, RowId, Version

UseKind = Literal[
    "work_rules",
    "queues",
    "ladders",
    "sla_policies",
    "work_orders",
    "emergencies",
    "contacts",
    "gaps",
    "articles",
    "readable_articles",
    "service_cards",
    "bulletins",
]
GroupCode = Annotated[
    str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")
]
TypeCode = Annotated[str, StringConstraints(min_length=1, max_length=48)]
Building = Annotated[str, StringConstraints(min_length=1, max_length=32)]


class GroupMember(Answer):
    agent_id: str
    name: str
    is_active: bool


class Work(Answer):
    """Orders of this type at this building; null is any."""

    type_code: str | None
    building: str | None


class GroupUse(Answer):
    """How many of a kind hang on a group. While there is one it cannot be removed."""

    kind: UseKind
    count: int


class GroupSettings(Answer):
    """Everything that is set about a group. Its people alone do not keep it from being removed."""

    id: str
    code: str
    names: Names
    building: str | None
    members: list[GroupMember]
    work: list[Work]
    uses: list[GroupUse]
    version: int


class NewGroup(Body):
    """The code stays for life."""

    code: GroupCode
    names: Names


class GroupPatch(Body):
    names: Names
    version: Version = None


class GroupMembers(Body):
    """All of them; whoever is not among them leaves."""

    agent_ids: Annotated[list[RowId], Field(max_length=2_000)]
    version: Version = None


class NewWork(Body):
    type_code: TypeCode | None = None
    building: Building | None = None


class GroupWork(Body):
    """All that comes to the group; what another group had of it leaves that one."""

    work: Annotated[list[NewWork], Field(max_length=2_000)]
    version: Version = None
