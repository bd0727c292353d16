"""A caller leaves a message: its recording, its words, and the contact that comes of it."""

from datetime import datetime

from sqlalchemy import select

from contactcenter.actions.follow_flow import follow
from contactcenter.actions.record_words import hear_customer
from contactcenter.calls import commands, thread
from contactcenter.calls.circumstances import read_context
from contactcenter.calls.happenings import Recorded
from contactcenter.calls.models import Recording
from contactcenter.calls.prompts import words
from contactcenter.calls.service import HeldCall, lock_call, touch_call
from contactcenter.calls.steps import Steps
from contactcenter.contacts.service import retitle, touch
from contactcenter.db import Session, new_id
from contactcenter.media.service import StoredFile, add_attachments


async def leave_voicemail(session: Session, call_id: str, *, external_id: str, seconds: int, now: datetime) -> Steps:
    """The carrier tells it twice, when the caller stops speaking and when the recording is ready: one message of it."""
    held = await lock_call(session, call_id)
    held.customer.heard_of_at = now
    context = await read_context(session, held, now=now)
    if seconds > 0 and await _find(session, external_id) is None:
        await _add(session, held, external_id, seconds, now)
    return (await follow(session, held, Recorded(seconds), context, now=now)).steps


async def _find(session: Session, external_id: str) -> Recording | None:
    return (await session.scalars(select(Recording).where(Recording.external_id == external_id))).one_or_none()


async def _add(session: Session, held: HeldCall, external_id: str, seconds: int, now: datetime) -> None:
    recording = Recording(
        id=new_id(), call_id=held.call.id, kind="voicemail", external_id=external_id, seconds=seconds, created_at=now
    )
    session.add(recording)
    details = {"seconds": seconds, "recording_id": recording.id}
    recording.message_id = await thread.note(session, held.contact, "voicemail.left", details, now=now)
    await session.flush()
    await commands.fetch_recording(session, recording.id, now=now)
    touch_call(session, held.call)


async def add_transcript(session: Session, call_id: str, *, external_id: str, text: str, now: datetime) -> None:
    """What was understood of a message: the words of the contact, and what it is about."""
    held = await lock_call(session, call_id)
    recording = await _find(session, external_id)
    if recording is None or recording.transcript or not text.strip():
        return
    recording.transcript = text.strip()
    contact = held.contact
    await retitle(session, contact, words("subject_message", contact.language, {"words": recording.transcript}))
    await touch(session, contact, now=now)
    await hear_customer(session, held, recording.transcript, external_id=f"transcript:{external_id}", now=now)
    touch_call(session, held.call)


async def keep_recording(session: Session, recording_id: str, file: StoredFile | None, *, now: datetime) -> None:
    """The sound itself is here; None: it cannot be had."""
    recording = await session.get(Recording, recording_id)
    if recording is None or recording.state == "stored":
        return
    held = await lock_call(session, recording.call_id)
    recording.state = "stored" if file is not None else "failed"
    if file is not None:
        (recording.attachment_id,) = await add_attachments(
            session, [file], now=now, contact_id=held.contact.id, message_id=recording.message_id
        )
        await thread.attach(session, held.contact, recording.message_id or "", [recording.attachment_id])
    touch_call(session, held.call)
