"""Whatever people and the account do in whatever order, the carrier's rows fit together.

Each seed is one evening of random acts; what must hold afterwards is said in `check`.
"""

import random

import pytest
from sqlalchemy import select

from channels.simulator.tables import Webhook
from channels.simulator.voice.tables import Call, Conference, Participant, QueueMember, Recording, Transcription
from contactcenter.db import Session
from tests.channels.simulator.conftest import ACCOUNT_SID, LINE, AccountServer
from tests.channels.simulator.voice.conftest import INBOUND, People

STEPS = 60
PHONES = ("+85291234567", "+85290000009", "+85290000010")
AGENTS = ("client:agent_1", "client:agent_2")
EVENTS = 'statusCallback="/conference" statusCallbackEvent="start end join leave hold mute modify"'
DOCUMENTS = (
    "<Say>hello</Say>",
    "<Hangup/>",
    '<Gather numDigits="2" action="/document"><Say>press</Say><Pause length="1"/></Gather><Redirect>/wait</Redirect>',
    '<Gather input="speech dtmf" action="/document" actionOnEmptyResult="true"/>',
    '<Enqueue waitUrl="/wait" action="/document">line</Enqueue><Say>after</Say>',
    "<Enqueue>line</Enqueue>",
    f'<Dial action="/document"><Conference {EVENTS}>room</Conference></Dial>',
    f'<Dial><Conference {EVENTS} endConferenceOnExit="true" waitUrl="/music">room</Conference></Dial><Say>after</Say>',
    f'<Dial><Conference {EVENTS} startConferenceOnEnter="false" participantLabel="one">room</Conference></Dial>',
    '<Dial action="/document" timeout="5"><Client>agent_1</Client><Number>+85290000010</Number></Dial>',
    '<Dial timeout="5"><Client url="/music">agent_2</Client></Dial><Pause length="3"/>',
    '<Record action="/document" timeout="3" transcribe="true" transcribeCallback="/words"/>',
    '<Start><Transcription name="talk" statusCallbackUrl="/words"/></Start><Redirect>/document</Redirect>',
    '<Stop><Transcription name="talk"/></Stop><Pause length="2"/>',
    "<Sing/>",
    "<Reject/>",
)
WAITS = (
    "<Pause length='3'/>",
    "<Leave/>",
    "<Hangup/>",
    '<Gather numDigits="1" action="/wait"><Say>1</Say></Gather>',
    "<Dial/>",
)


async def do_something(people: People, account: AccountServer, chance: random.Random) -> None:
    account.documents[INBOUND] = account.documents["/document"] = _response(chance.choice(DOCUMENTS))
    account.documents["/wait"] = _response(chance.choice(WAITS))
    account.documents["/music"] = _response(chance.choice(("<Play>/a.wav</Play>", "<Pause length='2'/>")))
    async with people.carrier.voice.database.reading() as session:
        live = [call.sid for call in await session.scalars(select(Call).where(Call.ended_at.is_(None)))]
        rooms = [row.sid for row in await session.scalars(select(Conference).where(Conference.status != "completed"))]
    sid = chance.choice(live) if live else "CA" + "0" * 32
    room = f"Conferences/{chance.choice(rooms)}" if rooms else "Conferences/none"
    url = f"{account.url}/document"
    choices = (
        ("control", f"phones/{chance.choice(PHONES)}/calls", {"line": LINE}),
        ("rest", "Calls.json", {"To": chance.choice(PHONES + AGENTS), "From": LINE, "Url": url, "Timeout": "9"}),
        *(("control", f"calls/{sid}/{act}", {}) for act in ("answer", "answer", "answer", "decline", "hangup")),
        *(("control", f"calls/{sid}/say", {"text": "words"}) for _ in range(3)),
        *(("control", f"calls/{sid}/digits", {"digits": chance.choice(("1", "2#", "***"))}) for _ in range(3)),
        ("rest", f"Calls/{sid}.json", {"Url": url}),
        ("rest", f"Calls/{sid}.json", {"Status": chance.choice(("completed", "canceled"))}),
        ("rest", f"Calls/{sid}/Recordings.json", {}),
        (
            "rest",
            f"{room}/Participants/{sid}.json",
            {"Hold": chance.choice(("true", "false")), "HoldUrl": f"{account.url}/music"},
        ),
        ("rest", f"{room}/Participants/{sid}.json", {"Muted": chance.choice(("true", "false"))}),
        ("rest", f"{room}.json", {"AnnounceUrl": f"{account.url}/music"}),
        ("rest", f"{room}.json", {"Status": "completed"}),
        ("time", "", {}),
        ("time", "", {}),
    )
    where, path, form = chance.choice(choices)
    if where == "time":
        people.carrier.clock.pass_seconds(chance.choice((0.5, 1, 3, 10)))
    elif where == "control":
        await _post(people, f"{people.carrier.url}/control/{path}", json=form)
    else:
        await _post(people, f"{people.carrier.url}/2010-04-01/Accounts/{ACCOUNT_SID}/{path}", data=form)
    # Now and then somebody acts again before anything that follows has happened.
    if chance.random() < 0.8:
        await people.carrier.voice.settle()


def _response(document: str) -> str:
    return f"<Response>{document}</Response>"


async def _post(people: People, url: str, **sent: dict[str, str]) -> None:
    async with people.carrier.http.post(url, **sent) as response:  # type: ignore[arg-type]
        assert response.status < 500, await response.text()


async def check(session: Session) -> None:
    calls = {call.sid: call for call in await session.scalars(select(Call))}
    members = {row.call_sid for row in await session.scalars(select(QueueMember).where(QueueMember.left_at.is_(None)))}
    present = list(await session.scalars(select(Participant).where(Participant.left_at.is_(None))))
    rooms = {row.sid: row for row in await session.scalars(select(Conference))}
    for call in calls.values():
        check_call(call, is_member=call.sid in members, is_participant=call.sid in {row.call_sid for row in present})
    for sid, room in rooms.items():
        count = len([row for row in present if row.conference_sid == sid])
        assert (count == 0) == (room.status == "completed"), "a conference ends with its last participant"
    assert len([row for row in rooms.values() if row.status != "completed"]) <= 1, "one room of one name at a time"
    for row in await session.scalars(select(Transcription).where(Transcription.stopped_at.is_(None))):
        assert calls[row.call_sid].is_live
    for row in await session.scalars(select(Recording).where(Recording.running_since.is_not(None))):
        assert calls[row.call_sid].is_live
    await check_events(session)


def check_call(call: Call, *, is_member: bool, is_participant: bool) -> None:
    main = call.document.step.kind if call.document and call.document.step else ""
    if not call.is_live:
        left = (call.document, call.aside, call.fetch, call.fetch_at, call.next_at, call.limit_at)
        assert left == (None,) * 6, "nothing is left of a call that is over"
        assert call.ended_because
    else:
        is_ringing = call.status in ("queued", "ringing") and call.next_at is not None
        is_connected = call.parent_sid is not None and call.is_talking
        assert is_ringing or is_connected or call.fetch or main, "a live call waits for something"
    assert is_member == (main == "queue")
    assert is_participant == (main == "conference")


async def check_events(session: Session) -> None:
    """A conference's events are numbered without a gap, and the last one is its end."""
    numbers: dict[str, list[int]] = {}
    for webhook in await session.scalars(select(Webhook).where(Webhook.kind == "call").order_by(Webhook.id)):
        parameters = dict(webhook.parameters)
        if "FriendlyName" in parameters:
            numbers.setdefault(parameters["ConferenceSid"], []).append(int(parameters["SequenceNumber"]))
    for found in numbers.values():
        assert found == list(range(1, len(found) + 1))


EVENINGS = [seed if seed < 3 else pytest.param(seed, marks=pytest.mark.soak) for seed in range(60)]


@pytest.mark.parametrize("seed", EVENINGS)
async def test_the_rows_fit_together(people: People, account_server: AccountServer, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(STEPS):
        await do_something(people, account_server, chance)
        await people.carrier.voice.settle()
        async with people.carrier.voice.database.reading() as session:
            await check(session)
