"""Make, keep and pass on promises. Called by actions, the handover and screens."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.db import Session, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.promises.models import BROKEN, KEPT, OPEN, Promise

LONGEST_WHAT = 500


async def get_promise(session: Session, promise_id: str, *, lock: bool = False) -> Promise:
    """The promise; with `lock` nobody else changes it before this transaction ends."""
    query = select(Promise).where(Promise.id == promise_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    promise = (await session.scalars(query)).one_or_none()
    if promise is None:
        raise NotFound("There is no such promise.")
    return promise


async def make(
    session: Session,
    *,
    contact_id: str,
    customer_id: str | None,
    agent: Agent,
    what: str,
    due_at: datetime,
    now: datetime,
) -> Promise:
    """Write a promise down; its time must lie ahead."""
    what = what.strip()
    if not what:
        raise InvalidInput("Please say what is promised.", details={"fields": {"what": "Please fill this in."}})
    if len(what) > LONGEST_WHAT:
        message = f"At most {LONGEST_WHAT} characters."
        raise InvalidInput("This promise is too long.", details={"fields": {"what": message}})
    if due_at <= now:
        message = "The time must lie in the future."
        raise InvalidInput("A promise needs a time in the future.", details={"fields": {"due_at": message}})
    promise = Promise(
        id=new_id(),
        contact_id=contact_id,
        customer_id=customer_id,
        what=what,
        due_at=due_at,
        agent_id=agent.id,
        state=OPEN,
        created_at=now,
        version=1,
    )
    session.add(promise)
    await session.flush()
    details = {"due_at": due_at.isoformat(), "contact_id": contact_id}
    await _record(session, promise, "made", author_id=agent.id, now=now, details=details)
    return promise


async def keep(session: Session, promise: Promise, *, author_id: str, now: datetime) -> None:
    """It was done, late or not; saying so twice changes nothing. `promise` must be locked."""
    if promise.state == KEPT:
        return
    if promise.state == BROKEN:
        raise Conflict("This promise was marked as broken.", details={"state": promise.state})
    promise.state = KEPT
    promise.kept_at = now
    promise.version += 1
    await session.flush()
    await _record(session, promise, "kept", author_id=author_id, now=now, details={"was_late": now > promise.due_at})


async def pass_to(session: Session, promise_id: str, *, agent_id: str, author_id: str, now: datetime) -> None:
    """From now on this agent must keep it: it was accepted at a shift handover. A promise no longer open stays."""
    promise = await get_promise(session, promise_id, lock=True)
    if promise.state != OPEN or promise.agent_id == agent_id:
        return
    details = {"from": promise.agent_id, "to": agent_id}
    promise.agent_id = agent_id
    promise.version += 1
    await session.flush()
    await _record(session, promise, "passed", author_id=author_id, now=now, details=details)


async def list_promises(
    session: Session,
    *,
    state: str | None = None,
    agent_id: str | None = None,
    contact_id: str | None = None,
    customer_id: str | None = None,
    limit: int = 50,
    after: str | None = None,
) -> Sequence[Promise]:
    """Promises, newest first; `after` is the id of the last one seen."""
    query = select(Promise).order_by(Promise.id.desc()).limit(limit)
    wanted = {"state": state, "agent_id": agent_id, "contact_id": contact_id, "customer_id": customer_id}
    query = query.filter_by(**{name: value for name, value in wanted.items() if value is not None})
    if after is not None:
        query = query.where(Promise.id < after)
    return (await session.scalars(query)).all()


async def _record(
    session: Session, promise: Promise, act: str, *, author_id: str, now: datetime, details: Mapping[str, object]
) -> None:
    await history.write(session, "promise", promise.id, act, author_id=author_id, at=now, details=details)
    session.record(Fact("promise.changed", promise.id, promise.version))
