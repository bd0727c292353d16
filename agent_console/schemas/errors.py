"""The one shape of an error."""

from typing import Any

from pydantic import BaseModel


class ErrorBody(BaseModel):
    """`code` is for programs, `message` for people; `details.fields` names wrong fields."""

    code: str
    message: str
    details: dict[str, Any]


class ErrorAnswer(BaseModel):
    """What every refusal looks like."""

    error: ErrorBody
