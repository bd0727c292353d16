"""Facts that screens are told about after a commit: which row changed, never what stands in it.

A screen that hears a fact refetches the row through the API, so a lost fact costs freshness, never truth.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

FactType = Literal[
    "contact.changed",
    "contact.viewers",
    "message.added",
    "call.changed",
    "offer.made",
    "offer.ended",
    "agent.changed",
    "queue.changed",
    "work_order.changed",
    "promise.changed",
    "gap.changed",
    "article.changed",
    "report.changed",
    "bulletin.changed",
    "knowledge.changed",
    "shift.changed",
    "coverage.changed",
    "handover.changed",
    "emergency.raised",
    "escalation.changed",
    "sla.changed",
]
FACT_TYPES: tuple[str, ...] = get_args(FactType)
# Their `id` is a contact's: only windows that show it need to hear of them.
OF_ONE_THREAD: frozenset[str] = frozenset({"contact.changed", "contact.viewers", "message.added", "sla.changed"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One change. `agent_ids` limits it to these people's screens; `None` means everybody's.

    A window may say which threads it shows; of others it hears only where `holder_id` is its own agent.

    The `id` of `message.added` is the contact's, so that one list of open threads decides what to refetch.
    """

    type: FactType
    id: str
    version: int = 0
    agent_ids: tuple[str, ...] | None = None
    holder_id: str | None = None
    at: datetime | None = None
