"""Plays one contact back: its arrival, its thread, its matters, its end."""

from datetime import datetime, timedelta
from typing import Final

from contactcenter.contacts.matters import subject_of
from contactcenter.contacts.models import Contact
from contactcenter.demo.content.history import HistoryContact
from contactcenter.demo.content.history_shapes import Line
from contactcenter.demo.content.people import DemoCustomer
from contactcenter.demo.replay.case import Case, began_at
from contactcenter.demo.replay.estate import Estate
from contactcenter.demo.replay.ledger import Ledger
from contactcenter.templates.fill import fill

# An owner who was silent for so long had been waited for.
PAUSE_MINUTES: Final = 60
# An offer rings for some seconds before somebody takes it; reading takes the rest.
BEFORE_FIRST_ACT: Final = timedelta(seconds=40)


def begin(
    ledger: Ledger, estate: Estate, source: HistoryContact, customer: DemoCustomer | None, *, now: datetime
) -> Case:
    """The contact as it arrived, with the acknowledgement and the agent who took it."""
    script, at = source.script, began_at(source, now)
    contact = ledger.add(Contact, at, state="queued", version=0)
    contact.values |= {
        "channel": script.channel,
        "address": source.address,
        "line": source.line,
        "source": script.source,
        "customer_id": estate.customers[customer.key] if customer else None,
        "place_id": estate.places[source.place_code] if source.place_code else None,
        "queue_id": estate.queues[script.queue_code],
        "subject": _subject(source),
        "language": script.language,
        # Manual contacts are threads of their own; a mail's thread is that of its first mail.
        "thread_key": {
            "sms": f"{source.line}|{source.address}",
            "email": f"<{script.key}@mail.example.com>",
            "manual": contact,
        }[script.channel],
        "queued_at": at,
        "created_at": at,
        "last_inbound_at": at,
    }
    case = Case(ledger, estate, source, customer, contact, now, [])
    _arrive(case)
    return case


def _subject(source: HistoryContact) -> str:
    """An owner's first words; mail and what staff key in have a subject of their own."""
    if source.script.channel == "sms":
        return subject_of(source.lines[0].text)
    return source.script.matters[0].subject


def _arrive(case: Case) -> None:
    contact, script = case.contact, case.source.script
    if script.channel == "manual":
        case.history("entered", contact.at, case.agent, source=script.source)
        case.move("active", contact.at, case.agent, before="new", to="active")
    else:
        case.history("arrived", contact.at, None)
    contact.values["agent_id"] = case.agent.id


def play_thread(case: Case) -> None:
    """Everything that was said, with the pauses in which the owner's turn was waited for."""
    first, *others = case.source.lines
    _say(case, first)
    if case.source.script.channel != "manual":
        _acknowledge(case)
        _accept(case)
    before = first
    for line in others:
        if line.author == "customer" and line.minutes_after - before.minutes_after > PAUSE_MINUTES:
            _pause(case, before, line)
        _say(case, line)
        before = line


def _say(case: Case, line: Line) -> None:
    at = case.at(line.minutes_after)

    def words() -> str:
        numbers = {"reference": case.contact.reference, "work_order": case.orders[0].reference if case.orders else ""}
        return fill(line.text, numbers)

    match line.author:
        case "customer":
            case.owner_writes(at, words)
        case "agent":
            message = case.agent_writes(at, words)
            case.history("replied", at, case.agent, message_id=message)
        case "note":
            case.note(at, words)


def _acknowledge(case: Case) -> None:
    """A text is acknowledged at once; mail is not yet."""
    if case.source.script.channel == "sms":
        at = case.contact.at + timedelta(seconds=1)
        case.tell_owner(at, "acknowledgement", lambda: {"reference": case.contact.reference})
        case.contact.values["acknowledged_at"] = at


def _accept(case: Case) -> None:
    """Shortly before the first thing the agent did."""
    script = case.source.script
    minutes = [line.minutes_after for line in script.lines if line.author != "customer"]
    minutes += [matter.order.raised_after for matter in script.matters if matter.order]
    at = case.at(min(minutes, default=2)) - BEFORE_FIRST_ACT
    case.move("accepted", at, case.agent, before="queued", to="active")


def _pause(case: Case, before: Line, line: Line) -> None:
    case.move("waiting", case.at(before.minutes_after + 1), case.agent, before="active", to="waiting")
    at = case.at(line.minutes_after)
    case.move("owner_answered", at, None, before="waiting", to="queued")
    case.move("accepted", at + BEFORE_FIRST_ACT, case.agent, before="queued", to="active")


def end(case: Case) -> None:
    """How the contact stands now. Its last change of state is the last line of its history."""
    script, values = case.source.script, case.contact.values
    minutes = [line.minutes_after for line in case.source.lines]
    minutes += [matter.order.raised_after for matter in script.matters if matter.order]
    at = case.at(max(minutes) + 2)
    values["wrap_up_note"] = script.wrap_up_note
    match script.state:
        case "closed":
            case.move("closed", at, case.agent, before="active", to="closed")
            values["closed_at"] = at
        case "waiting" | "snoozed":
            case.move(script.state, at, case.agent, before="active", to=script.state)
        case "active":
            values["updated_at"] = case.at(max(minutes))
    if script.snoozed_for is not None:
        values["snoozed_until"] = case.now + timedelta(minutes=script.snoozed_for)
        values["preferred_agent_id"] = case.agent.id
