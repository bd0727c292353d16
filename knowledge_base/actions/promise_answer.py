"""Whoever cannot be told in writing is promised a call with the answer; told once the promise is kept."""

from datetime import datetime

from contactcenter.agents.service import get_agents
from contactcenter.db import Session
from contactcenter.errors import InvalidInput
from contactcenter.journal import history
from contactcenter.promises.service import make
from knowledge_base.gaps.asked import Asked
from knowledge_base.gaps.due import sort_by
from knowledge_base.gaps.models import DRAFTED, GapAsker

LONGEST_QUESTION = 200
WORDS = {
    "zh-Hant": "致電告知所查詢的答案：{question}",
    "zh-Hans": "致电告知所咨询问题的答复：{question}",
    "en": "Call with the answer to: {question}",
}


async def promise_answer(
    session: Session,
    asked: Asked,
    lead: GapAsker,
    *,
    agent_id: str | None,
    due_at: datetime | None,
    author_id: str | None,
    now: datetime,
) -> None:
    """In this agent's name, within the hours for sorting unless a time is given; without an agent it stays drafted."""
    contact = asked.contact_of(lead)
    agent = (await get_agents(session, [agent_id])).get(agent_id) if agent_id else None
    if contact is None or agent is None:
        if author_id is not None:
            raise InvalidInput("There is no contact to call back; say how you told them.", code="no_address")
        return
    question = " ".join(asked.gap.question.split())[:LONGEST_QUESTION]
    promise = await make(
        session,
        contact_id=contact.id,
        customer_id=contact.customer_id,
        agent=agent,
        what=WORDS.get(agent.language, WORDS["en"]).format(question=question),
        due_at=due_at or await sort_by(session, now),
        now=now,
    )
    lead.tell_state, lead.tell_agent_id, lead.tell_promise_id = DRAFTED, agent.id, promise.id
    lead.tell_error = ""
    await session.flush()
    details = {
        "asker_id": lead.id,
        "contact_id": contact.id,
        "promise_id": promise.id,
        "due_at": promise.due_at.isoformat(),
    }
    await history.write(session, "gap", asked.gap.id, "call_promised", author_id=author_id, at=now, details=details)
