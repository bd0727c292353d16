"""Plays one work order back: raised, taken, worked on, done, and what the owner said to that."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zlib import crc32

from contactcenter.actions.record_verdict import TEMPLATES, THREAD_LINES
from contactcenter.basics.work_order_types import WORK_ORDER_TYPES
from contactcenter.demo.content.estate import build_estate
from contactcenter.demo.content.groups import GROUPS
from contactcenter.demo.content.history_shapes import AgainScript, OrderScript
from contactcenter.demo.content.work_orders import find_group_code
from contactcenter.demo.replay.case import Case
from contactcenter.demo.replay.estate import Person
from contactcenter.demo.replay.ledger import Row
from contactcenter.demo.replay.tracks import OrderTrack
from contactcenter.follow_ups.models import FollowUp
from contactcenter.work_orders.models import WorkOrder, WorkOrderEntry
from contactcenter.work_orders.states import reopened

TYPES: Final = {type_.code: type_ for type_ in WORK_ORDER_TYPES}
MOVED: Final = {"zh-Hant": "轉交負責的部門。", "zh-Hans": "转交负责部门。", "en": "For the group in charge of it."}
GROUP_NAMES: Final = {group.code: group.names for group in GROUPS}
# Until somebody of the group takes an order, if nothing happens to it sooner.
UNTIL_TAKEN_MINUTES: Final = 20
# Until an owner answers whether it is solved, where the script does not say.
UNTIL_VERDICT_MINUTES: Final = 25
CLOSES_ALONE: Final = "supervisor1"


@dataclass(slots=True, eq=False)
class Order:
    """One order while it is played back; `group_code` is where it is at the moment."""

    case: Case
    script: OrderScript
    row: Row
    track: OrderTrack
    group_code: str

    @property
    def worker(self) -> Person:
        """The first of the group holds what is open, so that one sign-in shows it; the past is spread over all."""
        members = self.case.scene.estate.members_of(self.group_code)
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
        text: str = "",
        **details: Any,
    ) -> None:
        """One line of the timeline and of the history, which numbers the order anew."""
        self.row.values["version"] += 1
        ledger, is_agent = self.case.ledger, author_kind == "agent" and author is not None
        ledger.add(
            WorkOrderEntry,
            at,
            work_order_id=self.row.id,
            kind=kind,
            act=act,
            text=text,
            created_at=at,
            details=details,
            author_kind=author_kind,
            author_id=author.id if author else None,
            author_name=author.name if author else "",
        )
        author_id = author.id if author and is_agent else None
        more = {"text": text} if text else {}
        ledger.add_history(self.row, "work_order", act, at=at, author_id=author_id, details={**details, **more})

    def move(self, act: str, at: datetime, author: Person | None, *, to: str, **more: Any) -> None:
        """A change of state."""
        before = self.row.values["state"]
        self.row.values["state"] = to
        self.track.states.append((at, to))
        self.entry(act, at, author, **more, **{"from": before, "to": to})

    def tell_owner(self, code: str, at: datetime) -> bool:
        words = self.case.tell_owner(at, code, {"reference": self.track.reference, "title": self.script.title})
        if words is not None:
            self.entry("told_owner", at, None, kind="owner", author_kind="system", text=words, template=code)
        return words is not None


def play_order(case: Case, script: OrderScript, position: int) -> Row:
    """The order with everything that happened to it. `position` is the number of its matter."""
    order = _raise(case, script, case.scene.numbers.orders[case.source.script.key, position])
    if script.moved_to is not None:
        _move(order, script.moved_to)
    if script.state != "new" or script.done_after is not None:
        _take(order)
    for minutes, text in script.notes:
        order.entry("noted", case.at(minutes), order.worker, kind="note", text=text)
    if script.done_after is not None:
        _finish(order, script.done_after, script.result)
        if script.verdict is not None:
            at, words = _answer(order)
            _verdict(order, script.verdict, at, words)
            if script.again is not None:
                _work_again(order, script.again)
        elif script.closed_after is not None:
            _close_alone(order, case.at(script.closed_after))
    return order.row


def _raise(case: Case, script: OrderScript, reference: str) -> Order:
    at, type_, estate = case.at(script.raised_after), TYPES[script.type_code], case.scene.estate
    place_code = case.source.order_place_code(script)
    place = build_estate().by_code[place_code] if place_code else None
    group_code = find_group_code(script.type_code, place.building or None if place else None)
    priority = script.priority or type_.priority
    row = case.ledger.add(WorkOrder, at, type_code=script.type_code, contact_id=case.contact.id, version=0)
    row.values |= {
        "reference": reference,
        "group_id": estate.groups[group_code],
        "place_id": estate.places[place_code] if place_code else None,
        "customer_id": case.owner.id if case.owner else None,
        "title": script.title,
        "description": script.description,
        "priority": priority,
        "state": "new",
        "form": dict(script.form),
        "desk_agent_id": case.agent.id,
        "due_at": at + timedelta(hours=type_.due_hours),
        "created_by": case.agent.id,
        "created_at": at,
    }
    facts = {
        "type_code": script.type_code,
        "group_names": GROUP_NAMES[script.moved_to or group_code],
        "place_code": place_code,
        "place_names": place.names if place else None,
        "customer_name": case.owner.name if case.owner else None,
    }
    track = OrderTrack(row, reference, script.title, case.agent.id, facts, [(at, "new")])
    tracks = case.scene.tracks
    tracks.orders.append(track)
    tracks.first_orders.setdefault(case.source.script.key, row)
    order = Order(case, script, row, track, group_code)
    group_id = row.values["group_id"]
    order.entry("raised", at, case.agent, reference=reference, type_code=type_.code, group_id=group_id)
    order.tell_owner("work_order_raised", at)
    return order


def _move(order: Order, to: str) -> None:
    """Somebody of the first group sees that it is another group's."""
    case, before = order.case, order.row.values["group_id"]
    at = case.at(order.script.raised_after + 1)
    target = case.scene.estate.groups[to]
    details = {"from_group_id": before, "to_group_id": target, "from": "new", "to": "new"}
    order.entry("moved", at, order.worker, text=MOVED[case.language], **details)
    order.row.values["group_id"] = target
    order.group_code = to


def _take(order: Order) -> None:
    script = order.script
    after = script.taken_after
    if after is None:
        minutes = [minutes for minutes, _ in script.notes] + [script.done_after or script.raised_after + 60]
        wait = min(UNTIL_TAKEN_MINUTES, (min(minutes) - script.raised_after) / 2)
        after = script.raised_after + max(wait, 1.5)
    _taken(order, order.case.at(after))


def _taken(order: Order, at: datetime) -> None:
    order.row.values |= {"assignee_id": order.worker.id, "taken_at": at}
    order.move("taken", at, order.worker, to="taken")


def _finish(order: Order, done_after: float, result: str) -> None:
    at = order.case.at(done_after)
    order.row.values["done_at"] = at
    order.move("done", at, order.worker, to="done", text=result)
    was_asked = order.tell_owner("work_order_done", at)
    order.case.ledger.add(
        FollowUp,
        at,
        work_order_id=order.row.id,
        contact_id=order.case.contact.id,
        created_at=at,
        asked_at=at if was_asked else None,
    )


def _verdict(order: Order, verdict: str, at: datetime, words: str) -> None:
    """The owner's answer closes the order or sends it back, and the thread says so."""
    case = order.case
    follow_up = case.ledger.last(FollowUp)
    follow_up.values |= {"verdict": verdict, "words": words, "answered_at": at}
    details = {"verdict": verdict, "work_order_id": order.row.id}
    case.ledger.add_history(follow_up, "follow_up", "answered", at=at, author_id=None, details=details)
    to = "closed" if verdict == "yes" else "new"
    order.move(f"verdict_{verdict}", at, case.owner, to=to, kind="owner", author_kind="customer", text=words)
    if verdict == "yes":
        order.row.values["closed_at"] = at
    else:
        _reopen(order, at)
    case.say_in_thread(at, THREAD_LINES[case.language][verdict].format(reference=order.track.reference))
    order.tell_owner(TEMPLATES[verdict], at)


def _answer(order: Order) -> tuple[datetime, str]:
    """When and in which words: what the owner wrote after the work was done, else a text of its own, else by phone."""
    case, script = order.case, order.script
    done_after = script.done_after or 0
    if script.verdict_after is None:
        for line in case.source.lines:
            if line.author == "customer" and line.minutes_after > done_after:
                return case.at(line.minutes_after), line.text
    after = script.verdict_after
    at = case.at(after if after is not None else done_after + UNTIL_VERDICT_MINUTES)
    _answer_in_writing(case, at, script.verdict_words)
    return at, script.verdict_words


def _answer_in_writing(case: Case, at: datetime, words: str) -> None:
    way = case.way_back
    if words and way:
        case.owner_writes(at, words, channel=way)


def _reopen(order: Order, at: datetime) -> None:
    values, type_ = order.row.values, TYPES[order.script.type_code]
    again = reopened(values["priority"], 0)
    values |= {
        "priority": again.priority,
        "reopened_count": again.reopened_count,
        "due_at": at + timedelta(hours=type_.due_hours),
        "assignee_id": None,
        "taken_at": None,
        "done_at": None,
    }


def _work_again(order: Order, script: AgainScript) -> None:
    """What came back is taken up once more."""
    case = order.case
    if case.contact.at + timedelta(minutes=script.taken_after) >= case.scene.now:
        return
    _taken(order, case.at(script.taken_after))
    if script.done_after is None:
        return
    _finish(order, script.done_after, script.result)
    if script.verdict_after is not None:
        at = case.at(script.verdict_after)
        _answer_in_writing(case, at, script.verdict_words)
        _verdict(order, "yes", at, script.verdict_words)


def _close_alone(order: Order, at: datetime) -> None:
    """A supervisor closes what no owner has answered for."""
    supervisor = order.case.scene.estate.staff[CLOSES_ALONE]
    order.row.values["closed_at"] = at
    order.move("closed", at, supervisor, to="closed", text=order.script.close_reason)
