"""Links of articles: to other articles by their code, to files by their id, into the web; and those that lead nowhere.

Nothing is fetched: of an address in the web it is only looked at whether it is one.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select, tuple_

from contactcenter.db import Session, insert
from contactcenter.media import service as media
from contactcenter.media.models import STORED
from knowledge_base.articles.models import RETIRED, Article, ArticleText, BrokenLink
from knowledge_base.articles.rendering import ARTICLE_LINK, FILE_LINK, MALFORMED, Target, targets_in

ARTICLE_MISSING, ARTICLE_RETIRED, FILE_MISSING = "article_missing", "article_retired", "file_missing"
LONGEST_TARGET = 700
# Databases limit the parameters of one statement.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Broken:
    """A link of one text that leads nowhere, as it stands there, and why."""

    article_id: str
    language: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class LinkingText:
    """The words of an article in one language, as far as links ask."""

    article_id: str
    language: str
    body: str


async def find_broken(session: Session, texts: Iterable[LinkingText]) -> list[Broken]:
    """Every link of these texts that leads nowhere, with few statements for all of them."""
    linking = [(text, target) for text in texts for target in targets_in(text.body)]
    states = await _states_of(session, {target.name for _, target in linking if target.kind == ARTICLE_LINK})
    owners = await _owners_of(session, {target.name for _, target in linking if target.kind == FILE_LINK})
    found = []
    for text, target in linking:
        reason = _reason(target, text.article_id, states, owners)
        if reason:
            found.append(Broken(text.article_id, text.language, target.written[:LONGEST_TARGET], reason))
    return list(dict.fromkeys(found))


async def keep_broken(session: Session, article: Article, *, now: datetime) -> None:
    """Note which links of the article's own texts lead nowhere as it stands now."""
    rows = await session.scalars(select(ArticleText).where(ArticleText.article_id == article.id))
    texts = [] if article.state == RETIRED else [LinkingText(article.id, row.language, row.body) for row in rows]
    found = set(await find_broken(session, texts))
    noted = {as_found(row) for row in (await broken_of(session, [article.id])).get(article.id, [])}
    await forget_broken(session, noted - found)
    await note_broken(session, sorted(found - noted, key=lambda one: (one.language, one.target)), now=now)


def as_found(row: BrokenLink) -> Broken:
    return Broken(row.article_id, row.language, row.target, row.reason)


async def forget_broken(session: Session, gone: Collection[Broken]) -> None:
    """Take away what is whole again, or broken for another reason."""
    keys = sorted({(one.article_id, one.language, one.target) for one in gone})
    key = tuple_(BrokenLink.article_id, BrokenLink.language, BrokenLink.target)
    for start in range(0, len(keys), BATCH):
        await session.execute(delete(BrokenLink).where(key.in_(keys[start : start + BATCH])))


async def note_broken(session: Session, broken: Sequence[Broken], *, now: datetime) -> None:
    """Add what is not noted yet."""
    for start in range(0, len(broken), BATCH):
        rows = [
            {
                "article_id": one.article_id,
                "language": one.language,
                "target": one.target,
                "reason": one.reason,
                "found_at": now,
            }
            for one in broken[start : start + BATCH]
        ]
        await session.execute(insert(session, BrokenLink).on_conflict_do_nothing(), rows)


async def broken_of(session: Session, article_ids: Sequence[str]) -> dict[str, list[BrokenLink]]:
    """What is noted, by article."""
    query = select(BrokenLink).where(BrokenLink.article_id.in_(article_ids))
    found: dict[str, list[BrokenLink]] = {}
    for link in await session.scalars(query.order_by(BrokenLink.language, BrokenLink.target)):
        found.setdefault(link.article_id, []).append(link)
    return found


async def linking_texts(session: Session) -> list[LinkingText]:
    """Every text that readers or writers see and that has a link of whatever kind."""
    query = select(ArticleText.article_id, ArticleText.language, ArticleText.body)
    query = query.join(Article, Article.id == ArticleText.article_id).where(Article.state != RETIRED)
    has_link = or_(ArticleText.body.contains("]("), ArticleText.body.contains("]:"), ArticleText.body.contains("<http"))
    return [LinkingText(*row) for row in await session.execute(query.where(has_link))]


def _reason(target: Target, article_id: str, states: dict[str, str], owners: dict[str, str | None]) -> str:
    if target.kind == ARTICLE_LINK:
        state = states.get(target.name)
        return ARTICLE_MISSING if state is None else ARTICLE_RETIRED if state == RETIRED else ""
    if target.kind == FILE_LINK:
        # Who may read this article may not always read the files of another one.
        return "" if owners.get(target.name) == article_id else FILE_MISSING
    return MALFORMED if target.kind == MALFORMED else ""


async def _states_of(session: Session, codes: set[str]) -> dict[str, str]:
    ordered = sorted(codes)
    states: dict[str, str] = {}
    for start in range(0, len(ordered), BATCH):
        query = select(Article.code, Article.state).where(Article.code.in_(ordered[start : start + BATCH]))
        states |= {code: state for code, state in await session.execute(query)}
    return states


async def _owners_of(session: Session, file_ids: set[str]) -> dict[str, str | None]:
    """The article of each of these files that is there."""
    ordered = sorted(file_ids)
    owners: dict[str, str | None] = {}
    for start in range(0, len(ordered), BATCH):
        found = await media.find_many(session, ordered[start : start + BATCH])
        owners |= {row.id: row.article_id for row in found.values() if row.state == STORED}
    return owners
