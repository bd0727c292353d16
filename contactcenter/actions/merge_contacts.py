"""Two contacts turn out to be the same: one goes on, the other is closed and read in it."""

from datetime import datetime

from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.agents.roles import SUPERVISOR
from contactcenter.calls.service import find_live_call
from contactcenter.contacts import merges, merging, messages, states
from contactcenter.contacts import service as contacts
from contactcenter.contacts.classes import raise_class
from contactcenter.contacts.models import Contact, ContactMerge
from contactcenter.contacts.reordering import put_in_place
from contactcenter.customers.service import get_customers, homes_of
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput, NotAllowed, NotFound
from contactcenter.journal import history
from contactcenter.routing import offers

# For colleagues who read the thread later; they read it in the language the owner writes.
LINES = {
    "zh-Hant": ("{reference} 已併入這裏。", "已併入 {reference}。"),
    "zh-Hans": ("{reference} 已并入这里。", "已并入 {reference}。"),
    "en": ("{reference} was merged into this contact.", "Merged into {reference}."),
}


async def merge_contacts(
    session: Session,
    contact_id: str,
    *,
    into_id: str,
    agent: Agent,
    now: datetime,
    reason: str = "",
    is_confirmed: bool = False,
) -> Contact:
    """Merge a contact into another one, which is returned.

    What it was about is decided there; its thread is read there, and whatever still comes on it goes there. The owner
    is told nothing. Contacts of people who have nothing to do with each other need `is_confirmed`.
    """
    merged, survivor = await _hold(session, contact_id, into_id)
    _require_may(merged, agent)
    _require_fresh(merged, survivor, now)
    if await find_live_call(session, merged.id) is not None:
        raise Conflict("A call is going on in this contact: merge the other one into it.", code="in_call")
    if not is_confirmed:
        await _require_same_owner(session, merged, survivor, now)
    merge = await merges.record_merge(session, merged, survivor, author_id=agent.id, now=now, reason=reason)
    await _end_merged(session, merged, survivor, agent=agent, now=now, reason=reason)
    await merges.move_matters(session, merge.before["matter_ids"], to_contact_id=survivor.id)
    details = {"contact_id": merged.id, "reference": merged.reference, "reason": reason}
    await history.write(session, "contact", survivor.id, "took_in", author_id=agent.id, at=now, details=details)
    await _enrich(session, survivor, merged, merge, author_id=agent.id, now=now)
    await _go_on(session, survivor, merge, agent=agent, now=now)
    await _say(session, merged, survivor, agent, now)
    return survivor


async def _hold(session: Session, contact_id: str, into_id: str) -> tuple[Contact, Contact]:
    if contact_id == into_id:
        raise InvalidInput("A contact cannot be merged into itself.", details={"field": "into_id"})
    held = await contacts.lock_contacts(session, {contact_id, into_id})
    if len(held) != 2:
        raise NotFound("There is no such contact.", details={"contact_id": ({contact_id, into_id} - held.keys()).pop()})
    merged, survivor = held[contact_id], held[into_id]
    merges.require_unmerged(merged)
    merges.require_unmerged(survivor)
    return merged, survivor


def _require_may(merged: Contact, agent: Agent) -> None:
    """Nobody takes a contact out of a colleague's hands but a supervisor."""
    if merged.state in states.HELD and merged.agent_id != agent.id and SUPERVISOR not in agent.roles:
        raise NotAllowed("A colleague is working on this contact; ask her, or a supervisor.", code="not_yours")


def _require_fresh(merged: Contact, survivor: Contact, now: datetime) -> None:
    """One of both is open, and the other one too, or closed so lately that its owner would still reopen it."""
    closed = [contact for contact in (merged, survivor) if contact.state == states.CLOSED]
    old = [each for each in closed if each.closed_at is None or each.closed_at <= now - states.REOPENING_WINDOW]
    if len(closed) == 2 or old:
        details = {"contact_ids": [contact.id for contact in old or closed]}
        raise Conflict("Only open contacts, or one closed lately, can be merged.", code="wrong_state", details=details)


async def _require_same_owner(session: Session, merged: Contact, survivor: Contact, now: datetime) -> None:
    if merged.customer_id is None or survivor.customer_id is None or merged.customer_id == survivor.customer_id:
        return
    ids = [merged.customer_id, survivor.customer_id]
    homes = await homes_of(session, ids, on=clock.local(now).date())
    if set(homes[ids[0]]) & set(homes[ids[1]]):
        return
    known = await get_customers(session, ids)
    people = [known[id_].name or each.address for id_, each in zip(ids, (merged, survivor), strict=True)]
    raise Conflict(
        "These are contacts of different people; confirm that they belong together.",
        code="other_customer",
        details={"customers": people},
    )


async def _end_merged(
    session: Session, merged: Contact, survivor: Contact, *, agent: Agent, now: datetime, reason: str
) -> None:
    """Closed, wherever it stood; what rings for it rings no more."""
    live = await offers.live_offers_of(session, merged.id)
    await offers.take_back(session, live, "withdrawn", author_id=agent.id, now=now, reason="merged")
    merged.merged_into_id = survivor.id
    if merged.state != states.CLOSED:
        closing = {"closed_at": now, "agent_id": merged.agent_id}
        await contacts.change_state(
            session, merged, states.CLOSED, author_id=agent.id, now=now, act="merged", reason=reason, **closing
        )
    else:
        await contacts.touch(session, merged, now=now)
        await history.write(
            session, "contact", merged.id, "merged", author_id=agent.id, at=now, details={"reason": reason}
        )


async def _enrich(
    session: Session, survivor: Contact, merged: Contact, merge: ContactMerge, *, author_id: str, now: datetime
) -> None:
    """What only the other one knew, and the better of both places: nobody waits longer because of a merge."""
    survivor.customer_id = survivor.customer_id or merged.customer_id
    survivor.place_id = survivor.place_id or merged.place_id
    survivor.emergency_kind = survivor.emergency_kind or merged.emergency_kind
    await raise_class(session, survivor, merged.class_, author_id=author_id, now=now, reason="merged")
    waited_longer = round((survivor.queued_at - merged.queued_at).total_seconds()) + merged.head_start_seconds
    head_start = max(survivor.head_start_seconds, waited_longer)
    merge.before = {**merge.before, "given": {"class": survivor.class_, "head_start_seconds": head_start}}
    await put_in_place(session, survivor, class_=survivor.class_, head_start_seconds=head_start, now=now)


async def _go_on(session: Session, survivor: Contact, merge: ContactMerge, *, agent: Agent, now: datetime) -> None:
    """The survivor gets the state and the hands it needs now. A caller on the line stays with whoever has her."""
    before, merged = merging.Standing(survivor.state, survivor.agent_id), _standing(merge)
    after = merging.joined(before, merged, author_id=agent.id)
    if merged.state in states.HELD and survivor.state not in states.HELD:
        survivor.preferred_agent_id = merged.agent_id
    if after == before or await find_live_call(session, survivor.id) is not None:
        return
    if survivor.state == states.OFFERED:
        live = await offers.live_offers_of(session, survivor.id)
        await offers.take_back(session, live, "withdrawn", author_id=agent.id, now=now, reason="merged")
    if survivor.state == states.CLOSED or after.state == states.QUEUED:
        await contacts.return_to_queue(
            session, survivor, author_id=agent.id, now=now, act="reopened", reason="merged", closed_at=None
        )
    if after.state == states.ACTIVE:
        held = {"agent_id": after.agent_id, "preferred_agent_id": after.agent_id}
        await contacts.change_state(
            session, survivor, states.ACTIVE, author_id=agent.id, now=now, reason="merged", **held
        )


def _standing(merge: ContactMerge) -> merging.Standing:
    return merging.Standing(merge.before["state"], merge.before["agent_id"])


async def _say(session: Session, merged: Contact, survivor: Contact, agent: Agent, now: datetime) -> None:
    for contact, other, name, number in (
        (survivor, merged, "contact.merged", 0),
        (merged, survivor, "contact.merged_into", 1),
    ):
        text = LINES.get(contact.language, LINES["en"])[number].format(reference=other.reference)
        details = {"contact_id": other.id, "reference": other.reference, "agent_name": agent.name}
        await messages.say_in_thread(session, contact, text, now=now, event={"name": name, "details": details})
