"""What a shift leaves open in the knowledge base; registered with the handover by the composition root."""

from datetime import datetime

from contactcenter.contracts import OpenItem
from contactcenter.db import Session
from knowledge_base.gaps.service import askers_of, unanswered_taken_by


class GapOpenItems:
    """The unanswered gaps an agent noted in the shift, and those whose answer is theirs to find."""

    async def open_items(self, session: Session, *, agent_id: str, since: datetime, until: datetime) -> list[OpenItem]:
        gaps = await unanswered_taken_by(session, agent_id, since=since, until=until)
        askers = await askers_of(session, [gap.id for gap in gaps])
        return [
            OpenItem(
                kind="gap",
                subject_id=gap.id,
                reference="",
                title=gap.question,
                # Only whose answer it is to find has to keep the time.
                due_at=gap.due_at if gap.owner_id == agent_id else None,
                facts={"askers": len(askers[gap.id]), "words_searched": gap.words_searched},
            )
            for gap in gaps
        ]
