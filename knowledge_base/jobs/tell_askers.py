"""Tells everybody who asked a question that has its answer now, one person in one transaction.

Killed anywhere it goes on with those who are not told yet. Whatever published an article past the action that answers
its gaps (an import, another node that died) is caught up here.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from contactcenter.contacts.models import Message
from contactcenter.db import Database, Session
from contactcenter.errors import Conflict, ContactCenterError
from contactcenter.promises.models import KEPT, Promise
from knowledge_base.actions.answer_gap import answer_gaps_waiting_for
from knowledge_base.actions.settle_askers import fail, mark_told
from knowledge_base.actions.tell_asker import tell_by_rule
from knowledge_base.articles.models import PUBLISHED, Article
from knowledge_base.gaps.asked import DECIDED, lock_asked
from knowledge_base.gaps.models import DRAFTED, GROUPED, PENDING, SENT, UNANSWERED, Gap, GapAsker
from knowledge_base.gaps.wording import SaysArticle

log = logging.getLogger(__name__)

MOST_AT_ONCE = 50
# Mails are tried for two days; what failed later than that nobody tells us.
REPORTED_WITHIN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class TellAskers:
    """The job; `says` knows how an article is said to an owner."""

    says: SaysArticle

    async def fire(self, db: Database, *, now: datetime) -> int:
        """Returns how many people were told, drafted or found not reached."""
        async with db.reading() as session:
            published = await _published(session)
            waiting = await _waiting(session, now=now)
            kept = await _kept(session)
            failed = await _failed(session, now=now)
        for article_id in published:
            async with db.transaction() as session:
                await answer_gaps_waiting_for(session, article_id, author_id=None, now=now)
        done = 0
        for asker_id in waiting:
            done += await self._tell(db, asker_id, now=now)
        for asker_id in kept:
            async with db.transaction() as session:
                await _settle_kept(session, asker_id, now=now)
        for asker_id, reason in failed:
            async with db.transaction() as session:
                await fail(session, await lock_asked(session, asker_id), reason, before=SENT, now=now)
        return len(published) + done + len(kept) + len(failed)

    async def _tell(self, db: Database, asker_id: str, *, now: datetime) -> int:
        """What cannot be sent is kept with its reason, for an agent; a race is tried again in the next pass."""
        try:
            async with db.transaction() as session:
                await tell_by_rule(session, asker_id, says=self.says, now=now)
        except Conflict:
            return 0
        except ContactCenterError as error:
            log.warning("gap_asker_not_told", extra={"asker_id": asker_id, "code": error.code})
            async with db.transaction() as session:
                await fail(session, await lock_asked(session, asker_id), str(error), before=PENDING, now=now)
        return 1


async def _published(session: Session) -> list[str]:
    """Articles that were published since a gap began to wait for them."""
    query = select(Gap.article_id).join(Article, Article.id == Gap.article_id)
    query = query.where(Gap.state.in_(UNANSWERED), Article.state == PUBLISHED, Article.published_at >= Gap.linked_at)
    return [id_ for id_ in await session.scalars(query.distinct()) if id_]


async def _waiting(session: Session, *, now: datetime) -> list[str]:
    """Who is to be told, in the order of asking; not before the article holds."""
    main = aliased(Gap)
    query = select(GapAsker.id).join(Gap, Gap.id == GapAsker.gap_id).outerjoin(main, main.id == Gap.grouped_into_id)
    query = query.outerjoin(Article, Article.id == func.coalesce(main.article_id, Gap.article_id))
    is_decided = or_(Gap.state.in_(DECIDED), and_(Gap.state == GROUPED, main.state.in_(DECIDED)))
    holds = or_(Article.valid_from.is_(None), Article.valid_from <= now)
    query = query.where(GapAsker.tell_state == PENDING, is_decided, holds).order_by(GapAsker.id)
    return list(dict.fromkeys(await session.scalars(query.limit(MOST_AT_ONCE))))


async def _kept(session: Session) -> list[str]:
    query = select(GapAsker.id).join(Promise, Promise.id == GapAsker.tell_promise_id)
    query = query.where(GapAsker.tell_state == DRAFTED, Promise.state == KEPT).order_by(GapAsker.id)
    return list(await session.scalars(query.limit(MOST_AT_ONCE)))


async def _failed(session: Session, *, now: datetime) -> list[tuple[str, str]]:
    query = select(GapAsker.id, Message.error_code, Message.error_text)
    query = query.join(Message, Message.id == GapAsker.tell_message_id)
    is_fresh = GapAsker.told_at > now - REPORTED_WITHIN
    query = query.where(GapAsker.tell_state == SENT, is_fresh, Message.delivery_state == "failed")
    rows = await session.execute(query.order_by(GapAsker.id).limit(MOST_AT_ONCE))
    return [(id_, f"{code} {text}".strip() or "failed") for id_, code, text in rows]


async def _settle_kept(session: Session, asker_id: str, *, now: datetime) -> None:
    asked = await lock_asked(session, asker_id)
    promise = await session.get(Promise, asked.asker.tell_promise_id) if asked.asker.tell_promise_id else None
    if asked.asker.tell_state == DRAFTED and promise is not None and promise.state == KEPT:
        at = promise.kept_at or now
        await mark_told(session, asked, text=asked.asker.tell_text, message_id=None, author_id=promise.agent_id, now=at)
