"""Raise a work order from a contact: what could not be answered goes to the group that can. Called by the console."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from contactcenter.actions.attach_files import attach_to_order
from contactcenter.agents.models import Agent
from contactcenter.contacts import service as contacts
from contactcenter.contacts.models import Contact, Matter
from contactcenter.contacts.references import next_references
from contactcenter.db import Session, new_id
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.places.models import Place
from contactcenter.places.service import get_place
from contactcenter.work_orders import service
from contactcenter.work_orders.forms import read_form
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.owner_texts import tell_owner
from contactcenter.work_orders.states import PRIORITIES

LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 10_000


@dataclass(frozen=True, slots=True)
class WorkOrderRequest:
    """What the agent filled in. `matter_id` empty means the contact's first matter without an outcome.

    `group_id` is set where it is known who does it; else the routing rules say.
    """

    type_code: str
    title: str
    description: str = ""
    place_id: str | None = None
    priority: str | None = None
    form: Mapping[str, Any] = field(default_factory=dict)
    matter_id: str | None = None
    attachment_ids: Sequence[str] = ()
    group_id: str | None = None


async def raise_work_order(
    session: Session, *, contact_id: str, agent: Agent, request: WorkOrderRequest, now: datetime
) -> WorkOrder:
    """Create the order, route it, give the matter its outcome, tell the owner the number."""
    contact = await contacts.lock_contact(session, contact_id)
    contacts.require_holder(contact, agent)
    matter = await _matter(session, contact, agent, request, now=now)
    order = await _build(session, contact, agent, request, now=now)
    files = await attach_to_order(session, order, request.attachment_ids, agent=agent, now=now)
    await service.create(session, order, author=service.by(agent), now=now, files=files)
    await contacts.set_outcome(session, matter, "work_order", author_id=agent.id, now=now, work_order_id=order.id)
    await tell_owner(session, order, contact, "work_order_raised", now=now)
    return order


async def _matter(
    session: Session, contact: Contact, agent: Agent, request: WorkOrderRequest, *, now: datetime
) -> Matter:
    """What the order is for. Where all matters have their outcome, the order is about something more."""
    matter = await contacts.find_matter_to_decide(session, contact, matter_id=request.matter_id)
    if matter is None:
        return await contacts.add_matter(session, contact, request.title, author_id=agent.id, now=now)
    if matter.outcome == "work_order":
        raise Conflict("This matter has a work order already.", details={"work_order_id": matter.work_order_id})
    return matter


async def _build(
    session: Session, contact: Contact, agent: Agent, request: WorkOrderRequest, *, now: datetime
) -> WorkOrder:
    _check_texts(request)
    type_ = await service.get_type(session, request.type_code)
    place = await _place(session, contact, request)
    form = read_form(type_.form, request.form)
    group_id = request.group_id or await service.group_for(session, type_code=type_.code, place=place)
    [reference] = await next_references(session, "W", 1, now)
    return WorkOrder(
        id=new_id(),
        reference=reference,
        type_code=type_.code,
        group_id=group_id,
        place_id=place.id if place else None,
        customer_id=contact.customer_id,
        contact_id=contact.id,
        title=request.title.strip(),
        description=request.description.strip(),
        priority=request.priority or type_.priority,
        state="new",
        form=form,
        desk_agent_id=agent.id,
        due_at=now + timedelta(hours=type_.due_hours),
        created_by=agent.id,
        created_at=now,
        reopened_count=0,
        version=1,
    )


async def _place(session: Session, contact: Contact, request: WorkOrderRequest) -> Place | None:
    place_id = request.place_id or contact.place_id
    return await get_place(session, place_id) if place_id else None


def _check_texts(request: WorkOrderRequest) -> None:
    wrong: dict[str, str] = {}
    if not request.title.strip():
        wrong["title"] = "Please say in a few words what it is about."
    if len(request.title.strip()) > LONGEST_TITLE:
        wrong["title"] = f"At most {LONGEST_TITLE} characters."
    if len(request.description) > LONGEST_DESCRIPTION:
        wrong["description"] = f"At most {LONGEST_DESCRIPTION} characters."
    if request.priority is not None and request.priority not in PRIORITIES:
        wrong["priority"] = f"Please choose one of: {', '.join(PRIORITIES)}."
    if wrong:
        raise InvalidInput("The order is not complete.", details={"fields": wrong})
