"""Work orders: find, route, create, and the one front door through which their state changes. Called by actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import select

from contactcenter.agents import roles
from contactcenter.agents.models import Agent
from contactcenter.db import Session, new_id
from contactcenter.errors import Conflict, InvalidInput, NotAllowed, NotFound
from contactcenter.events import Fact
from contactcenter.groups.service import is_member
from contactcenter.journal import history
from contactcenter.media.models import Attachment
from contactcenter.media.service import references
from contactcenter.places.models import Place
from contactcenter.work_orders import states
from contactcenter.work_orders.models import RoutingRule, WorkOrder, WorkOrderEntry, WorkOrderType
from contactcenter.work_orders.routing import choose_group

SIMILAR_LIMIT = 5
LONGEST_TEXT = 4000
# Under this name the details of an entry hold references to its files, as `Message.attachments` does.
FILES = "attachments"


@dataclass(frozen=True, slots=True)
class Author:
    """Who does something to an order: a colleague, the owner, or the product itself."""

    kind: Literal["agent", "customer", "system"]
    id: str | None = None
    name: str = ""

    @property
    def agent_id(self) -> str | None:
        """For the history, whose authors are colleagues."""
        return self.id if self.kind == "agent" else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line to add to the timeline."""

    act: str
    kind: Literal["note", "state", "owner"] = "state"
    text: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def naming(files: Sequence[Attachment]) -> dict[str, Any]:
    """The details of an entry that brought these files of the order."""
    return {FILES: references(file.id for file in files)} if files else {}


def by(agent: Agent) -> Author:
    """This colleague as an author."""
    return Author("agent", agent.id, agent.name)


async def get_work_order(session: Session, work_order_id: str, *, lock: bool = False) -> WorkOrder:
    """The order; with `lock` nobody else changes it before this transaction ends."""
    query = select(WorkOrder).where(WorkOrder.id == work_order_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    order = (await session.scalars(query)).one_or_none()
    if order is None:
        raise NotFound("There is no such work order.")
    return order


async def get_for_act(session: Session, work_order_id: str, *, version: int | None) -> WorkOrder:
    """The order, locked, for somebody who saw it at `version`; `Conflict` stale where it has changed since."""
    order = await get_work_order(session, work_order_id, lock=True)
    require_version(order, version)
    return order


def require_version(order: WorkOrder, version: int | None) -> None:
    """`Conflict` stale where the order has changed since somebody saw it at `version`."""
    if version is not None and version != order.version:
        raise Conflict(
            "The order has changed since you looked at it; reload and look again.",
            code="stale",
            details={"version": order.version},
        )


def required_text(text: str, name: str, *, may_be_empty: bool = False) -> str:
    """A person's words, trimmed; `InvalidInput` where there are none or too many."""
    words = text.strip()
    if not words and not may_be_empty:
        raise InvalidInput("Please write something.", details={"fields": {name: "Please fill this in."}})
    if len(words) > LONGEST_TEXT:
        raise InvalidInput("This is too long.", details={"fields": {name: f"At most {LONGEST_TEXT} characters."}})
    return words


async def ids_of_contact(session: Session, contact_id: str) -> Sequence[str]:
    """The orders raised from a contact."""
    return (await session.scalars(select(WorkOrder.id).where(WorkOrder.contact_id == contact_id))).all()


async def get_type(session: Session, code: str) -> WorkOrderType:
    type_ = (await session.scalars(select(WorkOrderType).where(WorkOrderType.code == code))).one_or_none()
    if type_ is None:
        raise InvalidInput("There is no such type of work order.", details={"type_code": code})
    return type_


async def list_types(session: Session) -> Sequence[WorkOrderType]:
    """All types in the order the administrator gave them."""
    return (await session.scalars(select(WorkOrderType).order_by(WorkOrderType.position, WorkOrderType.id))).all()


async def group_for(session: Session, *, type_code: str, place: Place | None) -> str:
    """The id of the group that gets such an order; `InvalidInput` where no rule matches."""
    rules = (await session.scalars(select(RoutingRule))).all()
    return choose_group(rules, type_code=type_code, building=place.building or None if place else None)


async def find_similar(session: Session, *, type_code: str, place_id: str | None) -> Sequence[WorkOrder]:
    """Open orders of the same type at the same place, newest first: perhaps this has been reported already."""
    if place_id is None:
        return []
    query = select(WorkOrder).where(
        WorkOrder.place_id == place_id, WorkOrder.type_code == type_code, WorkOrder.state.in_(states.OPEN)
    )
    return (await session.scalars(query.order_by(WorkOrder.id.desc()).limit(SIMILAR_LIMIT))).all()


async def entries_of(session: Session, work_order_id: str) -> Sequence[WorkOrderEntry]:
    """The timeline, oldest first."""
    query = select(WorkOrderEntry).where(WorkOrderEntry.work_order_id == work_order_id)
    return (await session.scalars(query.order_by(WorkOrderEntry.id))).all()


async def require_group_rights(session: Session, order: WorkOrder, agent: Agent) -> None:
    """Back-office people act on orders of their own groups, supervisors on all; anybody else is refused."""
    if roles.SUPERVISOR in agent.roles:
        return
    if roles.BACK_OFFICE in agent.roles and await is_member(session, order.group_id, agent.id):
        return
    raise NotAllowed("Only members of the order's group and supervisors may do this.")


async def create(
    session: Session, order: WorkOrder, *, author: Author, now: datetime, files: Sequence[Attachment] = ()
) -> None:
    """Add a new order with the first line of its timeline; `files` are its own already."""
    session.add(order)
    await session.flush()
    details = {"reference": order.reference, "type_code": order.type_code, "group_id": order.group_id}
    await _record(session, order, Entry("raised", details=details | naming(files)), author=author, now=now)


async def change(
    session: Session,
    order: WorkOrder,
    act: states.Act,
    entry: Entry,
    *,
    author: Author,
    now: datetime,
    values: Mapping[str, Any] | None = None,
) -> None:
    """Carry out one act: the new state, `values`, one line of timeline and of history, and the fact for screens.

    Raises `Conflict` where the state does not allow the act. `order` must be locked.
    """
    before = order.state
    order.state = states.next_state(order.state, act)
    for name, value in (values or {}).items():
        setattr(order, name, value)
    order.version += 1
    await session.flush()
    moved = Entry(entry.act, entry.kind, entry.text, {**entry.details, "from": before, "to": order.state})
    await _record(session, order, moved, author=author, now=now)


async def reopen(
    session: Session, order: WorkOrder, entry: Entry, *, author: Author, due_hours: int, now: datetime
) -> None:
    """Back to its group as new, one level more urgent and with a new clock; what the clock was is in the history."""
    again = states.reopened(order.priority, order.reopened_count)
    details = {**entry.details, "due_before": order.due_at.isoformat(), "priority_before": order.priority}
    values = {
        "priority": again.priority,
        "reopened_count": again.reopened_count,
        "due_at": now + timedelta(hours=due_hours),
        "assignee_id": None,
        "taken_at": None,
        "done_at": None,
        "closed_at": None,
    }
    line = Entry(entry.act, entry.kind, entry.text, details)
    await change(session, order, "reopen", line, author=author, now=now, values=values)


async def add_entry(session: Session, order: WorkOrder, entry: Entry, *, author: Author, now: datetime) -> None:
    """One more line on the timeline without a change of state. `order` must be locked."""
    order.version += 1
    await session.flush()
    await _record(session, order, entry, author=author, now=now)


async def pass_desk_to(session: Session, work_order_id: str, *, agent_id: str, author_id: str, now: datetime) -> None:
    """From now on this agent answers to the owner for the order: it was accepted at a shift handover."""
    order = await get_work_order(session, work_order_id, lock=True)
    if order.desk_agent_id == agent_id:
        return
    details = {"from": order.desk_agent_id, "to": agent_id}
    order.desk_agent_id = agent_id
    order.version += 1
    await session.flush()
    await history.write(session, "work_order", order.id, "desk_passed", author_id=author_id, at=now, details=details)
    session.record(Fact("work_order.changed", order.id, order.version))


async def _record(session: Session, order: WorkOrder, entry: Entry, *, author: Author, now: datetime) -> None:
    session.add(
        WorkOrderEntry(
            id=new_id(),
            work_order_id=order.id,
            kind=entry.kind,
            act=entry.act,
            text=entry.text,
            details=dict(entry.details),
            author_kind=author.kind,
            author_id=author.id,
            author_name=author.name,
            created_at=now,
        )
    )
    await session.flush()
    details = {**entry.details, "text": entry.text} if entry.text else dict(entry.details)
    await history.write(session, "work_order", order.id, entry.act, author_id=author.agent_id, at=now, details=details)
    session.record(Fact("work_order.changed", order.id, order.version))
