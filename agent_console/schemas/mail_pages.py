"""The HTML of a mail."""

from typing import Annotated, Literal

from pydantic import Field

from agent_console.schemas.base import Body


class MailPageQuery(Body):
    images: Annotated[
        Literal["remote"] | None,
        Field(description="Also load pictures from elsewhere, which tells their senders that the mail was read."),
    ] = None
