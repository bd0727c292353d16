"""Everybody who asked, with the names, the contact and what became of the telling."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from agent_console.queries.article_insertion import get_insertion
from agent_console.schemas import gaps as schemas
from contactcenter.agents.models import Agent
from contactcenter.config import Settings
from contactcenter.contacts.models import Contact, Message
from contactcenter.customers.models import Customer
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.promises.models import Promise
from knowledge_base.gaps import service
from knowledge_base.gaps.asked import MISSING
from knowledge_base.gaps.models import Gap, GapAsker
from knowledge_base.gaps.ways import way_to
from knowledge_base.gaps.wording import ArticleWords, SaysArticle, compose

_TELLER = aliased(Agent)
_COLUMNS: dict[str, Any] = {
    "question": Gap.question,
    "contact_reference": Contact.reference,
    "channel": Contact.channel,
    "address": Contact.address,
    "language": Contact.language,
    "owner_id": Contact.customer_id,
    "customer_name": Customer.name,
    "agent_name": Agent.name,
    "tell_agent_name": _TELLER.name,
    "delivery_state": Message.delivery_state,
    "promise_due_at": Promise.due_at,
}


class InsertedArticle:
    """Says an article as the desk would insert it, with its address on the help page."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def __call__(
        self, session: Session, article_id: str, contact: Contact | None, *, channel: str, language: str, now: datetime
    ) -> ArticleWords:
        said = await get_insertion(
            session,
            article_id,
            contact,
            channel=channel,
            language=language,
            settings=self._settings,
            step=None,
            now=now,
        )
        # Whoever reads one script of Chinese reads the other.
        is_near = said.language.startswith("zh") and language.startswith("zh")
        doubts = [warning for warning in said.warnings if not (is_near and warning == "other_language")]
        return ArticleWords(said.text, said.language, doubts)


async def askers_of(session: Session, families: Mapping[str, Sequence[Gap]]) -> dict[str, list[schemas.GapAsker]]:
    """In the order of asking, for each gap with those grouped into it."""
    main_of = {gap.id: main for main, gaps in families.items() for gap in gaps}
    query = select(GapAsker, *_COLUMNS.values()).join(Gap, Gap.id == GapAsker.gap_id)
    query = query.join(Agent, Agent.id == GapAsker.agent_id)
    query = query.outerjoin(Contact, Contact.id == GapAsker.contact_id)
    query = query.outerjoin(Customer, Customer.id == GapAsker.customer_id)
    query = query.outerjoin(_TELLER, _TELLER.id == GapAsker.tell_agent_id)
    query = query.outerjoin(Message, Message.id == GapAsker.tell_message_id)
    query = query.outerjoin(Promise, Promise.id == GapAsker.tell_promise_id)
    found: dict[str, list[schemas.GapAsker]] = {main: [] for main in families}
    for asker, *values in await session.execute(query.where(GapAsker.gap_id.in_(main_of)).order_by(GapAsker.id)):
        named = dict(zip(_COLUMNS, values, strict=True))
        found[main_of[asker.gap_id]].append(_asker(asker, named))
    return found


async def draft_for(
    session: Session, gap_id: str, asker_id: str, *, settings: Settings, now: datetime
) -> schemas.TellingDraft:
    """The words for one who asked as they would go out now; changes nothing."""
    asker = await session.get(GapAsker, asker_id)
    asked_in = await service.get_gap(session, asker.gap_id) if asker else None
    if asker is None or asked_in is None or gap_id not in (asked_in.id, asked_in.grouped_into_id):
        raise NotFound(MISSING)
    gap = await service.get_gap(session, asked_in.grouped_into_id or asked_in.id)
    contact = await session.get(Contact, asker.contact_id) if asker.contact_id else None
    way = await way_to(session, contact, asker.customer_id)
    language = contact.language if contact else gap.language
    says: SaysArticle = InsertedArticle(settings)
    family = (await service.family_of(session, [gap.id]))[gap.id]
    channel = way if way in ("sms", "email") else "voice"
    answer = await compose(session, gap, family, contact, channel=channel, language=language, says=says, now=now)
    return schemas.TellingDraft(
        text=answer.text,
        way=way,
        channel=contact.channel if contact else None,
        language=language,
        doubts=list(answer.doubts),
    )


def _asker(asker: GapAsker, named: dict[str, Any]) -> schemas.GapAsker:
    customer_id = named.pop("owner_id") or asker.customer_id
    names = {name: getattr(asker, name) for name in schemas.GapAsker.model_fields if hasattr(asker, name)}
    named["address"] = named["address"] or ""
    person = customer_id or named["address"] or asker.id
    return schemas.GapAsker(**names | named | {"customer_id": customer_id, "person": person})
