"""Codes for articles that somebody begins without saying one. A code names the article in links and in addresses."""

import re

from sqlalchemy import select

from contactcenter.db import Session, new_id
from contactcenter.text.scripts import fold
from knowledge_base.articles.models import Article

LONGEST_SLUG = 60
NOT_PLAIN = re.compile(r"[^a-z0-9]+")
SUFFIX = 8


async def make_code(session: Session, title: str) -> str:
    """The English words of the title where it has such and nobody took them, else with some letters behind."""
    slug = NOT_PLAIN.sub("-", fold(title)).strip("-")[:LONGEST_SLUG].strip("-")
    taken = select(Article.id).where(Article.code == slug)
    if len(slug) >= 3 and await session.scalar(taken) is None:
        return slug
    return f"{slug or 'article'}-{new_id()[-SUFFIX:]}"
