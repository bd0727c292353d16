"""Conferences: who is in one, when it starts and ends, what each hears, and the events that tell of it."""

from collections.abc import Sequence

from sqlalchemy import select

from channels.simulator.voice import course, recording
from channels.simulator.voice.parameters import conference_parameters, participant_parameters
from channels.simulator.voice.program import Step, Verb
from channels.simulator.voice.reporting import owe, owe_last_word
from channels.simulator.voice.tables import Call, Conference, Participant
from channels.simulator.voice.turn import Turn, new_sid

# Event → the word with which it is asked for.
ASKED_FOR_AS = {
    "conference-start": "start",
    "conference-end": "end",
    "participant-join": "join",
    "participant-leave": "leave",
    "participant-mute": "mute",
    "participant-unmute": "mute",
    "participant-hold": "hold",
    "participant-unhold": "hold",
    "participant-modify": "modify",
}
CANNOT_JOIN = 13239
MOST_PARTICIPANTS = 250

HUNG_UP = "participant_hung_up"
UPDATED = "participant_updated_via_api"
MODERATOR_ENDED = "moderator_ended_conference"
ENDED_BY_API = "conference_ended_via_api"


async def begin(turn: Turn, call: Call, noun: Verb) -> None:
    """Join; where that cannot be, the document goes on with the next verb."""
    conference = await find_live(turn, noun.text)
    present = await participants_of(turn, conference) if conference else []
    if reason := _refusal(noun, conference, present):
        turn.trouble(call, CANNOT_JOIN, f"Dial->Conference: {reason}")
        course.step_over(turn, call)
        return
    if conference is None:
        conference = _open(turn, call, noun)
    participant = _participant(turn, call, conference, noun)
    turn.session.add_all([conference, participant])
    await turn.session.flush()
    course.wait(call, Step(kind="conference"), None)
    turn.note(call, "event", "conference")
    await _report(turn, call, conference, "participant-join", participant)
    await _start_if_ready(turn, call, conference)
    if conference.status == "init":
        _let_wait(turn, call, noun)


def _refusal(noun: Verb, conference: Conference | None, present: Sequence[Participant]) -> str:
    label, coached = noun.attributes.get("participantLabel", ""), noun.attributes.get("coach", "")
    if label and any(participant.label == label for participant in present):
        return f"a participant labelled {label} is already there"
    if len(present) >= noun.whole("maxParticipants", MOST_PARTICIPANTS):
        return "the conference is full"
    if coached and coached not in [participant.call_sid for participant in present]:
        return "the call to coach is not in the conference"
    return ""


def _open(turn: Turn, call: Call, noun: Verb) -> Conference:
    """The first who comes settles where events go and whether it is recorded."""
    wished = noun.attributes
    callback, recording_callback = wished.get("statusCallback", ""), wished.get("recordingStatusCallback", "")
    return Conference(
        sid=new_sid("CF"),
        friendly_name=noun.text,
        status="init",
        status_callback=course.absolute(call, callback) if callback else "",
        status_events=wished.get("statusCallbackEvent", "start end").split(),
        events_reported=0,
        records=wished.get("record") == "record-from-start",
        recording_callback=course.absolute(call, recording_callback) if recording_callback else "",
        recording_events=wished.get("recordingStatusCallbackEvent", "completed").split(),
        created_at=turn.now,
        updated_at=turn.now,
    )


def _participant(turn: Turn, call: Call, conference: Conference, noun: Verb) -> Participant:
    coached = noun.attributes.get("coach") or None
    return Participant(
        conference_sid=conference.sid,
        call_sid=call.sid,
        label=noun.attributes.get("participantLabel", ""),
        muted=noun.flag("muted", False),
        hold=False,
        coaching=coached is not None,
        call_sid_to_coach=coached,
        starts_on_enter=noun.flag("startConferenceOnEnter", True),
        ends_on_exit=noun.flag("endConferenceOnExit", False),
        joined_at=turn.now,
        updated_at=turn.now,
    )


async def _start_if_ready(turn: Turn, call: Call, conference: Conference) -> None:
    present = await participants_of(turn, conference)
    may_start = len(present) > 1 and any(participant.starts_on_enter for participant in present)
    if conference.status != "init" or not may_start:
        return
    conference.status, conference.updated_at = "in-progress", turn.now
    await _report(turn, call, conference, "conference-start")
    for participant in present:
        leg = await turn.find_call(participant.call_sid)
        if leg is not None and not participant.hold:
            course.leave_aside(leg)
            turn.touch(leg)
    if conference.records:
        await recording.start(
            turn,
            call,
            source="Conference",
            conference_sid=conference.sid,
            callback=conference.recording_callback,
            events=conference.recording_events,
        )


def _let_wait(turn: Turn, call: Call, noun: Verb) -> None:
    """What is heard before the start. Unlike a queue's document it is not asked for again when it has ended."""
    if "waitUrl" not in noun.attributes:
        turn.note(call, "music", "")
    elif noun.attributes["waitUrl"]:
        url = course.absolute(call, noun.attributes["waitUrl"])
        course.ask(turn, call, url, method=noun.attributes.get("waitMethod", ""), purpose="conference")


async def leave(turn: Turn, call: Call, reason: str, *, by_api: bool = False) -> None:
    """Out of the conference, whatever becomes of the leg; may end the conference. Nothing where it is in none."""
    participant = await find_participant(turn, call)
    if participant is None:
        return
    conference = await conference_of(turn, participant)
    await _take_out(turn, call, conference, participant, reason)
    verb = "kicked" if by_api else "left"
    if participant.ends_on_exit:
        await _end(turn, call, conference, f"participant-with-end-conference-on-exit-{verb}", MODERATOR_ENDED)
    elif not await participants_of(turn, conference):
        await _end(turn, call, conference, f"last-participant-{verb}", MODERATOR_ENDED)


async def drop(turn: Turn, call: Call) -> None:
    """Taken out over the API: the leg goes on with its document."""
    await leave(turn, call, UPDATED, by_api=True)
    _conclude(turn, call)


async def end_by_api(turn: Turn, conference: Conference) -> None:
    await _end(turn, None, conference, "conference-ended-via-api", ENDED_BY_API)


async def _take_out(turn: Turn, call: Call, conference: Conference, participant: Participant, reason: str) -> None:
    participant.left_at = participant.updated_at = turn.now
    await turn.session.flush()
    course.leave_aside(call)
    turn.note(call, "event", "left conference")
    about = [("ParticipantCallStatus", call.status), ("ReasonParticipantLeft", reason)]
    await _report(turn, call, conference, "participant-leave", participant, about)


async def _end(turn: Turn, cause: Call | None, conference: Conference, because: str, reason: str) -> None:
    """Everybody who is still there leaves and goes on with the own document."""
    last = cause
    for participant in await participants_of(turn, conference):
        leg = await turn.find_call(participant.call_sid)
        assert leg is not None
        await _take_out(turn, leg, conference, participant, reason)
        _conclude(turn, leg)
        last = leg
    conference.status, conference.updated_at, conference.ended_at = "completed", turn.now, turn.now
    conference.ended_because = because
    conference.call_sid_ending = cause.sid if cause else None
    if last is None:
        return
    await recording.finish_conference(turn, last, conference.sid)
    about = [("ReasonConferenceEnded", because)]
    if cause is not None:
        about.append(("CallSidEndingConference", cause.sid))
    await _report(turn, last, conference, "conference-end", None, about)


def _conclude(turn: Turn, call: Call) -> None:
    assert call.document is not None
    assert call.document.verb is not None
    dial = call.document.verb
    if "action" in dial.attributes:
        action, method = dial.attributes["action"], dial.attributes.get("method", "")
        course.follow(turn, call, action, method, [("DialCallStatus", "answered")])
    else:
        course.step_over(turn, call)


async def abandon(turn: Turn, call: Call, reason: str, *, by_api: bool = False) -> None:
    """The leg is over: it leaves, and the action of its Dial hears of it."""
    if await find_participant(turn, call) is None:
        return
    await leave(turn, call, reason, by_api=by_api)
    assert call.document is not None
    assert call.document.verb is not None
    action = call.document.verb.attributes.get("action")
    if action is not None:
        await owe_last_word(turn, call, course.resolved(call.document, action), [("DialCallStatus", "answered")])


async def hold(turn: Turn, call: Call, participant: Participant, is_held: bool, *, url: str, method: str) -> None:
    """On hold a participant hears the hold document or the vendor's music, and is not heard."""
    if participant.hold == is_held:
        return
    participant.hold = is_held
    course.leave_aside(call)
    turn.note(call, "event", "held" if is_held else "resumed")
    if is_held and url:
        course.ask(turn, call, url, method=method, purpose="hold")
    elif is_held:
        turn.note(call, "music", "")
    await _changed(turn, call, participant, "participant-hold" if is_held else "participant-unhold")


async def mute(turn: Turn, call: Call, participant: Participant, is_muted: bool) -> None:
    if participant.muted != is_muted:
        participant.muted = is_muted
        turn.note(call, "event", "muted" if is_muted else "unmuted")
        await _changed(turn, call, participant, "participant-mute" if is_muted else "participant-unmute")


async def coach(turn: Turn, call: Call, participant: Participant, coached: str | None) -> None:
    if participant.call_sid_to_coach != coached:
        participant.coaching, participant.call_sid_to_coach = coached is not None, coached
        await _changed(turn, call, participant, "participant-modify")


async def let_end_on_exit(turn: Turn, call: Call, participant: Participant, ends: bool) -> None:
    if participant.ends_on_exit != ends:
        participant.ends_on_exit = ends
        await _changed(turn, call, participant, "participant-modify")


def announce(turn: Turn, call: Call, url: str, method: str) -> None:
    course.ask(turn, call, url, method=method, purpose="announcement")


async def _changed(turn: Turn, call: Call, participant: Participant, event: str) -> None:
    participant.updated_at = turn.now
    turn.touch(call)
    await _report(turn, call, await conference_of(turn, participant), event, participant)


async def _report(
    turn: Turn,
    call: Call,
    conference: Conference,
    event: str,
    participant: Participant | None = None,
    about: Sequence[tuple[str, str]] = (),
) -> None:
    conference.events_reported += 1
    if ASKED_FOR_AS[event] not in conference.status_events:
        return
    parameters = conference_parameters(turn.account, conference, event, turn.now)
    parameters += participant_parameters(participant) if participant else []
    is_last = event == "conference-end"
    await owe(turn, call, conference.status_callback, [*parameters, *about], lane=conference.sid, is_last=is_last)


async def find_live(turn: Turn, name: str) -> Conference | None:
    query = select(Conference).where(Conference.friendly_name == name, Conference.status != "completed")
    return await turn.session.scalar(query.order_by(Conference.id.desc()).limit(1))


async def find_participant(turn: Turn, call: Call) -> Participant | None:
    return await turn.session.scalar(
        select(Participant).where(Participant.call_sid == call.sid, Participant.left_at.is_(None))
    )


async def participants_of(turn: Turn, conference: Conference) -> Sequence[Participant]:
    query = select(Participant).where(Participant.conference_sid == conference.sid, Participant.left_at.is_(None))
    return (await turn.session.scalars(query.order_by(Participant.id))).all()


async def conference_of(turn: Turn, participant: Participant) -> Conference:
    found = await turn.session.scalar(select(Conference).where(Conference.sid == participant.conference_sid))
    assert found is not None, "a participant is always in a conference"
    return found
