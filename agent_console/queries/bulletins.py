"""Bulletins with what their readers did, for those who read them and for those who look after them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from agent_console.http.pagination import Page, cut_page, fetch_page, last_seen
from agent_console.queries.article_titles import titles_of
from agent_console.queries.rows import columns_of
from agent_console.schemas import bulletins as schemas
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agents
from contactcenter.db import Session
from contactcenter.errors import NotFound
from knowledge_base.articles.rendering import to_html
from knowledge_base.bulletins.models import Bulletin, BulletinReading
from knowledge_base.bulletins.readers import bulletins_for, is_out, readers_of, readings_of, waiting_for


async def list_for_reader(
    session: Session, agent: Agent, query: schemas.BulletinQuery, *, now: datetime
) -> Page[schemas.BulletinRow]:
    """Newest first."""
    found = await (waiting_for if query.mine else bulletins_for)(session, agent, now=now)
    bulletins = select(Bulletin).where(Bulletin.id.in_([bulletin.id for bulletin in found]))
    order = Bulletin.published_at, Bulletin.id
    rows, next_cursor = await fetch_page(session, bulletins, query, order=order, descending=True)
    mine = await _readings_by(session, agent.id, rows)
    items = [schemas.BulletinRow.model_validate(_row(row, mine.get(row.id))) for row in rows]
    return Page[schemas.BulletinRow](items=items, next_cursor=next_cursor)


async def get_for_reader(session: Session, agent: Agent, bulletin_id: str, *, now: datetime) -> schemas.Bulletin:
    """As it is now, also inside the transaction that opens or confirms it."""
    await session.flush()
    found = await bulletins_for(session, agent, now=now)
    bulletin = next((each for each in found if each.id == bulletin_id), None)
    if bulletin is None:
        raise NotFound("There is no such bulletin.")
    reading = (await _readings_by(session, agent.id, [bulletin])).get(bulletin.id)
    confirmed = reading is not None and reading.confirmed_at is not None
    return schemas.Bulletin.model_validate(
        {
            **_row(bulletin, reading),
            "html": {language: to_html(text) for language, text in bulletin.texts.items() if text},
            "article_id": bulletin.article_id,
            "questions": [
                {name: question[name] for name in ("id", "texts", "choices")} for question in bulletin.questions
            ],
            "answers": reading.answers if reading and confirmed else {},
            "tries": reading.tries if reading else 0,
        }
    )


def _row(bulletin: Bulletin, reading: BulletinReading | None) -> dict[str, Any]:
    return {
        "id": bulletin.id,
        "titles": bulletin.titles,
        "due_at": bulletin.due_at,
        "published_at": bulletin.published_at,
        "opened_at": reading.opened_at if reading else None,
        "confirmed_at": reading.confirmed_at if reading else None,
        "question_count": len(bulletin.questions),
        "version": bulletin.version,
    }


async def _readings_by(session: Session, agent_id: str, rows: Sequence[Bulletin]) -> dict[str, BulletinReading]:
    query = select(BulletinReading).where(
        BulletinReading.agent_id == agent_id, BulletinReading.bulletin_id.in_([row.id for row in rows])
    )
    fresh = query.execution_options(populate_existing=True)
    return {reading.bulletin_id: reading for reading in await session.scalars(fresh)}


async def list_all(
    session: Session, query: schemas.AdminBulletinQuery, *, now: datetime
) -> Page[schemas.AdminBulletin]:
    """Newest first."""
    bulletins = select(Bulletin)
    if query.state is not None:
        bulletins = bulletins.where(_in_state(query.state, now))
    rows, next_cursor = await fetch_page(session, bulletins, query, order=(Bulletin.id,), descending=True)
    return Page[schemas.AdminBulletin](items=await _managed(session, rows, now=now), next_cursor=next_cursor)


def _in_state(state: str, now: datetime) -> ColumnElement[bool]:
    return {
        "draft": Bulletin.published_at.is_(None),
        "planned": and_(Bulletin.published_at > now, Bulletin.withdrawn_at.is_(None)),
        "out": is_out(now),
        "withdrawn": Bulletin.withdrawn_at.is_not(None),
    }[state]


async def get_managed(session: Session, bulletin_id: str, *, now: datetime) -> schemas.AdminBulletin:
    """As it is now, also inside the transaction that changes it."""
    await session.flush()
    bulletin = await session.get(Bulletin, bulletin_id)
    if bulletin is None:
        raise NotFound("There is no such bulletin.")
    return (await _managed(session, [bulletin], now=now))[0]


async def _managed(session: Session, rows: Sequence[Bulletin], *, now: datetime) -> list[schemas.AdminBulletin]:
    readers = await readers_of(session, rows)
    readings = await readings_of(session, [row.id for row in rows])
    done = {key for key, reading in readings.items() if reading.confirmed_at is not None}
    authors = await get_agents(session, {row.created_by for row in rows if row.created_by})
    titles = await titles_of(session, {row.article_id for row in rows if row.article_id})
    found = []
    for row in rows:
        author = authors.get(row.created_by or "")
        told = {
            "state": _state(row, now),
            "reader_count": len(readers[row.id]),
            "confirmed_count": sum((row.id, person.id) in done for person in readers[row.id]),
            "created_by_name": author.name if author else None,
            "article_titles": titles.get(row.article_id or ""),
        }
        found.append(schemas.AdminBulletin.model_validate(columns_of(row) | told))
    return found


def _state(row: Bulletin, now: datetime) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    if row.published_at is None:
        return "draft"
    return "out" if row.published_at <= now else "planned"


async def list_readers(
    session: Session, bulletin_id: str, *, missing: bool, now: datetime
) -> list[schemas.BulletinReader]:
    """Everybody whom it is for: who has not confirmed first, by name."""
    bulletin = await session.get(Bulletin, bulletin_id)
    if bulletin is None:
        raise NotFound("There is no such bulletin.")
    readings = await readings_of(session, [bulletin.id])
    found = []
    for person in (await readers_of(session, [bulletin]))[bulletin.id]:
        reading = readings.get((bulletin.id, person.id))
        confirmed_at = reading.confirmed_at if reading else None
        is_late = bulletin.due_at is not None and bulletin.due_at <= now and confirmed_at is None
        reader = schemas.BulletinReader(
            agent_id=person.id,
            name=person.name,
            username=person.username,
            roles=person.roles,
            opened_at=reading.opened_at if reading else None,
            confirmed_at=confirmed_at,
            tries=reading.tries if reading else 0,
            is_overdue=is_late,
        )
        if not (missing and confirmed_at):
            found.append(reader)
    return sorted(found, key=_place_in_list)


async def page_of_readers(
    session: Session, bulletin_id: str, query: schemas.BulletinReaderQuery, *, now: datetime
) -> Page[schemas.BulletinReader]:
    """A page of them, in the order of `list_readers`."""
    found = await list_readers(session, bulletin_id, missing=query.missing, now=now)
    after = last_seen(query)
    left = [reader for reader in found if after is None or _place_in_list(reader) > after]
    items, next_cursor = cut_page(left, query, key=_place_in_list)
    return Page[schemas.BulletinReader](items=items, next_cursor=next_cursor)


def _place_in_list(reader: schemas.BulletinReader) -> str:
    return f"{int(reader.confirmed_at is not None)} {reader.name} {reader.agent_id}"
