"""Mails arrive: each joins the contact it belongs to or begins one; machines are heard and never answered.

Called by the journal's projector, with batches and again with single ones where a batch failed: nothing here is done
twice for the same mail, and nothing is caught, so that a mail is either stored or still in the journal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from contactcenter.actions.acknowledge import acknowledge, acknowledge_closed
from contactcenter.actions.lift_emergencies import lift_emergencies
from contactcenter.actions.record_delivery import record_deliveries
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
from contactcenter.contacts import intake, mail_threads, states
from contactcenter.contacts.attention import bring_to_attention
from contactcenter.contacts.intake import Thread
from contactcenter.contacts.mail_intake import Entry, add_mails, add_new_matters, entries_of
from contactcenter.contacts.mail_threads import Known
from contactcenter.contacts.merged_threads import follow_merges, survivors_of
from contactcenter.contacts.messages import say_in_thread
from contactcenter.contacts.models import Contact
from contactcenter.contracts import DeliveryReport, InboundMail
from contactcenter.customers.models import EMAIL
from contactcenter.customers.service import find_or_create_many
from contactcenter.db import Session
from contactcenter.follow_ups.models import FollowUp
from contactcenter.follow_ups.service import find_unanswered
from contactcenter.follow_ups.verdicts import read_verdict
from contactcenter.lines.service import list_lines

# What a machine wrote waits behind what people wrote; a list or a firm's no-reply address may still be a person's way.
CLASS_OF_MACHINES = {"bounce": "low", "receipt": "low", "auto_reply": "low", "generated": "low"}
LONGEST_KEY = 700
# For colleagues who read the thread later; they read it in the language the owner writes.
FOLLOWS = {
    "zh-Hant": "此電郵回覆較早的個案 {reference}，該個案已結束一段時間，或寄件人並非該個案的當事人。",
    "zh-Hans": "此邮件回复较早的事项 {reference}，该事项已结束一段时间，或发件人并非该事项的当事人。",
    "en": "This mail answers the earlier contact {reference}, closed long ago or of somebody else.",
}


@dataclass(slots=True)
class _Placed:
    """A batch with every mail in its place: threads for agents to read, notes, and what new threads follow."""

    threads: dict[str, Thread[InboundMail]] = field(default_factory=dict)
    notes: list[Entry] = field(default_factory=list)
    follows: dict[str, Contact] = field(default_factory=dict)


async def receive_mails(session: Session, mails: Sequence[InboundMail], *, now: datetime) -> None:
    """Mails of one thread must stand in the order they came."""
    fresh = await intake.leave_out_known(session, "email", mails)
    fresh = await mail_threads.leave_out_duplicates(session, fresh)
    if not fresh:
        return
    lines = {line.address: line for line in await list_lines(session) if line.channel == "email"}
    fresh = [replace(mail, line=_line_of(mail, lines)) for mail in fresh]
    reused = await mail_threads.reused_ids(session, fresh)
    customers = await _customers(session, fresh, lines, now)
    questions = await find_unanswered(session, {customer.id for customer in customers.values()}, now=now)
    known = await mail_threads.look_up(session, fresh)
    known.survivors = await survivors_of(session, known.contacts.values())
    placed = _place(fresh, known, customers, questions, lines, now)
    threads = list(placed.threads.values())
    await follow_merges(session, threads)
    await _begin(session, threads, lines, customers, now)
    await add_mails(session, [*entries_of(threads), *placed.notes], customers, reused=reused)
    await lift_emergencies(session, words_in(threads), now=now)
    await record_answers(session, threads, _answers(threads, customers, questions), now=now)
    await add_new_matters(session, threads)
    await bring_to_attention(session, threads, now=now)
    await _record_bounces(session, fresh, known, now)
    await _tell_what_it_follows(session, placed, now)
    people = [thread for thread in threads if _may_be_answered(thread, lines)]
    await acknowledge(session, [t.contact for t in people if t.contact and t.is_new], lines, now=now)
    await acknowledge_closed(session, people, lines, now=now)


def _line_of(mail: InboundMail, lines: Lines) -> str:
    """The first recipient that is a mailbox of ours, plus-addresses too; else the first of all."""
    for address in mail.recipients:
        if address in lines:
            return address
    for address in mail.recipients:
        name, _, domain = address.partition("@")
        plain = f"{name.partition('+')[0]}@{domain}"
        if plain in lines:
            return plain
    return mail.recipients[0] if mail.recipients else ""


async def _customers(session: Session, mails: Sequence[InboundMail], lines: Lines, now: datetime) -> Customers:
    """Whoever writes becomes a customer; the name of a new one is the one the mail gives."""
    languages = {mail.sender: language_of(Thread(mail.sender, [mail]), lines) for mail in mails}
    names = {mail.sender: mail.sender_name for mail in mails if not mail.bounce}
    return await find_or_create_many(session, EMAIL, list(languages), languages=languages, names=names, now=now)


def _place(
    mails: Sequence[InboundMail],
    known: Known,
    customers: Customers,
    questions: Mapping[str, FollowUp],
    lines: Lines,
    now: datetime,
) -> _Placed:
    placed = _Placed()
    begun: dict[str, Thread[InboundMail]] = {}
    for mail in mails:
        customer_id = customers[mail.sender].id
        found = _find_contact(mail, known, customer_id)
        question = questions.get(customer_id)
        begun_thread = next((begun[id_] for id_ in mail_threads.named_ids(mail) if id_ in begun), None)
        if found is not None and mail.automatic_because:
            placed.notes.append(Entry(mail, found, is_note=True))
        elif found is not None and _may_join(found, mail, known, customer_id, question, now):
            thread = placed.threads.setdefault(found.thread_key, Thread(found.thread_key, [], "email", contact=found))
            thread.arrivals.append(mail)
        elif begun_thread is not None and begun_thread.sender == mail.sender:
            begun_thread.arrivals.append(mail)
            begun[mail.message_id] = begun_thread
        else:
            thread = placed.threads.setdefault(_key_of(mail), _new_thread(mail, lines))
            thread.arrivals.append(mail)
            begun[mail.message_id] = thread
            if found is not None:
                placed.follows[thread.key] = found
    return placed


def _find_contact(mail: InboundMail, known: Known, customer_id: str) -> Contact | None:
    """The contact this belongs to: one the sender took part in, else the surest one, which is named and not joined."""
    if mail.bounce is not None:
        ids = (known.sent_by_us[id_] for id_ in mail.bounce.mail_ids if id_ in known.sent_by_us)
        return next((known.contacts[id_] for id_ in ids if id_ in known.contacts), None)
    candidates = list(known.candidates(mail))
    theirs = [contact for contact in candidates if known.took_part(contact, mail.sender, customer_id)]
    unfinished = [contact for contact in theirs if known.at_work(contact).state != states.CLOSED]
    if mail.automatic_because and not theirs:
        return None
    return next(iter(unfinished or theirs or candidates), None)


def _may_join(
    contact: Contact, mail: InboundMail, known: Known, customer_id: str, question: FollowUp | None, now: datetime
) -> bool:
    if not known.took_part(contact, mail.sender, customer_id):
        return False
    closed_at = known.at_work(contact).closed_at
    if closed_at is None or closed_at > now - states.REOPENING_WINDOW:
        return True
    # The answer to a question of ours belongs to its contact however long ago that was closed.
    is_asked = question is not None and question.contact_id == contact.id
    return is_asked and read_verdict(mail.answer) is not None


def _key_of(mail: InboundMail) -> str:
    """The thread that begins with this mail; another mail under the same id joins it."""
    return f"{mail.line}|{mail.message_id}"[:LONGEST_KEY]


def _new_thread(mail: InboundMail, lines: Lines) -> Thread[InboundMail]:
    because = "generated" if mail.sender in lines else mail.automatic_because
    return Thread(_key_of(mail), [], "email", class_=CLASS_OF_MACHINES.get(because, "normal"))


async def _begin(
    session: Session, threads: Sequence[Thread[InboundMail]], lines: Lines, customers: Customers, now: datetime
) -> None:
    await name_places(session, threads, customers, now=now)
    new = [thread for thread in threads if thread.contact is None]
    await intake.begin_contacts(session, new, await new_homes(session, new, lines, customers), now=now)


def _answers(
    threads: Sequence[Thread[InboundMail]], customers: Customers, questions: Mapping[str, FollowUp]
) -> Answers:
    """Only in the thread the question was asked in: a "yes" in another mail answers something else."""
    asked = [
        thread
        for thread in threads
        if thread.kept_in is not None
        and (question := questions.get(customers[thread.sender].id)) is not None
        and question.contact_id == thread.kept_in.id
    ]
    return clear_answers(asked, customers, questions)


async def _record_bounces(session: Session, mails: Sequence[InboundMail], known: Known, now: datetime) -> None:
    """Only of mails of ours: an id we never gave out is somebody else's mail, or a forgery."""
    reports = []
    for mail in mails:
        bounce = mail.bounce
        ours = next((id_ for id_ in bounce.mail_ids if id_ in known.sent_by_us), None) if bounce else None
        if bounce is None or ours is None or bounce.state == "delayed":
            continue
        code, text = (bounce.code, bounce.text) if bounce.state == "failed" else ("", "")
        reports.append(DeliveryReport("email", ours, bounce.state, code, text, mail.received_at))
    if reports:
        await record_deliveries(session, reports, now=now)


async def _tell_what_it_follows(session: Session, placed: _Placed, now: datetime) -> None:
    for key, earlier in placed.follows.items():
        contact = placed.threads[key].contact
        if contact is not None:
            text = FOLLOWS.get(contact.language, FOLLOWS["en"]).format(reference=earlier.reference)
            await say_in_thread(session, contact, text, now=now)


def _may_be_answered(thread: Thread[InboundMail], lines: Lines) -> bool:
    """What a person wrote; machines and mailboxes of our own would answer for ever."""
    is_person = not any(mail.automatic_because for mail in thread.arrivals)
    return is_person and thread.sender not in lines
