"""Who asked what is answered now: one person however often, with what decides how they are told. Called by actions."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import lock_contacts
from contactcenter.db import Session
from contactcenter.errors import NotFound
from knowledge_base.gaps.models import ANSWERED, DECLINED, GROUPED, Gap, GapAsker

DECIDED = (ANSWERED, DECLINED)
MISSING = "Nobody asked so."


@dataclass(frozen=True, slots=True)
class Asked:
    """One person who asked: `asker` is the time it is about, `others` are those of the same person.

    `gap` is the one that goes on for the question; `contacts` are held until the commit, as are the askers.
    """

    gap: Gap
    asker: GapAsker
    others: Sequence[GapAsker]
    contacts: dict[str, Contact]

    @property
    def all(self) -> list[GapAsker]:
        return [self.asker, *self.others]

    def contact_of(self, asker: GapAsker) -> Contact | None:
        return self.contacts.get(asker.contact_id or "")


async def lock_asked(session: Session, asker_id: str) -> Asked:
    """Contacts first, then what hangs on them: whoever else would tell this person waits here."""
    seen = await session.get(GapAsker, asker_id, populate_existing=True)
    if seen is None:
        raise NotFound(MISSING)
    gap = await _main_of(session, seen.gap_id)
    ids = await _of_same_person(session, gap, seen)
    rows = list(await session.scalars(select(GapAsker).where(GapAsker.id.in_(ids))))
    contacts = await lock_contacts(session, [row.contact_id for row in rows if row.contact_id])
    query = select(GapAsker).where(GapAsker.id.in_(ids)).order_by(GapAsker.id).with_for_update()
    held = list(await session.scalars(query.execution_options(populate_existing=True)))
    asker = next(row for row in held if row.id == asker_id)
    gap = await _main_of(session, asker.gap_id)
    return Asked(gap, asker, [row for row in held if row.id != asker_id], contacts)


async def _main_of(session: Session, gap_id: str) -> Gap:
    gap = await session.get_one(Gap, gap_id, populate_existing=True)
    if gap.state == GROUPED and gap.grouped_into_id:
        return await session.get_one(Gap, gap.grouped_into_id, populate_existing=True)
    return gap


async def _of_same_person(session: Session, gap: Gap, asker: GapAsker) -> list[str]:
    """Everywhere this person asked what has this answer: the same gap, or another one with the same article."""
    person = await _person(session, asker)
    if person is None:
        return [asker.id]
    own, main = aliased(Gap), aliased(Gap)
    is_same = or_(own.id == gap.id, main.id == gap.id)
    if gap.article_id is not None:
        is_same = or_(is_same, own.article_id == gap.article_id, main.article_id == gap.article_id)
    query = select(GapAsker.id).join(own, own.id == GapAsker.gap_id).outerjoin(main, main.id == own.grouped_into_id)
    query = query.outerjoin(Contact, Contact.id == GapAsker.contact_id).where(is_same, person)
    return list({asker.id: None} | dict.fromkeys(await session.scalars(query)))


async def _person(session: Session, asker: GapAsker) -> ColumnElement[bool] | None:
    """How the same person is recognised: the customer as we know them now, else the address they wrote from."""
    contact = await session.get(Contact, asker.contact_id) if asker.contact_id else None
    customer_id = (contact.customer_id if contact else None) or asker.customer_id
    if customer_id:
        return func.coalesce(Contact.customer_id, GapAsker.customer_id) == customer_id
    if contact is not None and contact.address:
        return and_(Contact.channel == contact.channel, Contact.address == contact.address)
    return None
