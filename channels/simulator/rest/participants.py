"""`Conferences/{sid}/Participants.json`: who is in a conference; add, hold, mute, coach or take out one."""

from xml.etree.ElementTree import Element, SubElement, tostring

from aiohttp import web
from sqlalchemy import ColumnElement, or_, select

from channels.simulator.keys import VOICE
from channels.simulator.rest import forms
from channels.simulator.rest.account import signed_in_account
from channels.simulator.rest.call_shapes import base_of, participant_json
from channels.simulator.rest.calls import (
    not_found,
    read_wish,
    refuse_after_effect,
    refuse_foreign_number,
    take_rest_fault,
)
from channels.simulator.rest.conferences import find_conference
from channels.simulator.rest.errors import RestError
from channels.simulator.rest.forms import Form
from channels.simulator.rest.pages import page_json, read_page_request
from channels.simulator.voice import conferencing
from channels.simulator.voice.grammar import CONFERENCE_EVENTS
from channels.simulator.voice.legs import Wish, place_outbound
from channels.simulator.voice.tables import Call, Conference, Participant
from channels.simulator.voice.turn import Turn, new_sid
from contactcenter.db import Session

# Field of the request → attribute of the document that the new leg runs.
AS_ATTRIBUTE = {
    "Label": "participantLabel",
    "Muted": "muted",
    "Beep": "beep",
    "StartConferenceOnEnter": "startConferenceOnEnter",
    "EndConferenceOnExit": "endConferenceOnExit",
    "WaitUrl": "waitUrl",
    "WaitMethod": "waitMethod",
    "MaxParticipants": "maxParticipants",
    "CallSidToCoach": "coach",
    "ConferenceRecord": "record",
    "ConferenceStatusCallback": "statusCallback",
    "ConferenceRecordingStatusCallback": "recordingStatusCallback",
}
COACH_MISSING = 16021
FILTERS = ("Muted", "Hold", "Coaching")


async def list_participants(request: web.Request) -> web.Response:
    """Those who are there now, as the vendor lists them."""
    account, page = signed_in_account(request), read_page_request(request.query)
    filters = {name: request.query[name] for name in FILTERS if request.query.get(name)}
    async with request.app[VOICE].database.reading() as session:
        conference = await find_conference(session, request)
        query = select(Participant).where(
            Participant.conference_sid == conference.sid, Participant.left_at.is_(None), *_conditions(filters)
        )
        if page.after:
            after = select(Participant.id).where(Participant.call_sid == page.after).order_by(Participant.id.desc())
            query = query.where(Participant.id > after.limit(1).scalar_subquery())
        found = (await session.scalars(query.order_by(Participant.id).limit(page.size + 1))).all()
    path = f"{base_of(account)}/Conferences/{conference.sid}/Participants.json"
    rows = [participant_json(account, participant) for participant in found]
    return web.json_response(
        page_json("participants", rows, page=page, path=path, filters=filters, token_of="call_sid")
    )


def _conditions(filters: dict[str, str]) -> list[ColumnElement[bool]]:
    columns = {"Muted": Participant.muted, "Hold": Participant.hold, "Coaching": Participant.coaching}
    return [columns[name].is_(value.lower() == "true") for name, value in filters.items()]


async def get_participant(request: web.Request) -> web.Response:
    account = signed_in_account(request)
    async with request.app[VOICE].database.reading() as session:
        participant, _ = await _find(session, request)
    return web.json_response(participant_json(account, participant))


async def post_participant(request: web.Request) -> web.Response:
    """A new leg that joins as soon as it is answered. The path may name a conference that does not exist yet."""
    account, form = signed_in_account(request), await request.post()
    wish = read_wish(form, needs_document=False)
    fault = await take_rest_fault(request, wish.phone)
    async with request.app[VOICE].turn() as turn:
        await refuse_foreign_number(turn, wish)
        conference, name = await _named_conference(turn, request.match_info["conference_sid"])
        call = await place_outbound(turn, _joining(wish, form, name))
    refuse_after_effect(fault)
    expected = _expected(form, call, conference.sid if conference else new_sid("CF"))
    return web.json_response(participant_json(account, expected) | {"status": "queued"}, status=201)


async def _named_conference(turn: Turn, name: str) -> tuple[Conference | None, str]:
    by_sid = await turn.session.scalar(select(Conference).where(Conference.sid == name))
    return (by_sid, by_sid.friendly_name) if by_sid else (await conferencing.find_live(turn, name), name)


def _joining(wish: Wish, form: Form, name: str) -> Wish:
    """The leg with the document that lets it join."""
    response = Element("Response")
    noun = SubElement(SubElement(response, "Dial"), "Conference")
    noun.text = name
    for field, attribute in AS_ATTRIBUTE.items():
        if value := forms.text(form, field):
            noun.set(attribute, value.lower() if value in ("True", "False") else value)
    events = forms.words(form, "ConferenceStatusCallbackEvent", CONFERENCE_EVENTS, ())
    if events:
        noun.set("statusCallbackEvent", " ".join(events))
    return Wish(**{**vars(wish), "document": tostring(response, encoding="unicode"), "url": ""})


def _expected(form: Form, call: Call, conference_sid: str) -> Participant:
    """What the vendor answers while the leg still rings."""
    coached = forms.text(form, "CallSidToCoach") or None
    return Participant(
        call_sid=call.sid,
        conference_sid=conference_sid,
        label=forms.text(form, "Label"),
        muted=forms.flag(form, "Muted", False),
        hold=False,
        coaching=coached is not None,
        call_sid_to_coach=coached,
        starts_on_enter=forms.flag(form, "StartConferenceOnEnter", True),
        ends_on_exit=forms.flag(form, "EndConferenceOnExit", False),
        joined_at=call.created_at,
        updated_at=call.created_at,
    )


async def update_participant(request: web.Request) -> web.Response:
    account, form = signed_in_account(request), await request.post()
    hold_url, announcement = forms.url(form, "HoldUrl"), forms.url(form, "AnnounceUrl")
    hold_method, announce_method = forms.method(form, "HoldMethod"), forms.method(form, "AnnounceMethod")
    async with request.app[VOICE].turn() as turn:
        participant, call = await _find(turn.session, request)
        if "Muted" in form:
            await conferencing.mute(turn, call, participant, forms.flag(form, "Muted", False))
        if "Hold" in form:
            is_held = forms.flag(form, "Hold", False)
            await conferencing.hold(turn, call, participant, is_held, url=hold_url, method=hold_method)
        if "EndConferenceOnExit" in form:
            ends = forms.flag(form, "EndConferenceOnExit", False)
            await conferencing.let_end_on_exit(turn, call, participant, ends)
        if "Coaching" in form or "CallSidToCoach" in form:
            await conferencing.coach(turn, call, participant, await _coached(turn, participant, form))
        if announcement:
            conferencing.announce(turn, call, announcement, announce_method)
    return web.json_response(participant_json(account, participant))


async def _coached(turn: Turn, participant: Participant, form: Form) -> str | None:
    sid = forms.text(form, "CallSidToCoach") or participant.call_sid_to_coach
    if not forms.flag(form, "Coaching", True):
        return None
    conference = await conferencing.conference_of(turn, participant)
    present = [other.call_sid for other in await conferencing.participants_of(turn, conference)]
    if sid is None or sid not in present:
        raise RestError(COACH_MISSING, sid or "")
    return sid


async def delete_participant(request: web.Request) -> web.Response:
    signed_in_account(request)
    async with request.app[VOICE].turn() as turn:
        _, call = await _find(turn.session, request)
        await conferencing.drop(turn, call)
    return web.Response(status=204)


async def _find(session: Session, request: web.Request) -> tuple[Participant, Call]:
    """A participant who is there now, by the leg's sid or by the label."""
    name, conference = request.match_info["call_sid"], await find_conference(session, request)
    participant = await session.scalar(
        select(Participant).where(
            Participant.conference_sid == conference.sid,
            Participant.left_at.is_(None),
            or_(Participant.call_sid == name, Participant.label == name),
        )
    )
    call = await session.scalar(select(Call).where(Call.sid == participant.call_sid)) if participant else None
    if participant is None or call is None:
        raise not_found(request)
    return participant, call
