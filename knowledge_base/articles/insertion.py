"""How an article answers an owner on one channel: short for a text or a call, whole for a mail. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge_base.articles.letters import to_letter
from knowledge_base.articles.models import PUBLIC, PUBLISHED, TREE
from knowledge_base.articles.rendering import to_short_text

EMAIL, SMS = "email", "sms"
# internal: it is for staff, and only what is meant for owners is given out; nothing_for_owners: there is none of that;
# other_language: it is not written in the owner's; outdated_translation: the main language says more by now;
# unpublished, not_valid: readers do not find it (yet, or any more).
Warning = Literal[
    "internal", "nothing_for_owners", "other_language", "outdated_translation", "unpublished", "not_valid"
]
MORE = {"zh-Hant": "詳情：", "zh-Hans": "详情：", "en": "More: "}


@dataclass(frozen=True, slots=True)
class Answering:
    """What an article says in the language that was found nearest, and what stands around it."""

    body: str
    short_text: str
    language: str
    audience: str
    kind: str
    state: str
    is_valid: bool
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class Insertion:
    """`text` is ready to be sent or read out; `link` stands at its end where it can be followed from there."""

    text: str
    is_short: bool
    link: str | None
    warnings: tuple[Warning, ...]


def make_insertion(answer: Answering, *, channel: str, wanted: str, link: str | None) -> Insertion:
    """A mail takes the whole article, everything else its short form, a text with `link` behind it.

    Of what staff alone may read nothing leaves the house but the short text that was written for owners.
    """
    is_public = answer.audience == PUBLIC
    is_whole = channel == EMAIL and is_public and answer.kind != TREE
    words = _words(answer, is_whole=is_whole)
    link = link if is_public and answer.state == PUBLISHED and answer.is_valid else None
    # Nobody can follow an address that is read out to them.
    shows_link = link is not None and channel in (EMAIL, SMS)
    between = "\n\n" if is_whole else "\n"
    text = f"{words}{between}{MORE[answer.language]}{link}" if words and shows_link else words
    return Insertion(text, not is_whole, link, _warnings(answer, wanted=wanted, is_empty=not words))


def _words(answer: Answering, *, is_whole: bool) -> str:
    if is_whole:
        return to_letter(answer.body)
    if answer.audience != PUBLIC:
        return answer.short_text.strip()
    return to_short_text(answer.short_text, answer.body)


def _warnings(answer: Answering, *, wanted: str, is_empty: bool) -> tuple[Warning, ...]:
    found: dict[Warning, bool] = {
        "internal": answer.audience != PUBLIC,
        "nothing_for_owners": is_empty,
        "other_language": answer.language != wanted,
        "outdated_translation": answer.is_outdated,
        "unpublished": answer.state != PUBLISHED,
        "not_valid": answer.state == PUBLISHED and not answer.is_valid,
    }
    return tuple(name for name, holds in found.items() if holds)


def is_valid_at(valid_from: datetime | None, valid_until: datetime | None, now: datetime) -> bool:
    """From the first moment on, until before the last."""
    return (valid_from is None or valid_from <= now) and (valid_until is None or now < valid_until)
