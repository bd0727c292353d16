"""Queues and templates."""

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Channel, Language, Moment, Names


class Queue(Answer):
    """`waiting` counts who waits now; `agents_available` who could be offered something."""

    id: str
    code: str
    names: Names
    waiting: int
    oldest_queued_at: Moment | None
    agents_available: int


class Template(Answer):
    id: str
    code: str
    language: Language
    channel: str
    title: str
    text: str


class TemplateQuery(PageQuery):
    channel: Channel | None = None
    language: Language | None = None
