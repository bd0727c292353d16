"""Staff accounts: who is there, my own language and presence, and what an administrator does."""

from datetime import datetime

from agent_console.http.caller import ADMINISTRATORS, DESK, EVERYONE, LEAD_READERS, LEADS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery
from agent_console.queries import agents as queries
from agent_console.queries.history import list_history
from agent_console.schemas import agents as schemas
from agent_console.schemas.supervision import HistoryEntry
from contactcenter.actions.change_account import change_account
from contactcenter.actions.set_presence import set_presence
from contactcenter.agents import accounts, passwords, sessions
from contactcenter.agents.models import Agent
from contactcenter.agents.service import AgentChanges, create_agent, get_agent, update_agent
from contactcenter.db import Database, Session
from contactcenter.groups.service import groups_of, set_groups


async def _answer(session: Session, agent: Agent) -> schemas.Agent:
    return (await queries.with_load(session, [agent]))[0]


@endpoint("GET", "/api/v1/agents", roles=EVERYONE, summary="Staff", answers={200: Page[schemas.Agent]})
async def get_agents(query: schemas.AgentQuery, session: Session) -> Page[schemas.Agent]:
    return await queries.list_agents(session, query)


@endpoint("GET", "/api/v1/agents/me", roles=EVERYONE, summary="My account", answers={200: schemas.Agent})
async def get_me(session: Session, agent: Agent) -> schemas.Agent:
    return await _answer(session, agent)


@endpoint("PATCH", "/api/v1/agents/me", roles=EVERYONE, summary="Change my account", answers={200: schemas.Agent})
async def patch_me(body: schemas.MyPatch, session: Session, caller: Caller, now: datetime) -> schemas.Agent:
    changes = AgentChanges(language=body.language)
    return await _answer(
        session, await update_agent(session, caller.agent_id, changes, author_id=caller.agent_id, now=now)
    )


@endpoint(
    "PUT", "/api/v1/agents/me/presence", roles=DESK, summary="Say whether I take contacts", answers={200: schemas.Agent}
)
async def put_my_presence(body: schemas.PresenceChange, session: Session, agent: Agent, now: datetime) -> schemas.Agent:
    """Going available opens my shift, if none is open."""
    return await _answer(session, await set_presence(session, agent, body.presence, author=agent, now=now))


@endpoint(
    "PUT",
    "/api/v1/agents/{id}/presence",
    roles=LEADS,
    summary="Set a colleague's presence",
    answers={200: schemas.Agent},
)
async def put_presence(
    id: str, body: schemas.ColleaguePresence, session: Session, agent: Agent, now: datetime
) -> schemas.Agent:
    """With a reason, which stands in the history."""
    colleague = await get_agent(session, id)
    changed = await set_presence(session, colleague, body.presence, author=agent, now=now, reason=body.reason)
    return await _answer(session, changed)


@endpoint(
    "GET",
    "/api/v1/agents/{id}/history",
    roles=LEAD_READERS,
    summary="What happened to an account",
    answers={200: Page[HistoryEntry]},
)
async def get_agent_history(id: str, query: PageQuery, session: Session) -> Page[HistoryEntry]:
    """Newest first: presence with author and reason, and changes of the account."""
    return await list_history(session, "agent", (await get_agent(session, id)).id, query)


async def _hash_password(body: schemas.NewAgent) -> str:
    passwords.check_rules(body.password, username=body.username, name=body.name)
    return await passwords.hash_password(body.password)


@endpoint(
    "POST",
    "/api/v1/agents",
    roles=ADMINISTRATORS,
    summary="Create an account",
    answers={201: schemas.Agent},
    prepare=_hash_password,
)
async def post_agent(
    body: schemas.NewAgent, prepared: str, session: Session, caller: Caller, now: datetime
) -> schemas.Agent:
    """The person must choose an own password at the first sign-in."""
    agent = await create_agent(
        session,
        username=body.username,
        name=body.name,
        password_hash=prepared,
        roles=body.roles,
        language=body.language,
        skills=body.skills,
        capacity=body.capacity,
        phone=body.phone,
        email=body.email,
        must_change_password=True,
        author_id=caller.agent_id,
        now=now,
    )
    return await _answer(session, agent)


@endpoint(
    "PATCH", "/api/v1/agents/{id}", roles=ADMINISTRATORS, summary="Change an account", answers={200: schemas.Agent}
)
async def patch_agent(
    id: str, body: schemas.AgentPatch, session: Session, caller: Caller, now: datetime
) -> schemas.Agent:
    """`is_active: false` signs the person out everywhere at once."""
    changes = AgentChanges(**body.model_dump(exclude={"version"}))
    agent = await change_account(session, id, changes, author_id=caller.agent_id, now=now, version=body.version)
    return await _answer(session, agent)


async def _groups(session: Session, agent_id: str) -> schemas.GroupsOfAgent:
    return schemas.GroupsOfAgent(group_ids=[group.id for group in await groups_of(session, agent_id)])


@endpoint(
    "GET",
    "/api/v1/agents/{id}/groups",
    roles=ADMINISTRATORS,
    summary="The groups of a person",
    answers={200: schemas.GroupsOfAgent},
)
async def get_agent_groups(id: str, session: Session) -> schemas.GroupsOfAgent:
    return await _groups(session, (await get_agent(session, id)).id)


@endpoint(
    "PUT",
    "/api/v1/agents/{id}/groups",
    roles=ADMINISTRATORS,
    summary="Say which groups a person belongs to",
    answers={200: schemas.GroupsOfAgent},
)
async def put_agent_groups(
    id: str, body: schemas.NewGroupsOfAgent, session: Session, caller: Caller, now: datetime
) -> schemas.GroupsOfAgent:
    """Work of a group is seen and taken by its people; contacts handed to it ring at those who take contacts."""
    await set_groups(session, id, body.group_ids, author_id=caller.agent_id, now=now)
    return await _groups(session, id)


@endpoint(
    "PUT",
    "/api/v1/agents/{id}/password",
    roles=ADMINISTRATORS,
    summary="Reset somebody's password",
    answers={204: None},
)
async def put_password(id: str, body: schemas.NewPassword, db: Database, caller: Caller, now: datetime) -> None:
    """The person is signed out everywhere and must choose an own password."""
    await accounts.reset_password(db, id, new=body.password, author_id=caller.agent_id, now=now)


@endpoint(
    "POST",
    "/api/v1/agents/{id}/tokens",
    roles=ADMINISTRATORS,
    summary="Make a bearer token for an integration",
    answers={201: schemas.CreatedApiToken},
)
async def post_token(
    id: str, body: schemas.NewApiToken, session: Session, caller: Caller, now: datetime
) -> schemas.CreatedApiToken:
    """It acts as this account; the token is shown this once."""
    agent = await get_agent(session, id)
    token = await sessions.create_api_token(session, agent, name=body.name, author_id=caller.agent_id, now=now)
    return schemas.CreatedApiToken(token=token)
