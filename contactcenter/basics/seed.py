"""Gives a new installation what it needs to work at once. Called at a start without a demo; the demo shares parts."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from contactcenter.basics.automatic_mails import AUTOMATIC_MAILS
from contactcenter.basics.automatic_texts import AUTOMATIC
from contactcenter.basics.emergency_words import word_rows
from contactcenter.basics.languages import in_three
from contactcenter.basics.menus import NEUTRAL_MENUS
from contactcenter.basics.quick_replies import QUICK_REPLIES
from contactcenter.basics.safety_scripts import script_rows
from contactcenter.basics.sla_policies import starting_policies
from contactcenter.basics.texts import NEUTRAL, TemplateText, templates_of
from contactcenter.basics.work_order_types import WORK_ORDER_TYPES
from contactcenter.calls.models import Menu
from contactcenter.db import Session, new_id
from contactcenter.escalations.models import Ladder, SafetyScript
from contactcenter.groups.models import Group
from contactcenter.journal import history
from contactcenter.routing.models import EmergencyWord, Queue
from contactcenter.sla.models import SlaPolicy, SlaPolicyVersion, SlaProgress
from contactcenter.sla.policies import add_policies
from contactcenter.templates.models import Template
from contactcenter.work_orders.models import RoutingRule, WorkOrderType


async def seed_basics(session: Session, *, now: datetime) -> bool:
    """Seed where no queue exists yet; returns whether it did. What an administrator changes later is never touched."""
    if await session.scalar(select(Queue.id).limit(1)):
        return False
    queue_id, group_id = new_id(), new_id()
    # The queue names no agents, so everybody who takes contacts serves it, whenever their account is made.
    queue = {"id": queue_id, "code": "general", "names": in_three("一般查詢", "一般咨询", "General"), "position": 1}
    await session.execute(insert(Queue), [queue])
    group = {"id": group_id, "code": "service", "names": in_three("客戶服務組", "客户服务组", "Customer service")}
    await session.execute(insert(Group), [group])
    await add_work_order_types(session)
    await session.execute(insert(RoutingRule), [{"id": new_id(), "position": 0, "group_id": group_id}])
    await add_templates(session, templates_of((*AUTOMATIC, *AUTOMATIC_MAILS, *QUICK_REPLIES), NEUTRAL))
    await add_emergency_words(session)
    await add_safety_scripts(session)
    # Without rungs it rings whoever supervises, until an administrator says who is on call.
    await session.execute(insert(Ladder), [{"id": new_id(), "name": "On call", "steps": []}])
    await add_menus(session, NEUTRAL_MENUS)
    await add_policies(session, starting_policies(), author_id=None, now=now)
    await history.write(session, "queue", queue_id, "created", author_id=None, at=now)
    return True


async def remove_basics(session: Session) -> None:
    """Make room for other ones, where nobody works with these yet."""
    for model in (
        RoutingRule,
        WorkOrderType,
        Group,
        Queue,
        Template,
        EmergencyWord,
        SafetyScript,
        Ladder,
        Menu,
        SlaPolicyVersion,
        SlaPolicy,
        SlaProgress,
    ):
        await session.execute(delete(model))


async def add_work_order_types(session: Session) -> None:
    rows = [
        {
            "id": new_id(),
            "code": type_.code,
            "names": type_.names,
            "form": type_.form_rows(),
            "hints": type_.hints,
            "priority": type_.priority,
            "due_hours": type_.due_hours,
            "position": position,
        }
        for position, type_ in enumerate(WORK_ORDER_TYPES)
    ]
    await session.execute(insert(WorkOrderType), rows)


async def add_templates(session: Session, templates: Iterable[TemplateText]) -> None:
    rows = [{"id": new_id(), **asdict(each)} for each in templates]
    await session.execute(insert(Template), rows)


async def add_menus(session: Session, menus: Iterable[Mapping[str, Any]]) -> None:
    await session.execute(insert(Menu), [{"id": new_id(), "version": 1, **menu} for menu in menus])


async def add_safety_scripts(session: Session) -> None:
    await session.execute(insert(SafetyScript), [{"id": new_id(), **row} for row in script_rows()])


async def add_emergency_words(session: Session) -> None:
    await session.execute(insert(EmergencyWord), [{"id": new_id(), **row} for row in word_rows()])
