"""Somebody who asked is told the answer: by rule or by an agent, once, however often they asked.

Everything of one person happens in one transaction with the outbox command, so that a crash leaves them either told
or still to be told.
"""

from datetime import datetime

from contactcenter.actions.close_contact import MatterOutcome, close_contact
from contactcenter.actions.contact_customer import OutboundRequest, contact_customer
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agents
from contactcenter.contacts import service as contacts
from contactcenter.contacts.matters import subject_of
from contactcenter.contacts.messages import LONGEST_TEXT, send_to_owner
from contactcenter.contacts.models import Contact
from contactcenter.contacts.outgoing_mails import LONGEST_MAIL
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput, NotFound
from knowledge_base.actions.promise_answer import promise_answer
from knowledge_base.actions.settle_askers import draft, mark_told, skip
from knowledge_base.gaps import service
from knowledge_base.gaps.asked import DECIDED, MISSING, Asked, lock_asked
from knowledge_base.gaps.models import DRAFTED, PENDING, SAME_PERSON, SEEN, SENT, UNTOLD, Gap, GapAsker
from knowledge_base.gaps.permissions import require_may_tell
from knowledge_base.gaps.ways import Way, thread_for, way_to
from knowledge_base.gaps.wording import Answer, SaysArticle, compose
from knowledge_base.gaps.words import checked_words
from knowledge_base.settings.service import get_settings

WRITTEN = ("sms", "email")
# Reasons why a rule tells nobody: a person looks at the words first.
NO_WAY, BY_HAND, TOO_LONG, NOT_BY_RULE = "no_way", "by_hand", "too_long", "not_by_rule"


async def tell_by_rule(session: Session, asker_id: str, *, says: SaysArticle, now: datetime) -> None:
    """Tell this person now, promise a call, or draft the words for an agent; told or drafted already, nothing."""
    asked = await lock_asked(session, asker_id)
    if asked.asker.tell_state != PENDING or asked.gap.state not in DECIDED:
        return
    told = _told_already(asked)
    if told is not None:
        await mark_told(
            session,
            asked,
            text=told.tell_text,
            message_id=told.tell_message_id,
            author_id=told.tell_agent_id,
            now=now,
            rows=[asked.asker],
        )
        return
    if any(row.tell_state == DRAFTED for row in asked.others):
        asked.asker.tell_state, asked.asker.tell_error = DRAFTED, SAME_PERSON
        return
    lead, contact, way = await _best_way(session, asked)
    answer = await _answer(
        session, asked.gap, contact, way, says=says, now=now, language=await _language(contact, asked)
    )
    agent_id = await agent_for(session, asked.gap, lead)
    doubt = await _doubt(session, contact, way, answer)
    if doubt:
        await draft(session, asked, lead, text=answer.text, agent_id=agent_id, doubt=doubt, now=now)
    elif way == "call":
        await draft(session, asked, lead, text=answer.text, agent_id=agent_id, doubt="", now=now)
        await promise_answer(session, asked, lead, agent_id=agent_id, due_at=None, author_id=None, now=now)
    else:
        assert contact is not None, "whoever left no contact is told by an agent"
        message = await send_to_owner(session, await thread_for(session, contact), answer.text, author=None, now=now)
        await mark_told(session, asked, text=answer.text, message_id=message.id, author_id=None, now=now)


async def tell_asker(
    session: Session, gap_id: str, asker_id: str, text: str, *, agent: Agent, now: datetime
) -> GapAsker:
    """In the agent's words and name. Told by somebody else meanwhile it is refused (`already_told`)."""
    seen = await session.get(GapAsker, asker_id)
    begun = None
    if seen is not None and seen.contact_id is None and seen.customer_id is not None:
        # Whoever was asked for without a contact gets one; should they be told already, it never existed.
        begun = await _begin(session, seen, text, agent=agent, now=now)
    asked = await _lock_untold(session, gap_id, asker_id, agent=agent)
    if begun is not None:
        await mark_told(session, asked, text=text, message_id=None, author_id=agent.id, now=now)
        await _finish(session, begun, asked.gap, agent=agent, now=now)
        return asked.asker
    contact = asked.contact_of(asked.asker)
    if contact is None:
        raise InvalidInput("Nobody is known who could be written to; say how you told them.", code="no_address")
    message = await send_to_owner(session, await thread_for(session, contact), text, author=agent, now=now)
    await mark_told(session, asked, text=message.text, message_id=message.id, author_id=agent.id, now=now)
    return asked.asker


async def told_otherwise(
    session: Session, gap_id: str, asker_id: str, note: str, *, agent: Agent, now: datetime
) -> GapAsker:
    """The agent told them on the telephone or face to face."""
    words = checked_words(note, "note", "Say how you told them.")
    asked = await _lock_untold(session, gap_id, asker_id, agent=agent)
    await mark_told(session, asked, text=words, message_id=None, author_id=agent.id, now=now)
    return asked.asker


async def skip_asker(
    session: Session, gap_id: str, asker_id: str, reason: str, *, agent: Agent, now: datetime
) -> GapAsker:
    """They shall not be told, and why."""
    words = checked_words(reason, "reason", "Say why they are not told.")
    asked = await _lock_untold(session, gap_id, asker_id, agent=agent)
    await skip(session, asked, words, author_id=agent.id, now=now)
    return asked.asker


async def promise_call(
    session: Session, gap_id: str, asker_id: str, due_at: datetime | None, *, agent: Agent, now: datetime
) -> GapAsker:
    """The agent will call them with the answer; told once the promise is kept."""
    asked = await _lock_untold(session, gap_id, asker_id, agent=agent)
    if asked.asker.tell_promise_id is not None:
        raise Conflict("A call is promised to this person already.", code="already_promised")
    if await way_to(session, asked.contact_of(asked.asker), asked.asker.customer_id) == "none":
        raise InvalidInput("Nobody knows how to call them; say how you told them.", code="no_address")
    await promise_answer(session, asked, asked.asker, agent_id=agent.id, due_at=due_at, author_id=agent.id, now=now)
    return asked.asker


async def see_answer(session: Session, gap_id: str, *, agent: Agent, now: datetime) -> Gap:
    """The agent who noted the question has read the answer; where nobody else asked, that was all to tell."""
    gap = await service.get_gap(session, gap_id)
    for asker in (await service.askers_of(session, [gap.id]))[gap.id]:
        if asker.agent_id == agent.id and gap.state in DECIDED and asker.seen_at is None:
            asker.seen_at = now
            if asker.contact_id is None and asker.customer_id is None and asker.tell_state in UNTOLD:
                asker.tell_state, asker.told_at, asker.tell_error = SEEN, now, ""
    await session.flush()
    return gap


async def agent_for(session: Session, gap: Gap, asker: GapAsker) -> str | None:
    """Whose task it is to tell this person: who noted it, else who found the answer, else whoever sorts."""
    wanted = [id_ for id_ in (asker.agent_id, gap.owner_id, gap.answered_by) if id_]
    found = await get_agents(session, wanted)
    return next((id_ for id_ in wanted if id_ in found and found[id_].is_active), None)


async def _lock_untold(session: Session, gap_id: str, asker_id: str, *, agent: Agent) -> Asked:
    asked = await lock_asked(session, asker_id)
    if gap_id not in (asked.gap.id, asked.asker.gap_id):
        raise NotFound(MISSING)
    await require_may_tell(session, asked.gap, asked.asker, agent)
    if asked.gap.state not in DECIDED:
        raise Conflict("There is no answer yet.", code="wrong_state", details={"state": asked.gap.state})
    if asked.asker.tell_state not in UNTOLD:
        state = {"state": asked.asker.tell_state}
        raise Conflict("This person was told already.", code="already_told", details=state)
    return asked


def _told_already(asked: Asked) -> GapAsker | None:
    """The time this same person was told the same after asking this time."""
    told = [
        row
        for row in asked.others
        if row.tell_state == SENT and row.told_at is not None and row.told_at >= asked.asker.at
    ]
    return max(told, key=lambda row: (row.told_at, row.id), default=None)


async def _best_way(session: Session, asked: Asked) -> tuple[GapAsker, Contact | None, Way]:
    """Of the times this person asked the last one that can be answered in writing, else the last one."""
    rows = sorted(
        (row for row in asked.all if row.tell_state == PENDING), key=lambda row: (row.at, row.id), reverse=True
    )
    ways: list[tuple[GapAsker, Contact | None, Way]] = []
    for row in rows:
        contact = asked.contact_of(row)
        ways.append((row, contact, await way_to(session, contact, row.customer_id)))
        if contact is not None and contact.channel != "manual" and ways[-1][2] in WRITTEN:
            return ways[-1]
    return ways[0]


async def _language(contact: Contact | None, asked: Asked) -> str:
    return contact.language if contact is not None else asked.gap.language


async def _answer(
    session: Session,
    gap: Gap,
    contact: Contact | None,
    way: Way,
    *,
    language: str,
    says: SaysArticle,
    now: datetime,
) -> Answer:
    family = (await service.family_of(session, [gap.id]))[gap.id]
    channel = way if way in WRITTEN else "voice"
    return await compose(session, gap, family, contact, channel=channel, language=language, says=says, now=now)


async def _doubt(session: Session, contact: Contact | None, way: Way, answer: Answer) -> str:
    """Why a person looks at it first; empty where the rule tells by itself."""
    if contact is None or contact.channel == "manual":
        return NO_WAY if way == "none" else BY_HAND
    if way == "none":
        return NO_WAY
    if answer.doubts or not answer.text:
        return ",".join(answer.doubts) or "no_words"
    if len(answer.text) > (LONGEST_MAIL if way == "email" else LONGEST_TEXT):
        return TOO_LONG
    return "" if (await get_settings(session)).tells_askers else NOT_BY_RULE


async def _begin(session: Session, asker: GapAsker, text: str, *, agent: Agent, now: datetime) -> Contact:
    way = await way_to(session, None, asker.customer_id)
    if way not in WRITTEN:
        raise InvalidInput("No number or mailbox of this customer takes texts; call them.", code="no_address")
    gap = await service.get_gap(session, asker.gap_id)
    request = OutboundRequest(
        "email" if way == "email" else "sms",
        customer_id=asker.customer_id,
        text=text,
        subject=subject_of(gap.question),
    )
    return await contact_customer(session, request, agent=agent, now=now)


async def _finish(session: Session, contact: Contact, gap: Gap, *, agent: Agent, now: datetime) -> None:
    """A contact that was begun only for this is done; one that went on already stays with the agent."""
    if contact.created_at != now:
        return
    outcomes = [
        MatterOutcome(matter.id, "answered", article_id=gap.article_id)
        for matter in await contacts.matters_of(session, contact.id)
    ]
    await close_contact(session, contact.id, outcomes=outcomes, note="", agent=agent, now=now)
