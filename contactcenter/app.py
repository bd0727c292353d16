"""The composition root: builds every part of the product from the settings and hands the parts to each other."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from aiohttp import web

from agent_console.http.idempotency import forget_old_keys
from agent_console.keys import OPEN_ITEM_SOURCES, SEARCH
from agent_console.routes import setup_console
from channels import Channels, build_channels
from contactcenter import clock
from contactcenter.config import ConfigurationError, Settings
from contactcenter.contacts.open_items import ContactsOpenItems
from contactcenter.db import Database
from contactcenter.jobs.errands.send_text import SendText
from contactcenter.jobs.standing import standing_jobs
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
from contactcenter.web.middleware import add_security_headers, answer_errors
from contactcenter.work_orders.open_items import WorkOrdersOpenItems
from contactcenter.worker import Job, Worker
from knowledge_base.articles.service import TOPIC as ARTICLES_TOPIC
from knowledge_base.gaps.open_items import GapOpenItems
from knowledge_base.search.live_index import LiveIndex

# One mebibyte for a JSON body or a webhook; what is larger is refused with 413.
LARGEST_BODY = 1024 * 1024

CHANNELS = web.AppKey("channels", Channels)


def build_app(settings: Settings) -> web.Application:
    """The whole service. Nothing is opened or started before the application itself starts."""
    app = web.Application(middlewares=[answer_errors], client_max_size=LARGEST_BODY)
    app.on_response_prepare.append(add_security_headers)
    app[SETTINGS] = settings
    app[DATABASE] = Database(settings.database_url)
    app[MEDIA] = MediaStore(settings.media_url)
    app[BUS] = RedisBus(settings.redis_url) if settings.redis_url else InProcessBus()
    app[DATABASE].publish = app[BUS].publish
    app[JOURNAL] = JournalWriter(app[DATABASE], app[MEDIA])
    app[READINESS] = Readiness()
    app[SEARCH] = LiveIndex(app[DATABASE])
    app[OPEN_ITEM_SOURCES] = (ContactsOpenItems(), WorkOrdersOpenItems(), PromisesOpenItems(), GapOpenItems())
    app[CHANNELS] = build_channels(settings)
    app.add_routes(app[CHANNELS].routes)
    setup_health(app)
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
    app[NODE] = await _join(db, app[SETTINGS])
    if isinstance(bus, RedisBus):
        bus.introduce(installation=installation.id, node=app[NODE])
    yield
    await nodes.leave(db, app[NODE])


async def _join(db: Database, settings: Settings) -> str:
    """Join the nodes, waiting for the heartbeat of one that was killed a moment ago to expire."""
    started = clock.now()
    while True:
        try:
            async with db.transaction() as session:
                return await nodes.join(session, settings, now=clock.now())
        except ConfigurationError:
            if (clock.now() - started).total_seconds() > nodes.EXPIRY_SECONDS + nodes.HEARTBEAT_SECONDS:
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
    async with _running(Worker(app[DATABASE], app[BUS], _jobs(app)).run(), _become_ready(app, backlog)):
        yield
        app[READINESS].missing = "shutting down"
    await app[SEARCH].close()


def _jobs(app: web.Application) -> list[Job]:
    channels = app[CHANNELS]
    projector = Projector(app[DATABASE], app[MEDIA], channels.projections)
    jobs = [
        Job("project the journal", projector.fire, seconds=1, topics=[JOURNAL_TOPIC]),
        Job("refresh search index", app[SEARCH].fire, seconds=0.8, topics=[ARTICLES_TOPIC]),
        Job("renew heartbeat", nodes.Heartbeat(app[NODE], app[BUS]).fire, seconds=nodes.HEARTBEAT_SECONDS),
        Job("forget old idempotency keys", forget_old_keys, seconds=3600),
        *standing_jobs({"texts": {"send_text": SendText(channels.carrier)}}),
    ]
    if app[DATABASE].is_sqlite:
        jobs.append(Job("notice foreign writes", ForeignWrites(app[BUS]).fire, seconds=1))
    return jobs


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
