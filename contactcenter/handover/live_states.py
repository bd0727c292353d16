"""What became of handed-over things since the signing, to stand beside the snapshot. Called by screens."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Executable, select

from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.handover.models import HandoverItem
from contactcenter.promises.models import Promise
from contactcenter.work_orders.models import WorkOrder


async def live_states(session: Session, items: Iterable[HandoverItem]) -> dict[str, str]:
    """The present state by item key, for contacts, work orders and promises; gaps belong to the knowledge base."""
    wanted: dict[str, list[str]] = {}
    for item in items:
        wanted.setdefault(item.kind, []).append(item.subject_id)
    found: dict[str, str] = {}
    for kind, ids in wanted.items():
        query = _query(kind, ids)
        if query is not None:
            rows = (await session.execute(query)).all()
            found |= {f"{kind}:{subject_id}": state for subject_id, state in rows}
    return found


def _query(kind: str, ids: Sequence[str]) -> Executable | None:
    match kind:
        case "contact":
            return select(Contact.id, Contact.state).where(Contact.id.in_(ids))
        case "work_order":
            return select(WorkOrder.id, WorkOrder.state).where(WorkOrder.id.in_(ids))
        case "promise":
            return select(Promise.id, Promise.state).where(Promise.id.in_(ids))
        case _:
            return None
