"""What the knowledge base waits for from whoever asks."""

from datetime import datetime

from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import endpoint
from agent_console.queries.knowledge_tasks import list_tasks
from agent_console.schemas.knowledge_tasks import KnowledgeTasks
from contactcenter.agents.models import Agent
from contactcenter.db import Session


@endpoint(
    "GET",
    "/api/v1/knowledge/tasks",
    roles=EVERYONE,
    summary="What waits for me in the knowledge base",
    answers={200: KnowledgeTasks},
)
async def get_knowledge_tasks(session: Session, agent: Agent, now: datetime) -> KnowledgeTasks:
    """Reviews, what was sent back to me, reports, gaps, bulletins to read, and questions proposed for my articles."""
    return await list_tasks(session, agent, now=now)
