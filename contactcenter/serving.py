"""Starts the product as a process: schema, demo data, server, the words on the screen, and an orderly end."""

import asyncio
import gc
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from sqlalchemy import text

from contactcenter import clock
from contactcenter.agents import setup
from contactcenter.app import build_app
from contactcenter.basics.seed import seed_basics
from contactcenter.config import ConfigurationError, Settings
from contactcenter.db import Database
from contactcenter.demo import simulated_carrier
from contactcenter.demo.progress import ProgressBar
from contactcenter.demo.seed import HISTORY_DAYS, seed_demo
from contactcenter.migrations.runner import is_current, migrate
from contactcenter.web.logs import log_stray_exceptions
from knowledge_base.articles.first_categories import seed_categories
from knowledge_base.synonyms.first_words import seed_synonyms

# Connections of screens are closed at once; requests under way get this long.
SHUTDOWN_SECONDS = 5
# Held by the node that fills an empty database.
SEED_LOCK = 7_310_007
SEED_LOCK_ACTS = ("pg_try_advisory_lock", "pg_advisory_unlock")


async def serve(settings: Settings, *, migrate_first: bool, history_days: int = HISTORY_DAYS) -> None:
    """Serve until SIGTERM or Ctrl-C. `history_days` is the length of a demo's past."""
    clock.use_zone(settings.timezone)
    log_stray_exceptions(asyncio.get_running_loop())
    if migrate_first:
        await migrate(settings.database_url)
    elif not await is_current(settings.database_url):
        raise ConfigurationError("The database's schema is old: run `contactcenter migrate`, or `serve --migrate`.")
    simulates = simulated_carrier.uses_simulator(settings)
    if simulates:
        settings = simulated_carrier.with_simulator(settings)
    greeting = await _prepare(settings, history_days)
    app = build_app(settings)
    if simulates:
        simulated_carrier.mount(app, settings)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        _leave_out_of_collections()
        await _listen(runner, settings)
        _say(f"{greeting}\nReady. Stop with Ctrl-C.")
        await _asked_to_stop()
    finally:
        await runner.cleanup()


def _leave_out_of_collections() -> None:
    """What stands after the start (modules, indexes) stays; walking over it again cost a tenth of each text."""
    gc.collect()
    gc.freeze()
    # The usual 700 collects the youngest generation several times for each batch of texts.
    gc.set_threshold(20_000, 10, 10)


async def _prepare(settings: Settings, history_days: int) -> str:
    """Seed a demo, or make the set-up link of a first start; returns what to tell the person who started it."""
    db = Database(settings.database_url)
    try:
        async with _taking_turns(db):
            return await _seed(settings, db, history_days)
    finally:
        await db.close()


@asynccontextmanager
async def _taking_turns(db: Database) -> AsyncIterator[None]:
    """Nodes that start together on an empty database come one after the other, and the second finds it seeded."""
    if db.is_sqlite:
        yield
        return
    take, give_back = (text(f"SELECT {act}(:key)").bindparams(key=SEED_LOCK) for act in SEED_LOCK_ACTS)
    async with db.writer.connect() as connection:
        while not await connection.scalar(take):  # noqa: ASYNC110 (another node holds it)
            await asyncio.sleep(0.2)
        try:
            yield
        finally:
            await connection.execute(give_back)


async def _seed(settings: Settings, db: Database, history_days: int) -> str:
    if settings.demo:
        bar = ProgressBar(sys.stdout)
        await seed_demo(db, now=clock.now(), say=_say, history_days=history_days, progress=bar)
        return _demo_greeting(settings)
    async with db.transaction() as session:
        if await seed_basics(session, now=clock.now()):
            await seed_synonyms(session, now=clock.now())
        await seed_categories(session, now=clock.now())
    token = await setup.find_or_create_link(db, now=clock.now())
    address = f"Console   {settings.public_base_url}/"
    return f"{address}\nFirst start: open {settings.public_base_url}/setup?token={token}" if token else address


def _demo_greeting(settings: Settings) -> str:
    base = settings.public_base_url
    return "\n".join(
        [
            "",
            f"  Console      {base}/",
            f"  Back office  {base}/back-office",
            f"  Phone        {base}/phone   (play an owner: text the line +85230000000)",
            "",
            "  Sign-ins, all with the password demo:",
            "  agent1 … agent20, supervisor1, backoffice1 … backoffice8, manager1, admin",
            "",
        ]
    )


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    try:
        await web.TCPSite(runner, settings.host, settings.port, reuse_address=True).start()
    except OSError as error:
        raise ConfigurationError(
            f"Port {settings.port} on {settings.host} cannot be opened ({error.strerror}): "
            "stop what uses it, or set CONTACTCENTER_PORT to another."
        ) from error


async def _asked_to_stop() -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await stop.wait()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
