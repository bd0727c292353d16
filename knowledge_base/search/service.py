"""One search as the console asks it: ranked in memory, then the shown texts are read and marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from contactcenter.db import Session
from knowledge_base.articles.models import ArticleText
from knowledge_base.articles.service import words_of
from knowledge_base.search.filters import Filter
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.search.query import Terms, together
from knowledge_base.search.snapshot import Facets, Found, Hit
from knowledge_base.search.snippets import Marked, make_snippet, mark

# So many of the best articles may say what a question with a slip in it meant.
LOOKED_AT = 5

_Texts = dict[tuple[str, str], ArticleText]


@dataclass(frozen=True, slots=True)
class FoundArticle:
    article_id: str
    language: str
    category: str
    kind: str
    title: Marked
    snippet: Marked
    score: float


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The best articles, best first; what else the question may have meant; how many there are of each kind."""

    articles: list[FoundArticle]
    did_you_mean: str | None
    facets: Facets


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
    nearness = await index.nearness(question)
    found = index.search(question, limit=limit, wanted=wanted, prefer=prefer, nearness=nearness)
    return _mark(found.hits, found.terms, await _texts(session, found))


async def search_page(
    session: Session,
    index: LiveIndex,
    question: str,
    *,
    wanted: Filter,
    prefer: str | None = None,
    limit: int = 10,
) -> FoundPage:
    """The same with what a reader chooses further by."""
    nearness = await index.nearness(question)
    found = index.search(question, limit=limit, wanted=wanted, prefer=prefer, counts=True, nearness=nearness)
    texts = await _texts(session, found)
    best = [texts[key] for hit in found.hits[:LOOKED_AT] if (key := (hit.article_id, hit.language)) in texts]
    meant = index.mend(question, ["\n".join((text.title, *text.sample_questions, text.plain)) for text in best])
    # What was meant is marked too: by its sound alone it was found, and cannot be seen.
    terms = found.terms if meant is None else together(found.terms, index.terms(meant))
    return FoundPage(_mark(found.hits, terms, texts), meant, found.facets)


async def _texts(session: Session, found: Found) -> _Texts:
    return await words_of(session, [(hit.article_id, hit.language) for hit in found.hits])


def _mark(hits: Sequence[Hit], terms: Terms, texts: _Texts) -> list[FoundArticle]:
    return [
        FoundArticle(
            article_id=hit.article_id,
            language=hit.language,
            category=hit.category,
            kind=hit.kind,
            title=mark(text.title, terms),
            snippet=make_snippet(text.plain, terms),
            score=hit.score,
        )
        for hit in hits
        # A text that was taken away after the ranking is not shown.
        if (text := texts.get((hit.article_id, hit.language))) is not None
    ]
