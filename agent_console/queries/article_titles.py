"""What articles are called where only a link to them is shown."""

from collections.abc import Collection

from contactcenter.db import Session
from knowledge_base.articles.service import texts_of


async def titles_of(session: Session, article_ids: Collection[str]) -> dict[str, dict[str, str]]:
    """Each in the languages it is written in, with one statement; nothing for none."""
    if not article_ids:
        return {}
    found: dict[str, dict[str, str]] = {}
    for (article_id, language), text in (await texts_of(session, sorted(article_ids))).items():
        found.setdefault(article_id, {})[language] = text.title
    return found
