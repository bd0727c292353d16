"""The words in which somebody who asked is told the answer. Called by the actions that tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from contactcenter.contacts.matters import subject_of
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.templates.fill import fill
from contactcenter.templates.service import find_template
from knowledge_base.articles.models import PUBLIC
from knowledge_base.articles.service import get_article
from knowledge_base.gaps.models import DECLINED, Gap

TEMPLATE = "gap_answered"


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """What an article says to an owner on a channel; `warnings` are reasons for a person to look at it first."""

    text: str
    language: str
    warnings: Sequence[str] = ()


class SaysArticle(Protocol):
    """The words of an article for one owner, with a link to the help page where there is one."""

    async def __call__(
        self, session: Session, article_id: str, contact: Contact | None, *, channel: str, language: str, now: datetime
    ) -> ArticleWords: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole text to be sent, or drafted where somebody should look at it because of `doubts`."""

    text: str
    doubts: Sequence[str] = ()


async def compose(
    session: Session,
    gap: Gap,
    family: Sequence[Gap],
    contact: Contact | None,
    *,
    channel: str,
    language: str,
    says: SaysArticle,
    now: datetime,
) -> Answer:
    """In the asker's language where it is written in it. `family` are the gap and those grouped into it."""
    if gap.article_id is None:
        doubts = [] if gap.answer_language == language else ["other_language"]
        return Answer(await _framed(session, gap, family, gap.answer, channel, language), doubts)
    said = await says(session, gap.article_id, contact, channel=channel, language=language, now=now)
    if not said.text:
        return Answer("", said.warnings)
    return Answer(await _framed(session, gap, family, said.text, channel, language), said.warnings)


async def _framed(session: Session, gap: Gap, family: Sequence[Gap], answer: str, channel: str, language: str) -> str:
    """With what was asked before it. A reason why there is no answer stands for itself."""
    template = await find_template(session, TEMPLATE, language, is_mail=channel == "email")
    if template is None or gap.state == DECLINED:
        return answer
    question = await _question(session, gap, family, language)
    return fill(template.text, {"question": question, "answer": answer}) if question else answer


async def _question(session: Session, gap: Gap, family: Sequence[Gap], language: str) -> str:
    """As it was asked in this language, else what the article is called in it, where owners may know that."""
    asked = next((one.question for one in family if one.language == language), "")
    if not asked and gap.article_id is not None:
        read = await get_article(session, gap.article_id, language)
        asked = read.text.title if read.article.audience == PUBLIC else ""
    return subject_of(asked or gap.question).rstrip("?？")
