"""Recordings: the Record verb, and those begun over REST or with a conference. The words are what was typed."""

import math
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from channels.simulator.voice import course
from channels.simulator.voice.parameters import call_parameters, recording_parameters, recording_url
from channels.simulator.voice.program import Step, Verb
from channels.simulator.voice.reporting import owe, owe_last_word
from channels.simulator.voice.tables import Call, Recording
from channels.simulator.voice.turn import Turn, new_sid

DEFAULT_SILENCE = 5
DEFAULT_LENGTH = 3600
DEFAULT_KEYS = "1234567890*#"
RUNNING = ("in-progress", "paused")


async def start(
    turn: Turn,
    call: Call,
    *,
    source: str,
    conference_sid: str | None = None,
    channels: int = 1,
    callback: str = "",
    events: Sequence[str] = ("completed",),
    transcribe_callback: str = "",
) -> Recording:
    recording = Recording(
        sid=new_sid("RE"),
        call_sid=call.sid,
        conference_sid=conference_sid,
        source=source,
        status="in-progress",
        channels=channels,
        running_since=turn.now,
        seconds=0.0,
        words="",
        callback=callback,
        events=list(events),
        transcribe_callback=transcribe_callback,
        created_at=turn.now,
        updated_at=turn.now,
    )
    turn.session.add(recording)
    await _report(turn, call, recording)
    return recording


async def begin_record(turn: Turn, call: Call, record: Verb) -> None:
    """The Record verb: it listens from now on."""
    wished = record.attributes
    callback = wished.get("recordingStatusCallback", "")
    transcribes = record.flag("transcribe", False) or "transcribeCallback" in wished
    await start(
        turn,
        call,
        source="RecordVerb",
        callback=course.absolute(call, callback) if callback else "",
        events=wished.get("recordingStatusCallbackEvent", "completed").split(),
        transcribe_callback=course.absolute(call, wished.get("transcribeCallback", "")) if transcribes else "",
    )
    turn.note(call, "event", "recording")
    _listen(turn, call, record, heard=False)


def _listen(turn: Turn, call: Call, record: Verb, *, heard: bool) -> None:
    step = call.present.step if call.present else None
    longest = step.until if heard and step else turn.in_seconds(record.whole("maxLength", DEFAULT_LENGTH))
    silence = turn.in_seconds(record.whole("timeout", DEFAULT_SILENCE) + turn.pace.typing)
    assert longest is not None
    course.wait(call, Step(kind="record", until=longest), min(longest, silence))


async def hear(turn: Turn, call: Call) -> None:
    """Words while the verb records: the silence that would end it begins anew. The words themselves: `add_words`."""
    assert call.present is not None
    assert call.present.verb is not None
    _listen(turn, call, call.present.verb, heard=True)


async def press(turn: Turn, call: Call, digits: str) -> None:
    assert call.present is not None
    assert call.present.verb is not None
    keys = call.present.verb.attributes.get("finishOnKey", DEFAULT_KEYS)
    for digit in digits:
        if digit in keys:
            await finish_record(turn, call, [("Digits", digit)])
            return


async def finish_record(turn: Turn, call: Call, digits: Sequence[tuple[str, str]] = ()) -> None:
    """Silence alone is no recording: then the document goes on as if nothing had been asked."""
    assert call.present is not None
    assert call.present.verb is not None
    attributes, recording = call.present.verb.attributes, await _of_verb(turn, call)
    await complete(turn, call, recording)
    if recording.status == "absent":
        course.step_over(turn, call)
        return
    result = [*_result(turn, recording), *digits]
    course.follow(turn, call, attributes.get("action", ""), attributes.get("method", ""), result)


async def interrupt(turn: Turn, call: Call) -> Recording | None:
    """Another document takes over, or the call ends: what a Record has so far is kept. Other recordings go on."""
    step = call.present.step if call.present else None
    if step is None or step.kind != "record":
        return None
    recording = await _of_verb(turn, call)
    await complete(turn, call, recording)
    return recording


async def abandon(turn: Turn, call: Call) -> None:
    """The call is over: what was recorded is kept, and the action of a Record hears that the caller hung up."""
    recording = await interrupt(turn, call)
    if recording is not None and recording.status == "completed" and call.present and call.present.verb:
        url = course.absolute(call, call.present.verb.attributes.get("action", ""))
        await owe_last_word(turn, call, url, [*_result(turn, recording), ("Digits", "hangup")])
    for running in await _running(turn, Recording.call_sid == call.sid, Recording.conference_sid.is_(None)):
        await complete(turn, call, running)


def _result(turn: Turn, recording: Recording) -> list[tuple[str, str]]:
    return [
        ("RecordingUrl", recording_url(turn.account, recording.sid)),
        ("RecordingSid", recording.sid),
        ("RecordingDuration", str(math.ceil(recording.seconds))),
    ]


async def change(turn: Turn, call: Call, recording: Recording, status: str) -> None:
    """Paused, in-progress again, or stopped."""
    if status == "stopped":
        await complete(turn, call, recording)
        return
    _count(turn, recording)
    recording.status, recording.updated_at = status, turn.now
    recording.running_since = turn.now if status == "in-progress" else None


async def complete(turn: Turn, call: Call, recording: Recording) -> None:
    # The updates of a Record are its words: the silence after the last of them is trimmed, as the vendor does.
    _count(turn, recording, until_last_words=recording.source == "RecordVerb")
    is_silent = recording.source == "RecordVerb" and not recording.words
    recording.running_since, recording.updated_at = None, turn.now
    recording.status = "absent" if is_silent else "completed"
    recording.seconds = 0.0 if is_silent else max(1.0, recording.seconds)
    await _report(turn, call, recording)
    if recording.transcribe_callback and not is_silent:
        await _report_transcription(turn, call, recording)


def _count(turn: Turn, recording: Recording, *, until_last_words: bool = False) -> None:
    if recording.running_since is not None:
        end = recording.updated_at if until_last_words else turn.now
        recording.seconds += max(timedelta(), end - recording.running_since).total_seconds()


async def add_words(turn: Turn, call: Call, conference_sid: str | None, text: str) -> None:
    """Everything that runs on this leg or in its conference has these words too."""
    mine = and_(Recording.call_sid == call.sid, Recording.conference_sid.is_(None))
    condition = or_(mine, Recording.conference_sid == conference_sid) if conference_sid else mine
    for recording in await _running(turn, condition, Recording.status == "in-progress"):
        recording.words = f"{recording.words}\n{text}".strip()
        recording.updated_at = turn.now


async def finish_conference(turn: Turn, call: Call, conference_sid: str) -> None:
    for recording in await _running(turn, Recording.conference_sid == conference_sid):
        await complete(turn, call, recording)


async def _of_verb(turn: Turn, call: Call) -> Recording:
    return (await _running(turn, Recording.call_sid == call.sid, Recording.source == "RecordVerb"))[-1]


async def _running(turn: Turn, *conditions: ColumnElement[bool]) -> list[Recording]:
    query = select(Recording).where(Recording.status.in_(RUNNING), *conditions)
    return list(await turn.session.scalars(query.order_by(Recording.id)))


async def _report(turn: Turn, call: Call, recording: Recording) -> None:
    if recording.status in recording.events:
        after = 0.0 if recording.status == "in-progress" else turn.pace.after_recording
        parameters = recording_parameters(turn.account, recording)
        await owe(turn, call, recording.callback, parameters, lane=recording.sid, after=after)


async def _report_transcription(turn: Turn, call: Call, recording: Recording) -> None:
    parameters = [
        *call_parameters(turn.account, call),
        ("TranscriptionSid", new_sid("TR")),
        ("TranscriptionText", " ".join(recording.words.split("\n"))),
        ("TranscriptionStatus", "completed"),
        ("TranscriptionType", "fast"),
        ("RecordingSid", recording.sid),
        ("RecordingUrl", recording_url(turn.account, recording.sid)),
    ]
    after = 2 * turn.pace.after_recording
    await owe(turn, call, recording.transcribe_callback, parameters, lane=recording.sid, after=after)
