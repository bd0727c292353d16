"""The pages of the public help: estates, home, topics, search and articles, each made on the server."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from markupsafe import Markup

from agent_console.help.article_files import files_beside
from agent_console.help.asked import Asked
from agent_console.help.estates import Estate, get_estate, list_estates, notices_within, ways_to_reach_us
from agent_console.help.languages import NEAREST
from agent_console.help.links import help_path
from agent_console.help.moments import full_date
from agent_console.help.rendering import Page, marked, render
from agent_console.help.shelves import (
    A_PAGE,
    NO_TOPIC,
    Entry,
    Shelf,
    codes_shown,
    entries_of,
    list_entries,
    list_topics,
    open_shelf,
    places_of,
)
from agent_console.help.walks import walk
from agent_console.help.words import say
from contactcenter.config import LANGUAGES
from contactcenter.db import Session
from contactcenter.errors import NotFound
from knowledge_base.articles.models import Article, ArticleText
from knowledge_base.articles.rendering import ARTICLE_LINK, Addresses, targets_in, to_html, to_short_text
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.search.readers import public_filter
from knowledge_base.search.service import FoundArticle, FoundPage, search_page

MOST_POPULAR = 8
MOST_RELATED = 5
MOST_HITS = 10


@dataclass(frozen=True, slots=True)
class Desk:
    """What all pages of one request are made from. `popular` are ids of articles, the most asked first."""

    session: Session
    asked: Asked
    now: datetime
    base_url: str
    popular: list[str]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a search found, before it is told under which id the search is kept."""

    page: FoundPage
    entries: Mapping[str, Entry]

    @property
    def count(self) -> int:
        return len(self.entries)


async def find_only_estate(session: Session, language: str) -> Estate | None:
    """Where there is but one estate, nobody has to choose."""
    estates = await list_estates(session, language)
    return estates[0] if len(estates) == 1 else None


async def find_estate(desk: Desk) -> Estate | None:
    """Whose help a page of trouble still belongs to."""
    try:
        return await get_estate(desk.session, desk.asked.estate, desk.asked.language)
    except NotFound:
        return await find_only_estate(desk.session, desk.asked.language)


async def estates_page(desk: Desk) -> str:
    language = desk.asked.language
    title = f"{say('estates', language)} · {say('help', language)}"
    page = await _page(desk, None, title=title)
    return render("estates.html", page, estates=await list_estates(desk.session, language))


async def open_estate(desk: Desk) -> Shelf:
    estate = await get_estate(desk.session, desk.asked.estate, desk.asked.language)
    return await open_shelf(desk.session, estate, language=desk.asked.language, now=desk.now)


async def home_page(desk: Desk, shelf: Shelf) -> str:
    language = desk.asked.language
    page = await _page(desk, shelf.estate, title=f"{shelf.estate.name} · {say('help', language)}")
    return render(
        "home.html",
        page,
        notices=await notices_within(desk.session, shelf.estate, language=language, now=desk.now),
        popular=await _popular(desk, shelf),
        topics=await list_topics(desk.session, shelf),
    )


async def topic_page(desk: Desk, shelf: Shelf, code: str) -> str:
    """One category; `NotFound` where it has nothing to show."""
    topic = next((topic for topic in await list_topics(desk.session, shelf) if topic.code == code), None)
    number = desk.asked.page
    entries = await list_entries(desk.session, shelf, category=code, page=number) if topic else []
    if topic is None or not entries:
        raise NotFound
    query = {"topic": code} | ({"page": str(number)} if number else {})
    page = await _page(desk, shelf.estate, title=f"{topic.name} · {shelf.estate.name}", query=query)

    def at(page_number: int) -> str:
        return help_path(shelf.estate.code, topic=code, page=str(page_number or ""), lang=desk.asked.language)

    return render(
        "topic.html",
        page,
        heading=topic.name,
        entries=entries[:A_PAGE],
        newer=at(number - 1) if number else "",
        older=at(number + 1) if len(entries) > A_PAGE else "",
    )


async def find_answers(desk: Desk, shelf: Shelf, index: LiveIndex) -> Answers:
    """Search what everybody may read here. What was found is looked up once more before it is shown."""
    wanted = replace(public_filter(shelf.estate.id), at=desk.now)
    language = desk.asked.language
    found = await search_page(desk.session, index, desk.asked.words, wanted=wanted, prefer=language, limit=MOST_HITS)
    shown = await entries_of(desk.session, shelf, [hit.article_id for hit in found.articles])
    return Answers(found, {entry.id: entry for entry in shown})


async def search_results(desk: Desk, shelf: Shelf, answers: Answers, search_id: str) -> str:
    """The whole page, or the part of it that the script puts in place."""
    words, language = desk.asked.words, desk.asked.language
    query = {"q": words}
    title = f"{say('results', language, words=words)} · {shelf.estate.name}"
    page = await _page(desk, shelf.estate, title=title, query=query, is_listed=False)
    values = {
        "hits": _hits(answers),
        "did_you_mean": answers.page.did_you_mean,
        "search_id": search_id,
    }
    if desk.asked.is_part:
        return render("results.html", page, **values)
    popular = [] if values["hits"] else await _popular(desk, shelf)
    return render("search.html", page, words=words, popular=popular, **values)


def _hits(answers: Answers) -> list[dict[str, Any]]:
    found = ((hit, answers.entries.get(hit.article_id)) for hit in answers.page.articles)
    return [_hit(hit, entry) for hit, entry in found if entry is not None]


def _hit(hit: FoundArticle, entry: Entry) -> dict[str, Any]:
    """What was found in another language than the one it will be read in is shown as it will be read."""
    is_read = hit.language == entry.language
    return {
        "code": entry.code,
        "language": entry.language,
        "places": entry.places,
        "title": marked(hit.title.text, hit.title.highlights) if is_read else entry.title,
        "snippet": marked(hit.snippet.text, hit.snippet.highlights) if is_read else entry.short_text,
    }


async def article_page(desk: Desk, shelf: Shelf, article: Article, texts: Mapping[str, ArticleText]) -> str:
    """The article in the visitor's language, else in the nearest one it is written in, which the page then says."""
    asked = desk.asked
    text = next(texts[wish] for wish in NEAREST[asked.language] if wish in texts)
    page = await _page(
        desk,
        shelf.estate,
        title=f"{text.title} · {shelf.estate.name}",
        description=to_short_text(text.short_text, text.body),
        article_code=article.code,
        written=tuple(language for language in LANGUAGES if language in texts),
        # Whoever changes the language of a decision tree stands where they stood.
        query={"path": asked.path} if asked.path else {},
        is_listed=not asked.path,
    )
    addresses = await _addresses(desk, shelf, article.code, text)
    topics = await list_topics(desk.session, shelf)
    places = await places_of(desk.session, shelf, [article.id])
    return render(
        "article.html",
        page,
        code=article.code,
        text=text,
        body=Markup(to_html(text.body, addresses)),
        walk=walk(text.tree, asked.path, addresses),
        path_taken=asked.path,
        updated=full_date(text.updated_at, asked.language),
        places=places.get(article.id, ()),
        files=await files_beside(desk.session, article, texts),
        topic=next((topic for topic in topics if topic.code == (article.category or NO_TOPIC)), None),
        related=await _related(desk, shelf, article.id, article.category),
        said=asked.said,
    )


async def _addresses(desk: Desk, shelf: Shelf, code: str, text: ArticleText) -> Addresses:
    """Links lead to articles that are shown here too; the words of any other link stay without one."""
    named = [target.name for target in targets_in(text.body) if target.kind == ARTICLE_LINK]
    shown = await codes_shown(desk.session, shelf, named)
    estate, language = shelf.estate.code, desk.asked.language
    return Addresses(
        article=lambda code: help_path(estate, code, lang=language) if code in shown else None,
        file=lambda id_: f"{help_path(estate, code)}/files/{id_}",
    )


async def trouble_page(desk: Desk, name: str, *, estate: Estate | None) -> str:
    """A page that says what is wrong and what to do; `name` is that of its words."""
    language = desk.asked.language
    page = await _page(desk, estate, title=say(name, language), is_listed=False)
    hint = say(f"{name}_hint", language)
    return render("trouble.html", page, heading=say(name, language), hint=hint)


async def _related(desk: Desk, shelf: Shelf, article_id: str, category: str) -> list[Entry]:
    """Others of the same category, the most asked first."""
    entries = await list_entries(desk.session, shelf, category=category)
    places = {id_: place for place, id_ in enumerate(desk.popular)}
    entries.sort(key=lambda entry: places.get(entry.id, len(places)))
    return [entry for entry in entries if entry.id != article_id][:MOST_RELATED]


async def _popular(desk: Desk, shelf: Shelf) -> list[Entry]:
    return (await entries_of(desk.session, shelf, desk.popular))[:MOST_POPULAR]


async def _page(desk: Desk, estate: Estate | None, **values: Any) -> Page:
    ways = tuple(await ways_to_reach_us(desk.session))
    return Page(language=desk.asked.language, base_url=desk.base_url, estate=estate, ways=ways, **values)
