"""What of an article goes into an answer: its words for the channel, its public page, its files."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from agent_console.help.links import help_url
from agent_console.queries.attachments import attachment_of
from agent_console.schemas.article_insertion import Insertion
from contactcenter.config import Settings
from contactcenter.contacts.models import Contact
from contactcenter.contacts.whereabouts import place_of
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.media.models import STORED, Attachment
from contactcenter.places.models import ESTATE, Place
from contactcenter.places.service import path_to
from knowledge_base.articles import service as articles
from knowledge_base.articles.insertion import EMAIL, Answering, is_valid_at, make_insertion
from knowledge_base.articles.models import PUBLIC, Article, ArticlePlace, ArticleText
from knowledge_base.settings.service import get_settings

CLOSED = "closed"


async def get_insertion(
    session: Session,
    article_id: str,
    contact: Contact | None,
    *,
    channel: str,
    language: str,
    step: str | None,
    settings: Settings,
    now: datetime,
) -> Insertion:
    """In the language wanted, or in the nearest one it is written in; of a decision tree what `step` answers."""
    read = await articles.get_article(session, article_id, language)
    article, text = read.article, read.text
    answer = Answering(
        body=text.body,
        short_text=_short_text_of(text, step),
        language=text.language,
        audience=article.audience,
        kind=article.kind,
        state=article.state,
        is_valid=is_valid_at(article.valid_from, article.valid_until, now),
        is_outdated=await _is_outdated(session, article, text),
    )
    link = await _page_of(session, article, text.language, contact, settings=settings, now=now)
    made = make_insertion(answer, channel=channel, wanted=language, link=link)
    goes_along = channel == EMAIL and article.audience == PUBLIC
    files = await _files_of(session, article.id) if goes_along else []
    return Insertion(
        article_id=article.id,
        text=made.text,
        language=text.language,
        is_short=made.is_short,
        link=made.link,
        files=[attachment_of(file) for file in files],
        warnings=list(made.warnings),
    )


def _short_text_of(text: ArticleText, step: str | None) -> str:
    if step is None:
        return text.short_text
    steps = (text.tree or {}).get("steps", {})
    if step not in steps:
        raise NotFound("This decision tree has no such step.")
    return steps[step].get("short_text") or text.short_text


async def _is_outdated(session: Session, article: Article, text: ArticleText) -> bool:
    if text.translated_from is None or text.language == article.main_language:
        return False
    main = await session.get(ArticleText, (article.id, article.main_language))
    return main is not None and text.translated_from < main.revision


async def _files_of(session: Session, article_id: str) -> list[Attachment]:
    query = select(Attachment).where(Attachment.article_id == article_id, Attachment.state == STORED)
    return list(await session.scalars(query.order_by(Attachment.id)))


async def _page_of(
    session: Session, article: Article, language: str, contact: Contact | None, *, settings: Settings, now: datetime
) -> str | None:
    """Its address on the help page of the contact's estate; none where the owner would find nothing there."""
    if (await get_settings(session)).public_help == CLOSED:
        return None
    estate = await _estate_of(session, contact, settings=settings, now=now) if contact else None
    estate = estate or await _only_estate(session)
    places = list(await session.scalars(select(ArticlePlace.place_id).where(ArticlePlace.article_id == article.id)))
    if places:
        estates = {path[0].id: path[0] for path in [await path_to(session, place) for place in places] if path}
        estate = estates.get(estate.id) if estate else next(iter(estates.values()), None)
    return help_url(settings, estate.code, article.code, language) if estate else None


async def _estate_of(session: Session, contact: Contact, *, settings: Settings, now: datetime) -> Place | None:
    place_id = await place_of(session, contact, on=now.astimezone(ZoneInfo(settings.timezone)).date())
    path = await path_to(session, place_id) if place_id else []
    return path[0] if path and path[0].kind == ESTATE else None


async def _only_estate(session: Session) -> Place | None:
    estates = list(await session.scalars(select(Place).where(Place.kind == ESTATE).order_by(Place.code).limit(2)))
    return estates[0] if len(estates) == 1 else None
