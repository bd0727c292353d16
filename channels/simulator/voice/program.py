"""What a call is in the middle of, as values that are kept in its row: documents, the step waited for, the next fetch.

Pure. A call that is taken up again after a restart needs nothing but these.
"""

from datetime import datetime
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict
from sqlalchemy import JSON, Dialect, TypeDecorator

# Why a document runs: the call's own one, or what is heard meanwhile in a queue, before a conference, on hold.
Purpose = Literal["call", "queue", "conference", "hold", "announcement"]


class Kept(BaseModel):
    """Frozen, so that a change is always a new value and the row knows of it."""

    model_config = ConfigDict(frozen=True)


class Verb(Kept):
    """One element of a document, checked: `text` is what it says, addresses or names."""

    name: str
    attributes: dict[str, str] = {}
    text: str = ""
    children: tuple["Verb", ...] = ()

    def flag(self, name: str, default: bool) -> bool:
        value = self.attributes.get(name, "")
        return value == "true" if value else default

    def whole(self, name: str, default: int) -> int:
        value = self.attributes.get(name, "")
        return int(value) if value else default


class Step(Kept):
    """What a document waits for at its present verb.

    `prompts` are those of a Gather that are still to be heard, `digits` what was pressed so far, `legs` those of a Dial
    that have not left it.
    """

    kind: Literal["prompt", "gather", "record", "queue", "conference", "dial"]
    prompts: tuple[Verb, ...] = ()
    is_listening: bool = False
    digits: str = ""
    until: datetime | None = None
    legs: tuple[str, ...] = ()


class Document(Kept):
    """A document being carried out: `url` is what its relative addresses and empty actions refer to."""

    url: str
    method: str
    verbs: tuple[Verb, ...]
    purpose: Purpose = "call"
    at: int = 0
    step: Step | None = None
    since: datetime

    @property
    def verb(self) -> Verb | None:
        return self.verbs[self.at] if self.at < len(self.verbs) else None

    def waiting(self, step: Step | None) -> "Document":
        return self.model_copy(update={"step": step})

    def stepped_over(self) -> "Document":
        return self.model_copy(update={"at": self.at + 1, "step": None})


class Fetch(Kept):
    """A document that is asked of the account; the token stays the same however often it is asked."""

    url: str
    method: str
    parameters: tuple[tuple[str, str], ...]
    token: str
    purpose: Purpose
    attempts: int = 0
    is_fallback: bool = False


Value = TypeVar("Value", bound=Kept)


class KeptColumn(TypeDecorator[Kept]):
    """A column that holds one such value as JSON."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, model: type[Kept]) -> None:
        super().__init__()
        self.model = model

    def process_bind_param(self, value: Kept | None, dialect: Dialect) -> object:
        return None if value is None else value.model_dump(mode="json")

    def process_result_value(self, value: object, dialect: Dialect) -> Kept | None:
        return None if value is None else self.model.model_validate(value)

    def coerce_compared_value(self, op: object, value: object) -> "KeptColumn":
        return self
