"""What texts and mails have in common when they arrive: who wrote, from which home, in which language, and whether it
answers a question of ours. Called by `receive_messages` and `receive_mails`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from contactcenter import clock
from contactcenter.actions.record_verdict import record_verdict
from contactcenter.contacts.intake import Home, Thread
from contactcenter.contacts.models import Contact
from contactcenter.customers.models import Customer
from contactcenter.customers.service import homes_of
from contactcenter.db import Session
from contactcenter.follow_ups.models import FollowUp
from contactcenter.follow_ups.verdicts import Verdict, read_verdict
from contactcenter.lines.models import Line
from contactcenter.places.in_texts import find_places_in_texts
from contactcenter.routing.service import general_queue_id
from contactcenter.text.scripts import Language, detect_language

# What reads as a clear answer to a question of ours, by its external id.
Answers = dict[str, tuple[FollowUp, Verdict]]
Threads = Sequence[Thread[Any]]
# Customers by sender, lines by address.
Customers = Mapping[str, Customer]
Lines = Mapping[str, Line]


def words_in(threads: Iterable[Thread[Any]]) -> Iterator[tuple[Contact, str]]:
    """What came in each contact."""
    for thread in threads:
        if thread.contact is not None:
            yield thread.contact, thread.words


def language_of(thread: Thread[Any], lines: Lines) -> str:
    """What was written in; something without words (a picture, a number) is in the line's language."""
    line = lines.get(thread.line)
    return detect_language(thread.words, cast(Language, line.language)) if line else detect_language(thread.words)


def clear_answers(threads: Threads, customers: Customers, questions: Mapping[str, FollowUp]) -> Answers:
    """The first thing each customer said that reads as a clear yes or no, where a question is open."""
    answers: Answers = {}
    for thread in threads:
        question = questions.get(customers[thread.sender].id)
        if question is None or any(asked is question for asked, _ in answers.values()):
            continue
        for arrival in thread.arrivals:
            verdict = read_verdict(arrival.answer)
            if verdict is not None:
                answers[arrival.external_id] = question, verdict
                break
    return answers


async def record_answers(session: Session, threads: Threads, answers: Answers, *, now: datetime) -> None:
    """Settle the questions answered; everything else in an existing contact is for an agent to read."""
    for thread in threads:
        for arrival in thread.arrivals:
            if thread.is_new or thread.kept_in is None or arrival.external_id not in answers:
                thread.needs_agent.append(arrival)
                continue
            question, verdict = answers[arrival.external_id]
            is_settled = await record_verdict(
                session, question, contact=thread.kept_in, verdict=verdict, words=arrival.answer, now=now
            )
            if not is_settled:
                thread.needs_agent.append(arrival)


async def name_places(session: Session, threads: Threads, customers: Customers, *, now: datetime) -> None:
    """The place that is spoken of, else the sender's only home, for contacts of which no place is known yet."""
    placeless = [t for t in threads if t.contact is None or t.contact.place_id is None]
    named = await find_places_in_texts(session, {thread.key: thread.words for thread in placeless})
    homes = await homes_of(session, {customers[thread.sender].id for thread in placeless}, on=clock.local(now).date())
    for thread in placeless:
        own = homes[customers[thread.sender].id]
        thread.place_id = named.get(thread.key) or (own[0] if len(own) == 1 else None)


async def new_homes(session: Session, threads: Threads, lines: Lines, customers: Customers) -> dict[str, Home]:
    """Where each new contact belongs, by thread; what came on no line of ours waits in the general queue."""
    queues = {address: line.queue_id for address, line in lines.items()}
    places = {address: (line.class_, line.head_start_seconds) for address, line in lines.items()}
    usual = "normal", 0
    if any(queues.get(thread.line) is None for thread in threads):
        general = await general_queue_id(session)
        queues |= {thread.line: queues.get(thread.line) or general for thread in threads}
    return {
        thread.key: Home(
            customer_id=customers[thread.sender].id,
            place_id=thread.place_id,
            queue_id=queues[thread.line],
            language=language_of(thread, lines),
            class_=places.get(thread.line, usual)[0],
            head_start_seconds=places.get(thread.line, usual)[1],
        )
        for thread in threads
    }
