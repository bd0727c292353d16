"""The categories that a new knowledge base of a property-management company begins with."""

from datetime import datetime
from typing import Final

from sqlalchemy import select

from contactcenter.db import Session
from knowledge_base.articles.categories import add_category
from knowledge_base.articles.models import ArticleCategory


def _in_three(traditional: str, simplified: str, english: str) -> dict[str, str]:
    return {"zh-Hant": traditional, "zh-Hans": simplified, "en": english}


# In the order in which the knowledge base lists them.
CATEGORIES: Final[dict[str, dict[str, str]]] = {
    "emergency": _in_three("緊急應變", "应急处理", "Emergencies"),
    "repairs": _in_three("維修", "维修", "Repairs"),
    "fees": _in_three("費用", "费用", "Fees"),
    "renovation": _in_three("裝修", "装修", "Renovation"),
    "access": _in_three("出入與鑰匙", "出入与钥匙", "Access and keys"),
    "living": _in_three("日常生活", "日常生活", "Everyday life"),
    "handover": _in_three("收樓與產權", "收楼与产权", "Handover and deeds"),
    "service": _in_three("服務與投訴", "服务与投诉", "Service and complaints"),
}


async def seed_categories(session: Session, *, now: datetime) -> bool:
    """Add them where there are none; returns whether it did."""
    if await session.scalar(select(ArticleCategory.code).limit(1)) is not None:
        return False
    for position, (code, names) in enumerate(CATEGORIES.items(), 1):
        await add_category(session, code, names=names, position=position, author_id=None, now=now)
    return True
