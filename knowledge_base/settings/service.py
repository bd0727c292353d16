"""The settings of the knowledge base: what holds until somebody changes it, and changing it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from contactcenter.agents.service import get_agents
from contactcenter.calendars.models import Calendar
from contactcenter.db import Session, insert
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.settings.models import KnowledgeSettings

# The only row.
ROW = 1


async def get_settings(session: Session) -> KnowledgeSettings:
    """The settings as they are; those of a new installation where nobody has changed them yet."""
    row = await session.get(KnowledgeSettings, ROW)
    return row or KnowledgeSettings(**_starting())


async def update_settings(
    session: Session, changes: Mapping[str, Any], *, version: int | None, author_id: str, now: datetime
) -> KnowledgeSettings:
    """Change what is named by its column; `Conflict` (stale) where somebody changed them after `version`."""
    await _check(session, assistant_id=changes.get("assistant_id"), calendar_id=changes.get("calendar_id"))
    await session.execute(insert(session, KnowledgeSettings).values(**_starting()).on_conflict_do_nothing())
    locked = select(KnowledgeSettings).where(KnowledgeSettings.id == ROW).with_for_update()
    row = (await session.scalars(locked.execution_options(populate_existing=True))).one()
    if version is not None and version != row.version:
        raise Conflict("Somebody else changed the settings.", code="stale", details={"version": row.version})
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not changed:
        return row
    for name, value in changed.items():
        setattr(row, name, value)
    row.version, row.updated_at = row.version + 1, now
    await session.flush()
    await history.write(
        session, "knowledge_settings", str(ROW), "changed", author_id=author_id, at=now, details=changed
    )
    session.record(Fact("knowledge.changed", "settings", row.version))
    return row


def _starting() -> dict[str, Any]:
    columns = KnowledgeSettings.__table__.columns
    defaults = {column.key: column.default.arg for column in columns if column.default is not None}
    return {"id": ROW, **defaults}


async def _check(session: Session, *, assistant_id: str | None, calendar_id: str | None) -> None:
    if assistant_id is not None:
        assistant = (await get_agents(session, {assistant_id})).get(assistant_id)
        if assistant is None or not assistant.is_active:
            problem = "There is no such colleague, or the account is switched off."
            raise InvalidInput(problem, details={"field": "assistant_id"})
    if calendar_id is not None and await session.get(Calendar, calendar_id) is None:
        raise InvalidInput("There is no such calendar.", details={"field": "calendar_id"})
