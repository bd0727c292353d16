"""Real-time transcription: each sentence typed on or towards a leg becomes a webhook, as speech does at the vendor."""

import json

from sqlalchemy import select

from channels.simulator.voice import course
from channels.simulator.voice.parameters import Pairs, words
from channels.simulator.voice.program import Verb
from channels.simulator.voice.reporting import owe
from channels.simulator.voice.tables import Call, Transcription
from channels.simulator.voice.turn import Turn, new_sid
from channels.simulator.webhooks import API_VERSION

INBOUND, OUTBOUND, BOTH = "inbound_track", "outbound_track", "both_tracks"
DEFAULT_LANGUAGE = "en-US"
NAME_TAKEN = 12200
CONFIDENCE = 0.95


async def start(turn: Turn, call: Call, noun: Verb) -> None:
    """Runs beside everything else until it is stopped or the call ends; a name that already runs is refused."""
    wished = noun.attributes
    name = wished.get("name", "")
    if name and await _running(turn, call, name):
        turn.trouble(call, NAME_TAKEN, f"Transcription: {name} already runs on this call")
        return
    url = wished.get("statusCallbackUrl", "")
    transcription = Transcription(
        sid=new_sid("GT"),
        call_sid=call.sid,
        name=name,
        track=wished.get("track", BOTH),
        language=wished.get("languageCode", DEFAULT_LANGUAGE),
        url=course.absolute(call, url) if url else "",
        events_reported=0,
        started_at=turn.now,
    )
    turn.session.add(transcription)
    engine = wished.get("transcriptionEngine", "google")
    about = [
        ("Track", transcription.track),
        ("TranscriptionEngine", engine),
        ("ProviderConfiguration", json.dumps({"profanityFilter": words(noun.flag("profanityFilter", True))})),
        ("Name", name),
        ("PartialResults", words(noun.flag("partialResults", False))),
        *((f"{track}TrackLabel", wished.get(f"{track.lower()}TrackLabel", "")) for track in ("Inbound", "Outbound")),
    ]
    await _report(turn, call, transcription, "transcription-started", about)


async def stop(turn: Turn, call: Call, name: str = "") -> None:
    """The one of this name, or every one of the call."""
    for transcription in await _running(turn, call, name):
        transcription.stopped_at = turn.now
        await _report(turn, call, transcription, "transcription-stopped", [])


async def hear(turn: Turn, call: Call, track: str, text: str, language: str) -> None:
    for transcription in await _running(turn, call):
        if transcription.track not in (track, BOTH):
            continue
        about = [
            ("TranscriptionData", json.dumps({"transcript": text, "confidence": CONFIDENCE}, ensure_ascii=False)),
            ("Final", "true"),
            ("Track", track),
        ]
        await _report(turn, call, transcription, "transcription-content", about, language=language)


async def _running(turn: Turn, call: Call, name: str = "") -> list[Transcription]:
    query = select(Transcription).where(Transcription.call_sid == call.sid, Transcription.stopped_at.is_(None))
    if name:
        query = query.where(Transcription.name == name)
    return list(await turn.session.scalars(query.order_by(Transcription.id)))


async def _report(
    turn: Turn, call: Call, transcription: Transcription, event: str, about: Pairs, *, language: str = ""
) -> None:
    transcription.events_reported += 1
    parameters = [
        ("AccountSid", turn.account.sid),
        ("ApiVersion", API_VERSION),
        ("CallSid", call.sid),
        ("TranscriptionSid", transcription.sid),
        ("TranscriptionEvent", event),
        ("SequenceId", str(transcription.events_reported)),
        ("Timestamp", turn.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")),
        ("LanguageCode", language or transcription.language),
        *about,
    ]
    is_last = event == "transcription-stopped"
    await owe(turn, call, transcription.url, parameters, lane=transcription.sid, is_last=is_last)
