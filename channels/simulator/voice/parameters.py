"""The parameters with which the carrier speaks of a call, a queue, a conference or a recording. Pure."""

from datetime import datetime
from email.utils import format_datetime

from channels.simulator.settings import Account
from channels.simulator.voice.tables import Call, Conference, Participant, Recording
from channels.simulator.webhooks import API_VERSION, country

Pairs = list[tuple[str, str]]

PLACES = ("Country", "State", "City", "Zip")


def timestamp(at: datetime) -> str:
    return format_datetime(at)


def words(value: bool) -> str:
    return "true" if value else "false"


def call_parameters(account: Account, call: Call) -> Pairs:
    """What every request about a call carries."""
    ends = (("From", call.caller), ("Caller", call.caller), ("To", call.called), ("Called", call.called))
    pairs = [
        ("CallSid", call.sid),
        ("AccountSid", account.sid),
        *ends,
        *(pair for name, number in ends if number.startswith("+") for pair in _geography(name, number)),
        ("CallStatus", call.status),
        ("Direction", call.direction),
        ("ApiVersion", API_VERSION),
    ]
    if call.parent_sid:
        pairs.append(("ParentCallSid", call.parent_sid))
    if call.answered_by:
        pairs.append(("AnsweredBy", call.answered_by))
    return pairs


def _geography(name: str, number: str) -> Pairs:
    return [(f"{name}{field}", country(number) if field == "Country" else "") for field in PLACES]


def conference_parameters(account: Account, conference: Conference, event: str, at: datetime) -> Pairs:
    return [
        ("ConferenceSid", conference.sid),
        ("FriendlyName", conference.friendly_name),
        ("AccountSid", account.sid),
        ("StatusCallbackEvent", event),
        ("SequenceNumber", str(conference.events_reported)),
        ("Timestamp", timestamp(at)),
    ]


def participant_parameters(participant: Participant) -> Pairs:
    pairs = [
        ("CallSid", participant.call_sid),
        ("Muted", words(participant.muted)),
        ("Hold", words(participant.hold)),
        ("Coaching", words(participant.coaching)),
        ("StartConferenceOnEnter", words(participant.starts_on_enter)),
        ("EndConferenceOnExit", words(participant.ends_on_exit)),
    ]
    if participant.label:
        pairs.append(("ParticipantLabel", participant.label))
    if participant.call_sid_to_coach:
        pairs.append(("CallSidToCoach", participant.call_sid_to_coach))
    return pairs


def recording_url(account: Account, recording_sid: str) -> str:
    return f"{account.api_base_url.rstrip('/')}/{API_VERSION}/Accounts/{account.sid}/Recordings/{recording_sid}"


def recording_parameters(account: Account, recording: Recording) -> Pairs:
    about = ("ConferenceSid", recording.conference_sid) if recording.conference_sid else ("CallSid", recording.call_sid)
    return [
        ("AccountSid", account.sid),
        about,
        ("RecordingSid", recording.sid),
        ("RecordingUrl", recording_url(account, recording.sid)),
        ("RecordingStatus", recording.status),
        ("RecordingDuration", str(whole_seconds(recording.seconds))),
        ("RecordingChannels", str(recording.channels)),
        ("RecordingSource", recording.source),
        ("RecordingStartTime", timestamp(recording.created_at)),
    ]


def whole_seconds(seconds: float) -> int:
    """Started seconds count, as the vendor bills them."""
    return int(seconds) + (seconds > int(seconds))
