"""Files of messages and work orders."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo

from agent_console.schemas.base import Answer, Body, OptionalWords, RowId
from contactcenter.media.service import MOST_FILES


class Attachment(Answer):
    """A file. `state` is `fetching` until we have it, `refused` or `failed` (`error` says why) where we never will.

    `url` is null while there is nothing to open. A picture has a `thumbnail_url` and its size as it is seen; a sound
    can be played from `url`; any other file is only saved. `is_inline`: it stands inside the mail's own text.
    `id` is null only for a file of which nothing but the name was ever kept.
    """

    id: str | None
    name: str
    content_type: str
    size: int | None
    kind: Literal["picture", "sound", "file"]
    state: Literal["fetching", "stored", "refused", "failed"]
    error: str | None
    url: str | None
    thumbnail_url: str | None
    width: int | None
    height: int | None
    is_inline: bool


class AttachmentQuery(Body):
    size: Annotated[Literal["thumbnail"] | None, Field(description="A small JPEG of a picture.")] = None


AttachmentIds = Annotated[
    list[RowId],
    Field(
        max_length=MOST_FILES,
        description="Files I uploaded for this, or files of this contact and its orders, in the order shown.",
    ),
]


def _say_something(text: str, info: ValidationInfo) -> str:
    if not text and not info.data.get("attachment_ids", True):
        raise ValueError("Write something, or attach a file.")
    return text


# May be empty where there are files: a model that uses it has `attachment_ids` before it.
WordsOrFiles = Annotated[OptionalWords, AfterValidator(_say_something)]
# What may go out as a mail; the channel decides whether it is too long for a text.
LONGEST_MAIL = 20_000
LongWordsOrFiles = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=LONGEST_MAIL), AfterValidator(_say_something)
]
