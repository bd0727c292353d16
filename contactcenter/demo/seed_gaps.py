"""Works on the demo's gaps as its people would: assigned, overdue, being written, answered and half told, declined."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.basics.languages import LANGUAGES
from contactcenter.calendars.models import Calendar
from contactcenter.contacts.models import Contact
from contactcenter.db import Session, insert, lowest_id_at, new_id
from contactcenter.demo.content.gaps import GAP_WORK, GapArticle, GapWork
from contactcenter.journal.models import HistoryEntry
from knowledge_base.actions.assign_gap import Assignment, assign_gap
from knowledge_base.actions.decline_gap import decline_gap
from knowledge_base.actions.group_gaps import group_gaps
from knowledge_base.actions.publish_article import publish_article
from knowledge_base.actions.record_gap import Asked, record_gap
from knowledge_base.actions.settle_askers import fail
from knowledge_base.actions.tell_asker import skip_asker, tell_by_rule, told_otherwise
from knowledge_base.actions.write_gap_article import NewArticle, begin_article
from knowledge_base.articles.drafts import TextDraft
from knowledge_base.articles.rendering import to_plain, to_short_text
from knowledge_base.articles.service import get_article, save_text, submit_article
from knowledge_base.gaps.asked import lock_asked
from knowledge_base.gaps.due import sort_by
from knowledge_base.gaps.models import DRAFTED, UNANSWERED, Gap
from knowledge_base.gaps.service import askers_of
from knowledge_base.gaps.wording import ArticleWords
from knowledge_base.jobs.remind_gaps import remind
from knowledge_base.settings.models import KnowledgeSettings

# Who sorts, and the calendar by which hours count.
ASSISTANT: Final = "supervisor1"
CALENDAR: Final = "office"
BETWEEN_REMINDERS: Final = timedelta(hours=16)
# Behind whatever else was written in the same millisecond.
FIRST_COUNT: Final = 0x4000


async def work_on_gaps(session: Session, *, staff: Mapping[str, str], groups: Mapping[str, str], now: datetime) -> None:
    """Questions that a shorter history does not hold are left out. Afterwards answers go out by themselves."""
    before = new_id()
    for gap in await session.scalars(select(Gap).where(Gap.state.in_(UNANSWERED))):
        gap.due_at = await sort_by(session, max(gap.created_at, now - timedelta(hours=1)))
    for work in GAP_WORK:
        found = await session.scalars(select(Gap).where(Gap.question.startswith(work.question)))
        gap_row = found.first()
        if gap_row is not None:
            last = (await askers_of(session, [gap_row.id]))[gap_row.id][-1].at
            await _Work(session, work, gap_row, staff, groups, now, last_asked=last).do()
    calendar_id = await session.scalar(select(Calendar.id).where(Calendar.code == CALENDAR))
    values = {"assistant_id": staff[ASSISTANT], "calendar_id": calendar_id, "tells_askers": True}
    first = insert(session, KnowledgeSettings).values(id=1, version=1, **values)
    await session.execute(first.on_conflict_do_update(index_elements=["id"], set_=values))
    await _put_in_order(session, before)


async def _put_in_order(session: Session, before: str) -> None:
    """What is written now about earlier days stands among what was written on them."""
    query = select(HistoryEntry.id, HistoryEntry.at).where(HistoryEntry.id > before)
    rows = (await session.execute(query.order_by(HistoryEntry.at, HistoryEntry.id))).all()
    for number, (id_, at) in enumerate(rows):
        moved = f"{int(lowest_id_at(at), 16) + FIRST_COUNT + number:016x}{id_[16:]}"
        await session.execute(update(HistoryEntry).where(HistoryEntry.id == id_).values(id=moved))


class _Work:
    """One gap and its people, with the moments of its story."""

    def __init__(
        self,
        session: Session,
        work: GapWork,
        gap: Gap,
        staff: Mapping[str, str],
        groups: Mapping[str, str],
        now: datetime,
        *,
        last_asked: datetime,
    ) -> None:
        self.session, self.work, self.gap, self.staff, self.groups, self.now = session, work, gap, staff, groups, now
        self.begun = max(now - timedelta(days=work.days_ago), gap.created_at + timedelta(minutes=20))
        # Nobody asks what is answered.
        self.last_asked = last_asked

    async def do(self) -> None:
        work, session = self.work, self.session
        assistant = await self._agent(ASSISTANT)
        for question, language in work.asked_again:
            asked = Asked(question, language=language)
            other = await record_gap(session, asked, agent_id=self.staff["agent6"], now=self.begun)
            if other.id != self.gap.id:
                await group_gaps(session, other.id, into_id=self.gap.id, agent=assistant, now=self.begun)
        if work.declined:
            decline = {"language": "zh-Hant", "agent": assistant, "now": self.begun}
            decline["now"] = max(self.begun, self.last_asked + timedelta(minutes=30))
            await decline_gap(session, self.gap.id, work.declined, answer="", **decline)  # type: ignore[arg-type]
            return
        due_at = max(self.now + timedelta(days=work.due_days), self.begun + timedelta(hours=1))
        wanted = Assignment(
            self.groups[work.group], self.staff[work.owner] if work.owner else None, due_at=due_at, note=work.note
        )
        await assign_gap(session, self.gap.id, wanted, agent=assistant, now=self.begun)
        for number in range(work.reminders):
            await remind(session, self.gap.id, now=due_at + number * BETWEEN_REMINDERS)
        if work.article is not None:
            await self._write(work.article)

    async def _write(self, article: GapArticle) -> None:
        owner = await self._agent(self.work.owner)
        at = min(max(self.begun + timedelta(hours=2), self.last_asked), self.now - timedelta(hours=8))
        first = LANGUAGES[0]
        wanted = NewArticle(
            article.titles[first],
            article.bodies[first],
            article.short_texts[first],
            category=article.category,
            language=first,
        )
        row = await begin_article(self.session, self.gap.id, wanted, agent=owner, now=at)
        for language in LANGUAGES[1:]:
            text = TextDraft(
                language, article.titles[language], article.bodies[language], article.short_texts[language]
            )
            await save_text(self.session, row.id, text, author_id=owner.id, now=at + timedelta(minutes=20))
        await submit_article(self.session, row.id, author_id=owner.id, now=at + timedelta(minutes=30))
        if self.work.published_by:
            reviewer = await self._agent(self.work.published_by)
            await publish_article(self.session, row.id, agent=reviewer, now=at + timedelta(hours=3))
            await self._tell(at + timedelta(hours=4))

    async def _tell(self, at: datetime) -> None:
        """Drafted for the agents who asked; one was told by telephone, one moved away, one could not be reached."""
        askers = (await askers_of(self.session, [self.gap.id]))[self.gap.id]
        for asker in askers:
            await tell_by_rule(self.session, asker.id, says=_say, now=at)
        waiting = [asker for asker in askers if asker.tell_state == DRAFTED and not asker.tell_promise_id]
        for number, asker in enumerate(waiting):
            agent = await get_agent(self.session, asker.agent_id)
            moment = min(at + timedelta(hours=1 + number), self.now)
            if number == 0:
                await told_otherwise(self.session, self.gap.id, asker.id, "已致電業主告知。", agent=agent, now=moment)
            elif number == 1:
                await skip_asker(self.session, self.gap.id, asker.id, "業主已遷出", agent=agent, now=moment)
            elif number == 2:
                asked = await lock_asked(self.session, asker.id)
                await fail(self.session, asked, "30003 Unreachable destination handset", before=DRAFTED, now=moment)

    async def _agent(self, username: str) -> Agent:
        return await get_agent(self.session, self.staff[username])


async def _say(
    session: Session, article_id: str, contact: Contact | None, *, channel: str, language: str, now: datetime
) -> ArticleWords:
    text = (await get_article(session, article_id, language)).text
    words = to_plain(text.body) if channel == "email" else to_short_text(text.short_text, text.body)
    return ArticleWords(words, text.language)
