"""What carriers take with a text, and how heavy each file may be. Pure.

https://www.twilio.com/docs/messaging/guides/accepted-mime-types
"""

from collections.abc import Mapping, Sequence

from contactcenter.errors import InvalidInput
from contactcenter.media.content import GIF, JPEG, M4A, MP3, MP4, OFFICE_PARTS, PDF, PICTURES, PNG
from contactcenter.media.models import STORED, Attachment

# Five million bytes for everything together, the text too.
LARGEST_MESSAGE = 4_900_000
# A picture reduced further than this is not worth looking at.
SMALLEST_PICTURE = 100_000

# Sent as they are while they are light enough; any other picture goes out as a JPEG.
PICTURES_TAKEN = frozenset({JPEG, PNG, GIF})
OTHERS_TAKEN = frozenset(
    {PDF, MP3, M4A, MP4, "audio/aac", "audio/ogg", "audio/amr", "video/3gpp", "video/quicktime"}
    | {"text/vcard", "text/calendar", *OFFICE_PARTS.values()}
)


def is_sendable(file: Attachment) -> bool:
    """Whether its kind can go with a text at all."""
    return file.content_type in PICTURES | OTHERS_TAKEN


def require_sendable(files: Sequence[Attachment]) -> None:
    """Refuse, with words for whoever sends, what no carrier would take with a text."""
    for file in files:
        if file.state != STORED:
            raise _refusal(f"“{file.name}” is not here yet; wait a moment.", code="file_not_ready")
        if not is_sendable(file):
            raise _refusal(f"“{file.name}” is of a kind that cannot go with a text.", code="file_not_sendable")
    pictures = sum(file.content_type in PICTURES for file in files)
    if _weight_of_others(files) + pictures * SMALLEST_PICTURE > LARGEST_MESSAGE:
        megabytes = LARGEST_MESSAGE // 1_000_000
        raise _refusal(f"Files of more than {megabytes} MB together cannot go with a text.", code="files_too_large")


def shares(files: Sequence[Attachment]) -> Mapping[str, int]:
    """How many bytes each file may have, by its id, so that all of them fit: light ones keep what they have."""
    room = LARGEST_MESSAGE - _weight_of_others(files)
    pictures = sorted((file for file in files if file.content_type in PICTURES), key=lambda file: file.size)
    given = {file.id: file.size for file in files}
    for taken, picture in enumerate(pictures):
        share = room // (len(pictures) - taken)
        given[picture.id] = share
        room -= min(share, picture.size)
    return given


def _weight_of_others(files: Sequence[Attachment]) -> int:
    return sum(file.size for file in files if file.content_type not in PICTURES)


def must_be_reduced(file: Attachment, largest: int) -> bool:
    """Whether this picture can only go out as a lighter JPEG."""
    return file.content_type in PICTURES and (file.content_type not in PICTURES_TAKEN or file.size > largest)


def _refusal(message: str, *, code: str) -> InvalidInput:
    return InvalidInput(message, code=code, details={"field": "attachment_ids"})
