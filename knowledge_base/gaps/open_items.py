"""What a shift leaves open in the knowledge base; registered with the handover by the composition root."""

from datetime import datetime

from contactcenter.contracts import OpenItem
from contactcenter.db import Session
from knowledge_base.gaps.service import askers_of, open_gaps_taken_by


class GapOpenItems:
    """The open gaps an agent recorded in the shift."""

    async def open_items(self, session: Session, *, agent_id: str, since: datetime, until: datetime) -> list[OpenItem]:
        gaps = await open_gaps_taken_by(session, agent_id, since=since, until=until)
        askers = await askers_of(session, [gap.id for gap in gaps])
        return [
            OpenItem(
                kind="gap",
                subject_id=gap.id,
                reference="",
                title=gap.question,
                facts={"askers": len(askers[gap.id]), "words_searched": gap.words_searched},
            )
            for gap in gaps
        ]
