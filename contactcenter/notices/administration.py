"""Notices as those in charge keep them. Called by the console."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from contactcenter.config import LANGUAGES
from contactcenter.db import Session, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.notices.models import KINDS, Notice
from contactcenter.places.service import get_places

LONGEST_TITLE: Final = 200
LONGEST_TEXT: Final = 4000


async def add_notice(session: Session, values: Mapping[str, Any], *, author_id: str, now: datetime) -> Notice:
    """Without `published_at` a draft nobody sees; with a time to come it appears then."""
    notice = Notice(id=new_id(), version=1, **values)
    await _check(session, notice)
    session.add(notice)
    await _record(session, notice, "created", values, author_id=author_id, now=now)
    return notice


async def change_notice(
    session: Session, notice_id: str, values: Mapping[str, Any], *, version: int | None, author_id: str, now: datetime
) -> Notice:
    """Whoever has it open sees it at the next look."""
    notice = await _lock(session, notice_id, version)
    changed = {name: value for name, value in values.items() if getattr(notice, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(notice, name, value)
        await _check(session, notice)
        notice.version += 1
        await _record(session, notice, "changed", changed, author_id=author_id, now=now)
    return notice


async def withdraw_notice(
    session: Session, notice_id: str, *, reason: str, version: int | None, author_id: str, now: datetime
) -> Notice:
    """Nobody sees it any more: it was a mistake, or the work was called off. Publishing brings it back."""
    notice = await _lock(session, notice_id, version)
    if notice.published_at is not None:
        notice.published_at = None
        notice.version += 1
        await _record(session, notice, "withdrawn", {"reason": reason}, author_id=author_id, now=now)
    return notice


async def remove_notice(
    session: Session, notice_id: str, *, version: int | None, author_id: str, now: datetime
) -> None:
    """Only what nobody sees can go."""
    notice = await _lock(session, notice_id, version)
    if notice.published_at is not None and notice.published_at <= now:
        raise Conflict("Withdraw what is published before you remove it.", code="published")
    await session.delete(notice)
    await _record(session, notice, "removed", {"titles": notice.titles}, author_id=author_id, now=now)


async def _lock(session: Session, notice_id: str, version: int | None) -> Notice:
    changed = "Somebody changed this notice meanwhile; look again."
    missing = "There is no such notice."
    return await lock_row(session, Notice, notice_id, version=version, missing=missing, changed=changed)


async def _check(session: Session, notice: Notice) -> None:
    wrong: dict[str, str] = {}
    if not await get_places(session, [notice.place_id]):
        wrong["place_id"] = "There is no such place."
    if notice.kind not in KINDS:
        wrong["kind"] = f"One of {', '.join(KINDS)}."
    if notice.ends_at is not None and notice.ends_at <= notice.starts_at:
        wrong["ends_at"] = "It ends before it begins."
    for name, longest in (("titles", LONGEST_TITLE), ("texts", LONGEST_TEXT)):
        words: Mapping[str, str] = getattr(notice, name) or {}
        wrong |= {f"{name}.{key}": "We know no such language." for key in words if key not in LANGUAGES}
        wrong |= {
            f"{name}.{key}": f"At most {longest} characters." for key, text in words.items() if len(text) > longest
        }
    if not any((notice.titles or {}).get(language, "").strip() for language in LANGUAGES):
        wrong["titles"] = "Write a title in at least one language."
    if wrong:
        raise InvalidInput("The notice is not as it must be.", details={"fields": wrong})


async def _record(
    session: Session, notice: Notice, act: str, details: Mapping[str, Any], *, author_id: str, now: datetime
) -> None:
    await session.flush()
    told = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in details.items()}
    await history.write(session, "notice", notice.id, act, author_id=author_id, at=now, details=told)
    session.record(Fact("knowledge.changed", notice.id, notice.version))
