"""Starts the product as a process: schema, demo data, server, the words on the screen, and an orderly end."""

import asyncio
import gc
import signal
import sys

from aiohttp import web

from contactcenter import clock
from contactcenter.agents import setup
from contactcenter.app import build_app
from contactcenter.basics.seed import seed_basics
from contactcenter.config import ConfigurationError, Settings
from contactcenter.db import Database
from contactcenter.demo import simulated_carrier
from contactcenter.demo.seed import seed_demo
from contactcenter.migrations.runner import is_current, migrate

# Connections of screens are closed at once; requests under way get this long.
SHUTDOWN_SECONDS = 5


async def serve(settings: Settings, *, migrate_first: bool) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    clock.use_zone(settings.timezone)
    if migrate_first:
        await migrate(settings.database_url)
    elif not await is_current(settings.database_url):
        raise ConfigurationError("The database's schema is old: run `contactcenter migrate`, or `serve --migrate`.")
    simulates = simulated_carrier.uses_simulator(settings)
    if simulates:
        settings = simulated_carrier.with_simulator(settings)
    greeting = await _prepare(settings)
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


async def _prepare(settings: Settings) -> str:
    """Seed a demo, or make the set-up link of a first start; returns what to tell the person who started it."""
    db = Database(settings.database_url)
    try:
        if settings.demo:
            await seed_demo(db, now=clock.now(), say=_say)
            return _demo_greeting(settings)
        async with db.transaction() as session:
            await seed_basics(session, now=clock.now())
        token = await setup.find_or_create_link(db, now=clock.now())
    finally:
        await db.close()
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
