"""Builders of SLA policies."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from contactcenter.db import Session
from contactcenter.sla.models import SlaPolicy
from contactcenter.sla.policies import PolicyDraft, add_policies
from tests.support.builders.contacts import NOW

HOUR = 3600


async def make_policy(
    session: Session,
    class_: str = "normal",
    *,
    steps: Sequence[Mapping[str, Any]] = (),
    valid_from: datetime = NOW - timedelta(days=40),
    **values: Any,
) -> SlaPolicy:
    """First and next answers within an hour, a solution within a day, on every channel."""
    seconds = {"first_answer_seconds": HOUR, "next_answer_seconds": HOUR, "solution_seconds": 24 * HOUR}
    draft = PolicyDraft(class_, steps=steps, **{**seconds, **values})
    (policy,) = await add_policies(session, [draft], author_id=None, now=valid_from, valid_from=valid_from)
    return policy
