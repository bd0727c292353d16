"""One search as the console asks it: ranked in memory, then the shown texts are read and marked."""

from dataclasses import dataclass

from contactcenter.db import Session
from knowledge_base.articles.service import texts_of
from knowledge_base.search.filters import Filter
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.search.snippets import Marked, make_snippet, mark


@dataclass(frozen=True, slots=True)
class FoundArticle:
    article_id: str
    language: str
    category: str
    title: Marked
    snippet: Marked
    score: float


async def search_articles(
    session: Session,
    index: LiveIndex,
    question: str,
    *,
    wanted: Filter,
    prefer: str | None = None,
    limit: int = 10,
) -> list[FoundArticle]:
    """The best articles, best first. `prefer` is the reader's language, shown where several texts say the same."""
    found = index.search(question, limit=limit, wanted=wanted, prefer=prefer)
    texts = await texts_of(session, [hit.article_id for hit in found.hits])
    return [
        FoundArticle(
            article_id=hit.article_id,
            language=hit.language,
            category=hit.category,
            title=mark(text.title, found.terms),
            snippet=make_snippet(text.plain, found.terms),
            score=hit.score,
        )
        for hit in found.hits
        # A text that was taken away after the ranking is not shown.
        if (text := texts.get((hit.article_id, hit.language))) is not None
    ]
