"""What the carrier reports about calls without asking anything: each address leads to one action."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from channels.voice.addresses import ALERT_PATH, CALL_PATH, LEG_PATH, STATUS_PATH
from channels.voice.documents import Request
from channels.voice.payload import (
    DECLINED,
    LONGEST_WORDS,
    OVER,
    RINGING,
    UNANSWERED,
    ConferenceEvent,
    read_conference_event,
    read_words,
)
from contactcenter.actions.answer_alert import EndOfAlert, end_alert
from contactcenter.actions.answer_leg import ring_leg
from contactcenter.actions.end_call import end_call
from contactcenter.actions.join_conversation import join_agent
from contactcenter.actions.leave_voicemail import add_transcript, leave_voicemail
from contactcenter.actions.lose_leg import lose_leg, miss_leg, outlive_conversation
from contactcenter.actions.reach_customer import Reason, answer_forward, miss_customer, ring_customer
from contactcenter.actions.record_words import record_words
from contactcenter.calls.service import find_call
from contactcenter.db import Session

ANSWERED: Final = "in-progress"
UNREACHED: Final[Mapping[str, Reason]] = {"busy": "busy", "no-answer": "no_answer", "failed": "failed"}
# Ways in which somebody leaves a conversation.
HUNG_UP: Final = "participant_hung_up"
ENDED_WITH_CUSTOMER: Final = "moderator_ended_conference"
ENDS_OF_ALERTS: Final[Mapping[str, EndOfAlert]] = {"failed": "failed", DECLINED: "declined"}


async def hear_of_call(session: Session, request: Request) -> None:
    """The number's own callback: whatever else was lost, this ends a call."""
    call = await find_call(session, request.form.call_sid)
    if call is not None and request.form.call_status in OVER:
        await end_call(session, call.id, now=request.now)


async def hear_of_customer(session: Session, request: Request) -> None:
    """The telephone of a customer whom we ring."""
    form, status = request.form, request.form.call_status
    if status in RINGING:
        await ring_customer(session, request.call_id, external_id=form.call_sid, now=request.now)
    elif status in UNANSWERED:
        reason = UNREACHED.get(status, "no_answer")
        await miss_customer(session, request.call_id, reason=reason, external_id=form.call_sid, now=request.now)
    elif status in OVER:
        await end_call(session, request.call_id, now=request.now)


async def hear_of_forward(session: Session, request: Request) -> None:
    """The telephone outside to which a caller is put through; its end is told with the caller's own."""
    if request.form.call_status == ANSWERED:
        await answer_forward(session, request.call_id, now=request.now)


async def hear_of_leg(session: Session, request: Request) -> None:
    leg_id, form, status = request.names["leg"], request.form, request.form.call_status
    if status in RINGING:
        await ring_leg(session, leg_id, external_id=form.call_sid, now=request.now)
    elif status in UNANSWERED:
        is_declined = status == DECLINED
        await miss_leg(session, leg_id, external_id=form.call_sid, is_declined=is_declined, now=request.now)
    elif status in OVER:
        await lose_leg(session, leg_id, external_id=form.call_sid, now=request.now)


async def hear_of_alert(session: Session, request: Request) -> None:
    """Somebody on call was rung; that nobody picked up is not yet that nobody comes."""
    form, status = request.form, request.form.call_status
    if status in OVER:
        state = ENDS_OF_ALERTS.get(status, "unanswered")
        await end_alert(session, request.names["alert"], state, external_id=form.call_sid, now=request.now)


async def hear_of_conversation(session: Session, request: Request) -> None:
    event = read_conference_event(request.form)
    if event is None:
        return
    if event.is_customer:
        await _hear_of_customer(session, request, event)
    elif event.leg_id and event.name == "participant-join":
        await join_agent(session, event.leg_id, number=event.number, now=request.now)
    elif event.leg_id:
        lose = outlive_conversation if event.reason == ENDED_WITH_CUSTOMER else lose_leg
        await lose(session, event.leg_id, number=event.number, now=request.now)


async def _hear_of_customer(session: Session, request: Request, event: ConferenceEvent) -> None:
    """Only her hanging up says something new: we take her out ourselves, too."""
    if event.name == "participant-leave" and (event.reason == HUNG_UP or event.call_status in OVER):
        await end_call(session, request.call_id, now=request.now)


async def hear_of_recording(session: Session, request: Request) -> None:
    form = request.form
    if form.get("RecordingStatus") in ("", "completed"):
        await leave_voicemail(
            session,
            request.call_id,
            external_id=form.required("RecordingSid"),
            seconds=form.seconds("RecordingDuration"),
            now=request.now,
        )


async def hear_transcript(session: Session, request: Request) -> None:
    form = request.form
    if form.get("TranscriptionStatus") == "completed":
        text = form.get("TranscriptionText", LONGEST_WORDS)
        recording = form.required("RecordingSid")
        await add_transcript(session, request.call_id, external_id=recording, text=text, now=request.now)


async def hear_words(session: Session, request: Request) -> None:
    said = read_words(request.form)
    if said is not None:
        await record_words(
            session,
            request.call_id,
            text=said.text,
            external_id=said.external_id,
            is_customer=said.is_customer,
            now=request.now,
        )


CallEvent = Callable[[Session, Request], Awaitable[None]]

EVENTS: Final[Mapping[str, CallEvent]] = {
    STATUS_PATH: hear_of_call,
    f"{CALL_PATH}/reaching": hear_of_customer,
    f"{CALL_PATH}/forwarding": hear_of_forward,
    f"{CALL_PATH}/conference": hear_of_conversation,
    f"{CALL_PATH}/recording": hear_of_recording,
    f"{CALL_PATH}/transcript": hear_transcript,
    f"{CALL_PATH}/words": hear_words,
    f"{LEG_PATH}/status": hear_of_leg,
    f"{ALERT_PATH}/status": hear_of_alert,
}
