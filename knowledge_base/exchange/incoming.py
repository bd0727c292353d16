"""What any file becomes when it is read: articles with what is said of them, pictures, and problems. Pure."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from contactcenter.errors import InvalidInput
from knowledge_base.articles.drafts import ArticleDraft
from knowledge_base.articles.models import PUBLIC

# What articles call otherwise than files do.
_COLUMNS: Final = {"short_text": "short", "place_ids": "places", "group_ids": "groups"}
UNKNOWN_COLUMNS: Final = "unknown_columns"
# An exported file: its id stands before its name.
EXPORTED_NAME: Final = re.compile(r"([0-9a-f]{32})-(.+)")


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
    """Why a file, or a part of it, cannot be taken: in English, and as a code that screens say in any language.

    The code `wrong_fields` has details with `fields`, a list of {"field", "code", "reason", "value", …}.
    """

    file: str
    reason: str
    code: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_loss(self) -> bool:
        """Whether an article stays behind, and not only something beside it."""
        return self.code != UNKNOWN_COLUMNS


def picture_of(code: str, name: str, content: bytes) -> Picture:
    """A picture that was exported keeps the id that stands before its name."""
    known = EXPORTED_NAME.fullmatch(name)
    if known is not None:
        return Picture(known[1], known[2], content)
    digest = hashlib.sha256(content).hexdigest()
    return Picture(hashlib.sha256(f"{code}\x00{digest}".encode()).hexdigest()[:32], name, content)


def problem_of(file: str, error: InvalidInput) -> Problem:
    """The error on one line, with the fields it names and what stands in them."""
    named: Mapping[str, str] = error.details.get("fields", {})
    if not named:
        return Problem(file, error.message, error.code, error.details)
    causes: Mapping[str, Mapping[str, Any]] = error.details.get("causes", {})
    columns = [(_COLUMNS.get(name, name), reason, causes.get(name, {"code": ""})) for name, reason in named.items()]
    fields = [{"field": column, "reason": reason, **cause} for column, reason, cause in columns]
    return Problem(file, "; ".join(map(_in_english, fields)), "wrong_fields", {"fields": fields})


def _in_english(wrong: Mapping[str, Any]) -> str:
    quoted = f" It says “{wrong['value']}”." if wrong.get("value") else ""
    return f"{wrong['field']}: {wrong['reason']}{quoted}"


def codes_in(text: str) -> tuple[str, ...]:
    """Codes with commas between."""
    return tuple(code.strip() for code in text.replace("，", ",").split(",") if code.strip())
