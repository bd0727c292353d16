"""Texts arrive: each joins its sender's contact or begins one, and the owner hears that we have it.

Called by the journal's projector with up to a hundred texts, and again with single ones where a batch failed: nothing
here is done twice for the same text, and nothing is caught, so that a text is either stored or still in the journal.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from contactcenter import clock
from contactcenter.actions.acknowledge import acknowledge
from contactcenter.actions.record_verdict import record_verdict
from contactcenter.contacts import intake
from contactcenter.contacts.attention import bring_to_attention
from contactcenter.contacts.intake import Home, Thread
from contactcenter.contracts import InboundText
from contactcenter.customers.models import PHONE, Customer
from contactcenter.customers.service import find_or_create_many, homes_of
from contactcenter.db import Session
from contactcenter.follow_ups.models import FollowUp
from contactcenter.follow_ups.service import find_unanswered
from contactcenter.follow_ups.verdicts import Verdict, read_verdict
from contactcenter.lines.models import Line
from contactcenter.lines.service import find_lines
from contactcenter.places.in_texts import find_places_in_texts
from contactcenter.routing.service import general_queue_id
from contactcenter.text.scripts import Language, detect_language

# A text that reads as a clear answer to a question of ours, by its external id.
Answers = dict[str, tuple[FollowUp, Verdict]]


async def receive_messages(session: Session, texts: Sequence[InboundText], *, now: datetime) -> None:
    """Texts of one sender must stand in the order they came."""
    fresh = await intake.leave_out_known(session, texts)
    if not fresh:
        return
    threads = intake.threads_of(fresh)
    # Senders too: one line of ours may text another.
    lines = await find_lines(session, "sms", {address for text in fresh for address in (text.line, text.sender)})
    customers = await _customers(session, threads, lines, now)
    questions = await find_unanswered(session, {customer.id for customer in customers.values()}, now=now)
    answers = _answers(threads, customers, questions)
    await _join_contacts(session, threads, lines, customers, answers, now)
    await intake.add_texts(session, threads.values(), customers)
    await _record_answers(session, threads, answers, now)
    await bring_to_attention(session, list(threads.values()), now=now)
    new = [thread.contact for thread in threads.values() if thread.is_new and thread.contact is not None]
    await acknowledge(session, new, lines, now=now)


async def _customers(
    session: Session, threads: Mapping[str, Thread], lines: Mapping[str, Line], now: datetime
) -> dict[str, Customer]:
    languages = {thread.sender: _language(thread, lines) for thread in threads.values()}
    return await find_or_create_many(session, PHONE, list(languages), languages=languages, now=now)


def _language(thread: Thread, lines: Mapping[str, Line]) -> str:
    """What the texts are written in; a text without words (a picture, a number) is in the line's language."""
    line = lines.get(thread.line)
    words = "\n".join(text.text for text in thread.texts)
    return detect_language(words, cast(Language, line.language)) if line is not None else detect_language(words)


def _answers(
    threads: Mapping[str, Thread], customers: Mapping[str, Customer], questions: Mapping[str, FollowUp]
) -> Answers:
    """The first text of each customer that reads as a clear yes or no, where a question is open."""
    answers: Answers = {}
    for thread in threads.values():
        question = questions.get(customers[thread.sender].id)
        if question is None or any(asked is question for asked, _ in answers.values()):
            continue
        for message in thread.texts:
            verdict = read_verdict(message.text)
            if verdict is not None:
                answers[message.external_id] = question, verdict
                break
    return answers


async def _join_contacts(
    session: Session,
    threads: Mapping[str, Thread],
    lines: Mapping[str, Line],
    customers: Mapping[str, Customer],
    answers: Answers,
    now: datetime,
) -> None:
    """Open contact of the thread, else the one whose question is answered, else a lately closed one, else a new one."""
    found = await intake.open_contacts(session, threads)
    closed = await intake.lately_closed_contacts(session, threads.keys() - found.keys(), now=now)
    # Only in its own thread: the same person may write from another number.
    asked = await intake.asked_contacts(session, {question.contact_id for question, _ in answers.values()})
    for key, thread in threads.items():
        thread.contact = found.get(key) or asked.get(key) or closed.get(key)
    new = [thread for thread in threads.values() if thread.contact is None]
    await _name_places(session, threads, customers, now)
    await intake.begin_contacts(session, new, await _homes(session, new, lines, customers), now=now)


async def _name_places(
    session: Session, threads: Mapping[str, Thread], customers: Mapping[str, Customer], now: datetime
) -> None:
    """The place the texts name, else the sender's only home, for contacts of which no place is known yet."""
    placeless = [t for t in threads.values() if t.contact is None or t.contact.place_id is None]
    words = {thread.key: "\n".join(text.text for text in thread.texts) for thread in placeless}
    named = await find_places_in_texts(session, words)
    homes = await homes_of(session, {customers[thread.sender].id for thread in placeless}, on=clock.local(now).date())
    for thread in placeless:
        own = homes[customers[thread.sender].id]
        thread.place_id = named.get(thread.key) or (own[0] if len(own) == 1 else None)


async def _homes(
    session: Session, threads: Sequence[Thread], lines: Mapping[str, Line], customers: Mapping[str, Customer]
) -> dict[str, Home]:
    """Where each new contact belongs; what came on no line of ours waits in the general queue."""
    queues = {address: line.queue_id for address, line in lines.items()}
    if any(queues.get(thread.line) is None for thread in threads):
        general = await general_queue_id(session)
        queues |= {thread.line: queues.get(thread.line) or general for thread in threads}
    return {
        thread.key: Home(
            customer_id=customers[thread.sender].id,
            place_id=thread.place_id,
            queue_id=queues[thread.line],
            language=_language(thread, lines),
        )
        for thread in threads
    }


async def _record_answers(session: Session, threads: Mapping[str, Thread], answers: Answers, now: datetime) -> None:
    """Settle the questions answered; every other text of an existing contact is for an agent to read."""
    for thread in threads.values():
        for message in thread.texts:
            if thread.is_new or thread.contact is None or message.external_id not in answers:
                thread.needs_agent.append(message)
                continue
            question, verdict = answers[message.external_id]
            is_settled = await record_verdict(
                session, question, contact=thread.contact, verdict=verdict, words=message.text, now=now
            )
            if not is_settled:
                thread.needs_agent.append(message)
