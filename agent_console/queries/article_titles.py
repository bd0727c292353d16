"""What articles are called where only a link to them is shown."""

from collections.abc import Collection

from contactcenter.db import Session
from knowledge_base.articles.models import LANGUAGES
from knowledge_base.articles.service import texts_of


async def titles_of(session: Session, article_ids: Collection[str]) -> dict[str, str]:
    """Each in the first language it is written in, with one statement; nothing for none."""
    if not article_ids:
        return {}
    texts = await texts_of(session, sorted(article_ids))
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for article_id in article_ids:
            if (article_id, language) in texts:
                found.setdefault(article_id, texts[article_id, language].title)
    return found
