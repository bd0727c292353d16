"""What all request and answer models share."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Language = Literal["zh-Hant", "zh-Hans", "en"]
Channel = Literal["sms", "voice", "email", "manual"]
Names = dict[str, str]
Form = dict[str, Any]

# An id of ours in a body; one that does not exist is refused later.
RowId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
OptionalWords = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Query = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Moment = AwareDatetime
Version = Annotated[
    int | None, Field(ge=0, description="The version seen; 409 `stale` where it is not the present one.")
]


class Answer(BaseModel):
    """Something the API tells; read from rows or from values by name."""

    model_config = ConfigDict(from_attributes=True, populate_by_name=True)


class Body(BaseModel):
    """Something the API is told; an unknown field is refused, so that a misspelt one is not silently lost."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Filter(BaseModel):
    """Parameters of an address that gives no pages; an unknown one is refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class NoBody(Body):
    """An act that needs no words."""
