"""Write, publish and withdraw bulletins; read and confirm them. Called by the console."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import update

from contactcenter.agents.models import Agent
from contactcenter.agents.roles import ROLES
from contactcenter.db import Session, insert, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.groups.service import get_groups
from contactcenter.journal import history
from knowledge_base.articles.models import Article
from knowledge_base.bulletins.models import Bulletin, BulletinReading
from knowledge_base.bulletins.questions import languages_of, problems_of, unanswered, wrong_among
from knowledge_base.bulletins.readers import bulletins_for, missing_readers

_MISSING: Final = "There is no such bulletin."
_CHANGED: Final = "Somebody changed this bulletin meanwhile; look again."


async def create_bulletin(session: Session, values: Mapping[str, Any], *, author_id: str, now: datetime) -> Bulletin:
    """A draft nobody sees yet."""
    await _check(session, values)
    bulletin = Bulletin(id=new_id(), created_by=author_id, created_at=now, updated_at=now, version=1, **values)
    session.add(bulletin)
    await session.flush()
    await _record(session, bulletin, "created", author_id=author_id, now=now)
    return bulletin


async def change_bulletin(
    session: Session, bulletin_id: str, values: Mapping[str, Any], *, version: int | None, author_id: str, now: datetime
) -> Bulletin:
    """Other words or readers. Who confirmed a published one has confirmed it, until it is published anew."""
    bulletin = await _lock(session, bulletin_id, version=version)
    _refuse_withdrawn(bulletin)
    await _check(session, values)
    changed = {name: value for name, value in values.items() if getattr(bulletin, name) != value}
    for name, value in changed.items():
        setattr(bulletin, name, value)
    if bulletin.published_at is not None:
        _require_complete(bulletin, now=now, but_due="due_at" not in changed)
    if changed:
        _touch(bulletin, now)
        await _record(session, bulletin, "changed", author_id=author_id, now=now, details={"fields": sorted(changed)})
    return bulletin


async def publish_bulletin(
    session: Session,
    bulletin_id: str,
    *,
    version: int | None,
    author_id: str,
    now: datetime,
    at: datetime | None = None,
    reads_again: bool = False,
) -> Bulletin:
    """From `at` (or now) on its readers must read it. With `reads_again` those who confirmed it must do so anew.

    A withdrawn one comes back; one that is out already only asks anew, so it may be repeated.
    """
    bulletin = await _lock(session, bulletin_id, version=version)
    was_out = bulletin.published_at is not None and bulletin.withdrawn_at is None
    if was_out and not reads_again and at is None:
        return bulletin
    _require_complete(bulletin, now=at or now)
    if reads_again:
        confirmed = BulletinReading.bulletin_id == bulletin.id, BulletinReading.confirmed_at.is_not(None)
        await session.execute(update(BulletinReading).where(*confirmed).values(confirmed_at=None, tries=0, answers={}))
    # Whom it is for hears of it now, or from the job when its time comes.
    bulletin.published_at, bulletin.withdrawn_at = at or now, None
    bulletin.reminded_at = None if at and at > now else now
    _touch(bulletin, now)
    details = {"at": bulletin.published_at.isoformat(), "reads_again": reads_again}
    await _record(session, bulletin, "published", author_id=author_id, now=now, details=details)
    return bulletin


async def withdraw_bulletin(
    session: Session, bulletin_id: str, *, reason: str, version: int | None, author_id: str, now: datetime
) -> Bulletin:
    """Nobody sees it any more; who read it stays known."""
    bulletin = await _lock(session, bulletin_id, version=version)
    if bulletin.published_at is None:
        raise Conflict("This bulletin was never published; remove it.", code="not_published")
    if bulletin.withdrawn_at is None:
        bulletin.withdrawn_at = now
        _touch(bulletin, now)
        await _record(session, bulletin, "withdrawn", author_id=author_id, now=now, details={"reason": reason})
    return bulletin


async def remove_bulletin(
    session: Session, bulletin_id: str, *, version: int | None, author_id: str, now: datetime
) -> None:
    """Only a draft can go: what was published is evidence."""
    bulletin = await _lock(session, bulletin_id, version=version)
    if bulletin.published_at is not None:
        raise Conflict("What was published is withdrawn, not removed.", code="published")
    await session.delete(bulletin)
    await _record(session, bulletin, "removed", author_id=author_id, now=now, details={"titles": bulletin.titles})


async def remind_by_hand(session: Session, bulletin_id: str, *, author_id: str, now: datetime) -> int:
    """Tell everybody who has not confirmed it once more; returns how many they are."""
    bulletin = await _lock(session, bulletin_id, version=None)
    if bulletin.published_at is None or bulletin.published_at > now or bulletin.withdrawn_at is not None:
        raise Conflict("Nobody is asked to read this bulletin now.", code="not_published")
    return await remind(session, bulletin, author_id=author_id, now=now)


async def remind(session: Session, bulletin: Bulletin, *, author_id: str | None, now: datetime) -> int:
    """Note the reminder and let the screens of those who have not confirmed look again. `bulletin` is locked."""
    missing = tuple(person.id for person in await missing_readers(session, bulletin))
    bulletin.reminded_at = now
    await session.flush()
    details = {"readers": len(missing)}
    await history.write(session, "bulletin", bulletin.id, "reminded", author_id=author_id, at=now, details=details)
    if missing:
        session.record(Fact("bulletin.changed", bulletin.id, bulletin.version, agent_ids=missing))
    return len(missing)


async def open_bulletin(session: Session, bulletin_id: str, agent: Agent, *, now: datetime) -> Bulletin:
    """This person has it before the eyes; the first time counts."""
    bulletin = await _for_reader(session, bulletin_id, agent, now=now)
    row = {"bulletin_id": bulletin.id, "agent_id": agent.id, "opened_at": now, "answers": {}, "tries": 0}
    await session.execute(insert(session, BulletinReading).values(**row).on_conflict_do_nothing())
    return bulletin


async def confirm_bulletin(
    session: Session, bulletin_id: str, agent: Agent, answers: Mapping[str, int], *, version: int | None, now: datetime
) -> list[str]:
    """I have read it. Returns the questions answered wrongly; with none it is confirmed. May be repeated."""
    bulletin = await open_bulletin(session, bulletin_id, agent, now=now)
    if version is not None and version != bulletin.version:
        raise Conflict(_CHANGED, code="stale", details={"version": bulletin.version})
    reading = await session.get_one(
        BulletinReading, (bulletin.id, agent.id), with_for_update=True, populate_existing=True
    )
    if reading.confirmed_at is not None:
        return []
    open_questions = unanswered(bulletin.questions, answers)
    if open_questions:
        fields = {f"answers.{question}": "Choose an answer." for question in open_questions}
        raise InvalidInput("Please answer every question.", details={"fields": fields})
    wrong = wrong_among(bulletin.questions, answers)
    reading.answers = {question["id"]: answers[question["id"]] for question in bulletin.questions}
    reading.tries += 1
    reading.confirmed_at = None if wrong else now
    await session.flush()
    act = "answered_wrongly" if wrong else "confirmed"
    details = {"version": bulletin.version, "tries": reading.tries, "wrong": wrong}
    await history.write(session, "bulletin", bulletin.id, act, author_id=agent.id, at=now, details=details)
    session.record(Fact("bulletin.changed", bulletin.id, bulletin.version))
    return wrong


async def _for_reader(session: Session, bulletin_id: str, agent: Agent, *, now: datetime) -> Bulletin:
    found = await bulletins_for(session, agent, now=now)
    bulletin = next((each for each in found if each.id == bulletin_id), None)
    if bulletin is None:
        raise NotFound(_MISSING)
    return bulletin


async def _lock(session: Session, bulletin_id: str, *, version: int | None) -> Bulletin:
    return await lock_row(session, Bulletin, bulletin_id, version=version, missing=_MISSING, changed=_CHANGED)


def _touch(bulletin: Bulletin, now: datetime) -> None:
    bulletin.version += 1
    bulletin.updated_at = now


def _refuse_withdrawn(bulletin: Bulletin) -> None:
    if bulletin.withdrawn_at is not None:
        raise Conflict("This bulletin is withdrawn; publish it anew to change it.", code="withdrawn")


async def _check(session: Session, values: Mapping[str, Any]) -> None:
    """What can be wrong in a draft already; the rest is asked when it is published."""
    wrong: dict[str, str] = {}
    unknown = [role for role in values.get("roles", ()) if role not in ROLES]
    if unknown:
        wrong["roles"] = f"Roles are {', '.join(ROLES)}."
    group_ids = values.get("group_ids", ())
    if len(await get_groups(session, group_ids)) < len(set(group_ids)):
        wrong["group_ids"] = "There is no such group."
    article_id = values.get("article_id")
    if article_id is not None and await session.get(Article, article_id) is None:
        wrong["article_id"] = "There is no such article."
    if wrong:
        raise InvalidInput("The bulletin is not as it must be.", details={"fields": wrong})


def _require_complete(bulletin: Bulletin, *, now: datetime, but_due: bool = False) -> None:
    languages = languages_of(bulletin.titles, bulletin.texts)
    wrong: dict[str, str] = {}
    if not languages:
        wrong["titles"] = "Write a title and a text in at least one language."
    for words, name in ((bulletin.titles, "titles"), (bulletin.texts, "texts")):
        half = [lang for lang, text in words.items() if text.strip() and lang not in languages]
        wrong |= {f"{name}.{lang}": "Title and text belong together." for lang in half if languages}
    wrong |= problems_of(bulletin.questions, languages)
    if bulletin.due_at is not None and bulletin.due_at <= now and not but_due:
        wrong["due_at"] = "This time is over; give people time to read."
    if wrong:
        raise InvalidInput("The bulletin is not complete.", details={"fields": wrong})


async def _record(
    session: Session,
    bulletin: Bulletin,
    act: str,
    *,
    author_id: str,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    await session.flush()
    await history.write(session, "bulletin", bulletin.id, act, author_id=author_id, at=now, details=details)
    session.record(Fact("bulletin.changed", bulletin.id, bulletin.version))
