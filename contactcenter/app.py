"""The composition root: builds every part of the product from the settings and hands the parts to each other."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from functools import partial
from typing import Any

from aiohttp import web

from agent_console.http.idempotency import forget_old_keys
from agent_console.keys import OPEN_ITEM_SOURCES, SEARCH, SEARCH_LOG, SOFTPHONES
from agent_console.live import OPEN_SOCKETS, OPEN_WINDOWS
from agent_console.queries.gap_askers import InsertedArticle
from agent_console.routes import setup_console
from channels import Channels, build_channels
from contactcenter import clock
from contactcenter.config import ConfigurationError, Settings
from contactcenter.contacts.open_items import ContactsOpenItems
from contactcenter.db import Database
from contactcenter.escalations.links import AlertLinks
from contactcenter.escalations.service import TOPIC as ESCALATIONS_TOPIC
from contactcenter.gauges.page import setup_metrics
from contactcenter.jobs import remove_unbound
from contactcenter.jobs.climb_ladders import ClimbLadders
from contactcenter.jobs.errands.alerts import alert_errands
from contactcenter.jobs.errands.calls import call_errands, recording_errands
from contactcenter.jobs.errands.fetch_media import FetchMedia
from contactcenter.jobs.errands.send_mail import SendMail
from contactcenter.jobs.errands.send_text import SendText
from contactcenter.jobs.offer_waiting import Matcher
from contactcenter.jobs.reconcile_calls import ReconcileCalls
from contactcenter.jobs.standing import standing_jobs
from contactcenter.jobs.watch_windows import WatchWindows
from contactcenter.journal.projector import Backlog, Projector
from contactcenter.journal.writer import TOPIC as JOURNAL_TOPIC
from contactcenter.journal.writer import JournalWriter
from contactcenter.live import nodes
from contactcenter.live.bus import InProcessBus
from contactcenter.live.foreign import ForeignWrites
from contactcenter.live.redis_bus import RedisBus
from contactcenter.media.store import MediaStore
from contactcenter.promises.open_items import PromisesOpenItems
from contactcenter.web.health import READINESS, Readiness, setup_health
from contactcenter.web.keys import BUS, DATABASE, JOURNAL, MEDIA, NODE, SETTINGS
from contactcenter.web.media_links import links_of, setup_media_links
from contactcenter.web.middleware import add_security_headers, answer_errors
from contactcenter.web.requests import add_request_number, note_requests
from contactcenter.work_orders.open_items import WorkOrdersOpenItems
from contactcenter.worker import Job, Worker
from knowledge_base.actions.answer_gap import TOPIC as GAP_ANSWERS_TOPIC
from knowledge_base.articles.service import TOPIC as ARTICLES_TOPIC
from knowledge_base.bulletins import remind_readers
from knowledge_base.exchange.run_imports import RunImports
from knowledge_base.exchange.service import TOPIC as IMPORTS_TOPIC
from knowledge_base.gaps.open_items import GapOpenItems
from knowledge_base.jobs.standing import knowledge_jobs
from knowledge_base.jobs.tell_askers import TellAskers
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.searches.log import SearchLog
from knowledge_base.vectors.embed_articles import embedding_jobs
from knowledge_base.vectors.nearest import nearest_texts

# One mebibyte for a JSON body or a webhook; what is larger is refused with 413.
LARGEST_BODY = 1024 * 1024

CHANNELS = web.AppKey("channels", Channels)
MEMBERSHIP = web.AppKey("membership", nodes.Membership)


def build_app(settings: Settings) -> web.Application:
    """The whole service. Nothing is opened or started before the application itself starts."""
    app = web.Application(middlewares=[note_requests, answer_errors], client_max_size=LARGEST_BODY)
    app.on_response_prepare.extend([add_security_headers, add_request_number])
    app[SETTINGS] = settings
    app[DATABASE] = Database(settings.database_url)
    app[MEDIA] = MediaStore(settings.media_url)
    app[BUS] = RedisBus(settings.redis_url) if settings.redis_url else InProcessBus()
    app[DATABASE].publish = app[BUS].publish
    app[JOURNAL] = JournalWriter(app[DATABASE], app[MEDIA])
    app[READINESS] = Readiness()
    app[SEARCH] = LiveIndex(app[DATABASE], nearest_texts(settings.embeddings))
    app[SEARCH_LOG] = SearchLog()
    app[OPEN_ITEM_SOURCES] = (ContactsOpenItems(), WorkOrdersOpenItems(), PromisesOpenItems(), GapOpenItems())
    app[CHANNELS] = build_channels(settings, app[MEDIA])
    app[SOFTPHONES] = app[CHANNELS].softphones
    app.add_routes(app[CHANNELS].routes)
    setup_health(app)
    setup_metrics(app, lambda: sum(not socket.closed for socket in app[OPEN_SOCKETS]))
    setup_media_links(app)
    setup_console(app)
    app.cleanup_ctx.extend([keep_database, keep_node, keep_bus_and_journal, keep_channels, keep_working])
    return app


async def keep_database(app: web.Application) -> AsyncIterator[None]:
    yield
    await app[DATABASE].close()


async def keep_node(app: web.Application) -> AsyncIterator[None]:
    """Register this process; refuses to start where it could not work beside another one."""
    db, bus = app[DATABASE], app[BUS]
    async with db.transaction() as session:
        installation = await nodes.get_installation(session, now=clock.now())
    app[MEMBERSHIP] = nodes.Membership(db, app[MEDIA], app[SETTINGS])
    app[NODE] = app[MEMBERSHIP].id
    if isinstance(bus, RedisBus):
        bus.introduce(installation=installation.id, node=app[NODE])
    await _join(app[MEMBERSHIP])
    yield
    await app[MEMBERSHIP].leave()


async def _join(membership: nodes.Membership) -> None:
    """Join the nodes, waiting for the heartbeat of one that was killed a moment ago to expire."""
    started = clock.now()
    while True:
        try:
            await membership.join(now=clock.now())
            return
        except ConfigurationError:
            if (clock.now() - started).total_seconds() > nodes.EXPIRY_SECONDS + nodes.HEARTBEAT_SECONDS:
                await membership.leave()
                raise
        await asyncio.sleep(0.5)


async def keep_bus_and_journal(app: web.Application) -> AsyncIterator[None]:
    async with _running(app[BUS].run(), app[JOURNAL].run()):
        yield


async def keep_channels(app: web.Application) -> AsyncIterator[None]:
    yield
    await app[CHANNELS].close()


async def keep_working(app: web.Application) -> AsyncIterator[None]:
    """Build the search index, then start the jobs. Ready once everything a killed process left behind is projected."""
    await app[SEARCH].build()
    backlog = await Backlog.of(app[DATABASE])
    matcher = Matcher(app[BUS])
    async with _running(Worker(app[DATABASE], app[BUS], _jobs(app, matcher)).run(), _become_ready(app, backlog)):
        yield
        app[READINESS].missing = "shutting down"
    await matcher.close()
    await app[SEARCH].close()
    await app[SEARCH_LOG].close(app[DATABASE], now=clock.now())


def _jobs(app: web.Application, matcher: Matcher) -> list[Job]:
    channels = app[CHANNELS]
    slow = channels.slow_kinds
    texts, mails = SendText(channels.carrier, links_of(app)), SendMail(channels.mail, app[MEDIA])
    projector = Projector(app[DATABASE], app[MEDIA], channels.projections, without=slow)
    slow_projector = Projector(app[DATABASE], app[MEDIA], channels.projections, only=slow)
    tell_askers = TellAskers(InsertedArticle(app[SETTINGS]))
    jobs = [
        Job("project the journal", projector.fire, seconds=1, topics=[JOURNAL_TOPIC]),
        Job("project mails", slow_projector.fire, seconds=1, topics=[JOURNAL_TOPIC]),
        Job("refresh search index", app[SEARCH].fire, seconds=0.8, topics=[ARTICLES_TOPIC]),
        Job("keep searches", app[SEARCH_LOG].fire, seconds=1),
        Job("renew heartbeat", nodes.Heartbeat(app[MEMBERSHIP], app[BUS]).fire, seconds=nodes.HEARTBEAT_SECONDS),
        Job("watch windows", WatchWindows(app[OPEN_WINDOWS], node=app[NODE]).fire, seconds=2),
        Job("forget old idempotency keys", forget_old_keys, seconds=3600),
        Job("climb on-call ladders", ClimbLadders(alert_links_of(app)).fire, seconds=1, topics=[ESCALATIONS_TOPIC]),
        Job("remind readers of bulletins", remind_readers.fire, seconds=15),
        Job("reconcile calls", ReconcileCalls(channels.calls).fire, seconds=10),
        Job("remove unbound uploads", partial(remove_unbound.fire, store=app[MEDIA]), seconds=3600),
        Job("import articles", RunImports(app[MEDIA]).fire, seconds=5, topics=[IMPORTS_TOPIC]),
        *knowledge_jobs(),
        *embedding_jobs(app[SEARCH].nearest),
        Job("tell who asked", tell_askers.fire, seconds=2, topics=[GAP_ANSWERS_TOPIC]),
        *standing_jobs(
            {
                "texts": {"send_text": texts},
                "mails": {"send_mail": mails},
                "alerts": alert_errands(texts, mails, channels.calls),
                "media": {"fetch_media": FetchMedia(channels.media, app[MEDIA])},
                "calls": call_errands(channels.calls),
                "recordings": recording_errands(channels.calls, app[MEDIA]),
            },
            matcher,
        ),
    ]
    if app[DATABASE].is_sqlite:
        jobs.append(Job("notice foreign writes", ForeignWrites(app[BUS]).fire, seconds=1))
    return jobs


def alert_links_of(app: web.Application) -> AlertLinks:
    """The links of this installation for people on call."""
    return AlertLinks(app[SETTINGS].public_base_url, app[SETTINGS].secret_key)


async def _become_ready(app: web.Application, backlog: Backlog) -> None:
    """Ready once everything that stood in the journal at the start is projected; what arrives meanwhile may wait."""
    app[READINESS].missing = "catching up with the journal"
    await backlog.projected()
    app[READINESS].missing = ""


@contextlib.asynccontextmanager
async def _running(*work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run these beside what happens inside, and end them with it."""
    tasks = [asyncio.create_task(one) for one in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
