"""The rows of merged contacts: what was merged into what, and what un-merging gives back. For actions and screens.

A merged contact is closed and keeps its messages; they are read in the contact that survives, in order of time. So
whatever still happens on its thread (a delivery report, a late answer) finds its way by the rows it always had.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, select, update
from sqlalchemy.orm import aliased

from contactcenter.contacts.models import Contact, ContactMerge, Matter
from contactcenter.db import Session, new_id
from contactcenter.errors import Conflict


async def members_of(session: Session, contact_ids: Collection[str]) -> dict[str, str]:
    """Every contact merged into one of these, directly or over others: its id, and whose thread it is read in."""
    if not contact_ids:
        return {}
    merged = select(Contact.id.label("id"), Contact.merged_into_id.label("survivor_id"))
    members = merged.where(Contact.merged_into_id.in_(contact_ids)).cte("members", recursive=True)
    further = aliased(Contact)
    members = members.union_all(
        select(further.id, members.c.survivor_id).join(members, further.merged_into_id == members.c.id)
    )
    return {id_: survivor_id for id_, survivor_id in await session.execute(select(members))}


async def thread_ids(session: Session, contact_id: str) -> list[str]:
    """The contacts whose messages make up the thread of this one, itself first."""
    return [contact_id, *sorted(await members_of(session, [contact_id]))]


async def survivor_ids(session: Session, contact_ids: Collection[str]) -> dict[str, str]:
    """For those of these contacts that were merged, the one they ended up in."""
    if not contact_ids:
        return {}
    steps = _steps_from(Contact.id.in_(contact_ids))
    last = aliased(Contact)
    ends = select(steps.c.id, last.id).join(last, last.id == steps.c.at).where(last.merged_into_id.is_(None))
    return {id_: survivor_id for id_, survivor_id in await session.execute(ends)}


def _steps_from(condition: Any) -> CTE:
    """From each contact that fulfils the condition, one row for each contact on its way to the last one."""
    start = select(Contact.id.label("id"), Contact.merged_into_id.label("at"))
    steps = start.where(condition, Contact.merged_into_id.is_not(None)).cte("steps", recursive=True)
    there = aliased(Contact)
    return steps.union_all(
        select(steps.c.id, there.merged_into_id)
        .join(there, there.id == steps.c.at)
        .where(there.merged_into_id.is_not(None))
    )


def require_unmerged(contact: Contact) -> None:
    """Raise `Conflict` with code `already_merged` and where its thread is read now."""
    if contact.merged_into_id is not None:
        details = {"merged_into_id": contact.merged_into_id}
        raise Conflict(
            f"{contact.reference} was merged already; use the contact it was merged into.",
            code="already_merged",
            details=details,
        )


async def record_merge(
    session: Session, merged: Contact, survivor: Contact, *, author_id: str, now: datetime, reason: str
) -> ContactMerge:
    """The row of a merge, with both contacts as they stand before it."""
    merge = ContactMerge(
        id=new_id(),
        contact_id=merged.id,
        survivor_id=survivor.id,
        author_id=author_id,
        reason=reason,
        merged_at=now,
        before={
            "state": merged.state,
            "agent_id": merged.agent_id,
            "snoozed_until": merged.snoozed_until.isoformat() if merged.snoozed_until else None,
            "matter_ids": await _matter_ids(session, merged.id),
            "survivor": {
                "state": survivor.state,
                "class": survivor.class_,
                "head_start_seconds": survivor.head_start_seconds,
                "customer_id": survivor.customer_id,
                "place_id": survivor.place_id,
                "emergency_kind": survivor.emergency_kind,
            },
        },
    )
    session.add(merge)
    await session.flush()
    return merge


async def _matter_ids(session: Session, contact_id: str) -> list[str]:
    query = select(Matter.id).where(Matter.contact_id == contact_id).order_by(Matter.id)
    return list(await session.scalars(query))


async def live_merge_of(session: Session, contact_id: str) -> ContactMerge:
    """The merge by which this contact is read elsewhere; raises `Conflict` with code `not_merged`."""
    query = select(ContactMerge).where(ContactMerge.contact_id == contact_id, ContactMerge.ended_at.is_(None))
    merge = (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()
    if merge is None:
        raise Conflict("This contact is not merged into another one.", code="not_merged")
    return merge


async def move_matters(session: Session, matter_ids: Collection[str], *, to_contact_id: str) -> None:
    """From now on these are matters of that contact, which closes only when they are decided."""
    await session.flush()
    await session.execute(update(Matter).where(Matter.id.in_(matter_ids)).values(contact_id=to_contact_id))
