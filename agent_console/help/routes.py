"""`/help`: what an owner reads without an account. Only public articles that are published and valid, ever."""

import hashlib
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.hdrs import METH_HEAD

from agent_console.help import pages
from agent_console.help.article_files import find_shown_file
from agent_console.help.asked import LONGEST_PATH, Asked, read_asked
from agent_console.help.files import help_files
from agent_console.help.limits import PAGES, SEARCHES, VOTES, Allowance
from agent_console.help.links import ROOT, help_path
from agent_console.help.popular import Popular
from agent_console.help.shelves import Shelf, get_shown
from agent_console.help.visitors import COOKIE, KEPT_FOR, Visitors
from agent_console.keys import SEARCH, SEARCH_LOG
from contactcenter import clock
from contactcenter.db import Session
from contactcenter.errors import NotAllowed, NotFound, TooManyRequests
from contactcenter.web.files import FileToSend, send_file
from contactcenter.web.keys import DATABASE, SETTINGS
from contactcenter.web.peers import client_address
from knowledge_base.feedback.public_votes import cast_public_vote
from knowledge_base.searches.models import PUBLIC
from knowledge_base.searches.public_picks import is_open_search, note_opened
from knowledge_base.settings.service import get_settings

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Vary": "Accept-Language", "Cache-Control": "no-cache"}
FOR_EVER = "public, max-age=31536000, immutable"
OPEN = "open"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def setup_help(app: web.Application) -> None:
    """Before the console's own pages, which answer every other address."""
    help_ = HelpPages()
    app.router.add_get(ROOT, help_.shown(help_.get_estates))
    app.router.add_get(f"{ROOT}/files/{{digest}}/{{name}}", get_help_file)
    app.router.add_get(f"{ROOT}/{{estate}}", help_.shown(help_.get_estate))
    app.router.add_get(f"{ROOT}/{{estate}}/{{article}}", help_.shown(help_.get_article))
    app.router.add_post(f"{ROOT}/{{estate}}/{{article}}/vote", help_.shown(help_.post_vote))
    app.router.add_get(f"{ROOT}/{{estate}}/{{article}}/files/{{id}}", help_.shown(help_.get_article_file))
    app.router.add_get(f"{ROOT}{{rest:/.*}}", help_.shown(help_.get_nothing))


async def get_help_file(request: web.Request) -> web.Response:
    file = help_files().get(request.match_info["name"])
    if file is None or file.digest != request.match_info["digest"]:
        raise web.HTTPNotFound(text="There is no such file.")
    headers = {"Cache-Control": FOR_EVER}
    return web.Response(body=file.content, content_type=file.content_type, charset="utf-8", headers=headers)


class HelpPages:
    """The handlers, with what they remember: how often who asked, and which articles are asked for most."""

    def __init__(self) -> None:
        self._pages, self._searches, self._votes = Allowance(PAGES), Allowance(SEARCHES), Allowance(VOTES)
        self._popular = Popular()

    def shown(self, handler: Handler) -> Handler:
        """The handler within its limits; what goes wrong is said on a page, in the visitor's language."""

        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                self._pages.take(client_address(request))
                async with request.app[DATABASE].reading() as session:
                    is_open = (await get_settings(session)).public_help == OPEN
                return await handler(request) if is_open else await self._trouble(request, "closed", 404)
            except NotFound:
                return await self._trouble(request, "missing", 404)
            except TooManyRequests as error:
                answer = await self._trouble(request, "busy", 429)
                answer.headers["Retry-After"] = str(error.retry_after)
                return answer

        return handle

    async def get_estates(self, request: web.Request) -> web.Response:
        asked = read_asked(request)
        async with request.app[DATABASE].reading() as session:
            only = await pages.find_only_estate(session, asked.language)
            if only is not None:
                raise web.HTTPFound(help_path(only.code, lang=request.query.get("lang")))
            return _answer(request, await pages.estates_page(await self._desk(request, session, asked)))

    async def get_estate(self, request: web.Request) -> web.Response:
        """The home of an estate, one of its topics, or what a search finds there."""
        asked = read_asked(request)
        async with request.app[DATABASE].reading() as session:
            desk = await self._desk(request, session, asked)
            shelf = await pages.open_estate(desk)
            if asked.words:
                return await self._search(request, desk, shelf)
            if asked.topic is not None:
                return _answer(request, await pages.topic_page(desk, shelf, asked.topic))
            return _answer(request, await pages.home_page(desk, shelf))

    async def _search(self, request: web.Request, desk: pages.Desk, shelf: Shelf) -> web.Response:
        self._searches.take(client_address(request))
        answers = await pages.find_answers(desk, shelf, request.app[SEARCH])
        search_id = request.app[SEARCH_LOG].note(
            source=PUBLIC,
            language=desk.asked.language,
            words=desk.asked.words,
            hits=answers.count,
            agent_id=None,
            contact_id=None,
            box=desk.asked.box,
            now=desk.now,
        )
        return _answer(request, await pages.search_results(desk, shelf, answers, search_id))

    async def get_article(self, request: web.Request) -> web.Response:
        asked = read_asked(request)
        async with request.app[DATABASE].reading() as session:
            desk = await self._desk(request, session, asked)
            shelf = await pages.open_estate(desk)
            article, texts = await get_shown(session, shelf, asked.article)
            page = await pages.article_page(desk, shelf, article, texts)
        if asked.found:
            await _note_found(request, asked, article.id)
        return _answer(request, page)

    async def post_vote(self, request: web.Request) -> web.Response:
        """Whether it helped; the page is shown again, with thanks. A page of somebody else cannot vote for a reader."""
        _require_own_page(request)
        form, asked, settings = await request.post(), read_asked(request), request.app[SETTINGS]
        said = form.get("helped")
        if said not in ("yes", "no"):
            raise NotFound
        self._votes.take(client_address(request))
        now, visitors = clock.now(), Visitors(settings.secret_key)
        value = request.cookies.get(COOKIE, "")
        voter = visitors.voter_of(value)
        if voter is None:
            value = visitors.new_value()
            voter = visitors.voter_of(value) or ""
        async with request.app[DATABASE].transaction() as session:
            desk = pages.Desk(session, asked, now, settings.public_base_url, [])
            article, _texts = await get_shown(session, await pages.open_estate(desk), asked.article)
            await cast_public_vote(session, article.id, voter=voter, is_helpful=said == "yes", now=now)
        # In a decision tree the visitor stays at the step that helped, or did not.
        where = {name: str(form.get(name, ""))[:LONGEST_PATH] for name in ("lang", "path")}
        seen = web.HTTPSeeOther(f"{help_path(asked.estate, asked.article, **where, said=str(said))}#helped")
        is_secure = settings.public_base_url.startswith("https://")
        age = int(KEPT_FOR.total_seconds())
        seen.set_cookie(COOKIE, value, max_age=age, path=ROOT, httponly=True, samesite="Lax", secure=is_secure)
        raise seen

    async def get_article_file(self, request: web.Request) -> web.StreamResponse:
        """A picture or file of an article that is shown here."""
        asked = read_asked(request)
        async with request.app[DATABASE].reading() as session:
            desk = await self._desk(request, session, asked)
            article, texts = await get_shown(session, await pages.open_estate(desk), asked.article)
            file = await find_shown_file(session, article, texts, request.match_info["id"])
        if file is None or file.digest is None:
            raise NotFound
        return await send_file(request, FileToSend(file.digest, file.name, file.content_type))

    async def get_nothing(self, request: web.Request) -> web.Response:
        """An address with a slash at its end means the page without it."""
        path = request.rel_url.raw_path
        if path.endswith("/") and path.strip("/"):
            query = f"?{request.rel_url.raw_query_string}" if request.rel_url.raw_query_string else ""
            raise web.HTTPFound("/" + path.strip("/") + query)
        raise NotFound

    async def _desk(self, request: web.Request, session: Session, asked: Asked) -> pages.Desk:
        now = clock.now()
        popular = await self._popular.ids(request.app[DATABASE], now=now)
        return pages.Desk(session, asked, now, request.app[SETTINGS].public_base_url, popular)

    async def _trouble(self, request: web.Request, name: str, status: int) -> web.Response:
        asked = read_asked(request)
        async with request.app[DATABASE].reading() as session:
            desk = pages.Desk(session, asked, clock.now(), request.app[SETTINGS].public_base_url, [])
            estate = await pages.find_estate(desk)
            return _answer(request, await pages.trouble_page(desk, name, estate=estate), status=status)


async def _note_found(request: web.Request, asked: Asked, article_id: str) -> None:
    """The search that led here led somewhere; which one it was stands in the link."""
    db, log, now = request.app[DATABASE], request.app[SEARCH_LOG], clock.now()
    if log.is_waiting(asked.found):
        await log.write_all(db, now=now)
    async with db.reading() as session:
        is_open = await is_open_search(session, asked.found, now=now)
    if is_open:
        async with db.transaction() as session:
            await note_opened(session, asked.found, article_id=article_id, rank=asked.rank, now=now)
    log.end(asked.found)


def _require_own_page(request: web.Request) -> None:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = {request.host, urlsplit(request.app[SETTINGS].public_base_url).netloc}
    if site == "cross-site" or (origin is not None and urlsplit(origin).netloc not in ours):
        raise NotAllowed("Please vote on the page itself.")


def _answer(request: web.Request, text: str, *, status: int = 200) -> web.Response:
    body = text.encode()
    tag = hashlib.sha256(body).hexdigest()[:32]
    if status == 200 and any(etag.value == tag for etag in request.if_none_match or ()):
        return web.Response(status=304, headers=HEADERS)
    response = web.Response(status=status, body=body, content_type="text/html", charset="utf-8", headers=HEADERS)
    if status == 200:
        response.etag = tag
        if request.method != METH_HEAD:
            response.enable_compression()
    return response
