"""What a person types is that leg's sound: who hears it, and what listens to it."""

from collections.abc import Sequence

from channels.simulator.voice import conferencing, dialing, gathering, recording, transcribing
from channels.simulator.voice.tables import Call, Conference, Participant
from channels.simulator.voice.turn import Turn


async def say(turn: Turn, call: Call, text: str, language: str) -> None:
    turn.note(call, "said", text, language)
    participant = await conferencing.find_participant(turn, call)
    await transcribing.hear(turn, call, transcribing.INBOUND, text, language)
    for listener in await _listeners(turn, call, participant):
        turn.note(listener, "heard", text, language)
        await transcribing.hear(turn, listener, transcribing.OUTBOUND, text, language)
    is_heard_there = participant is not None and not participant.muted and not participant.hold
    conference_sid = participant.conference_sid if participant and is_heard_there else None
    await recording.add_words(turn, call, conference_sid, text)
    step = call.present.step if call.present else None
    if step is not None and step.kind == "gather":
        gathering.hear(turn, call, text)
    elif step is not None and step.kind == "record":
        await recording.hear(turn, call)


async def press(turn: Turn, call: Call, digits: str) -> None:
    turn.note(call, "digits", digits)
    step = call.present.step if call.present else None
    if step is not None and step.kind == "gather":
        gathering.press(turn, call, digits)
    elif step is not None and step.kind == "record":
        await recording.press(turn, call, digits)


async def _listeners(turn: Turn, call: Call, speaker: Participant | None) -> Sequence[Call]:
    if speaker is None:
        other = await dialing.other_end(turn, call)
        return [other] if other else []
    if speaker.muted or speaker.hold:
        return []
    conference = await conferencing.conference_of(turn, speaker)
    if conference.status != "in-progress":
        return []
    return [leg for leg in [await turn.find_call(sid) for sid in await _ears(turn, conference, speaker)] if leg]


async def _ears(turn: Turn, conference: Conference, speaker: Participant) -> list[str]:
    """Whoever coaches is heard by the coached alone."""
    return [
        other.call_sid
        for other in await conferencing.participants_of(turn, conference)
        if other.call_sid != speaker.call_sid
        and not other.hold
        and (not speaker.coaching or other.call_sid == speaker.call_sid_to_coach)
    ]
