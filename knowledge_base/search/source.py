"""Reads from the article tables what the index is built from."""

from dataclasses import dataclass

from sqlalchemy import select

from contactcenter.db import Session
from contactcenter.text.scripts import fold
from knowledge_base.articles.models import RETIRED, Article, ArticleChangeCount, ArticleText
from knowledge_base.search.filters import Row
from knowledge_base.search.segment import Fields
from knowledge_base.search.synonyms import Synonyms
from knowledge_base.synonyms.service import list_synonyms


@dataclass(frozen=True, slots=True)
class SourceText:
    row: Row
    fields: Fields


@dataclass(frozen=True, slots=True)
class Source:
    """What stands in the tables: the texts to find, all articles looked at (retired ones too), all synonyms."""

    number: int
    texts: list[SourceText]
    article_ids: set[str]
    synonyms: Synonyms


async def last_change(session: Session) -> int:
    return await session.scalar(select(ArticleChangeCount.last)) or 0


async def read_source(session: Session, *, after: int = 0) -> Source:
    """Every article that changed after this number, by code, so that equal tables give equal indexes."""
    # The number is read first: what is committed in between is read twice rather than never.
    number = await last_change(session)
    changed = set(await session.scalars(select(Article.id).where(Article.change_number > after)))
    query = select(
        Article.id,
        Article.code,
        Article.category,
        Article.audience,
        Article.state,
        ArticleText.language,
        ArticleText.title,
        ArticleText.plain,
        ArticleText.sample_questions,
    ).join(ArticleText, ArticleText.article_id == Article.id)
    query = query.where(Article.change_number > after, Article.state != RETIRED)
    rows = await session.stream(query.execution_options(yield_per=1000))
    texts = [
        SourceText(
            Row(article_id, code, language, category, audience, state),
            Fields(fold(title), fold(plain), fold("\n".join(samples)), is_english=language == "en"),
        )
        async for article_id, code, category, audience, state, language, title, plain, samples in rows
    ]
    # Sorted here, because each database has its own order of letters.
    texts.sort(key=lambda text: (text.row.code, text.row.language))
    synonyms = Synonyms.of(row.words for row in await list_synonyms(session))
    return Source(number, texts, changed | {text.row.article_id for text in texts}, synonyms)
