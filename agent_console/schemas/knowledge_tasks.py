"""What the knowledge base waits for from one person."""

from typing import Literal

from agent_console.schemas.base import Answer, Moment

Kind = Literal[
    "review",
    "sent_back",
    "review_due",
    "report",
    "proposal",
    "bulletin",
    "gap_to_sort",
    "gap_mine",
    "gap_of_group",
    "gap_overdue",
    "gap_to_tell",
    "gap_answered",
]


class KnowledgeTask(Answer):
    """`id` is that of the article, report, bulletin, proposal or gap; `link` where in the console it is done."""

    kind: Kind
    id: str
    title: str
    due_at: Moment | None
    is_overdue: bool
    link: str


class KnowledgeTasks(Answer):
    """What is due first stands first; `counts` by kind."""

    items: list[KnowledgeTask]
    counts: dict[str, int]
    total: int
