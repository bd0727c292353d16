"""The shift handover: drafted from live work, frozen at signing, then decided item by item.

Nothing is ever edited after signing; what happens to an item afterwards is added beside the snapshot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from contactcenter.agents.models import Agent
from contactcenter.contracts import OpenItem, OpenItemSource
from contactcenter.db import Session, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.handover.counts import count_work
from contactcenter.handover.models import Handover, HandoverItem
from contactcenter.handover.rules import ACCEPTED, OFFERED, is_complete
from contactcenter.journal import history
from contactcenter.shifts.models import Shift

LONGEST_REMARKS = 4000
LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One thing that would be handed over now; `age_shifts` says how many handovers it has been through already."""

    item: OpenItem
    age_shifts: int

    @property
    def key(self) -> str:
        return f"{self.item.kind}:{self.item.subject_id}"


@dataclass(frozen=True, slots=True)
class HandoverDraft:
    """The handover as it would be if it were signed now."""

    shift: Shift
    items: Sequence[DraftItem]
    counts: Mapping[str, int]


async def draft(session: Session, shift: Shift, sources: Sequence[OpenItemSource], now: datetime) -> HandoverDraft:
    """Everything the shift's agent leaves open, from all sources, each thing once."""
    found: dict[tuple[str, str], OpenItem] = {}
    for source in sources:
        for item in await source.open_items(session, agent_id=shift.agent_id, since=shift.starts_at, until=now):
            found.setdefault((item.kind, item.subject_id), item)
    ages = await _ages(session, [item.subject_id for item in found.values()])
    counts = await count_work(session, agent_id=shift.agent_id, since=shift.starts_at, until=now)
    return HandoverDraft(shift, [DraftItem(item, ages.get(key, 0)) for key, item in found.items()], counts)


async def _ages(session: Session, subject_ids: Sequence[str]) -> dict[tuple[str, str], int]:
    if not subject_ids:
        return {}
    query = (
        select(HandoverItem.kind, HandoverItem.subject_id, func.count())
        .where(HandoverItem.subject_id.in_(subject_ids))
        .group_by(HandoverItem.kind, HandoverItem.subject_id)
    )
    return {(kind, subject_id): count for kind, subject_id, count in await session.execute(query)}


async def sign(
    session: Session,
    drafted: HandoverDraft,
    *,
    author: Agent,
    to_agent_id: str | None,
    remarks: str,
    notes: Mapping[str, str],
    now: datetime,
) -> Handover:
    """Freeze the draft with the outgoing agent's remarks and notes. The shift must be locked by the caller."""
    _check_texts(drafted, remarks, notes)
    handover = Handover(
        id=new_id(),
        shift_id=drafted.shift.id,
        from_agent_id=drafted.shift.agent_id,
        to_agent_id=to_agent_id,
        remarks=remarks.strip(),
        state=OFFERED,
        counts=dict(drafted.counts),
        created_at=now,
        version=1,
    )
    session.add(handover)
    await session.flush()
    session.add_all(
        _frozen(handover.id, position, each, notes.get(each.key, "")) for position, each in enumerate(drafted.items)
    )
    await session.flush()
    details = {"shift_id": handover.shift_id, "to_agent_id": to_agent_id, "items": len(drafted.items)}
    await _record(session, handover, "signed", author_id=author.id, now=now, details=details)
    return handover


def _frozen(handover_id: str, position: int, drafted: DraftItem, note: str) -> HandoverItem:
    item = drafted.item
    return HandoverItem(
        id=new_id(),
        handover_id=handover_id,
        position=position,
        kind=item.kind,
        subject_id=item.subject_id,
        reference=item.reference,
        title=item.title,
        note=note.strip(),
        due_at=item.due_at,
        facts=dict(item.facts),
        age_shifts=drafted.age_shifts,
        state=OFFERED,
        exchange=[],
    )


def _check_texts(drafted: HandoverDraft, remarks: str, notes: Mapping[str, str]) -> None:
    if len(remarks) > LONGEST_REMARKS or any(len(note) > LONGEST_NOTE for note in notes.values()):
        raise InvalidInput(
            f"Remarks may have {LONGEST_REMARKS} characters, a note {LONGEST_NOTE}.",
            details={"remarks": LONGEST_REMARKS, "note": LONGEST_NOTE},
        )
    gone = sorted({key for key, note in notes.items() if note.strip()} - {each.key for each in drafted.items})
    if gone:
        # Signing would lose these words silently; the agent must see that the thing was solved meanwhile.
        message = "Some of what you wrote a note on is no longer open; look at the list again."
        raise Conflict(message, code="stale", details={"gone": gone})


async def get_handover(session: Session, handover_id: str, *, lock: bool = False) -> Handover:
    """The handover; with `lock` nobody else decides on its items before this transaction ends."""
    query = select(Handover).where(Handover.id == handover_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    handover = (await session.scalars(query)).one_or_none()
    if handover is None:
        raise NotFound("There is no such handover.")
    return handover


async def find_by_shift(session: Session, shift_id: str) -> Handover | None:
    return (await session.scalars(select(Handover).where(Handover.shift_id == shift_id))).one_or_none()


async def get_item(session: Session, handover_id: str, item_id: str) -> HandoverItem:
    """An item of this handover, as it is now; lock the handover first to decide on it."""
    query = select(HandoverItem).where(HandoverItem.id == item_id, HandoverItem.handover_id == handover_id)
    item = (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()
    if item is None:
        raise NotFound("There is no such item in this handover.")
    return item


async def items_of(session: Session, handover_id: str) -> Sequence[HandoverItem]:
    """The items in the order they were handed over."""
    query = select(HandoverItem).where(HandoverItem.handover_id == handover_id)
    return (await session.scalars(query.order_by(HandoverItem.position))).all()


async def list_handovers(
    session: Session,
    *,
    state: str | None = None,
    agent_id: str | None = None,
    limit: int = 50,
    after: str | None = None,
) -> Sequence[Handover]:
    """Handovers, newest first; `agent_id` finds those from or to this agent, `after` is the id of the last one seen."""
    query = select(Handover).order_by(Handover.id.desc()).limit(limit)
    if state is not None:
        query = query.where(Handover.state == state)
    if agent_id is not None:
        query = query.where((Handover.from_agent_id == agent_id) | (Handover.to_agent_id == agent_id))
    if after is not None:
        query = query.where(Handover.id < after)
    return (await session.scalars(query)).all()


async def accept_item(session: Session, handover: Handover, item: HandoverItem, *, agent: Agent, now: datetime) -> None:
    """The incoming agent takes this one over. The handover must be locked."""
    item.state = ACCEPTED
    item.decided_by = agent.id
    item.decided_at = now
    await _touch(session, handover, item, "item_accepted", author=agent, now=now)


async def add_to_exchange(
    session: Session,
    handover: Handover,
    item: HandoverItem,
    *,
    kind: str,
    text: str,
    state: str,
    author: Agent,
    now: datetime,
) -> None:
    """Add a question or an answer to the talk about an item. The handover must be locked."""
    text = text.strip()
    if not text or len(text) > LONGEST_NOTE:
        raise InvalidInput(f"Please write between 1 and {LONGEST_NOTE} characters.")
    line = {"kind": kind, "text": text, "agent_id": author.id, "agent_name": author.name, "at": now.isoformat()}
    item.exchange = [*item.exchange, line]
    item.state = state
    await _touch(session, handover, item, f"item_{state if kind == 'question' else 'answered'}", author=author, now=now)


async def finish_if_complete(session: Session, handover: Handover, *, author_id: str, now: datetime) -> bool:
    """Mark the handover accepted once every item is; returns whether that is so now."""
    if handover.state == ACCEPTED or not is_complete(item.state for item in await items_of(session, handover.id)):
        return False
    handover.state = ACCEPTED
    handover.accepted_at = now
    handover.version += 1
    await session.flush()
    await _record(session, handover, "accepted", author_id=author_id, now=now, details={})
    return True


async def _touch(
    session: Session, handover: Handover, item: HandoverItem, act: str, *, author: Agent, now: datetime
) -> None:
    handover.version += 1
    await session.flush()
    await _record(session, handover, act, author_id=author.id, now=now, details={"item": item.key, "state": item.state})


async def _record(
    session: Session, handover: Handover, act: str, *, author_id: str, now: datetime, details: Mapping[str, object]
) -> None:
    await history.write(session, "handover", handover.id, act, author_id=author_id, at=now, details=details)
    session.record(Fact("handover.changed", handover.id, handover.version))
