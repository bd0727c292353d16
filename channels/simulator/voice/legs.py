"""Legs come into being: a person's call to a line, a call of the account, a leg of a Dial; and they begin to ring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from channels.simulator.tables import PhoneLine
from channels.simulator.voice import course
from channels.simulator.voice.reporting import owe_call_event
from channels.simulator.voice.tables import Call, VoiceLine
from channels.simulator.voice.turn import Ending, Turn, new_sid

NO_ADDRESS = 11100
BUSY = Ending("busy", "busy")
NO_ANSWER = Ending("no-answer", "no_answer")


@dataclass(frozen=True)
class Wish:
    """A leg that the account wants, checked by the entrance that took it."""

    phone: str
    line: str
    direction: str = "outbound-api"
    parameters: Mapping[str, str] = field(default_factory=dict)
    parent_sid: str | None = None
    url: str = ""
    method: str = "POST"
    document: str = ""
    fallback_url: str = ""
    fallback_method: str = "POST"
    status_callback: str = ""
    status_events: Sequence[str] = ("completed",)
    ring_seconds: int = 60
    limit_seconds: int = 14400
    answered_by: str | None = None


async def place_inbound(turn: Turn, *, phone: str, line: PhoneLine) -> Call:
    """A person dials a line: the account is asked what to do before anybody picks up."""
    settings = await turn.session.get(VoiceLine, line.number)
    call = _new(turn, Wish(phone, line.number, "inbound", status_callback=line.status_callback), status="ringing")
    call.answer_url = line.voice_url
    call.fallback_url = settings.fallback_url if settings else ""
    turn.session.add(call)
    await turn.session.flush()
    turn.note(call, "event", "ringing")
    if call.answer_url:
        course.ask(turn, call, call.answer_url)
    else:
        turn.trouble(call, NO_ADDRESS, "The line has no address for calls")
        turn.hang_up(call, Ending("failed", "application_error", NO_ADDRESS))
    return call


async def place_outbound(turn: Turn, wish: Wish) -> Call:
    """A leg of the account; it begins to ring a moment later."""
    call = _new(turn, wish, status="queued")
    call.answer_url, call.answer_method, call.answer_document = wish.url, wish.method, wish.document
    call.fallback_url, call.fallback_method = wish.fallback_url, wish.fallback_method
    call.next_at = turn.in_seconds(turn.pace.dialing)
    turn.session.add(call)
    await turn.session.flush()
    turn.touch(call)
    return call


def _new(turn: Turn, wish: Wish, *, status: str) -> Call:
    return Call(
        sid=new_sid("CA"),
        parent_sid=wish.parent_sid,
        direction=wish.direction,
        phone=wish.phone,
        line=wish.line,
        parameters=dict(wish.parameters),
        status=status,
        answered_by=wish.answered_by,
        status_callback=wish.status_callback,
        status_events=list(wish.status_events),
        events_reported=0,
        fetches=0,
        fetches_since=turn.now,
        answer_method="POST",
        answer_document="",
        fallback_method="POST",
        ring_seconds=wish.ring_seconds,
        limit_seconds=wish.limit_seconds,
        ended_because="",
        created_at=turn.now,
        updated_at=turn.now,
        lines=0,
    )


async def ring(turn: Turn, call: Call) -> None:
    """The far end rings, unless it is a phone on which somebody talks already. Agents' devices take any number."""
    await owe_call_event(turn, call, "initiated")
    if not call.is_client and await find_live_call(turn, call.phone, besides=call) is not None:
        turn.hang_up(call, BUSY)
        return
    call.status = "ringing"
    call.next_at = turn.in_seconds(call.ring_seconds)
    turn.note(call, "event", "ringing")
    await owe_call_event(turn, call, "ringing")


async def find_live_call(turn: Turn, phone: str, *, besides: Call | None = None) -> Call | None:
    query = select(Call).where(Call.phone == phone, Call.ended_at.is_(None), Call.status != "queued")
    if besides is not None:
        query = query.where(Call.sid != besides.sid)
    return await turn.session.scalar(query.order_by(Call.id.desc()).limit(1))


async def pick_up(turn: Turn, call: Call) -> None:
    """From now on the leg is open and its time is counted."""
    call.status, call.answered_at = "in-progress", turn.now
    call.limit_at = turn.in_seconds(call.limit_seconds)
    turn.note(call, "event", "answered")
    await owe_call_event(turn, call, "answered")
