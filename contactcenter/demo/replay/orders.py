"""Plays one work order back: raised, taken, worked on, done, and what the owner said to that."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zlib import crc32

from contactcenter.actions.record_verdict import TEMPLATES, THREAD_LINES
from contactcenter.basics.work_order_types import WORK_ORDER_TYPES
from contactcenter.demo.content.estate import build_estate
from contactcenter.demo.content.history_shapes import OrderScript
from contactcenter.demo.content.work_orders import find_group_code
from contactcenter.demo.replay.case import Case, Words
from contactcenter.demo.replay.estate import Person
from contactcenter.demo.replay.ledger import Row
from contactcenter.follow_ups.models import FollowUp
from contactcenter.work_orders.models import WorkOrder, WorkOrderEntry
from contactcenter.work_orders.states import reopened

TYPES: Final = {type_.code: type_ for type_ in WORK_ORDER_TYPES}
MOVED: Final = {"zh-Hant": "轉交負責的部門。", "zh-Hans": "转交负责部门。", "en": "For the group in charge of it."}
# Until somebody of the group takes an order, if nothing happens to it sooner.
UNTIL_TAKEN_MINUTES: Final = 20
# Until an owner answers whether it is solved, where the script does not say.
UNTIL_VERDICT_MINUTES: Final = 25


@dataclass(slots=True, eq=False)
class Order:
    """One order while it is played back; `group_code` is where it is at the moment."""

    case: Case
    script: OrderScript
    row: Row
    group_code: str

    @property
    def worker(self) -> Person:
        """The first of the group holds what is open, so that one sign-in shows it; the past is spread over all."""
        members = self.case.estate.members_of(self.group_code)
        is_open = self.script.state in ("new", "taken")
        return members[0 if is_open else crc32(self.case.source.script.key.encode()) % len(members)]

    def entry(
        self,
        act: str,
        at: datetime,
        author: Person | None,
        *,
        kind: str = "state",
        author_kind: str = "agent",
        text: Words = "",
        **details: Any,
    ) -> None:
        """One line of the timeline and of the history, which numbers the order anew."""
        self.row.values["version"] += 1
        ledger, is_agent = self.case.ledger, author_kind == "agent" and author is not None
        line = ledger.add(WorkOrderEntry, at, work_order_id=self.row, kind=kind, act=act, text=text, created_at=at)
        line.values |= {
            "details": details,
            "author_kind": author_kind,
            "author_id": author.id if author else None,
            "author_name": author.name if author else "",
        }
        author_id = author.id if author and is_agent else None
        more = {"text": text} if text else {}
        ledger.add_history(self.row, "work_order", act, at=at, author_id=author_id, details={**details, **more})

    def tell_owner(self, code: str, at: datetime) -> bool:
        values = {"reference": "", "title": self.script.title}
        words = self.case.tell_owner(at, code, lambda: values | {"reference": self.row.reference})
        if words is not None:
            self.entry("told_owner", at, None, kind="owner", author_kind="system", text=words, template=code)
        return words is not None


def play_order(case: Case, script: OrderScript) -> Row:
    """The order with everything that happened to it."""
    order = _raise(case, script)
    if script.moved_to is not None:
        _move(order, script.moved_to)
    if script.state != "new" or script.done_after is not None:
        _take(order)
    for minutes, text in script.notes:
        order.entry("noted", case.at(minutes), order.worker, kind="note", text=text)
    if script.done_after is not None:
        _finish(order, case.at(script.done_after))
    return order.row


def _raise(case: Case, script: OrderScript) -> Order:
    at, type_ = case.at(script.raised_after), TYPES[script.type_code]
    place_code = case.source.order_place_code(script)
    building = build_estate().by_code[place_code].building if place_code else None
    group_code = find_group_code(script.type_code, building or None)
    row = case.ledger.add(WorkOrder, at, type_code=script.type_code, contact_id=case.contact, version=0)
    row.values |= {
        "group_id": case.estate.groups[group_code],
        "place_id": case.estate.places[place_code] if place_code else None,
        "customer_id": case.owner.id if case.owner else None,
        "title": script.title,
        "description": script.description,
        "priority": script.priority or type_.priority,
        "state": "new",
        "form": script.form,
        "desk_agent_id": case.agent.id,
        "due_at": at + timedelta(hours=type_.due_hours),
        "created_by": case.agent.id,
        "created_at": at,
    }
    case.orders.append(row)
    order = Order(case, script, row, group_code)
    group_id = row.values["group_id"]
    order.entry("raised", at, case.agent, reference=lambda: row.reference, type_code=type_.code, group_id=group_id)
    order.tell_owner("work_order_raised", at)
    return order


def _move(order: Order, to: str) -> None:
    """Somebody of the first group sees that it is another group's."""
    case, before = order.case, order.row.values["group_id"]
    at = case.at(order.script.raised_after + 1)
    target = case.estate.groups[to]
    details = {"from_group_id": before, "to_group_id": target, "from": "new", "to": "new"}
    order.entry("moved", at, order.worker, text=MOVED[case.language], **details)
    order.row.values["group_id"] = target
    order.group_code = to


def _take(order: Order) -> None:
    script = order.script
    minutes = [minutes for minutes, _ in script.notes] + [script.done_after or script.raised_after + 60]
    wait = min(UNTIL_TAKEN_MINUTES, (min(minutes) - script.raised_after) / 2)
    at = order.case.at(script.raised_after + max(wait, 1.5))
    order.row.values |= {"state": "taken", "assignee_id": order.worker.id, "taken_at": at}
    order.entry("taken", at, order.worker, **{"from": "new", "to": "taken"})


def _finish(order: Order, at: datetime) -> None:
    order.row.values |= {"state": "done", "done_at": at}
    order.entry("done", at, order.worker, text=order.script.result, **{"from": "taken", "to": "done"})
    was_asked = order.tell_owner("work_order_done", at)
    follow_up = order.case.ledger.add(FollowUp, at, work_order_id=order.row, contact_id=order.case.contact)
    follow_up.values |= {"created_at": at, "asked_at": at if was_asked else None}
    if order.script.verdict is not None:
        _verdict(order, follow_up)


def _verdict(order: Order, follow_up: Row) -> None:
    """The owner's answer closes the order or sends it back, and the thread says so."""
    case, verdict = order.case, order.script.verdict
    assert verdict is not None
    at, words = _answer(order)
    follow_up.values |= {"verdict": verdict, "words": words, "answered_at": at}
    details = {"verdict": verdict, "work_order_id": order.row}
    case.ledger.add_history(follow_up, "follow_up", "answered", at=at, author_id=None, details=details)
    again = "closed" if verdict == "yes" else "new"
    moved = {"from": "done", "to": again}
    order.entry(f"verdict_{verdict}", at, case.owner, kind="owner", author_kind="customer", text=words, **moved)
    if verdict == "yes":
        order.row.values |= {"state": "closed", "closed_at": at}
    else:
        _reopen(order, at)
    line = THREAD_LINES[case.language][verdict]
    case.say_in_thread(at, lambda: line.format(reference=order.row.reference))
    order.tell_owner(TEMPLATES[verdict], at)


def _answer(order: Order) -> tuple[datetime, str]:
    """When and in which words: what the owner wrote after the work was done, else a text of its own, else by phone."""
    case, script = order.case, order.script
    done_after = script.done_after or 0
    for line in case.source.lines:
        if line.author == "customer" and line.minutes_after > done_after:
            return case.at(line.minutes_after), line.text
    at = case.at(done_after + UNTIL_VERDICT_MINUTES)
    if script.verdict_words:
        case.owner_writes(at, script.verdict_words)
    return at, script.verdict_words


def _reopen(order: Order, at: datetime) -> None:
    values, type_ = order.row.values, TYPES[order.script.type_code]
    again = reopened(values["priority"], 0)
    values |= {
        "state": "new",
        "priority": again.priority,
        "reopened_count": again.reopened_count,
        "due_at": at + timedelta(hours=type_.due_hours),
        "assignee_id": None,
        "taken_at": None,
        "done_at": None,
    }
