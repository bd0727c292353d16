"""Builders around work orders: people, a place, groups, types, rules, a contact. Each mentions only what matters."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from contactcenter.actions.raise_work_order import WorkOrderRequest, raise_work_order
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact, Matter, Message
from contactcenter.customers.models import Customer
from contactcenter.db import Session, new_id
from contactcenter.groups.models import Group, GroupMember
from contactcenter.places.models import Place
from contactcenter.templates.models import Template
from contactcenter.work_orders.models import RoutingRule, WorkOrder, WorkOrderType

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LINE = "+85230000000"

PLUMBING_FORM: list[dict[str, Any]] = [
    {
        "key": "area",
        "names": {"en": "Where"},
        "kind": "choice",
        "required": True,
        "options": [
            {"value": "kitchen", "names": {"zh-Hant": "廚房", "en": "Kitchen"}},
            {"value": "bathroom", "names": {"zh-Hant": "浴室", "en": "Bathroom"}},
        ],
    },
    {"key": "phone", "names": {"en": "Phone on site"}, "kind": "phone", "required": False},
]

TEMPLATES = {
    "work_order_raised": "已開立工單 {reference}：{title}",
    "work_order_done": "工單 {reference} 已完成，是否已解決？請回覆 YES 或 NO",
    "work_order_reopened": "工單 {reference} 已重開",
    "work_order_closed": "多謝回覆，工單 {reference} 結束",
}


@dataclass
class Desk:
    """A small service desk: one flat, two groups, the people who matter, and a contact held by `agent`."""

    agent: Agent
    colleague: Agent
    supervisor: Agent
    plumber: Agent
    second_plumber: Agent
    outsider: Agent
    engineering: Group
    after_sales: Group
    place: Place
    customer: Customer
    contact: Contact
    matter: Matter
    types: dict[str, WorkOrderType] = field(default_factory=dict)


async def make_agent(session: Session, username: str, *roles: str) -> Agent:
    agent = Agent(
        id=new_id(),
        username=username,
        name=username.title(),
        password_hash="-",
        roles=list(roles or ("agent",)),
        presence_since=NOW,
        created_at=NOW,
    )
    session.add(agent)
    await session.flush()
    return agent


async def make_group(session: Session, code: str, *members: Agent) -> Group:
    group = Group(id=new_id(), code=code, names={"en": code})
    session.add(group)
    await session.flush()
    session.add_all(GroupMember(group_id=group.id, agent_id=member.id) for member in members)
    await session.flush()
    return group


async def make_type(session: Session, code: str, **values: Any) -> WorkOrderType:
    type_ = WorkOrderType(**{"id": new_id(), "code": code, "names": {"en": code}, "form": [], "hints": [], **values})
    session.add(type_)
    await session.flush()
    return type_


async def make_contact(
    session: Session, *, agent: Agent | None, customer: Customer, place: Place | None, **values: Any
) -> tuple[Contact, Matter]:
    contact_id = new_id()
    contact = Contact(
        **{
            "id": contact_id,
            "reference": f"C-2026-{contact_id[8:16]}",
            "channel": "sms",
            "state": "active",
            "class_": "normal",
            "address": "+85291234567",
            "line": LINE,
            "customer_id": customer.id,
            "place_id": place.id if place else None,
            "agent_id": agent.id if agent else None,
            "subject": "廚房漏水",
            "thread_key": contact_id,
            "queued_at": NOW,
            "created_at": NOW,
            "updated_at": NOW,
            **values,
        }
    )
    session.add(contact)
    await session.flush()
    matter = Matter(id=new_id(), contact_id=contact.id, subject=contact.subject)
    session.add(matter)
    await session.flush()
    return contact, matter


async def make_inbound_text(session: Session, contact: Contact, text: str) -> Message:
    message = Message(
        id=new_id(),
        contact_id=contact.id,
        channel="sms",
        kind="message",
        direction="inbound",
        author_kind="customer",
        author_id=contact.customer_id,
        text=text,
        created_at=NOW,
    )
    session.add(message)
    await session.flush()
    return message


async def make_desk(session: Session) -> Desk:
    people = {name: await make_agent(session, name) for name in ("agent", "colleague")}
    supervisor = await make_agent(session, "supervisor", "supervisor")
    plumber = await make_agent(session, "plumber", "back_office")
    second_plumber = await make_agent(session, "second_plumber", "back_office")
    outsider = await make_agent(session, "outsider", "back_office")
    engineering = await make_group(session, "engineering-3", plumber, second_plumber)
    after_sales = await make_group(session, "after-sales", outsider)
    place = Place(id=new_id(), kind="unit", code="3-12-B", building="3", names={"zh-Hant": "3座12樓B室"})
    customer = Customer(id=new_id(), name="陳先生", kind="person", language="zh-Hant", created_at=NOW)
    session.add_all([place, customer])
    session.add_all(
        Template(id=new_id(), code=code, language="zh-Hant", channel="sms", text=text)
        for code, text in TEMPLATES.items()
    )
    await session.flush()
    plumbing = await make_type(
        session, "repair_plumbing", form=PLUMBING_FORM, hints=["漏水", "水喉", "leak"], due_hours=24, position=1
    )
    fees = await make_type(session, "fee_query", hints=["管理費"], due_hours=48, position=2)
    session.add_all(
        [
            RoutingRule(id=new_id(), position=1, type_code="repair_plumbing", building="3", group_id=engineering.id),
            RoutingRule(id=new_id(), position=9, type_code=None, building=None, group_id=after_sales.id),
        ]
    )
    await session.flush()
    contact, matter = await make_contact(session, agent=people["agent"], customer=customer, place=place)
    return Desk(
        agent=people["agent"],
        colleague=people["colleague"],
        supervisor=supervisor,
        plumber=plumber,
        second_plumber=second_plumber,
        outsider=outsider,
        engineering=engineering,
        after_sales=after_sales,
        place=place,
        customer=customer,
        contact=contact,
        matter=matter,
        types={"repair_plumbing": plumbing, "fee_query": fees},
    )


async def make_order(session: Session, desk: Desk, *, contact: Contact | None = None, **values: Any) -> WorkOrder:
    """An order raised by the desk's agent from the desk's contact."""
    request = {"type_code": "repair_plumbing", "title": "廚房漏水", "form": {"area": "kitchen"}, **values}
    return await raise_work_order(
        session,
        contact_id=(contact or desk.contact).id,
        agent=desk.agent,
        request=WorkOrderRequest(**request),
        now=NOW,
    )
