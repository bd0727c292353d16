"""Who may read an article and who may do what with it. Pure but for reading who somebody is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select, true

from contactcenter.agents import roles
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent, get_agents
from contactcenter.db import Session
from contactcenter.errors import Conflict, NotAllowed, NotFound
from contactcenter.groups.models import GroupMember
from knowledge_base.articles import states
from knowledge_base.articles.models import GROUP, Article, ArticleGroup, ArticleText, PendingText
from knowledge_base.settings.service import get_settings

# They answer for the whole line: they read every article, and decide what readers are told.
LEADING = frozenset({roles.SUPERVISOR, roles.MANAGER, roles.ADMINISTRATOR})
DECISIONS = frozenset({states.PUBLISH, states.SEND_BACK, states.RETIRE, states.RESTORE})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff, as far as articles ask."""

    agent_id: str
    roles: frozenset[str]
    group_ids: frozenset[str]

    @property
    def is_leading(self) -> bool:
        return not self.roles.isdisjoint(LEADING)


async def person_of(session: Session, agent: Agent) -> Person:
    groups = await session.scalars(select(GroupMember.group_id).where(GroupMember.agent_id == agent.id))
    return Person(agent.id, frozenset(agent.roles), frozenset(groups))


async def person_of_id(session: Session, agent_id: str) -> Person:
    return await person_of(session, await get_agent(session, agent_id))


def readable_by(person: Person) -> ColumnElement[bool]:
    """The articles this person may read, for a list."""
    if person.is_leading:
        return true()
    of_groups = select(ArticleGroup.article_id).where(ArticleGroup.group_id.in_(person.group_ids))
    people = (Article.owner_id, Article.reviewer_id, Article.created_by)
    return or_(Article.audience != GROUP, Article.id.in_(of_groups), *(column == person.agent_id for column in people))


async def require_readable(session: Session, article_id: str, person: Person) -> Article:
    """The article; `NotFound` also where it is none of this person's business."""
    query = select(Article).where(Article.id == article_id, readable_by(person))
    article = (await session.scalars(query)).one_or_none()
    if article is None:
        raise NotFound("There is no such article.")
    return article


def decides(person: Person, article: Article) -> bool:
    """Whether it is this person's to say what readers are told."""
    return person.is_leading or article.reviewer_id == person.agent_id


async def authors_of(session: Session, article: Article) -> frozenset[str]:
    """Who wrote the words that would be published now."""
    pending = await session.scalars(select(PendingText.author_id).where(PendingText.article_id == article.id))
    authors = {author for author in pending if author}
    if article.state in states.IN_PLACE:
        written = await session.scalars(select(ArticleText.author_id).where(ArticleText.article_id == article.id))
        authors |= {author for author in written if author}
    return frozenset(authors)


async def acts_of(session: Session, article: Article, person: Person) -> frozenset[str]:
    """What this person may do with the article as it is now."""
    authors = await authors_of(session, article)
    may_own = (await get_settings(session)).own_review
    return frozenset(
        act
        for act in states.possible_acts(article.state, article.pending_state)
        if _may(act, article, person, authors) and (act != states.PUBLISH or may_own or person.agent_id not in authors)
    )


async def require_act(session: Session, article: Article, person: Person, act: str) -> None:
    """`NotAllowed`, or `Conflict` (own_words) where somebody else has to look at it first.

    Whether the state allows it is asked when it is done.
    """
    authors = await authors_of(session, article)
    if not _may(act, article, person, authors):
        raise NotAllowed("Only the reviewer of this article, supervisors and managers may do this.")
    if act == states.PUBLISH and person.agent_id in authors and not (await get_settings(session)).own_review:
        raise Conflict("Somebody else has to look at your words before they are published.", code="own_words")


async def require_description(
    session: Session, article: Article, person: Person, changes: Mapping[str, object]
) -> None:
    """Whether this person may describe the article so: who decides what is published is not chosen by its author."""
    await require_act(session, article, person, states.DESCRIBE)
    if decides(person, article):
        return
    if article.state not in states.IN_PLACE and {"audience", "group_ids"} & changes.keys():
        raise NotAllowed("Only the reviewer of this article, supervisors and managers may change who reads it.")
    reviewer_id = changes.get("reviewer_id")
    if isinstance(reviewer_id, str) and reviewer_id != article.reviewer_id:
        reviewer = (await get_agents(session, {reviewer_id})).get(reviewer_id)
        if reviewer is not None and LEADING.isdisjoint(reviewer.roles):
            raise NotAllowed("A supervisor or manager says who else may review; choose one of them.")


def _may(act: str, article: Article, person: Person, authors: Collection[str]) -> bool:
    is_own = person.agent_id in (article.owner_id, article.created_by) or person.agent_id in authors
    if act in DECISIONS:
        # A draft that was never published is its author's to throw away.
        throws_away = act in (states.RETIRE, states.RESTORE) and article.published_at is None and is_own
        return throws_away or decides(person, article)
    if act == states.DISCARD:
        return is_own or decides(person, article)
    if act == states.DESCRIBE:
        return article.state in states.IN_PLACE or is_own or decides(person, article)
    return True
