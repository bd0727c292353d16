"""Which orders go to which group, as an administrator says. Called by the console."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from contactcenter.db import Session, new_id, take_turns
from contactcenter.errors import InvalidInput
from contactcenter.groups.models import Group
from contactcenter.groups.service import get_group, keep_change, lock_group
from contactcenter.places.models import Place
from contactcenter.work_orders.models import RoutingRule, WorkOrderType

# Two administrators do not give the same work to two groups at once.
RULES_LOCK: Final = 7_310_013


@dataclass(frozen=True, slots=True)
class Work:
    """Orders of this type at this building; None is any."""

    type_code: str | None = None
    building: str | None = None


ANYTHING_ELSE = Work()


async def set_work(
    session: Session, group_id: str, works: Collection[Work], *, version: int | None, author_id: str, now: datetime
) -> Group:
    """These orders come to the group from now on, and no others; what another group had of them leaves that one.

    Orders that stand already stay where they are. What no rule names must go somewhere: `InvalidInput` where the
    group would give up the last rule for it.
    """
    await get_group(session, group_id)
    await take_turns(session, RULES_LOCK)
    rules = await _rules(session)
    await _check(session, works, rules, group_id=group_id)
    # Where two rules say the same, the first holds: the group gets the place of that one.
    first = {work: of_it[0].group_id for work, of_it in rules.items()}
    losing = {first[work] for work in works if work in first} | {group_id}
    groups = {
        id_: await lock_group(session, id_, version=version if id_ == group_id else None) for id_ in sorted(losing)
    }
    added: dict[Work, str | None] = {work: first.get(work) for work in works if first.get(work) != group_id}
    removed = [work for work, of_it in rules.items() if work not in works and _has(of_it, group_id)]
    await _write(session, rules, group_id=group_id, works=works)
    if added or removed:
        details = {
            "added": [_as_row(work, from_group_id=other) for work, other in added.items()],
            "removed": [_as_row(work) for work in removed],
        }
        await keep_change(session, groups[group_id], "work", details, author_id=author_id, now=now)
    for id_ in sorted(losing - {group_id}):
        lost = [_as_row(work, to_group_id=group_id) for work, other in added.items() if other == id_]
        details = {"added": [], "removed": lost}
        await keep_change(session, groups[id_], "work", details, author_id=author_id, now=now)
    return groups[group_id]


async def _rules(session: Session) -> dict[Work, list[RoutingRule]]:
    rules: dict[Work, list[RoutingRule]] = {}
    for rule in await session.scalars(select(RoutingRule).order_by(RoutingRule.position, RoutingRule.id)):
        rules.setdefault(Work(rule.type_code, rule.building), []).append(rule)
    return rules


async def _check(
    session: Session, works: Collection[Work], rules: dict[Work, list[RoutingRule]], *, group_id: str
) -> None:
    types = set(await session.scalars(select(WorkOrderType.code)))
    named = {work.building for work in works if work.building}
    buildings = set(await session.scalars(select(Place.building).where(Place.building.in_(named)).distinct()))
    problems = {}
    for index, work in enumerate(works):
        if work.type_code is not None and work.type_code not in types:
            problems[f"work.{index}.type_code"] = "There is no such type of work order; choose one of the list."
        # A rule of a building that left the tree of places may stay.
        if work.building is not None and work.building not in buildings and work not in rules:
            problems[f"work.{index}.building"] = "There is no such building; choose one of the list."
    others = [rule for rule in rules.get(ANYTHING_ELSE, ()) if rule.group_id != group_id]
    if ANYTHING_ELSE in rules and ANYTHING_ELSE not in works and not others:
        problems["work"] = "What nothing else is said for comes here; let another group have it first."
    if problems:
        raise InvalidInput(next(iter(problems.values())), details={"fields": problems})


async def _write(
    session: Session, rules: dict[Work, list[RoutingRule]], *, group_id: str, works: Collection[Work]
) -> None:
    position = max((rule.position for of_it in rules.values() for rule in of_it), default=-1)
    for work in works:
        if work not in rules:
            position += 1
            rule = RoutingRule(id=new_id(), position=position, group_id=group_id)
            rule.type_code, rule.building = work.type_code, work.building
            session.add(rule)
            continue
        held, *shadowed = rules[work]
        held.group_id = group_id
        for rule in shadowed:
            await session.delete(rule)
    for work in rules.keys() - set(works):
        for rule in rules[work]:
            if rule.group_id == group_id:
                await session.delete(rule)
    await session.flush()


def _has(rules: Sequence[RoutingRule], group_id: str) -> bool:
    return any(rule.group_id == group_id for rule in rules)


def _as_row(work: Work, **others: str | None) -> dict[str, Any]:
    return {"type_code": work.type_code, "building": work.building, **others}
