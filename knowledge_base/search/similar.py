"""Articles that say nearly the same as one that is being written, so that nobody writes it twice.

The index finds the candidates; how alike they are is measured on the words themselves.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import select

from contactcenter.db import Session
from contactcenter.text.scripts import fold
from knowledge_base.articles.models import Article, ArticleText
from knowledge_base.articles.rendering import to_plain
from knowledge_base.search.filters import Filter
from knowledge_base.search.live_index import LiveIndex

# Measured on the demo's articles: no two of 60 in any language reach it (the most alike: 0.57, by titles alone), and
# each with a fifth of its sentences missing under another title does (0.65 and more), or in another order (0.70).
ALIKE = 0.6
SAME_QUESTION = 0.85
CANDIDATES = 20
# Titles shorter than this are alike by chance.
SHORTEST_TITLE = 3
# So much of a body is compared: the beginning tells what it is about.
COMPARED = 1200
ASKED = 120


@dataclass(frozen=True, slots=True)
class SimilarArticle:
    article: Article
    text: ArticleText
    score: float


async def similar_articles(
    session: Session,
    index: LiveIndex,
    title: str,
    body: str = "",
    *,
    wanted: Filter,
    but: Collection[str] = (),
    limit: int = 3,
) -> list[SimilarArticle]:
    """The most alike ones that the writer may read, drafts too, best first; none where nothing is alike."""
    plain = to_plain(body)
    question = f"{title} {plain[:ASKED]}".strip()
    if not question:
        return []
    found = index.search(question, limit=CANDIDATES, wanted=wanted)
    # In all languages: an article may be found by its translation and be alike in the language of the writer.
    ids = [hit.article_id for hit in found.hits if hit.article_id not in but]
    query = select(Article, ArticleText).join(ArticleText, ArticleText.article_id == Article.id)
    best: dict[str, SimilarArticle] = {}
    for article, text in await session.execute(query.where(Article.id.in_(ids))):
        score = alikeness((title, plain), (text.title, text.plain), samples=text.sample_questions)
        if score >= ALIKE and (article.id not in best or best[article.id].score < score):
            best[article.id] = SimilarArticle(article, text, round(score, 3))
    return sorted(best.values(), key=lambda one: (-one.score, one.article.code))[:limit]


def alikeness(one: tuple[str, str], other: tuple[str, str], *, samples: Sequence[str] = ()) -> float:
    """How alike two articles (title and plain text) are, from 0 to 1; `samples` are other ways to ask for the other."""
    title = _squeezed(one[0])
    titles = _ratio(title, _squeezed(other[0]), least=SHORTEST_TITLE)
    asked = max((_ratio(title, _squeezed(sample), least=SHORTEST_TITLE) for sample in samples), default=0.0)
    # Questions about different things often begin and end alike: only nearly the same one counts.
    titles = max(titles, asked if asked >= SAME_QUESTION else 0.0)
    first, second = _squeezed(one[1])[:COMPARED], _squeezed(other[1])[:COMPARED]
    if not first or not second:
        return titles
    bodies = _ratio(first, second, least=20)
    # One body that is contained in the other says the same, whatever it is called.
    return max(bodies, 0.6 * titles + 0.4 * bodies)


def _ratio(one: str, other: str, *, least: int) -> float:
    if min(len(one), len(other)) < least:
        return 1.0 if one and one == other else 0.0
    return float(fuzz.ratio(one, other)) / 100


def _squeezed(text: str) -> str:
    """Without script, case, width and anything but letters and digits."""
    return "".join(character for character in fold(text) if character.isalnum())


def similar_texts(text: str, others: Collection[tuple[str, str]], *, least: float = ALIKE) -> list[tuple[str, float]]:
    """Of (id, text) those that are alike, best first: for short texts such as titles and questions."""
    wanted = _squeezed(text)
    scored = [(id_, _ratio(wanted, _squeezed(other), least=SHORTEST_TITLE)) for id_, other in others]
    return sorted((one for one in scored if one[1] >= least), key=lambda one: (-one[1], one[0]))
