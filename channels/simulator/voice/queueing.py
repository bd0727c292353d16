"""Enqueue and Leave: the line a caller is parked in, what is heard there, and how the stay ends."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from channels.simulator.voice import course
from channels.simulator.voice.program import Step, Verb
from channels.simulator.voice.reporting import owe_last_word
from channels.simulator.voice.tables import Call, QueueMember, WaitingQueue
from channels.simulator.voice.turn import Turn, new_sid
from contactcenter.db import Session

Pairs = list[tuple[str, str]]


async def find_or_create_queue(turn: Turn, name: str) -> WaitingQueue:
    queue = await turn.session.scalar(select(WaitingQueue).where(WaitingQueue.name == name))
    return queue or await create_queue(turn, name)


async def create_queue(turn: Turn, name: str, max_size: int = 1000) -> WaitingQueue:
    queue = WaitingQueue(sid=new_sid("QU"), name=name, max_size=max_size, created_at=turn.now, updated_at=turn.now)
    turn.session.add(queue)
    await turn.session.flush()
    return queue


async def begin(turn: Turn, call: Call, enqueue: Verb) -> None:
    queue = await find_or_create_queue(turn, enqueue.text)
    if len(await members_of(turn.session, queue.sid)) >= queue.max_size:
        _conclude(turn, call, enqueue, _result("queue-full", queue.sid, 0))
        return
    turn.session.add(QueueMember(queue_sid=queue.sid, call_sid=call.sid, entered_at=turn.now))
    await turn.session.flush()
    course.wait(call, Step(kind="queue"), None)
    turn.note(call, "event", "queued")
    await ask_what_to_hear(turn, call)


async def ask_what_to_hear(turn: Turn, call: Call) -> None:
    """Fetch the wait document; without an address the vendor's own music plays until something happens."""
    assert call.document is not None
    assert call.document.verb is not None
    wished = call.document.verb.attributes
    if "waitUrl" not in wished:
        turn.note(call, "music", "")
    elif wished["waitUrl"]:
        url = course.absolute(call, wished["waitUrl"])
        method = wished.get("waitUrlMethod", "")
        course.ask(turn, call, url, method=method, purpose="queue", extra=await _standing(turn, call))


def wait_for_next_round(turn: Turn, call: Call) -> None:
    """The wait document has ended: it is asked for again, but an empty one not over and over."""
    assert call.aside is not None
    again_at = max(turn.now, call.aside.since + timedelta(seconds=turn.pace.wait_at_least))
    call.aside = None
    call.next_at = again_at


async def _standing(turn: Turn, call: Call) -> Pairs:
    member = await find_member(turn, call)
    assert member is not None
    queue = await turn.session.scalar(select(WaitingQueue).where(WaitingQueue.sid == member.queue_sid))
    assert queue is not None
    waiting = await members_of(turn.session, queue.sid)
    return [
        ("QueueSid", queue.sid),
        ("QueuePosition", str(1 + [other.call_sid for other in waiting].index(call.sid))),
        ("QueueTime", str(waited_seconds(member, turn.now))),
        ("AvgQueueTime", str(average_wait(waiting, turn.now))),
        ("CurrentQueueSize", str(len(waiting))),
        ("MaxQueueSize", str(queue.max_size)),
    ]


async def leave(turn: Turn, call: Call, result: str) -> None:
    """The stay ends and the document goes on: with the action's answer, or with the next verb."""
    member, enqueue = await _end_stay(turn, call, result)
    _conclude(turn, call, enqueue, _result(result, member.queue_sid, waited_seconds(member, turn.now)))


async def abandon(turn: Turn, call: Call, result: str) -> None:
    """The stay ends with the call, or because another document takes over: the action only hears of it."""
    if await find_member(turn, call) is None:
        return
    url = _action(call)
    member, _ = await _end_stay(turn, call, result)
    if url:
        await owe_last_word(turn, call, url, _result(result, member.queue_sid, waited_seconds(member, turn.now)))


async def _end_stay(turn: Turn, call: Call, result: str) -> tuple[QueueMember, Verb]:
    member = await find_member(turn, call)
    assert member is not None, "only who is in a queue can leave it"
    assert call.document is not None
    assert call.document.verb is not None
    member.left_at, member.result = turn.now, result
    course.leave_aside(call)
    turn.note(call, "event", "left queue")
    return member, call.document.verb


def _conclude(turn: Turn, call: Call, enqueue: Verb, result: Pairs) -> None:
    if "action" in enqueue.attributes:
        course.follow(turn, call, enqueue.attributes["action"], enqueue.attributes.get("method", ""), result)
    else:
        course.step_over(turn, call)


def _action(call: Call) -> str:
    assert call.document is not None
    assert call.document.verb is not None
    action = call.document.verb.attributes.get("action")
    return "" if action is None else course.resolved(call.document, action)


def _result(result: str, queue_sid: str, seconds: int) -> Pairs:
    return [("QueueResult", result), ("QueueSid", queue_sid), ("QueueTime", str(seconds))]


async def find_member(turn: Turn, call: Call) -> QueueMember | None:
    return await turn.session.scalar(
        select(QueueMember).where(QueueMember.call_sid == call.sid, QueueMember.left_at.is_(None))
    )


async def members_of(session: Session, queue_sid: str) -> Sequence[QueueMember]:
    query = select(QueueMember).where(QueueMember.queue_sid == queue_sid, QueueMember.left_at.is_(None))
    return (await session.scalars(query.order_by(QueueMember.id))).all()


def waited_seconds(member: QueueMember, now: datetime) -> int:
    return int(((member.left_at or now) - member.entered_at).total_seconds())


def average_wait(members: Sequence[QueueMember], now: datetime) -> int:
    return sum(waited_seconds(member, now) for member in members) // len(members) if members else 0
