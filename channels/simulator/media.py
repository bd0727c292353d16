"""Files that go with texts: kept for the account and the phone, and fetched from the account's addresses."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from channels.simulator.settings import Account
from channels.simulator.tables import MediaFile, Text
from contactcenter.db import Session
from contactcenter.media.content import UNKNOWN, type_of

MOST_FILES = 10
# Of one text, everything together.
LARGEST_TEXT_BYTES = 5 * 1024 * 1024

HTTP_RETRIEVAL_FAILURE = 11200
TOO_LARGE = 11751
WRONG_CONTENT_TYPE = 12300

# https://www.twilio.com/docs/messaging/guides/accepted-mime-types; families whose every member is taken end in "/".
ACCEPTED = (
    *("image/jpeg", "image/jpg", "image/gif", "image/png", "image/heic", "image/heif", "image/bmp", "image/tiff"),
    *("audio/basic", "audio/L24", "audio/mp4", "audio/mpeg", "audio/ogg", "audio/3gpp", "audio/3gpp2", "audio/ac3"),
    *("audio/webm", "audio/amr-nb", "audio/amr", "audio/aac", "video/"),
    *("text/vcard", "text/x-vcard", "text/csv", "text/rtf", "text/richtext", "text/calendar", "text/directory"),
    *("application/pdf", "application/vcard", "application/vnd.apple.pkpass", "application/msword"),
    *("application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.openxmlformats-officedocument."),
)


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as a person's phone hands it over."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address of the account gave: a file, or the number of what was wrong."""

    name: str = ""
    content_type: str = ""
    content: bytes = b""
    error_code: int | None = None


def keep_given(session: Session, text: Text, files: Sequence[GivenFile], now: datetime) -> None:
    """Keep what came from a phone; the account finds it under the text."""
    rows = [
        MediaFile(**_row(text, position, now), **_kept(file.name, file.content_type, file.content))
        for position, file in enumerate(files)
    ]
    session.add_all(rows)
    text.media = [described(row) for row in rows]


def owe_fetching(session: Session, text: Text, urls: Sequence[str], now: datetime) -> None:
    """Note the addresses from which the files of an outgoing text are to be fetched, once."""
    rows = [MediaFile(**_row(text, position, now), source_url=url) for position, url in enumerate(urls)]
    session.add_all(rows)
    text.media = [described(row) for row in rows]


def _row(text: Text, position: int, now: datetime) -> dict[str, Any]:
    return {"sid": f"ME{secrets.token_hex(16)}", "text_sid": text.sid, "position": position, "created_at": now}


def _kept(name: str, content_type: str, content: bytes) -> dict[str, Any]:
    return {"state": "kept", "name": name, "content_type": content_type, "content": content, "size": len(content)}


async def texts_to_fetch_for(session: Session, *, busy: Iterable[str]) -> Sequence[str]:
    """The sids of texts whose files are still at the account and are not being fetched just now."""
    owed = select(MediaFile.text_sid).where(MediaFile.state == "owed", MediaFile.text_sid.not_in(list(busy))).distinct()
    return (await session.scalars(owed)).all()


async def files_of(session: Session, text_sid: str) -> Sequence[MediaFile]:
    """The files of a text in their order."""
    query = select(MediaFile).where(MediaFile.text_sid == text_sid).order_by(MediaFile.position)
    return (await session.scalars(query)).all()


async def record_fetched(session: Session, text_sid: str, fetched: Sequence[Fetched], *, now: datetime) -> None:
    """The text goes on its way with what was fetched, or to its end where something could not be had."""
    text = await session.scalar(select(Text).where(Text.sid == text_sid))
    if text is None:
        return
    rows = await files_of(session, text_sid)
    for row, file in zip(rows, fetched, strict=True):
        is_kept = file.error_code is None
        kept = _kept(file.name, file.content_type, file.content) if is_kept else {"state": "failed"}
        for name, value in kept.items():
            setattr(row, name, value)
    error_code = next((file.error_code for file in fetched if file.error_code is not None), None)
    if error_code is None and sum(len(file.content) for file in fetched) > LARGEST_TEXT_BYTES:
        error_code = TOO_LARGE
    if error_code is not None:
        text.final_status, text.final_error_code = "failed", error_code
    text.media = [described(row) for row in rows]
    text.next_step_at = now
    await session.flush()


def problem_of(content_type: str, content: bytes) -> int | None:
    """The vendor's number for a file that it does not take; a type that belies the bytes is one it does not take."""
    really = type_of(content, content_type)
    if not content_type.startswith(ACCEPTED) or (really != UNKNOWN and not _agree(really, content_type)):
        return WRONG_CONTENT_TYPE
    return TOO_LARGE if len(content) > LARGEST_TEXT_BYTES else None


def _agree(really: str, said: str) -> bool:
    return really.partition("/")[0] == said.partition("/")[0]


def described(row: MediaFile) -> dict[str, Any]:
    """What the row of a text holds of its files."""
    return {"sid": row.sid, "name": row.name, "content_type": row.content_type, "size": row.size}


def url_of(account: Account, text_sid: str, media_sid: str) -> str:
    """Where the account fetches a file, with its credentials."""
    base = account.api_base_url.rstrip("/")
    return f"{base}/2010-04-01/Accounts/{account.sid}/Messages/{text_sid}/Media/{media_sid}"
