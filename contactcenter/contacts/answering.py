"""Answering a contact that several may be looking at: on which thread, and whether a colleague was faster.

Called by the action that replies, under the lock of the contact, and by screens.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.contacts.merges import thread_ids
from contactcenter.contacts.messages import Way, find_way
from contactcenter.contacts.models import Contact, Message
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput


class AnswerWay(NamedTuple):
    """One way to answer: the contact on whose thread, and how it reaches the owner."""

    contact: Contact
    way: Way


async def ways_of(session: Session, contact: Contact) -> list[AnswerWay]:
    """Every way to answer this contact and those merged into it; the first is where the owner wrote last."""
    ids = await thread_ids(session, contact.id)
    found = await session.scalars(select(Contact).where(Contact.id.in_(ids)))
    by_id = {each.id: each for each in found}
    last = await _last_heard_in(session, ids) if len(ids) > 1 else contact.id
    order = dict.fromkeys(([last] if last else []) + ids)
    ways = [(by_id[id_], await find_way(session, by_id[id_])) for id_ in order]
    kept: dict[Way, AnswerWay] = {}
    for each, way in ways:
        if way is not None:
            kept.setdefault(way, AnswerWay(each, way))
    return list(kept.values())


async def find_thread(session: Session, contact: Contact, *, answer_on: str | None) -> Contact:
    """The contact on whose thread this one is answered: the one named, else where the owner wrote last."""
    if answer_on is None or answer_on == contact.id:
        if answer_on is None and len(await thread_ids(session, contact.id)) > 1:
            ways = await ways_of(session, contact)
            return ways[0].contact if ways else contact
        return contact
    if answer_on not in await thread_ids(session, contact.id):
        raise InvalidInput(
            "Answer on this contact or on one merged into it.", code="not_merged", details={"field": "answer_on"}
        )
    return await session.get_one(Contact, answer_on)


async def require_unanswered(
    session: Session, contact: Contact, *, seen_message_id: str, agent: Agent, longest: int = 2000
) -> None:
    """Raise `Conflict` with code `answered_meanwhile` where a colleague's answer stands after what the agent saw.

    The caller holds the contact, so of two who answer at once, on whichever nodes, the second one sees the first.
    """
    ids = await thread_ids(session, contact.id)
    seen = select(Message.id).where(Message.id == seen_message_id, Message.contact_id.in_(ids))
    if await session.scalar(seen) is None:
        raise InvalidInput(
            "There is no such message in this thread.", code="unknown_message", details={"field": "seen_message_id"}
        )
    query = select(Message).where(
        Message.contact_id.in_(ids),
        Message.id > seen_message_id,
        Message.kind == "message",
        Message.direction == "outbound",
        Message.author_kind == "agent",
        Message.author_id != agent.id,
    )
    answers = (await session.scalars(query.order_by(Message.id))).all()
    if answers:
        raise Conflict(
            f"{answers[-1].author_name} has answered meanwhile; read it before you send.",
            code="answered_meanwhile",
            details={"messages": [_told(message, longest) for message in answers[-5:]]},
        )


def _told(message: Message, longest: int) -> dict[str, str | int]:
    return {
        "id": message.id,
        "author_id": message.author_id or "",
        "author_name": message.author_name,
        "text": message.text[:longest],
        "attachment_count": len(message.attachments),
        "created_at": message.created_at.isoformat().replace("+00:00", "Z"),
    }


async def _last_heard_in(session: Session, ids: Sequence[str]) -> str | None:
    heard = select(Message.contact_id).where(
        Message.contact_id.in_(ids), Message.direction == "inbound", Message.kind == "message"
    )
    return await session.scalar(heard.order_by(Message.id.desc()).limit(1))
