"""Plays one contact back: its arrival, its thread, its matters, its end."""

from datetime import datetime, timedelta
from typing import Final

from contactcenter.contacts.matters import subject_of
from contactcenter.contacts.models import Contact
from contactcenter.contacts.order import queue_key
from contactcenter.demo.content.history import HistoryContact
from contactcenter.demo.content.history_shapes import Line
from contactcenter.demo.content.people import DemoCustomer
from contactcenter.demo.replay.calls import begin_call, end_call
from contactcenter.demo.replay.case import Case, Scene
from contactcenter.demo.replay.mails import first_id, keep_mails
from contactcenter.routing.models import Offer
from contactcenter.templates.fill import fill

# An owner who was silent for so long had been waited for.
PAUSE_MINUTES: Final = 60
# An offer rings for some seconds before somebody takes it; reading takes the rest.
BEFORE_FIRST_ACT: Final = timedelta(seconds=40)
_RANG: Final = timedelta(seconds=6)
_OFFER: Final = timedelta(seconds=20)


def begin(scene: Scene, source: HistoryContact, customer: DemoCustomer | None) -> Case:
    """The contact as it arrived, with the acknowledgement and the agent who took it."""
    script, at = source.script, source.arrived_at(scene.now)
    class_ = "emergency" if script.emergency else "normal"
    contact = scene.ledger.add(Contact, at, state="queued", version=0, queue_key=queue_key(class_, at, 0))
    contact.values |= {
        "reference": scene.numbers.contacts[script.key],
        "channel": script.channel,
        "class": class_,
        "address": source.address,
        "line": source.line,
        "source": script.source,
        "customer_id": scene.estate.customers[customer.key] if customer else None,
        "place_id": scene.estate.places[source.place_code] if source.place_code else None,
        "queue_id": scene.estate.queues[script.queue_code],
        "subject": _subject(source),
        "language": script.language,
        # What staff keyed in is a thread of its own; a mail's thread is that of its first mail.
        "thread_key": {
            "sms": f"{source.line}|{source.address}",
            "email": f"{source.line}|{first_id(source)}",
        }.get(script.channel, contact.id),
        "queued_at": at,
        "created_at": at,
        "updated_at": at,
        "state_since": at,
        "last_inbound_at": at,
    }
    case = Case(scene, source, customer, contact, _numbers(scene, source))
    if script.channel == "voice":
        case.call = begin_call(case)
        contact.values["thread_key"] = case.call.id
    _arrive(case)
    return case


def _numbers(scene: Scene, source: HistoryContact) -> dict[str, str]:
    """What the blanks in what is said stand for."""
    key, orders = source.script.key, scene.numbers.orders
    own = next((orders[key, number] for number, m in enumerate(source.script.matters) if m.order is not None), "")
    incident = orders.get((source.incident, 0), "") if source.incident else ""
    return {"reference": scene.numbers.contacts[key], "work_order": own, "incident": incident}


def _subject(source: HistoryContact) -> str:
    """An owner's first words; mail, calls and what staff key in have a subject of their own."""
    if source.script.channel == "sms" or source.script.matters[0].outcome == "spam":
        return subject_of(source.lines[0].text)
    return source.script.matters[0].subject


def _arrive(case: Case) -> None:
    contact, script = case.contact, case.source.script
    if script.channel == "manual":
        case.history("entered", contact.at, case.agent, source=script.source)
        case.move("active", contact.at, case.agent, before="new", to="active")
    else:
        case.history("arrived", contact.at, None)
    if script.emergency:
        kind, phrase = script.emergency
        reason = "chosen_by_caller" if script.channel == "voice" else "emergency_word"
        case.history(
            "class_raised",
            contact.at + timedelta(seconds=1),
            None,
            **{"from": "normal", "to": "emergency", "reason": reason, "kind": kind, "phrase": phrase},
        )
    contact.values["agent_id"] = case.holder.id if case.holder else None


def play_thread(case: Case) -> None:
    """Everything that was said, with the pauses in which the owner's turn was waited for."""
    first, *others = case.source.lines
    _say(case, first)
    channel = case.source.script.channel
    if channel != "manual":
        _acknowledge(case)
        if case.holder is not None:
            _accept(case)
    before = first
    for line in others:
        was_silent = line.minutes_after - before.minutes_after > PAUSE_MINUTES
        if was_silent and channel != "voice" and case.holder is not None:
            _pause(case, before, line)
        _say(case, line)
        before = line


def _say(case: Case, line: Line) -> None:
    at = case.at(line.minutes_after)
    match line.author:
        case "customer":
            case.owner_writes(at, fill(line.text, case.numbers))
        case "agent":
            message = case.agent_writes(at, fill(line.text, case.numbers))
            if case.source.script.channel != "voice":
                case.history("replied", at, case.agent, message_id=message.id)
        case "note":
            case.note(at, fill(line.text, case.numbers))
        case "event":
            case.call_event(at, line.text, _details(case, line))


def _details(case: Case, line: Line) -> dict[str, object]:
    """Of an event; colleagues are named as the telephone side names them."""
    details = dict(line.details)
    username = details.pop("agent", None)
    if isinstance(username, str):
        person = case.scene.estate.staff[username]
        details |= {"agent_id": person.id, "agent_name": person.name}
    return details


def _acknowledge(case: Case) -> None:
    """A text or a mail is acknowledged at once."""
    if case.source.script.channel in ("sms", "email") and case.way_back:
        at = case.contact.at + timedelta(seconds=1)
        case.tell_owner(at, "acknowledgement", case.numbers)
        case.contact.values["acknowledged_at"] = at


def _accept(case: Case) -> None:
    """When the agent took it: as written down, else shortly before the first thing the agent did."""
    script = case.source.script
    if script.accepted_after is not None:
        at = case.at(script.accepted_after)
    else:
        minutes = [line.minutes_after for line in script.lines if line.author != "customer"]
        minutes += [matter.order.raised_after for matter in script.matters if matter.order]
        at = case.at(min(minutes, default=2)) - BEFORE_FIRST_ACT
    offer = {"contact_id": case.contact.id, "agent_id": case.agent.id, "state": "accepted"}
    offered_at = max(at - _RANG, case.contact.at)
    case.ledger.add(Offer, offered_at, **offer, created_at=offered_at, expires_at=offered_at + _OFFER, ended_at=at)
    case.move("accepted", at, case.agent, before="queued", to="active")


def _pause(case: Case, before: Line, line: Line) -> None:
    case.move("waiting", case.at(before.minutes_after + 1), case.agent, before="active", to="waiting")
    at = case.at(line.minutes_after)
    if line.author != "customer":
        case.move("resumed", at, case.agent, before="waiting", to="active")
        return
    case.move("owner_answered", at, None, before="waiting", to="queued")
    accepted_at = min(at + BEFORE_FIRST_ACT, case.scene.now)
    case.move("accepted", accepted_at, case.agent, before="queued", to="active")


def end(case: Case) -> None:
    """How the contact stands now. Its last change of state is the last line of its history."""
    script, values = case.source.script, case.contact.values
    minutes = [line.minutes_after for line in case.source.lines]
    minutes += [matter.order.raised_after for matter in script.matters if matter.order]
    # Whoever ends it has taken it before.
    at = _end_at(case, max([*minutes, script.accepted_after or 0]))
    values["wrap_up_note"] = script.wrap_up_note
    before = "active" if case.holder else "queued"
    match script.state:
        case "closed":
            case.move("closed", at, case.holder, before=before, to="closed")
            values["closed_at"] = at
        case "waiting" | "snoozed":
            case.move(script.state, at, case.agent, before="active", to=script.state)
        case "active":
            values["updated_at"] = case.at(max(minutes))
    if case.call is not None:
        end_call(case, case.call)
    if script.channel == "email":
        keep_mails(case)
    if script.snoozed_for is not None:
        values["snoozed_until"] = case.scene.now + timedelta(minutes=script.snoozed_for)
        values["preferred_agent_id"] = case.agent.id


def _end_at(case: Case, last_minute: float) -> datetime:
    """Some time for wrapping up; a caller nobody spoke to is closed at once."""
    return case.at(last_minute + (2 if case.holder else 0))
