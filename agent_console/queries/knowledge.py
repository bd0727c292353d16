"""Articles and gaps as screens show them."""

from collections.abc import Sequence

from sqlalchemy import select

from agent_console.http.pagination import Page, fetch_page
from agent_console.schemas import knowledge as schemas
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact
from contactcenter.customers.models import Customer
from contactcenter.db import Session
from contactcenter.errors import NotFound
from knowledge_base.articles import service as articles
from knowledge_base.articles.models import LANGUAGES, Article, ArticleText
from knowledge_base.articles.rendering import to_html, to_short_text
from knowledge_base.gaps.models import Gap, GapAsker


async def list_articles(session: Session, query: schemas.ArticleQuery, *, language: str) -> Page[schemas.ArticleRow]:
    """Newest first, each titled in the wanted language or the nearest one it is written in."""
    found = articles.articles_query(category=query.category, state=query.state, words=query.q)
    rows, next_cursor = await fetch_page(session, found, query, order=(Article.id,), descending=True)
    texts = await articles.texts_of(session, [article.id for article in rows])
    items = [row for row in (_article_row(article, texts, language) for article in rows) if row is not None]
    return Page[schemas.ArticleRow](items=items, next_cursor=next_cursor)


def _article_row(
    article: Article, texts: dict[tuple[str, str], ArticleText], language: str
) -> schemas.ArticleRow | None:
    written = [known for known in LANGUAGES if (article.id, known) in texts]
    wishes = (language, *articles.INSTEAD_OF.get(language, ()))
    chosen = next((wish for wish in wishes if wish in written), None)
    if chosen is None:
        return None
    return schemas.ArticleRow(
        id=article.id,
        code=article.code,
        category=article.category,
        state=article.state,
        languages=written,
        language=chosen,
        title=texts[article.id, chosen].title,
        updated_at=article.updated_at,
        version=article.version,
    )


async def get_article(session: Session, article_id: str, *, language: str) -> schemas.Article:
    """The article in this language, or in the nearest one it is written in."""
    read = await articles.get_article(session, article_id, language)
    article, text = read.article, read.text
    return schemas.Article(
        id=article.id,
        code=article.code,
        category=article.category,
        state=article.state,
        languages=list(read.languages),
        language=text.language,
        title=text.title,
        updated_at=article.updated_at,
        version=article.version,
        body_html=to_html(text.body),
        body_text=text.plain,
        short_text=to_short_text(text.short_text, text.body),
        sample_questions=text.sample_questions,
    )


async def list_gaps(session: Session, query: schemas.GapQuery) -> Page[schemas.Gap]:
    """Newest first."""
    gaps = select(Gap)
    if query.state:
        gaps = gaps.where(Gap.state.in_(query.state))
    rows, next_cursor = await fetch_page(session, gaps, query, order=(Gap.id,), descending=True)
    return Page[schemas.Gap](items=await _gaps(session, rows), next_cursor=next_cursor)


async def get_gap(session: Session, gap_id: str) -> schemas.Gap:
    """One gap as it is now, also inside the transaction that changes it."""
    await session.flush()
    gap = (await session.scalars(select(Gap).where(Gap.id == gap_id))).one_or_none()
    if gap is None:
        raise NotFound("There is no such gap.")
    return (await _gaps(session, [gap]))[0]


async def _gaps(session: Session, gaps: Sequence[Gap]) -> list[schemas.Gap]:
    askers = await _askers(session, [gap.id for gap in gaps])
    authors = select(Agent.id, Agent.name).where(Agent.id.in_({gap.created_by for gap in gaps}))
    names = {agent_id: name for agent_id, name in await session.execute(authors)}
    return [
        schemas.Gap(
            id=gap.id,
            question=gap.question,
            words_searched=gap.words_searched,
            language=gap.language,
            state=gap.state,
            askers=askers.get(gap.id, []),
            article_id=gap.article_id,
            created_by_name=names.get(gap.created_by),
            created_at=gap.created_at,
            version=gap.version,
        )
        for gap in gaps
    ]


async def _askers(session: Session, gap_ids: Sequence[str]) -> dict[str, list[schemas.GapAsker]]:
    contact = GapAsker.contact_id, Contact.reference, Contact.channel
    query = select(GapAsker.gap_id, *contact, Customer.name, GapAsker.at)
    query = query.outerjoin(Contact, Contact.id == GapAsker.contact_id)
    query = query.outerjoin(Customer, Customer.id == GapAsker.customer_id)
    found: dict[str, list[schemas.GapAsker]] = {}
    rows = await session.execute(query.where(GapAsker.gap_id.in_(gap_ids)).order_by(GapAsker.id))
    for gap_id, contact_id, reference, channel, name, at in rows:
        asker = schemas.GapAsker(
            contact_id=contact_id, contact_reference=reference, channel=channel, customer_name=name, at=at
        )
        found.setdefault(gap_id, []).append(asker)
    return found
