"""Which elements, attributes and values a voice document may hold. Pure data.

What this carrier does not carry out is not listed and is therefore refused aloud. Attributes that only shape real sound
(voice, region, beep …) are taken and have no effect.
"""

import re
from collections.abc import Callable, Mapping

from channels.simulator.voice.program import Purpose

Check = Callable[[str], bool]

KEYS = re.compile(r"[0-9*#]*")
E164 = re.compile(r"\+[1-9]\d{6,14}")


def anything(_value: str) -> bool:
    return True


def flag(value: str) -> bool:
    return value in ("true", "false")


def method(value: str) -> bool:
    return value in ("GET", "POST")


def posted(value: str) -> bool:
    """Callbacks of this carrier are always posted; a wish for GET must not go unnoticed."""
    return value == "POST"


def keys(value: str) -> bool:
    return KEYS.fullmatch(value) is not None


def number(value: str) -> bool:
    return E164.fullmatch(value) is not None


def tones(value: str) -> bool:
    return re.fullmatch(r"[0-9*#wW]*", value) is not None


def whole(lowest: int, highest: int) -> Check:
    return lambda value: value.isdecimal() and lowest <= int(value) <= highest


def one_of(*words: str) -> Check:
    return lambda value: value in words


def some_of(*words: str) -> Check:
    return lambda value: bool(value.split()) and set(value.split()) <= set(words)


def auto_or_seconds(value: str) -> bool:
    return value == "auto" or whole(1, 3600)(value)


CALL_EVENTS = ("initiated", "ringing", "answered", "completed")
CONFERENCE_EVENTS = ("start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement")
RECORDING_EVENTS = ("in-progress", "completed", "absent")

RECORDING_CALLBACK: Mapping[str, Check] = {
    "recordingStatusCallback": anything,
    "recordingStatusCallbackMethod": posted,
    "recordingStatusCallbackEvent": some_of(*RECORDING_EVENTS),
}
CALL_CALLBACK: Mapping[str, Check] = {
    "url": anything,
    "method": method,
    "statusCallback": anything,
    "statusCallbackMethod": posted,
    "statusCallbackEvent": some_of(*CALL_EVENTS),
}

ATTRIBUTES: Mapping[str, Mapping[str, Check]] = {
    "Response": {},
    "Say": {"voice": anything, "language": anything, "loop": whole(0, 1000)},
    "Play": {"loop": whole(0, 1000), "digits": tones},
    "Pause": {"length": whole(0, 3600)},
    "Gather": {
        "input": some_of("dtmf", "speech"),
        "action": anything,
        "method": method,
        "timeout": whole(0, 3600),
        "speechTimeout": auto_or_seconds,
        "numDigits": whole(1, 100),
        "finishOnKey": lambda value: keys(value) and len(value) <= 1,
        "actionOnEmptyResult": flag,
        "language": anything,
        "hints": anything,
        "bargeIn": flag,
        "profanityFilter": flag,
        "enhanced": flag,
        "speechModel": anything,
    },
    "Record": {
        "action": anything,
        "method": method,
        "timeout": whole(0, 3600),
        "maxLength": whole(1, 14400),
        "finishOnKey": keys,
        "playBeep": flag,
        "trim": one_of("trim-silence", "do-not-trim"),
        "transcribe": flag,
        "transcribeCallback": anything,
        **RECORDING_CALLBACK,
    },
    "Redirect": {"method": method},
    "Hangup": {},
    "Reject": {"reason": one_of("rejected", "busy")},
    "Enqueue": {
        "action": anything,
        "method": method,
        "waitUrl": anything,
        "waitUrlMethod": method,
    },
    "Leave": {},
    "Dial": {
        "action": anything,
        "method": method,
        "timeout": whole(1, 600),
        "timeLimit": whole(1, 86400),
        "callerId": anything,
        "answerOnBridge": flag,
    },
    "Conference": {
        "muted": flag,
        "beep": one_of("true", "false", "onEnter", "onExit"),
        "startConferenceOnEnter": flag,
        "endConferenceOnExit": flag,
        "participantLabel": anything,
        "coach": anything,
        "waitUrl": anything,
        "waitMethod": method,
        "maxParticipants": whole(1, 250),
        "record": one_of("do-not-record", "record-from-start"),
        "trim": one_of("trim-silence", "do-not-trim"),
        "region": anything,
        "jitterBufferSize": anything,
        "statusCallback": anything,
        "statusCallbackMethod": posted,
        "statusCallbackEvent": some_of(*CONFERENCE_EVENTS),
        **RECORDING_CALLBACK,
    },
    "Number": CALL_CALLBACK,
    "Client": CALL_CALLBACK,
    "Identity": {},
    "Parameter": {"name": anything, "value": anything},
    "Start": {},
    "Stop": {},
    "Transcription": {
        "name": anything,
        "track": one_of("inbound_track", "outbound_track", "both_tracks"),
        "languageCode": anything,
        "statusCallbackUrl": anything,
        "statusCallbackMethod": posted,
        "inboundTrackLabel": anything,
        "outboundTrackLabel": anything,
        "partialResults": flag,
        "transcriptionEngine": anything,
        "speechModel": anything,
        "hints": anything,
        "profanityFilter": flag,
        "enableAutomaticPunctuation": flag,
    },
    "Message": {"to": number, "from": number},
}

# What may stand inside what; Response is answered by VERBS below, as it depends on why the document runs.
CHILDREN: Mapping[str, tuple[str, ...]] = {
    "Gather": ("Say", "Play", "Pause"),
    "Dial": ("Conference", "Number", "Client"),
    "Client": ("Identity", "Parameter"),
    "Start": ("Transcription",),
    "Stop": ("Transcription",),
}

# A Say may hold speech markup, of which only the words count here.
SPEECH_MARKUP = (
    *("break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"),
    *("amazon:effect", "amazon:emotion", "amazon:auto-breaths", "amazon:breath", "amazon:domain"),
)

HEARD_IN_CONFERENCE = ("Say", "Play", "Pause", "Redirect")
VERBS: Mapping[Purpose, tuple[str, ...]] = {
    "call": (
        *("Say", "Play", "Pause", "Gather", "Record", "Redirect", "Hangup", "Reject"),
        *("Enqueue", "Dial", "Start", "Stop", "Message"),
    ),
    "queue": ("Say", "Play", "Pause", "Gather", "Redirect", "Hangup", "Leave"),
    "conference": HEARD_IN_CONFERENCE,
    "hold": HEARD_IN_CONFERENCE,
    "announcement": ("Say", "Play", "Pause"),
}

# Elements that are nothing without words: an address, a name, a text.
NEED_TEXT = ("Enqueue", "Redirect", "Play", "Conference", "Number", "Message", "Identity")
