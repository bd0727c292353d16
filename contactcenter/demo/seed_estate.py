"""Rows of the demo estate itself: places, people, staff, queues, lines, groups, rules, roster. Called by `seed.py`."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.basics.seed import add_menus
from contactcenter.calendars.changes import add_calendar
from contactcenter.calendars.hours import moment_at
from contactcenter.calendars.service import add_public_holidays
from contactcenter.customers.models import EMAIL, PHONE, Customer, CustomerAddress, Occupancy
from contactcenter.db import Base, Session, new_id
from contactcenter.demo.content.calendars import CALENDARS, HOLIDAYS_OF, YEARS_OF_HOLIDAYS
from contactcenter.demo.content.estate import build_estate
from contactcenter.demo.content.groups import GROUPS
from contactcenter.demo.content.ladders import LADDERS
from contactcenter.demo.content.lines import LINES
from contactcenter.demo.content.menus import FIRST_MENU_OF_CALLS, MENUS
from contactcenter.demo.content.notices import build_notices
from contactcenter.demo.content.people import build_residents
from contactcenter.demo.content.queues import QUEUES
from contactcenter.demo.content.staff import CAPACITY, build_staff, leave_in_week, patterns_from
from contactcenter.demo.content.work_orders import ROUTING_RULES
from contactcenter.escalations.models import Ladder
from contactcenter.groups.models import Group, GroupMember
from contactcenter.lines.models import Line
from contactcenter.notices.models import Notice
from contactcenter.places.models import Place
from contactcenter.places.service import add_spellings
from contactcenter.routing.models import Queue, QueueAgent
from contactcenter.shifts.models import Absence, RosterPattern
from contactcenter.shifts.roster import plan_ahead
from contactcenter.text.scripts import fold
from contactcenter.work_orders.models import RoutingRule

Ids = dict[str, str]


async def _add(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        await session.execute(insert(model), [dict(row) for row in rows])


async def add_staff(session: Session, password_hash: str, now: datetime) -> Ids:
    """One hash serves all demo accounts: hashing takes time on purpose, and the password is no secret."""
    people = build_staff()
    ids = {person.username: new_id() for person in people}
    rows = [
        {
            "id": ids[person.username],
            "username": person.username,
            "name": person.name,
            "password_hash": password_hash,
            "roles": list(person.roles),
            "language": person.language,
            "skills": dict(person.skills),
            "capacity": dict(CAPACITY),
            "phone": person.phone,
            "presence_since": now,
            "created_at": now,
        }
        for person in people
    ]
    await _add(session, Agent, rows)
    return ids


async def add_places(session: Session) -> Ids:
    places = build_estate().places
    ids = {place.code: new_id() for place in places}
    rows = [
        {
            "id": ids[place.code],
            "parent_id": ids[place.parent_code] if place.parent_code else None,
            "kind": place.kind,
            "code": place.code,
            "building": place.building,
            "names": place.names,
            "note": place.note,
        }
        for place in places
    ]
    await _add(session, Place, rows)
    await add_spellings(session, {ids[place.code]: place.spellings for place in places})
    return ids


async def add_residents(session: Session, places: Ids, now: datetime) -> Ids:
    """Returns the customers' ids by their key."""
    residents = build_residents()
    ids = {customer.key: new_id() for customer in residents.customers}
    customers, addresses = [], []
    for customer in residents.customers:
        identity = {
            "id": ids[customer.key],
            "name": customer.name,
            "folded_name": fold(customer.name),
            "created_at": now,
        }
        customers.append({**identity, "kind": customer.kind, "language": customer.language, "note": customer.note})
        for kind, values in ((PHONE, customer.phones), (EMAIL, customer.emails)):
            addresses += [_address(ids[customer.key], kind, address) for address in values]
    await _add(session, Customer, customers)
    await _add(session, CustomerAddress, addresses)
    stays = [
        {
            "id": new_id(),
            "customer_id": ids[stay.customer_key],
            "place_id": places[stay.place_code],
            "role": stay.role,
            "from_date": stay.from_date,
            "to_date": stay.to_date,
        }
        for stay in residents.occupancies
    ]
    await _add(session, Occupancy, stays)
    return ids


def _address(customer_id: str, kind: str, address: str) -> dict[str, str]:
    return {"id": new_id(), "customer_id": customer_id, "kind": kind, "address": address.lower()}


async def add_queues(session: Session, staff: Ids) -> Ids:
    """Agents with all skills of a queue serve it; so does the supervisor, after everybody else."""
    ids = {queue.code: new_id() for queue in QUEUES}
    await _add(session, Queue, [{"id": ids[queue.code], **_fields(queue)} for queue in QUEUES])
    serving = [
        {"queue_id": ids[queue.code], "agent_id": staff[person.username], "priority": queue.position}
        for queue in QUEUES
        for person in build_staff()
        if "agent" in person.roles and queue.skills <= set(person.skills)
    ]
    await _add(session, QueueAgent, serving)
    return ids


async def add_calendars(session: Session, now: datetime) -> Ids:
    this_year = clock.local(now).year
    await add_public_holidays(session, HOLIDAYS_OF, range(this_year, this_year + YEARS_OF_HOLIDAYS))
    return {
        calendar.code: await add_calendar(
            session, code=calendar.code, names=calendar.names, weekly=calendar.weekly, region=HOLIDAYS_OF
        )
        for calendar in CALENDARS
    }


async def add_lines(session: Session, queues: Ids, calendars: Ids) -> None:
    rows = [
        {
            "id": new_id(),
            "channel": line.channel,
            "address": line.address,
            "names": line.names,
            "language": line.language,
            "queue_id": queues[line.queue_code],
            "calendar_id": calendars[line.calendar_code] if line.calendar_code else None,
            "menu_code": FIRST_MENU_OF_CALLS if line.channel == "voice" else None,
            "acknowledges": line.acknowledges,
        }
        for line in LINES
    ]
    await _add(session, Line, rows)
    await add_menus(session, MENUS)


async def add_groups(session: Session, staff: Ids) -> Ids:
    ids = {group.code: new_id() for group in GROUPS}
    rows = [{"id": ids[g.code], "code": g.code, "names": g.names, "building": g.building} for g in GROUPS]
    await _add(session, Group, rows)
    members = [{"group_id": ids[g.code], "agent_id": staff[username]} for g in GROUPS for username in g.members]
    await _add(session, GroupMember, members)
    return ids


async def add_ladders(session: Session, groups: Ids, staff: Ids) -> None:
    """Who is rung for the emergencies of each group, and for those of all others."""
    rows = [
        {
            "id": new_id(),
            "group_id": groups[ladder.group_code] if ladder.group_code else None,
            "name": ladder.name,
            "steps": [
                {
                    "minutes": step.minutes,
                    "targets": [
                        {"kind": "agent", "id": staff[username], "channels": list(step.channels)}
                        for username in step.usernames
                    ]
                    or [{"kind": "duty", "channels": list(step.channels)}],
                }
                for step in ladder.steps
            ],
        }
        for ladder in LADDERS
    ]
    await _add(session, Ladder, rows)


async def add_routing_rules(session: Session, groups: Ids) -> None:
    rows = [
        {
            "id": new_id(),
            "position": position,
            "type_code": rule.type_code,
            "building": rule.building,
            "group_id": groups[rule.group_code],
        }
        for position, rule in enumerate(ROUTING_RULES)
    ]
    await _add(session, RoutingRule, rows)


async def add_notices(session: Session, places: Ids, now: datetime) -> None:
    rows = [
        {
            "id": new_id(),
            "kind": notice.kind,
            "place_id": places[notice.place_code],
            "titles": notice.titles,
            "texts": notice.texts,
            "starts_at": notice.starts_at,
            "ends_at": notice.ends_at,
            "published_at": notice.published_at,
        }
        for notice in build_notices(clock.local(now))
    ]
    await _add(session, Notice, rows)


async def add_roster(session: Session, staff: Ids, now: datetime) -> None:
    """The patterns everybody works by, a colleague on leave, and the shifts of the next two weeks."""
    today = clock.local(now).date()
    monday = today - timedelta(days=today.weekday())
    patterns = [
        {
            "id": new_id(),
            "agent_id": staff[pattern.username],
            "weekdays": list(pattern.weekdays),
            "starts": pattern.starts,
            "ends": pattern.ends,
            "desk": pattern.desk,
            "every_weeks": pattern.every_weeks,
            "valid_from": pattern.valid_from,
        }
        # From the week before on: last night's shift goes on this morning.
        for pattern in patterns_from(monday - timedelta(weeks=1))
    ]
    await _add(session, RosterPattern, patterns)
    # Soon enough to be seen, and not begun yet.
    leave = leave_in_week(monday if today.weekday() < 2 else monday + timedelta(weeks=1))
    absence = {
        "id": new_id(),
        "agent_id": staff[leave.username],
        "substitute_id": staff[leave.substitute],
        "starts_at": moment_at(leave.first_day, "00:00", clock.zone()),
        "ends_at": moment_at(leave.last_day, "00:00", clock.zone()),
        "reason": "年假",
    }
    await _add(session, Absence, [absence])
    await plan_ahead(session, now=now)


def _fields(row: Any) -> dict[str, Any]:
    """The fields of one of the content's slotted dataclasses, which are named like the columns."""
    return {name: getattr(row, name) for name in row.__slots__}
