"""A merge was a mistake: the contact is taken out again and stands where it stood."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agents
from contactcenter.calls.service import find_live_call
from contactcenter.contacts import merges, merging, messages, states
from contactcenter.contacts import service as contacts
from contactcenter.contacts.merged_threads import survivors_of
from contactcenter.contacts.models import Contact, ContactMerge, Message
from contactcenter.contacts.reordering import put_in_place
from contactcenter.db import Session
from contactcenter.errors import Conflict, NotFound
from contactcenter.journal import history
from contactcenter.routing import offers

LINES = {
    "zh-Hant": ("{reference} 已從這裏分出。", "已從 {reference} 分出。"),
    "zh-Hans": ("{reference} 已从这里分出。", "已从 {reference} 分出。"),
    "en": ("{reference} was taken out again.", "Taken out of {reference} again."),
}


async def unmerge_contact(
    session: Session, contact_id: str, *, agent: Agent, now: datetime, reason: str = ""
) -> Contact:
    """Undo a merge: state, agent and matters are the contact's own again, with what was decided and said meanwhile."""
    merged, survivor = await _hold(session, contact_id)
    if survivor.state in states.HELD:
        contacts.require_holder(survivor, agent)
    merge = await merges.live_merge_of(session, merged.id)
    await _require_free_thread(session, merged)
    merge.ended_at, merged.merged_into_id = now, None
    await merges.move_matters(session, merge.before["matter_ids"], to_contact_id=merged.id)
    await contacts.touch(session, merged, now=now)
    details = {"from_contact_id": survivor.id, "reference": survivor.reference, "reason": reason}
    await history.write(session, "contact", merged.id, "unmerged", author_id=agent.id, at=now, details=details)
    await _restore(session, merged, survivor, merge, author_id=agent.id, now=now)
    details = {"contact_id": merged.id, "reference": merged.reference, "reason": reason}
    await history.write(session, "contact", survivor.id, "gave_back", author_id=agent.id, at=now, details=details)
    await _give_back(session, survivor, merge, author_id=agent.id, now=now)
    await _say(session, merged, survivor, agent, now)
    return merged


async def _hold(session: Session, contact_id: str) -> tuple[Contact, Contact]:
    """The contact and where it is worked on now, which may be further than where it was merged into."""
    contact = await session.get(Contact, contact_id)
    if contact is None:
        raise NotFound("There is no such contact.")
    survivor = (await survivors_of(session, [contact])).get(contact_id)
    if survivor is None:
        raise Conflict("This contact is not merged into another one.", code="not_merged")
    return contact, survivor


async def _require_free_thread(session: Session, merged: Contact) -> None:
    query = select(Contact.id, Contact.reference).where(
        Contact.channel == merged.channel, Contact.thread_key == merged.thread_key, Contact.state != states.CLOSED
    )
    newer = (await session.execute(query)).first()
    if newer is not None:
        raise Conflict(
            f"{newer.reference} has begun on the same thread meanwhile; merge into that one instead.",
            code="thread_open",
            details={"contact_id": newer.id, "reference": newer.reference},
        )


async def _restore(
    session: Session, merged: Contact, survivor: Contact, merge: ContactMerge, *, author_id: str, now: datetime
) -> None:
    """Back to the state it was in, step by step as the life of a contact allows, and into the same hands."""
    before = merging.Standing(merge.before["state"], merge.before["agent_id"])
    matters = await contacts.matters_of(session, merged.id)
    after = merging.restored(
        before,
        agent_is_there=await _is_there(session, before.agent_id),
        is_settled=survivor.state == states.CLOSED and all(matter.outcome for matter in matters),
        heard_since=await _owner_waits(session, merged, merge.merged_at),
    )
    if after.state == states.CLOSED:
        return
    await contacts.return_to_queue(
        session, merged, author_id=author_id, now=now, act="reopened", reason="unmerged", closed_at=None
    )
    if after.agent_id is None:
        return
    step: dict[str, Any] = {"author_id": author_id, "now": now, "reason": "unmerged"}
    held = step | {"agent_id": after.agent_id, "preferred_agent_id": after.agent_id}
    await contacts.change_state(session, merged, states.ACTIVE, **held)
    if after.state != states.ACTIVE:
        until = merge.before["snoozed_until"] if after.state == states.SNOOZED else None
        sleeping = {"snoozed_until": max(datetime.fromisoformat(until), now + timedelta(seconds=1))} if until else {}
        await contacts.change_state(session, merged, after.state, **(step | sleeping))


async def _is_there(session: Session, agent_id: str | None) -> bool:
    agent = (await get_agents(session, [agent_id] if agent_id else [])).get(agent_id or "")
    return agent is not None and agent.is_active


async def _owner_waits(session: Session, merged: Contact, since: datetime) -> bool:
    said = select(Message.direction).where(Message.contact_id == merged.id, Message.kind == "message")
    said = said.where(Message.author_kind != "system", Message.created_at >= since)
    return await session.scalar(said.order_by(Message.id.desc()).limit(1)) == "inbound"


async def _give_back(
    session: Session, survivor: Contact, merge: ContactMerge, *, author_id: str, now: datetime
) -> None:
    """The survivor loses what only the merge had given it, as far as nobody has changed it since."""
    before, given = merge.before["survivor"], merge.before["given"]
    merged = await session.get_one(Contact, merge.contact_id)
    for name in ("customer_id", "place_id"):
        if before[name] is None and getattr(survivor, name) == getattr(merged, name):
            setattr(survivor, name, None)
    if not before["emergency_kind"] and survivor.emergency_kind == merged.emergency_kind:
        survivor.emergency_kind = ""
    class_ = before["class"] if survivor.class_ == given["class"] else survivor.class_
    head_start = survivor.head_start_seconds
    head_start = before["head_start_seconds"] if head_start == given["head_start_seconds"] else head_start
    await put_in_place(session, survivor, class_=class_, head_start_seconds=head_start, now=now)
    if before["state"] == states.CLOSED and survivor.id == merge.survivor_id:
        await _close_again(session, survivor, author_id=author_id, now=now)


async def _close_again(session: Session, survivor: Contact, *, author_id: str, now: datetime) -> None:
    """What was reopened by the merge only is closed again, unless it got work of its own meanwhile."""
    is_undecided = any(matter.outcome is None for matter in await contacts.matters_of(session, survivor.id))
    if is_undecided or survivor.state == states.CLOSED or await find_live_call(session, survivor.id) is not None:
        return
    live = await offers.live_offers_of(session, survivor.id)
    await offers.take_back(session, live, "withdrawn", author_id=author_id, now=now, reason="unmerged")
    await contacts.change_state(
        session, survivor, states.CLOSED, author_id=author_id, now=now, reason="unmerged", closed_at=now
    )


async def _say(session: Session, merged: Contact, survivor: Contact, agent: Agent, now: datetime) -> None:
    for contact, other, name, number in (
        (survivor, merged, "contact.unmerged", 0),
        (merged, survivor, "contact.unmerged_from", 1),
    ):
        text = LINES.get(contact.language, LINES["en"])[number].format(reference=other.reference)
        details = {"contact_id": other.id, "reference": other.reference, "agent_name": agent.name}
        await messages.say_in_thread(session, contact, text, now=now, event={"name": name, "details": details})
