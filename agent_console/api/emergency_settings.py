"""What administrators set about emergencies: words, safety scripts, on-call ladders."""

from datetime import datetime

from sqlalchemy import select

from agent_console.http.caller import ADMINISTRATORS, SETTINGS_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.queries import emergencies as queries
from agent_console.schemas import emergencies as schemas
from agent_console.schemas.settings import Seen
from contactcenter.db import Session
from contactcenter.escalations import administration
from contactcenter.escalations.models import Ladder
from contactcenter.routing import emergency_words
from contactcenter.routing.emergencies import most_telling


@endpoint(
    "GET",
    "/api/v1/admin/emergency-words",
    roles=SETTINGS_READERS,
    summary="Emergency words",
    answers={200: Page[schemas.EmergencyWord]},
)
async def get_emergency_words(query: schemas.EmergencyWordQuery, session: Session) -> Page[schemas.EmergencyWord]:
    """With what each lifted, and what was taken back."""
    return await queries.list_words(session, query)


@endpoint(
    "POST",
    "/api/v1/admin/emergency-words",
    roles=ADMINISTRATORS,
    summary="Add an emergency word",
    answers={201: schemas.EmergencyWord},
    errors=(409,),
)
async def post_emergency_word(
    body: schemas.NewEmergencyWord, session: Session, caller: Caller, now: datetime
) -> schemas.EmergencyWord:
    """Both scripts are one; … leaves room for a few words. It counts from the next text on."""
    word = await emergency_words.create_word(session, **body.model_dump(), author_id=caller.agent_id, now=now)
    return schemas.EmergencyWord.model_validate(word)


@endpoint(
    "POST",
    "/api/v1/admin/emergency-words/try",
    roles=SETTINGS_READERS,
    summary="Try a text",
    answers={200: schemas.TriedAnswer},
)
async def post_try_text(body: schemas.TriedText, session: Session) -> schemas.TriedAnswer:
    """Which words it says and where, and which of them something explains away. Changes nothing."""
    tried = await emergency_words.try_text(session, body.text)
    telling = most_telling([each.word for each in tried if not each.because])
    matches = [
        schemas.TriedWord(
            word_id=each.word.id,
            kind=each.word.kind,
            language=each.word.language,
            phrase=each.word.phrase,
            start=each.start,
            end=each.end,
            because=each.because,
        )
        for each in tried
    ]
    kind, phrase = (telling.kind, telling.phrase) if telling else (None, "")
    return schemas.TriedAnswer(kind=kind, phrase=phrase, matches=matches)


@endpoint(
    "PATCH",
    "/api/v1/admin/emergency-words/{id}",
    roles=ADMINISTRATORS,
    summary="Change an emergency word",
    answers={200: schemas.EmergencyWord},
    errors=(409,),
)
async def patch_emergency_word(
    id: str, body: schemas.EmergencyWordPatch, session: Session, caller: Caller, now: datetime
) -> schemas.EmergencyWord:
    values, author_id = body.columns(), caller.agent_id
    word = await emergency_words.update_word(session, id, values, version=body.version, author_id=author_id, now=now)
    return schemas.EmergencyWord.model_validate(word)


@endpoint(
    "DELETE",
    "/api/v1/admin/emergency-words/{id}",
    roles=ADMINISTRATORS,
    summary="Remove an emergency word",
    answers={204: None},
    errors=(409,),
)
async def delete_emergency_word(id: str, query: Seen, session: Session, caller: Caller, now: datetime) -> None:
    await emergency_words.remove_word(session, id, version=query.version, author_id=caller.agent_id, now=now)


@endpoint(
    "GET",
    "/api/v1/admin/safety-scripts",
    roles=SETTINGS_READERS,
    summary="Safety scripts",
    answers={200: Page[schemas.SafetyScript]},
)
async def get_safety_scripts(query: schemas.SafetyScriptQuery, session: Session) -> Page[schemas.SafetyScript]:
    return await queries.list_scripts(session, query)


@endpoint(
    "POST",
    "/api/v1/admin/safety-scripts",
    roles=ADMINISTRATORS,
    summary="Add a safety script",
    answers={201: schemas.SafetyScript},
    errors=(409,),
)
async def post_safety_script(
    body: schemas.NewSafetyScript, session: Session, caller: Caller, now: datetime
) -> schemas.SafetyScript:
    script = await administration.create_script(session, body.columns(), author_id=caller.agent_id, now=now)
    return schemas.SafetyScript.model_validate(script)


@endpoint(
    "PATCH",
    "/api/v1/admin/safety-scripts/{id}",
    roles=ADMINISTRATORS,
    summary="Change a safety script",
    answers={200: schemas.SafetyScript},
    errors=(409,),
)
async def patch_safety_script(
    id: str, body: schemas.SafetyScriptPatch, session: Session, caller: Caller, now: datetime
) -> schemas.SafetyScript:
    """Whoever has it open sees it at the next look."""
    values, author_id = body.columns(), caller.agent_id
    script = await administration.update_script(session, id, values, version=body.version, author_id=author_id, now=now)
    return schemas.SafetyScript.model_validate(script)


@endpoint(
    "DELETE",
    "/api/v1/admin/safety-scripts/{id}",
    roles=ADMINISTRATORS,
    summary="Remove a safety script",
    answers={204: None},
    errors=(409,),
)
async def delete_safety_script(id: str, query: Seen, session: Session, caller: Caller, now: datetime) -> None:
    await administration.remove_script(session, id, version=query.version, author_id=caller.agent_id, now=now)


async def _ladder(session: Session, row: Ladder) -> schemas.Ladder:
    return (await queries.ladders_of(session, [row]))[0]


@endpoint(
    "GET",
    "/api/v1/admin/ladders",
    roles=SETTINGS_READERS,
    summary="On-call ladders",
    answers={200: Page[schemas.Ladder]},
)
async def get_ladders(query: PageQuery, session: Session) -> Page[schemas.Ladder]:
    rows, next_cursor = await fetch_page(session, select(Ladder), query, order=(Ladder.name, Ladder.id))
    return Page[schemas.Ladder](items=await queries.ladders_of(session, rows), next_cursor=next_cursor)


@endpoint(
    "POST",
    "/api/v1/admin/ladders",
    roles=ADMINISTRATORS,
    summary="Add an on-call ladder",
    answers={201: schemas.Ladder},
    errors=(409,),
)
async def post_ladder(body: schemas.NewLadder, session: Session, caller: Caller, now: datetime) -> schemas.Ladder:
    """One for each group. After its last step it begins anew with the duty manager, until somebody acknowledges."""
    row = await administration.create_ladder(session, body.columns(), author_id=caller.agent_id, now=now)
    return await _ladder(session, row)


@endpoint(
    "PATCH",
    "/api/v1/admin/ladders/{id}",
    roles=ADMINISTRATORS,
    summary="Change an on-call ladder",
    answers={200: schemas.Ladder},
    errors=(409,),
)
async def patch_ladder(
    id: str, body: schemas.LadderPatch, session: Session, caller: Caller, now: datetime
) -> schemas.Ladder:
    """What is being climbed already goes on by the steps it began with."""
    values, author_id = body.columns(), caller.agent_id
    row = await administration.update_ladder(session, id, values, version=body.version, author_id=author_id, now=now)
    return await _ladder(session, row)


@endpoint(
    "DELETE",
    "/api/v1/admin/ladders/{id}",
    roles=ADMINISTRATORS,
    summary="Remove an on-call ladder",
    answers={204: None},
    errors=(409,),
)
async def delete_ladder(id: str, query: Seen, session: Session, caller: Caller, now: datetime) -> None:
    """Its group's emergencies then ring the ladder for all groups, else those in charge."""
    await administration.remove_ladder(session, id, version=query.version, author_id=caller.agent_id, now=now)
