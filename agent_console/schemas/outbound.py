"""Turning to a customer on one's own account."""

from typing import Annotated, Literal

from pydantic import Field

from agent_console.schemas.base import Body, RowId


class NewOutbound(Body):
    """A text or mail goes out at once; for a call my telephone rings first, then the customer's.

    Name a customer, an address, or both: an address may be typed in any usual spelling, and without one the customer's
    first is taken. `line` is the number or mailbox of ours to use, `origin_id` the contact this comes of.
    """

    channel: Literal["sms", "email", "voice"]
    customer_id: RowId | None = None
    address: Annotated[str, Field(max_length=320)] = ""
    text: Annotated[str, Field(max_length=20_000)] = ""
    subject: Annotated[str, Field(max_length=200)] = ""
    line: Annotated[str, Field(max_length=320)] = ""
    place_id: RowId | None = None
    origin_id: RowId | None = None
