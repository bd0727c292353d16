"""Hands over every past shift of the desk: what was open goes to whoever came next, item by item.

The rows are those that people's own acts leave behind (`actions/hand_over_shift.py`, `accept_handover_item.py`), made
in bulk: hundreds of handovers through the actions themselves would take longer than a visitor waits.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.agents.presence import AVAILABLE, OFFLINE
from contactcenter.basics.languages import Language
from contactcenter.demo.content.staff import DemoShift, build_staff
from contactcenter.demo.month.scenarios import load_handover_words
from contactcenter.demo.replay.case import Scene
from contactcenter.demo.replay.estate import Person
from contactcenter.demo.replay.ledger import Row
from contactcenter.demo.replay.tracks import GapTrack, OrderTrack, PromiseTrack
from contactcenter.handover.models import Handover, HandoverItem
from contactcenter.shifts.models import Shift
from contactcenter.templates.fill import fill

_WITH_NOTE, _WITH_QUESTION = 0.3, 0.05
# Whoever is in charge has no contacts to hand over.
_IN_CHARGE: Final = frozenset({"supervision", "duty_manager"})
_FIRST_ACCEPTED: Final = timedelta(minutes=4)
_EACH: Final = timedelta(seconds=35)
_ASKED: Final = timedelta(minutes=2)
_ANSWERED: Final = timedelta(minutes=1)
_LANGUAGES: Final[Mapping[str, Language]] = {person.username: person.language for person in build_staff()}
_TOPICS: Final[Mapping[Language, Sequence[str]]] = {
    "zh-Hant": ("停水通告", "門卡補領", "繳費", "裝修申請", "冷氣滴水", "會所預約", "升降機等候"),
    "zh-Hans": ("停水通知", "补办门禁卡", "缴费", "装修手续", "会所预约"),
    "en": ("the water shut-off", "access cards", "payments", "renovation", "the clubhouse"),
}
_LOST: Final[Mapping[Language, Sequence[str]]] = {
    "zh-Hant": ("一把雨傘", "八達通一張", "小童外套一件", "鎖匙一串", "眼鏡一副", "耳機一個"),
    "zh-Hans": ("一把雨伞", "一张八达通", "一串钥匙", "一副眼镜", "一只耳机"),
    "en": ("an umbrella", "an Octopus card", "a bunch of keys", "a pair of glasses", "a child's jacket"),
}
Track = OrderTrack | PromiseTrack | GapTrack


@dataclass(slots=True)
class Item:
    """One thing to hand over."""

    kind: str
    track: Track
    reference: str
    title: str
    due_at: datetime | None
    facts: dict[str, Any]


def hand_over(scene: Scene, shifts: Sequence[DemoShift], roster: Sequence[DemoShift]) -> int:
    """Hand over these shifts, all over by now, in the order of their ends; returns how many handovers there are.

    In the `roster` are those that began since.
    """
    desk = _Desk(scene)
    beginning: dict[datetime, list[str]] = {}
    for shift in roster:
        if shift.desk not in _IN_CHARGE:
            beginning.setdefault(shift.starts_at, []).append(shift.username)
    done = 0
    for shift in sorted(shifts, key=lambda shift: (shift.ends_at, shift.username)):
        others = [username for username in beginning.get(shift.ends_at, ()) if username != shift.username]
        row = _shift_row(scene, shift)
        if others and shift.desk not in _IN_CHARGE:
            desk.hand_over(shift, row, others[done % len(others)])
            done += 1
    return done


class _Desk:
    """Who answers for what, as it passes from shift to shift."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._ages: dict[str, int] = {}
        self._remarks = _Remarks()
        self._open = [(track, track.over_at) for track in scene.tracks.orders]
        # When each agent raised an order or made a promise.
        self._raised: dict[str, list[datetime]] = {}
        self._promised: dict[str, list[datetime]] = {}
        for order in scene.tracks.orders:
            self._raised.setdefault(order.row.values["created_by"], []).append(order.row.at)
        for promise in scene.tracks.promises:
            self._promised.setdefault(promise.made_by, []).append(promise.made_at)
        for lines in scene.tracks.writing.values():
            lines.sort()

    def hand_over(self, shift: DemoShift, row: Row, to: str) -> None:
        outgoing, incoming = self.scene.estate.staff[shift.username], self.scene.estate.staff[to]
        draw = random.Random(f"{shift.username}-{shift.starts_at:%m%d%H}")
        words = load_handover_words()[_LANGUAGES[shift.username]]
        items = self._open_items(outgoing, shift)
        remarks = self._remarks.draw(draw, shift)
        at = shift.ends_at
        handover = self.scene.ledger.add(Handover, at, shift_id=row.id, from_agent_id=outgoing.id, created_at=at)
        accepted = [min(at + _FIRST_ACCEPTED + _EACH * number, self.scene.now) for number in range(len(items))]
        handover.values |= {
            "to_agent_id": incoming.id,
            "remarks": remarks,
            "state": "accepted",
            "counts": self._counts(outgoing, shift),
            "accepted_at": accepted[-1] if accepted else at,
            "version": 1,
        }
        signed = {"shift_id": row.id, "to_agent_id": incoming.id, "items": len(items)}
        self._history(handover, "signed", at, outgoing, signed)
        for position, (item, accepted_at) in enumerate(zip(items, accepted, strict=True)):
            line = self._item(handover, item, position, accepted_at, incoming)
            if draw.random() < _WITH_NOTE:
                line.values["note"] = draw.choice(words[item.kind])
            if draw.random() < _WITH_QUESTION:
                self._talk(line, draw.choice(words["questions"]), incoming, outgoing, at)
            self._history(handover, "item_accepted", accepted_at, incoming, _key(item, "accepted"))
            self._pass_on(item, outgoing, incoming, accepted_at)
        last_at: datetime = handover.values["accepted_at"]
        self._history(handover, "accepted", last_at, incoming if items else outgoing, {})
        handover.values["version"] = 2 + len(items)

    def _history(self, handover: Row, act: str, at: datetime, author: Person, details: dict[str, Any]) -> None:
        self.scene.ledger.add_history(handover, "handover", act, at=at, author_id=author.id, details=details)

    def _open_items(self, agent: Person, shift: DemoShift) -> list[Item]:
        """In the order in which the handover's sources give them: orders, promises, gaps."""
        at = shift.ends_at
        self._open = [(track, over_at) for track, over_at in self._open if over_at is None or over_at > at]
        orders = [
            _order_item(track, at)
            for track, _ in self._open
            if track.desk_agent_id == agent.id and track.state_at(at) in ("new", "taken")
        ]
        promises = [
            _promise_item(track, at)
            for track in self.scene.tracks.promises
            if track.agent_id == agent.id and track.made_at <= at and (track.kept_at is None or track.kept_at > at)
        ]
        gaps = [
            _gap_item(track, at)
            for track in self.scene.tracks.gaps.values()
            if (track.answered_at is None or track.answered_at > at)
            and any(who == agent.id and shift.starts_at <= when < at for when, who in track.asked)
        ]
        return [*orders, *sorted(promises, key=lambda item: item.due_at or at), *gaps]

    def _counts(self, agent: Person, shift: DemoShift) -> dict[str, int]:
        def lies_within(at: datetime) -> bool:
            return shift.starts_at <= at <= shift.ends_at

        written = [line for line in self.scene.tracks.writing.get(agent.id, ()) if lies_within(line[0])]
        return {
            "contacts_handled": len({contact_id for _, contact_id, _ in written}),
            "replies_sent": sum(is_reply for _, _, is_reply in written),
            "work_orders_raised": sum(map(lies_within, self._raised.get(agent.id, ()))),
            "promises_made": sum(map(lies_within, self._promised.get(agent.id, ()))),
        }

    def _item(self, handover: Row, item: Item, position: int, accepted_at: datetime, incoming: Person) -> Row:
        subject_id = item.track.row.id
        age = self._ages.get(subject_id, 0)
        self._ages[subject_id] = age + 1
        return self.scene.ledger.add(
            HandoverItem,
            handover.at,
            handover_id=handover.id,
            position=position,
            kind=item.kind,
            subject_id=subject_id,
            reference=item.reference,
            title=item.title,
            due_at=item.due_at,
            facts=item.facts,
            age_shifts=age,
            state="accepted",
            exchange=[],
            decided_by=incoming.id,
            decided_at=accepted_at,
        )

    def _talk(self, line: Row, words: str, incoming: Person, outgoing: Person, at: datetime) -> None:
        """A question back, and its answer."""
        question, _, answer = words.partition("=")
        asked_at = min(at + _ASKED, self.scene.now)
        answered_at = min(asked_at + _ANSWERED, self.scene.now)
        line.values["exchange"] = [
            _said("question", question, incoming, asked_at),
            _said("answer", answer, outgoing, answered_at),
        ]

    def _pass_on(self, item: Item, outgoing: Person, incoming: Person, at: datetime) -> None:
        """The thing itself follows; a gap belongs to nobody."""
        track = item.track
        details = {"from": outgoing.id, "to": incoming.id}
        if isinstance(track, OrderTrack):
            track.desk_agent_id = track.row.values["desk_agent_id"] = incoming.id
            act, kind = "desk_passed", "work_order"
        elif isinstance(track, PromiseTrack):
            track.agent_id = track.row.values["agent_id"] = incoming.id
            act, kind = "passed", "promise"
        else:
            return
        track.row.values["version"] += 1
        self.scene.ledger.add_history(track.row, kind, act, at=at, author_id=incoming.id, details=details)


def _shift_row(scene: Scene, shift: DemoShift) -> Row:
    """The shift itself, opened at its start and closed at its end."""
    agent = scene.estate.staff[shift.username]
    row = scene.ledger.add(Shift, shift.starts_at, agent_id=agent.id, desk=shift.desk, state="closed", version=4)
    row.values |= {"starts_at": shift.starts_at, "ends_at": shift.ends_at}
    for at, before, after in (
        (shift.starts_at, "planned", "open"),
        (shift.ends_at, "open", "handed_over"),
        (min(shift.ends_at + _FIRST_ACCEPTED, scene.now), "handed_over", "closed"),
    ):
        moved = {"from": before, "to": after}
        scene.ledger.add_history(row, "shift", "moved", at=at, author_id=agent.id, details=moved)
    person = Row(Agent, agent.id, shift.starts_at, {})
    for at, before, after in ((shift.starts_at, OFFLINE, AVAILABLE), (shift.ends_at, AVAILABLE, OFFLINE)):
        said = {"from": before, "to": after, "reason": ""}
        scene.ledger.add_history(person, "agent", "presence", at=at, author_id=agent.id, details=said)
    return row


def _order_item(track: OrderTrack, at: datetime) -> Item:
    values = track.row.values
    facts = {
        "state": track.state_at(at),
        "priority": values["priority"],
        "is_overdue": values["due_at"] < at,
        "reopened_count": values.get("reopened_count", 0),
        **track.facts,
    }
    return Item("work_order", track, track.reference, track.title, values["due_at"], facts)


def _promise_item(track: PromiseTrack, at: datetime) -> Item:
    due_at: datetime = track.row.values["due_at"]
    facts = {"state": "open", "is_overdue": due_at < at, **track.facts}
    return Item("promise", track, track.reference, str(track.row.values["what"]), due_at, facts)


def _gap_item(track: GapTrack, at: datetime) -> Item:
    askers = sum(when <= at for when, _ in track.asked)
    return Item("gap", track, "", track.question, None, {"askers": askers, "words_searched": track.words_searched})


def _key(item: Item, state: str) -> dict[str, str]:
    return {"item": f"{item.kind}:{item.track.row.id}", "state": state}


def _said(kind: str, text: str, person: Person, at: datetime) -> dict[str, str]:
    return {"kind": kind, "text": text, "agent_id": person.id, "agent_name": person.name, "at": at.isoformat()}


class _Remarks:
    """What colleagues write at the end of a shift: all lines of a language come up before one comes again."""

    def __init__(self) -> None:
        self._decks: dict[Language, list[str]] = {}

    def draw(self, draw: random.Random, shift: DemoShift) -> str:
        language, lines = _LANGUAGES[shift.username], []
        for _ in range(draw.choice((1, 2, 2))):
            deck = self._decks.setdefault(language, [])
            if not deck:
                deck += load_handover_words()[language]["remarks"]
                draw.shuffle(deck)
            lines.append(_filled(draw, deck.pop(), shift))
        return (" " if language == "en" else "").join(lines)


def _filled(draw: random.Random, line: str, shift: DemoShift) -> str:
    language = _LANGUAGES[shift.username]
    hour = (clock.local(shift.starts_at).hour + draw.randint(1, 7)) % 24
    facts = {
        "clock": f"{hour}:00" if language == "en" else f"{hour}時" if language == "zh-Hant" else f"{hour}点",
        "topic": draw.choice(_TOPICS[language]),
        "lost": draw.choice(_LOST[language]),
        "tower": str(draw.randint(1, 6)),
        "floor": str(draw.randint(2, 30)),
        "number": str(draw.randint(2, 5)),
    }
    return fill(line, facts)
