"""The addresses of the vendor's API about calls."""

from aiohttp import web

from channels.simulator.rest.calls import get_call, list_calls, post_call, update_call
from channels.simulator.rest.conferences import get_conference, list_conferences, update_conference
from channels.simulator.rest.participants import (
    delete_participant,
    get_participant,
    list_participants,
    post_participant,
    update_participant,
)
from channels.simulator.rest.queues import (
    get_member,
    get_queue,
    list_members,
    list_queues,
    post_queue,
    update_member,
)
from channels.simulator.rest.recordings import (
    delete_recording,
    get_own_recording,
    get_recording,
    get_sound,
    list_own_recordings,
    list_recordings,
    post_call_recording,
    update_own_recording,
)

ACCOUNT = "/2010-04-01/Accounts/{account_sid}"
CALL = f"{ACCOUNT}/Calls/{{call_sid}}"
CONFERENCE = f"{ACCOUNT}/Conferences/{{conference_sid}}"
QUEUE = f"{ACCOUNT}/Queues/{{queue_sid}}"

CALL_RESOURCES = (
    web.get(f"{ACCOUNT}/Calls.json", list_calls),
    web.post(f"{ACCOUNT}/Calls.json", post_call),
    web.get(f"{ACCOUNT}/Calls/{{sid}}.json", get_call),
    web.post(f"{ACCOUNT}/Calls/{{sid}}.json", update_call),
    web.get(f"{CALL}/Recordings.json", list_own_recordings),
    web.post(f"{CALL}/Recordings.json", post_call_recording),
    web.get(f"{CALL}/Recordings/{{sid:[^/]+}}.json", get_own_recording),
    web.post(f"{CALL}/Recordings/{{sid:[^/]+}}.json", update_own_recording),
    web.delete(f"{CALL}/Recordings/{{sid:[^/]+}}.json", delete_recording),
    web.get(f"{ACCOUNT}/Conferences.json", list_conferences),
    web.get(f"{CONFERENCE}.json", get_conference),
    web.post(f"{CONFERENCE}.json", update_conference),
    web.get(f"{CONFERENCE}/Participants.json", list_participants),
    web.post(f"{CONFERENCE}/Participants.json", post_participant),
    web.get(f"{CONFERENCE}/Participants/{{call_sid}}.json", get_participant),
    web.post(f"{CONFERENCE}/Participants/{{call_sid}}.json", update_participant),
    web.delete(f"{CONFERENCE}/Participants/{{call_sid}}.json", delete_participant),
    web.get(f"{CONFERENCE}/Recordings.json", list_own_recordings),
    web.get(f"{CONFERENCE}/Recordings/{{sid:[^/]+}}.json", get_own_recording),
    web.post(f"{CONFERENCE}/Recordings/{{sid:[^/]+}}.json", update_own_recording),
    web.delete(f"{CONFERENCE}/Recordings/{{sid:[^/]+}}.json", delete_recording),
    web.get(f"{ACCOUNT}/Queues.json", list_queues),
    web.post(f"{ACCOUNT}/Queues.json", post_queue),
    web.get(f"{QUEUE}.json", get_queue),
    web.get(f"{QUEUE}/Members.json", list_members),
    web.get(f"{QUEUE}/Members/{{call_sid}}.json", get_member),
    web.post(f"{QUEUE}/Members/{{call_sid}}.json", update_member),
    web.get(f"{ACCOUNT}/Recordings.json", list_recordings),
    web.get(f"{ACCOUNT}/Recordings/{{sid}}.json", get_recording),
    web.delete(f"{ACCOUNT}/Recordings/{{sid}}.json", delete_recording),
    web.get(f"{ACCOUNT}/Recordings/{{sid:RE[0-9a-f]{{32}}}}", get_sound),
    web.get(f"{ACCOUNT}/Recordings/{{sid:RE[0-9a-f]{{32}}}}.wav", get_sound),
)
