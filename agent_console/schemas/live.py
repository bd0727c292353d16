"""The frames of the live socket and their JSON Schema."""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from agent_console.schemas.base import Moment
from contactcenter.events import FactType

SCHEMA_URL = "https://json-schema.org/draft/2020-12/schema"


class Hello(BaseModel):
    """The first frame; numbers count from here. `at` is the server's clock."""

    model_config = ConfigDict(extra="forbid", title="Hello")

    seq: Literal[0]
    type: Literal["hello"]
    node: str
    at: Moment


class FactFrame(BaseModel):
    """One change: which row, and its version where it has one. The `id` of `message.added` is the contact's."""

    model_config = ConfigDict(extra="forbid", title="Fact")

    seq: Annotated[int, Field(ge=1)]
    type: FactType
    id: str
    version: int
    at: Moment


class SignFrame(BaseModel):
    """`ping` says that the line is alive; `resync` that something may have been missed: refetch."""

    model_config = ConfigDict(extra="forbid", title="Sign")

    seq: Annotated[int, Field(ge=1)]
    type: Literal["ping", "resync"]
    id: Literal[""]
    version: Literal[0]
    at: Moment


@cache
def frame_schema() -> dict[str, Any]:
    """What `/api/live.schema.json` shows."""
    adapter: TypeAdapter[Any] = TypeAdapter(Hello | FactFrame | SignFrame)
    return {"$schema": SCHEMA_URL, "title": "Frame", **adapter.json_schema(mode="serialization")}
