"""What may be asked of the control side, checked once at the entrance."""

import re
from typing import Annotated, Literal, TypeVar

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from channels.simulator.media import MOST_FILES, GivenFile
from channels.simulator.texts import MAX_CHARACTERS
from contactcenter.errors import InvalidInput

E164 = re.compile(r"\+[1-9]\d{6,14}")

Request = TypeVar("Request", bound="ControlRequest")
PhoneNumber = Annotated[str, StringConstraints(pattern=r"^\+[1-9]\d{6,14}$")]
ClientAddress = Annotated[str, StringConstraints(pattern=r"^client:[A-Za-z0-9_]{1,121}$")]


class ControlRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SendFile(ControlRequest):
    name: Annotated[str, StringConstraints(max_length=255)] = ""
    content_type: Annotated[str, StringConstraints(pattern=r"^[\w.+-]+/[\w.+-]+$", max_length=127)]
    content_base64: Annotated[Base64Bytes, Field(min_length=1)]


class SendText(ControlRequest):
    """Words, files, or both."""

    line: PhoneNumber
    text: Annotated[str, StringConstraints(max_length=MAX_CHARACTERS)] = ""
    media: Annotated[list[SendFile], Field(max_length=MOST_FILES)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _says_something(self) -> "SendText":
        if not self.text.strip() and not self.media:
            raise ValueError("Write something, or add a file.")
        return self

    @property
    def files(self) -> list[GivenFile]:
        return [GivenFile(file.name, file.content_type, file.content_base64) for file in self.media]


class ChooseOutcome(ControlRequest):
    status: Literal["delivered", "undelivered", "failed", "refused"]
    error_code: Annotated[int, Field(ge=10000, le=99999)] | None = None
    count: Annotated[int, Field(ge=1, le=10_000)] = 1


class InjectFault(ControlRequest):
    kind: Literal[
        "rest_429",
        "rest_500",
        "rest_503_after_effect",
        "drop_status",
        "duplicate_status",
        "delay_status",
        "out_of_order_status",
        "drop_inbound",
        "duplicate_inbound",
        "delay_inbound",
        "calls_429",
        "calls_500",
        "calls_503_after_effect",
        "drop_call_event",
        "duplicate_call_event",
        "delay_call_event",
        "out_of_order_call_event",
    ]
    phone: PhoneNumber | Literal[""] | ClientAddress = ""
    count: Annotated[int, Field(ge=1, le=10_000)] = 1
    seconds: Annotated[float, Field(ge=0, le=3600)] = 0.0


def parsed(model: type[Request], body: dict[str, object]) -> Request:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        fields = {".".join(map(str, problem["loc"])): problem["msg"] for problem in error.errors()}
        raise InvalidInput("Something in the request is not as it must be.", details={"fields": fields}) from error


def checked_number(number: str) -> str:
    if not E164.fullmatch(number):
        raise InvalidInput("A number is written with + and country code, for example +85291234567.")
    return number
