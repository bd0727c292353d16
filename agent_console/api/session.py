"""Signing in and out, the own password, and the first start."""

from datetime import datetime

from aiohttp import web

from agent_console.http.authentication import clear_session_cookie, find_signed_in, set_session_cookie
from agent_console.http.caller import EVERYONE, Caller
from agent_console.http.dispatch import model_answer
from agent_console.http.endpoint import endpoint
from agent_console.queries.agents import with_load
from agent_console.schemas.agents import Agent as AgentAnswer
from agent_console.schemas.sessions import PasswordChange, SessionAnswer, SetUp, SignIn, User
from contactcenter import clock
from contactcenter.actions.set_presence import leave_desk
from contactcenter.agents import accounts, sessions, sign_in
from contactcenter.agents.models import Agent
from contactcenter.agents.setup import create_first_administrator
from contactcenter.config import Settings
from contactcenter.db import Database, Session
from contactcenter.errors import NotSignedIn
from contactcenter.events import Fact
from contactcenter.web.peers import client_address


def _session_answer(agent: Agent, csrf_token: str | None) -> SessionAnswer:
    return SessionAnswer(user=User.model_validate(agent), csrf_token=csrf_token or "")


@endpoint(
    "POST",
    "/api/v1/session",
    roles=None,
    summary="Sign in",
    answers={200: SessionAnswer},
    errors=(401, 403, 429),
)
async def post_session(
    body: SignIn, request: web.Request, db: Database, settings: Settings, now: datetime
) -> web.Response:
    """Sets the session cookie. After several wrong attempts the answer is 429 with Retry-After."""
    started = await sign_in.sign_in(
        db, username=body.username, password=body.password, address=client_address(request), now=now
    )
    answer = model_answer(200, _session_answer(started.agent, started.csrf_token))
    set_session_cookie(answer, started, settings)
    return answer


@endpoint("GET", "/api/v1/session", roles=EVERYONE, summary="Who is signed in", answers={200: SessionAnswer})
async def get_session(request: web.Request, db: Database, now: datetime) -> SessionAnswer:
    """With a bearer token `csrf_token` is empty: it needs none."""
    signed_in = await find_signed_in(db, request, now=now)
    if signed_in is None:
        raise NotSignedIn
    return _session_answer(signed_in.agent, signed_in.csrf_token)


@endpoint("DELETE", "/api/v1/session", roles=EVERYONE, summary="Sign out", answers={204: None})
async def delete_session(session: Session, caller: Caller, settings: Settings) -> web.Response:
    if caller.session_id is not None:
        await sessions.end_session(session, caller.session_id)
        if not await sessions.is_signed_in(session, caller.agent_id, now=clock.now()):
            await leave_desk(session, caller.agent_id, now=clock.now())
        # Sockets of this browser look whether their session still lasts.
        session.record(Fact("agent.changed", caller.agent_id))
    answer = model_answer(204, None)
    clear_session_cookie(answer, settings)
    return answer


@endpoint(
    "PUT",
    "/api/v1/session/password",
    roles=EVERYONE,
    summary="Change the own password",
    answers={204: None},
    errors=(429,),
)
async def put_own_password(body: PasswordChange, db: Database, caller: Caller, now: datetime) -> None:
    """Every other browser of this person is signed out."""
    await accounts.change_password(
        db,
        caller.agent_id,
        current=body.current_password,
        new=body.new_password,
        session_id=caller.session_id,
        now=now,
    )


@endpoint(
    "POST",
    "/api/v1/setup",
    roles=None,
    summary="Make the first administrator",
    answers={201: AgentAnswer},
    errors=(403,),
)
async def post_setup(body: SetUp, db: Database, now: datetime) -> AgentAnswer:
    """By the link that the first start printed; it works once, while nobody has an account."""
    agent = await create_first_administrator(
        db,
        token=body.token,
        username=body.username,
        name=body.name,
        password=body.password,
        language=body.language,
        now=now,
    )
    async with db.reading() as session:
        return (await with_load(session, [agent]))[0]
