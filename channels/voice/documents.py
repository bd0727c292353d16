"""What the carrier asks about calls, and whose answer is a document: each address leads to one action."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from channels.voice.addresses import ALERT_PATH, ARRIVED_PATH, CALL_PATH, LEG_PATH
from channels.voice.payload import (
    HUNG_UP,
    LEFT_BY_DOCUMENT,
    LONGEST_ADDRESS,
    LONGEST_WORDS,
    MACHINES,
    OVER,
    SPOKEN_WITH,
    TAKEN_OUT,
    Form,
)
from contactcenter.actions.answer_alert import answer_alert, choose_on_alert
from contactcenter.actions.answer_leg import answer_leg
from contactcenter.actions.choose_in_menu import choose_in_menu
from contactcenter.actions.end_call import end_call, end_talk
from contactcenter.actions.join_conversation import join_customer
from contactcenter.actions.leave_voicemail import leave_voicemail
from contactcenter.actions.lose_leg import lose_leg, outlive_conversation
from contactcenter.actions.reach_customer import come_back_from_forward, reach_customer
from contactcenter.actions.receive_call import receive_call
from contactcenter.actions.wait_in_queue import (
    choose_callback,
    choose_voicemail,
    choose_waiting,
    come_back_to_queue,
    leave_queue,
    wait_in_queue,
)
from contactcenter.calls.steps import HangUp, Steps
from contactcenter.db import Session

LONGEST_DIGITS: Final = 32


@dataclass(frozen=True, slots=True)
class Request:
    """One question of the carrier: the form, and what its address names."""

    form: Form
    names: Mapping[str, str]
    now: datetime

    @property
    def call_id(self) -> str:
        return self.names["call"]


async def arrive(session: Session, request: Request) -> Steps:
    form = request.form
    return await receive_call(
        session,
        external_id=form.call_sid,
        caller=form.get("From", LONGEST_ADDRESS),
        line_address=form.get("To", LONGEST_ADDRESS),
        now=request.now,
    )


async def choose(session: Session, request: Request) -> Steps:
    form = request.form
    return await choose_in_menu(
        session,
        request.call_id,
        menu_code=request.names["menu"],
        digits=form.get("Digits", LONGEST_DIGITS),
        words=form.get("SpeechResult", LONGEST_WORDS),
        now=request.now,
    )


async def wait(session: Session, request: Request) -> Steps:
    return await wait_in_queue(session, request.call_id, now=request.now)


async def choose_while_waiting(session: Session, request: Request) -> Steps:
    return await choose_waiting(
        session, request.call_id, digits=request.form.get("Digits", LONGEST_DIGITS), now=request.now
    )


async def left_queue(session: Session, request: Request) -> Steps:
    """Also told where a caller was taken out by us: that must change nothing."""
    result = request.form.get("QueueResult")
    if result == HUNG_UP:
        await end_call(session, request.call_id, now=request.now)
        return (HangUp(),)
    if result in TAKEN_OUT:
        return ()
    return await leave_queue(session, request.call_id, has_failed=result != LEFT_BY_DOCUMENT, now=request.now)


async def choose_message(session: Session, request: Request) -> Steps:
    return await choose_voicemail(
        session, request.call_id, digits=request.form.get("Digits", LONGEST_DIGITS), now=request.now
    )


async def choose_about_callback(session: Session, request: Request) -> Steps:
    digits = request.form.get("Digits", LONGEST_DIGITS)
    menu_code = request.names["menu"]
    return await choose_callback(session, request.call_id, menu_code=menu_code, digits=digits, now=request.now)


async def left_forward(session: Session, request: Request) -> Steps:
    """A telephone outside is out of the call: with the caller, or she is still there."""
    if request.form.call_status in OVER:
        await end_call(session, request.call_id, now=request.now)
        return (HangUp(),)
    was_answered = request.form.get("DialCallStatus") in SPOKEN_WITH
    return await come_back_from_forward(session, request.call_id, was_answered=was_answered, now=request.now)


async def reached(session: Session, request: Request) -> Steps:
    """Whom we rang has answered, or a machine did."""
    is_machine = request.form.get("AnsweredBy").startswith(MACHINES)
    sid = request.form.call_sid
    return await reach_customer(session, request.call_id, external_id=sid, is_machine=is_machine, now=request.now)


async def queue_again(session: Session, request: Request) -> Steps:
    return await come_back_to_queue(session, request.call_id, now=request.now)


async def join(session: Session, request: Request) -> Steps:
    return await join_customer(session, request.call_id, now=request.now)


async def left_talk(session: Session, request: Request) -> Steps:
    """The caller's side of a conversation is over: because she is gone, or because it ended under her."""
    if request.form.call_status in OVER:
        await end_call(session, request.call_id, now=request.now)
        return (HangUp(),)
    return await end_talk(session, request.call_id, now=request.now)


async def left_voicemail(session: Session, request: Request) -> Steps:
    form = request.form
    return await leave_voicemail(
        session,
        request.call_id,
        external_id=form.get("RecordingSid"),
        seconds=form.seconds("RecordingDuration"),
        now=request.now,
    )


async def answer(session: Session, request: Request) -> Steps:
    return await answer_leg(session, request.names["leg"], external_id=request.form.call_sid, now=request.now)


async def left_agent(session: Session, request: Request) -> Steps:
    """The agent's side of a conversation is over: the agent is gone, or the caller is and the agent still there."""
    if request.form.call_status in OVER:
        await lose_leg(session, request.names["leg"], external_id=request.form.call_sid, now=request.now)
    else:
        await outlive_conversation(session, request.names["leg"], now=request.now)
    return (HangUp(),)


async def tell_alert(session: Session, request: Request) -> Steps:
    """Somebody on call has answered: what it is about."""
    return await answer_alert(session, request.names["alert"], external_id=request.form.call_sid, now=request.now)


async def choose_about_alert(session: Session, request: Request) -> Steps:
    digits = request.form.get("Digits", LONGEST_DIGITS)
    return await choose_on_alert(session, request.names["alert"], digits=digits, now=request.now)


Document = Callable[[Session, Request], Awaitable[Steps]]

DOCUMENTS: Final[Mapping[str, Document]] = {
    ARRIVED_PATH: arrive,
    f"{CALL_PATH}/menu/{{menu}}": choose,
    f"{CALL_PATH}/wait": wait,
    f"{CALL_PATH}/wait-choice": choose_while_waiting,
    f"{CALL_PATH}/left-queue": left_queue,
    f"{CALL_PATH}/voicemail-choice": choose_message,
    f"{CALL_PATH}/callback-choice/{{menu}}": choose_about_callback,
    f"{CALL_PATH}/forwarded": left_forward,
    f"{CALL_PATH}/reached": reached,
    f"{CALL_PATH}/queue": queue_again,
    f"{CALL_PATH}/join": join,
    f"{CALL_PATH}/left-talk": left_talk,
    f"{CALL_PATH}/voicemail-left": left_voicemail,
    LEG_PATH: answer,
    f"{LEG_PATH}/left": left_agent,
    ALERT_PATH: tell_alert,
    f"{ALERT_PATH}/choice": choose_about_alert,
}
