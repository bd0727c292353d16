"""What any file becomes when it is read: articles with what is said of them, pictures, and problems. Pure."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from contactcenter import clock
from contactcenter.errors import InvalidInput
from knowledge_base.articles.drafts import ArticleDraft
from knowledge_base.articles.models import DRAFT, PUBLIC, PUBLISHED

STATES: Final = (DRAFT, PUBLISHED)
_ID: Final = re.compile(r"([0-9a-f]{32})-(.+)")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where a file does not say it; an empty language is guessed from the words."""

    language: str = ""
    category: str = ""
    audience: str = PUBLIC


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that an article names; its id is the same whenever the same bytes come with the same article."""

    id: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """One article in one language. `file` says where it stands, in words for people.

    `facts` holds what is said beyond the words: places and groups (by code), valid_from, valid_until, main_language;
    what is not said is not among them. `state` is what the file says of a new article, empty for nothing.
    """

    file: str
    draft: ArticleDraft
    facts: Mapping[str, Any] = field(default_factory=dict)
    state: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file, or a part of it, cannot be taken."""

    file: str
    reason: str


def picture_of(code: str, name: str, content: bytes) -> Picture:
    """A picture that was exported keeps the id that stands before its name."""
    known = _ID.fullmatch(name)
    if known is not None:
        return Picture(known[1], known[2], content)
    digest = hashlib.sha256(content).hexdigest()
    return Picture(hashlib.sha256(f"{code}\x00{digest}".encode()).hexdigest()[:32], name, content)


def reason_of(error: InvalidInput) -> str:
    """The error on one line, with the fields it names."""
    named: Mapping[str, str] = error.details.get("fields", {})
    return "; ".join(f"{name}: {reason}" for name, reason in named.items()) or error.message


def codes_in(text: str) -> tuple[str, ...]:
    """Codes with commas between."""
    return tuple(code.strip() for code in text.replace("，", ",").split(",") if code.strip())


def read_moment(name: str, text: str) -> datetime:
    """A day on the desk's calendar, or an exact moment."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(details={"fields": {name: "A date such as 2026-03-31."}}) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.zone())


def write_moment(moment: datetime) -> str:
    there = clock.local(moment)
    return f"{there:%Y-%m-%d}" if (there.hour, there.minute, there.second) == (0, 0, 0) else there.isoformat()


def read_state(text: str) -> str:
    if text not in ("", *STATES):
        raise InvalidInput(details={"fields": {"state": f"One of {', '.join(STATES)}."}})
    return text
