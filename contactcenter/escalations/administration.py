"""Safety scripts and on-call ladders as an administrator keeps them. Called by the console."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agents
from contactcenter.db import Session, insert, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.escalations.ladder_rules import check_ladder
from contactcenter.escalations.models import Ladder, SafetyScript
from contactcenter.groups.models import Group
from contactcenter.journal import history

Row = TypeVar("Row", SafetyScript, Ladder)
KINDS_OF_ROWS: Final = {SafetyScript: "safety_script", Ladder: "ladder"}


async def create_script(session: Session, values: Mapping[str, Any], *, author_id: str, now: datetime) -> SafetyScript:
    """One for each kind, region and language."""
    row = {"id": new_id(), "version": 1, **values}
    statement = insert(session, SafetyScript).values(**row)
    statement = statement.on_conflict_do_nothing(index_elements=["kind", "region", "language"])
    script: SafetyScript | None = (await session.scalars(statement.returning(SafetyScript))).one_or_none()
    if script is None:
        raise Conflict("There is already a script for this; change that one.", code="script_taken")
    await _write(session, script, "created", values, author_id=author_id, now=now)
    return script


async def update_script(
    session: Session, script_id: str, values: Mapping[str, Any], *, version: int | None, author_id: str, now: datetime
) -> SafetyScript:
    script = await _lock(session, SafetyScript, script_id, version=version)
    return await _change(session, script, values, author_id=author_id, now=now)


async def remove_script(
    session: Session, script_id: str, *, version: int | None, author_id: str, now: datetime
) -> None:
    script = await _lock(session, SafetyScript, script_id, version=version)
    await _remove(session, script, author_id=author_id, now=now)


async def create_ladder(session: Session, values: Mapping[str, Any], *, author_id: str, now: datetime) -> Ladder:
    """One for each group; the one without a group stands for all groups that have none."""
    await _check(session, values)
    await _require_free(session, values.get("group_id"), but=None)
    ladder = Ladder(id=new_id(), version=1, **values)
    session.add(ladder)
    await session.flush()
    await _write(session, ladder, "created", values, author_id=author_id, now=now)
    return ladder


async def update_ladder(
    session: Session, ladder_id: str, values: Mapping[str, Any], *, version: int | None, author_id: str, now: datetime
) -> Ladder:
    """What climbs already goes on by the steps it began with."""
    ladder = await _lock(session, Ladder, ladder_id, version=version)
    await _check(session, values)
    if "group_id" in values:
        await _require_free(session, values["group_id"], but=ladder.id)
    return await _change(session, ladder, values, author_id=author_id, now=now)


async def remove_ladder(
    session: Session, ladder_id: str, *, version: int | None, author_id: str, now: datetime
) -> None:
    """The group's emergencies ring the ladder without a group, else those in charge."""
    ladder = await _lock(session, Ladder, ladder_id, version=version)
    await _remove(session, ladder, author_id=author_id, now=now)


async def _check(session: Session, values: Mapping[str, Any]) -> None:
    group_id = values.get("group_id")
    if group_id is not None and await session.get(Group, group_id) is None:
        raise InvalidInput("There is no such group.", details={"fields": {"group_id": "Choose a group."}})
    if "steps" in values:
        check_ladder(values["steps"], await _people_on(session, values["steps"]))


async def _people_on(session: Session, steps: Sequence[Mapping[str, Any]]) -> dict[str, Agent]:
    return await get_agents(session, {target.get("id") or "" for step in steps for target in step["targets"]})


async def _require_free(session: Session, group_id: str | None, *, but: str | None) -> None:
    same = Ladder.group_id.is_(None) if group_id is None else Ladder.group_id == group_id
    other = await session.scalar(select(Ladder.id).where(same, Ladder.id != (but or "")))
    if other is not None:
        raise Conflict("There is already a ladder for this group; change that one.", code="ladder_taken")


async def _lock(session: Session, model: type[Row], row_id: str, *, version: int | None) -> Row:
    changed = "Somebody changed this meanwhile; look again."
    return await lock_row(session, model, row_id, version=version, changed=changed)


async def _change(session: Session, row: Row, values: Mapping[str, Any], *, author_id: str, now: datetime) -> Row:
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        row.version += 1
        await session.flush()
        await _write(session, row, "changed", changed, author_id=author_id, now=now)
    return row


async def _remove(session: Session, row: Row, *, author_id: str, now: datetime) -> None:
    await session.delete(row)
    await session.flush()
    await _write(session, row, "removed", {}, author_id=author_id, now=now)


async def _write(
    session: Session, row: Row, act: str, details: Mapping[str, Any], *, author_id: str, now: datetime
) -> None:
    kind = KINDS_OF_ROWS[type(row)]
    await history.write(session, kind, row.id, act, author_id=author_id, at=now, details=details)
