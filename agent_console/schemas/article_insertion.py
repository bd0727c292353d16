"""What of an article goes into an answer."""

from typing import Literal

from agent_console.schemas.attachments import Attachment
from agent_console.schemas.base import Answer, Channel, Filter, Language, Query, RowId


class InsertionQuery(Filter):
    """Left out, channel and language are those of the contact; without a contact, a text in the reader's language.

    `step` is where in a decision tree the owner was led to: its own short text answers then.
    """

    contact: RowId | None = None
    channel: Channel | None = None
    language: Language | None = None
    step: Query | None = None


class Insertion(Answer):
    """`text` is ready for the channel: short for texts and calls, whole for mail; `link` is its public page.

    `files` may go with a mail, named in `attachment_ids` beside the `article_id`. `warnings`: `internal` (it is for
    staff, only what is meant for owners is given), `nothing_for_owners` (there is none of that, `text` is empty),
    `other_language`, `outdated_translation`, `unpublished`, `not_valid`.
    """

    article_id: str
    text: str
    language: Language
    is_short: bool
    link: str | None
    files: list[Attachment]
    warnings: list[
        Literal["internal", "nothing_for_owners", "other_language", "outdated_translation", "unpublished", "not_valid"]
    ]
