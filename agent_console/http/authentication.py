"""Who is calling: a bearer token or the session cookie, and whether that person may use this route."""

from collections.abc import Collection
from datetime import datetime
from urllib.parse import urlsplit

from aiohttp import web
from sqlalchemy import select

from agent_console.http.caller import Caller
from contactcenter.agents import sessions
from contactcenter.agents.models import Agent, AgentSession
from contactcenter.agents.sessions import NewSession, SignedIn
from contactcenter.config import Settings
from contactcenter.db import Database
from contactcenter.errors import NotAllowed, NotSignedIn
from contactcenter.web.keys import DATABASE, SETTINGS

COOKIE = "contactcenter_session"
CSRF_HEADER = "X-CSRF-Token"
BEARER = "bearer "


async def find_signed_in(db: Database, request: web.Request, *, now: datetime) -> SignedIn | None:
    """The person behind a request. A token beats a cookie, and a wrong token is never replaced by a cookie."""
    authorization = request.headers.get("Authorization", "")
    if authorization:
        if not authorization.lower().startswith(BEARER):
            return None
        async with db.reading() as session:
            return await sessions.find_bearer(session, authorization[len(BEARER) :].strip())
    token = request.cookies.get(COOKIE)
    return await sessions.find_signed_in(db, token, now=now) if token else None


async def lasts(db: Database, request: web.Request, caller: Caller, *, now: datetime) -> bool:
    """Whether the session or token of an earlier request still holds; asking does not make a session last longer."""
    if caller.session_id is None:
        return await find_signed_in(db, request, now=now) is not None
    query = select(AgentSession.id).join(Agent, Agent.id == AgentSession.agent_id)
    query = query.where(AgentSession.id == caller.session_id, AgentSession.expires_at > now, Agent.is_active)
    async with db.reading() as session:
        return await session.scalar(query) is not None


async def authenticate(
    request: web.Request, roles: Collection[str] | None, *, is_safe: bool, now: datetime
) -> Caller | None:
    """The caller; None only on a public route (`roles` None). Raises `NotSignedIn` or `NotAllowed`."""
    if roles is None:
        if not is_safe:
            refuse_other_origins(request)
        return None
    signed_in = await find_signed_in(request.app[DATABASE], request, now=now)
    if signed_in is None:
        raise NotSignedIn
    caller = caller_of(signed_in)
    if not is_safe and not sessions.csrf_matches(signed_in, request.headers.get(CSRF_HEADER)):
        raise NotAllowed(f"The header {CSRF_HEADER} is missing or out of date; reload the page.", code="csrf")
    if not caller.has_any(roles):
        raise NotAllowed
    return caller


def caller_of(signed_in: SignedIn) -> Caller:
    agent = signed_in.agent
    return Caller(
        agent_id=agent.id,
        username=agent.username,
        name=agent.name,
        roles=frozenset(agent.roles),
        session_id=signed_in.session_id,
        via_token=signed_in.session_id is None,
    )


def refuse_other_origins(request: web.Request) -> None:
    """Refuse what a page of another site sends; whoever is no browser says no origin."""
    origin = request.headers.get("Origin")
    if origin is None:
        return
    ours = (request.host, urlsplit(request.app[SETTINGS].public_base_url).netloc)
    if urlsplit(origin).netloc not in ours:
        raise NotAllowed("This request comes from a page of another site.", code="origin")


def set_session_cookie(response: web.Response, started: NewSession, settings: Settings) -> None:
    """The cookie lasts as long as the browser; when the session ends is the server's decision, since it slides."""
    _set_cookie(response, started.token, settings, max_age=None)


def clear_session_cookie(response: web.Response, settings: Settings) -> None:
    _set_cookie(response, "", settings, max_age=0)


def _set_cookie(response: web.Response, value: str, settings: Settings, *, max_age: int | None) -> None:
    secure = settings.public_base_url.startswith("https:")
    response.set_cookie(COOKIE, value, max_age=max_age, path="/", httponly=True, samesite="Lax", secure=secure)
