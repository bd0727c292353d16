"""Texts arrive: each joins its sender's contact or begins one, and the owner hears that we have it.

Called by the journal's projector with up to a hundred texts, and again with single ones where a batch failed: nothing
here is done twice for the same text, and nothing is caught, so that a text is either stored or still in the journal.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from contactcenter.actions.acknowledge import acknowledge, acknowledge_closed
from contactcenter.actions.lift_emergencies import lift_emergencies
from contactcenter.actions.read_alert_replies import find_alert_replies, take_alert_replies
from contactcenter.actions.take_in import (
    Answers,
    Customers,
    Lines,
    clear_answers,
    language_of,
    name_places,
    new_homes,
    record_answers,
    words_in,
)
from contactcenter.contacts import intake
from contactcenter.contacts.attention import bring_to_attention
from contactcenter.contacts.intake import Thread
from contactcenter.contacts.merged_threads import follow_merges, merged_contacts
from contactcenter.contracts import InboundText
from contactcenter.customers.models import PHONE
from contactcenter.customers.service import find_or_create_many
from contactcenter.db import Session
from contactcenter.follow_ups.service import find_unanswered
from contactcenter.lines.service import find_lines

Threads = Mapping[str, Thread[InboundText]]


async def receive_messages(session: Session, texts: Sequence[InboundText], *, now: datetime) -> None:
    """Texts of one sender must stand in the order they came."""
    fresh = await intake.leave_out_known(session, "sms", texts)
    replies = await find_alert_replies(session, fresh, now=now)
    ordinary = [text for text in fresh if text.external_id not in replies]
    if ordinary:
        await _take_in(session, ordinary, now=now)
    # Orders and escalations are held after contacts.
    await take_alert_replies(session, replies.values(), now=now)


async def _take_in(session: Session, fresh: Sequence[InboundText], *, now: datetime) -> None:
    by_key = intake.threads_of(fresh)
    threads = list(by_key.values())
    # Senders too: one line of ours may text another.
    lines = await find_lines(session, "sms", {address for text in fresh for address in (text.line, text.sender)})
    languages = {thread.sender: language_of(thread, lines) for thread in threads}
    customers = await find_or_create_many(session, PHONE, list(languages), languages=languages, now=now)
    questions = await find_unanswered(session, {customer.id for customer in customers.values()}, now=now)
    answers = clear_answers(threads, customers, questions)
    await _join_contacts(session, by_key, lines, customers, answers, now)
    await intake.add_texts(session, threads, customers, now=now)
    await lift_emergencies(session, words_in(threads), now=now)
    await record_answers(session, threads, answers, now=now)
    await bring_to_attention(session, threads, now=now)
    new = [thread.contact for thread in threads if thread.is_new and thread.contact is not None]
    await acknowledge(session, new, lines, now=now)
    await acknowledge_closed(session, threads, lines, now=now)


async def _join_contacts(
    session: Session, threads: Threads, lines: Lines, customers: Customers, answers: Answers, now: datetime
) -> None:
    """Open contact of the thread, else the one whose question is answered, else a lately closed one, else a new one.

    What was merged stands for what it was merged into.
    """
    found = await intake.open_contacts(session, "sms", threads)
    closed = await intake.lately_closed_contacts(session, threads.keys() - found.keys(), now=now)
    merged = await merged_contacts(session, threads.keys() - found.keys(), now=now)
    # Only in its own thread: the same person may write from another number.
    asked = await intake.asked_contacts(session, {question.contact_id for question, _ in answers.values()})
    for key, thread in threads.items():
        thread.contact = found.get(key) or asked.get(key) or merged.get(key) or closed.get(key)
    await follow_merges(session, threads.values())
    new = [thread for thread in threads.values() if thread.contact is None]
    await name_places(session, list(threads.values()), customers, now=now)
    await intake.begin_contacts(session, new, await new_homes(session, new, lines, customers), now=now)
