"""The vendor's JSON of a call, a conference, a participant, a queue, its members and a recording. Pure."""

import math
from typing import Any

from channels.simulator.rest.shapes import rfc2822
from channels.simulator.settings import Account
from channels.simulator.voice.parameters import recording_url
from channels.simulator.voice.reporting import talk_seconds
from channels.simulator.voice.tables import Call, Conference, Participant, QueueMember, Recording, WaitingQueue
from channels.simulator.webhooks import API_VERSION


def base_of(account: Account) -> str:
    return f"/{API_VERSION}/Accounts/{account.sid}"


def call_json(account: Account, call: Call) -> dict[str, Any]:
    uri = f"{base_of(account)}/Calls/{call.sid}"
    return {
        "account_sid": account.sid,
        "answered_by": call.answered_by,
        "api_version": API_VERSION,
        "caller_name": None,
        "date_created": rfc2822(call.created_at),
        "date_updated": rfc2822(call.updated_at),
        "direction": call.direction,
        "duration": None if call.is_live else str(talk_seconds(call)),
        "end_time": rfc2822(call.ended_at),
        "forwarded_from": None,
        "from": call.caller,
        "from_formatted": call.caller,
        "group_sid": None,
        "parent_call_sid": call.parent_sid,
        "phone_number_sid": None,
        "price": None,
        "price_unit": "USD",
        "queue_time": "0",
        "sid": call.sid,
        # An inbound call begins when it comes in, one of ours when it is answered.
        "start_time": rfc2822(call.created_at if call.is_inbound else call.answered_at),
        "status": call.status,
        "subresource_uris": {"recordings": f"{uri}/Recordings.json"},
        "to": call.called,
        "to_formatted": call.called,
        "trunk_sid": None,
        "uri": f"{uri}.json",
    }


def conference_json(account: Account, conference: Conference) -> dict[str, Any]:
    uri = f"{base_of(account)}/Conferences/{conference.sid}"
    # The vendor's description knows no empty reason: before the end there is none.
    reason = {"reason_conference_ended": conference.ended_because} if conference.ended_because else {}
    return {
        "account_sid": account.sid,
        "api_version": API_VERSION,
        "call_sid_ending_conference": conference.call_sid_ending,
        "date_created": rfc2822(conference.created_at),
        "date_updated": rfc2822(conference.updated_at),
        "friendly_name": conference.friendly_name,
        "region": "us1",
        "sid": conference.sid,
        "status": conference.status,
        "subresource_uris": {
            "participants": f"{uri}/Participants.json",
            "recordings": f"{uri}/Recordings.json",
        },
        "uri": f"{uri}.json",
        **reason,
    }


def participant_json(account: Account, participant: Participant) -> dict[str, Any]:
    uri = f"{base_of(account)}/Conferences/{participant.conference_sid}/Participants/{participant.call_sid}"
    return {
        "account_sid": account.sid,
        "call_sid": participant.call_sid,
        "call_sid_to_coach": participant.call_sid_to_coach,
        "coaching": participant.coaching,
        "conference_sid": participant.conference_sid,
        "date_created": rfc2822(participant.joined_at),
        "date_updated": rfc2822(participant.updated_at),
        "end_conference_on_exit": participant.ends_on_exit,
        "hold": participant.hold,
        "label": participant.label or None,
        "muted": participant.muted,
        "queue_time": "0",
        "start_conference_on_enter": participant.starts_on_enter,
        "status": "connected" if participant.left_at is None else "complete",
        "uri": f"{uri}.json",
    }


def queue_json(account: Account, queue: WaitingQueue, *, size: int, average_wait: int) -> dict[str, Any]:
    uri = f"{base_of(account)}/Queues/{queue.sid}"
    return {
        "account_sid": account.sid,
        "average_wait_time": average_wait,
        "current_size": size,
        "date_created": rfc2822(queue.created_at),
        "date_updated": rfc2822(queue.updated_at),
        "friendly_name": queue.name,
        "max_size": queue.max_size,
        "sid": queue.sid,
        "subresource_uris": {"members": f"{uri}/Members.json"},
        "uri": f"{uri}.json",
    }


def member_json(account: Account, member: QueueMember, *, position: int, wait_time: int) -> dict[str, Any]:
    return {
        "call_sid": member.call_sid,
        "date_enqueued": rfc2822(member.entered_at),
        "position": position,
        "queue_sid": member.queue_sid,
        "uri": f"{base_of(account)}/Queues/{member.queue_sid}/Members/{member.call_sid}.json",
        "wait_time": wait_time,
    }


def recording_json(account: Account, recording: Recording) -> dict[str, Any]:
    uri = f"{base_of(account)}/Recordings/{recording.sid}"
    has_ended = recording.running_since is None and recording.status != "paused"
    return {
        "account_sid": account.sid,
        "api_version": API_VERSION,
        "call_sid": recording.call_sid,
        "channels": recording.channels,
        "conference_sid": recording.conference_sid,
        "date_created": rfc2822(recording.created_at),
        "date_updated": rfc2822(recording.updated_at),
        "duration": str(math.ceil(recording.seconds)) if has_ended else "-1",
        "encryption_details": None,
        "error_code": None,
        "media_url": recording_url(account, recording.sid),
        "price": None,
        "price_unit": "USD",
        "sid": recording.sid,
        "source": recording.source,
        "start_time": rfc2822(recording.created_at),
        "status": recording.status,
        "subresource_uris": {},
        "uri": f"{uri}.json",
    }


def call_recording_json(account: Account, recording: Recording) -> dict[str, Any]:
    uri = f"{base_of(account)}/Calls/{recording.call_sid}/Recordings/{recording.sid}.json"
    return {**_own_recording_json(account, recording), "track": "both", "uri": uri}


def conference_recording_json(account: Account, recording: Recording) -> dict[str, Any]:
    uri = f"{base_of(account)}/Conferences/{recording.conference_sid}/Recordings/{recording.sid}.json"
    return {**_own_recording_json(account, recording), "uri": uri}


def _own_recording_json(account: Account, recording: Recording) -> dict[str, Any]:
    """Under its call or conference the vendor does not repeat where the sound lies."""
    left_out = ("media_url", "subresource_uris")
    return {name: value for name, value in recording_json(account, recording).items() if name not in left_out}
