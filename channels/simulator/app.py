"""Builds the simulated carrier: an application of its own, mounted at `/simulator` or served alone."""

import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from pathlib import Path

from aiohttp import web

from channels.simulator.control.calls import CALL_ROUTES
from channels.simulator.control.guard import guard_control
from channels.simulator.control.media import MEDIA_ROUTES
from channels.simulator.control.media import ROUTE_NAME as MEDIA_ROUTE
from channels.simulator.control.routes import ROUTES as CONTROL_ROUTES
from channels.simulator.exchange import Exchange
from channels.simulator.keys import EXCHANGE, LINES, PERSONAS, VOICE
from channels.simulator.mailbox.control import FILE_ROUTE, MAIL_ROUTES, MAILS
from channels.simulator.mailbox.exchange import MailExchange
from channels.simulator.mailbox.settings import MailService
from channels.simulator.phone_page import add_phone_page
from channels.simulator.rest.errors import answer_rest_errors
from channels.simulator.rest.routes import ROUTES as REST_ROUTES
from channels.simulator.settings import SMS_WEBHOOK_PATH, Account, Line, Pace, Persona
from channels.simulator.tables import PhoneLine, SimulatorBase
from channels.simulator.voice.exchange import VoiceExchange
from channels.simulator.voice.lines import install_line
from channels.simulator.voice.softphone import SOFTPHONE_ROUTES
from contactcenter import clock
from contactcenter.db import Database, Session


def build_simulator(
    *,
    database_path: Path,
    account: Account,
    lines: Sequence[Line],
    personas: Sequence[Persona] = (),
    mail: MailService | None = None,
    pace: Pace | None = None,
    now: Callable[[], datetime] = clock.now,
    run_loop: bool = True,
) -> web.Application:
    """The carrier with its own database file; `run_loop=False` leaves time to `app[VOICE].settle()` (tests)."""
    app = web.Application(middlewares=[answer_rest_errors, guard_control])
    database = Database(f"sqlite+aiosqlite:///{database_path}")
    exchange = Exchange(database, account, pace=pace or Pace(), now=now)
    voice = VoiceExchange(exchange)
    app[EXCHANGE] = exchange
    app[VOICE] = voice
    app[LINES] = tuple(lines)
    app[PERSONAS] = tuple(personas)
    app.add_routes(REST_ROUTES)
    app.add_routes(CONTROL_ROUTES)
    app.add_routes(MEDIA_ROUTES)
    app.add_routes([*CALL_ROUTES, *SOFTPHONE_ROUTES])
    if mail is not None:
        app[MAILS] = MailExchange(database, mail, personas, feed=exchange.feed, pace=exchange.pace, now=now)
        app.add_routes(MAIL_ROUTES)

    async def run_exchange(_app: web.Application) -> AsyncIterator[None]:
        database_path.parent.mkdir(parents=True, exist_ok=True)
        await _create_tables(database)
        async with database.transaction() as session:
            await _install_lines(session, account, lines, now())
        exchange.media_at = str(app.router[MEDIA_ROUTE].url_for(sid="SID")).replace("SID", "{sid}")
        await exchange.start(run_loop=run_loop)
        await voice.start(run_loop=run_loop)
        if mail is not None:
            app[MAILS].file_at = _file_at(app)
            await app[MAILS].start(run_loop=run_loop)
        yield
        if mail is not None:
            await app[MAILS].close()
        await voice.close()
        await exchange.close()
        await database.close()

    async def close_feed(_app: web.Application) -> None:
        # Open sockets would otherwise hold up the server's end for as long as it lets requests finish.
        exchange.feed.close()

    app.cleanup_ctx.append(run_exchange)
    app.on_shutdown.append(close_feed)
    return app


def _file_at(app: web.Application) -> str:
    """The address of a file of a mail, with {id} and {number} in it."""
    path = str(app.router[FILE_ROUTE].url_for(id="ID", number="NUMBER"))
    return path.replace("ID", "{id}").replace("NUMBER", "{number}")


def build_standalone(app: web.Application) -> web.Application:
    """The simulator served by itself, with the phone page beside it."""
    add_phone_page(app.router, simulator_path="")
    return app


async def _create_tables(database: Database) -> None:
    async with database.writer.begin() as connection:
        await connection.run_sync(SimulatorBase.metadata.create_all)


async def _install_lines(session: Session, account: Account, lines: Sequence[Line], now: datetime) -> None:
    """New lines are added; a line's webhook is set anew only when the wish for it has changed since the last start."""
    base = account.public_base_url.rstrip("/")
    for line in lines:
        wished = line.sms_url or base + SMS_WEBHOOK_PATH
        row = await session.get(PhoneLine, line.number)
        if row is None:
            row = PhoneLine(number=line.number, sid=f"PN{secrets.token_hex(16)}", created_at=now, updated_at=now)
            session.add(row)
        row.names = dict(line.names)
        if row.configured_sms_url != wished:
            row.configured_sms_url = row.sms_url = wished
            row.updated_at = now
        await install_line(session, account, line, row)
    await session.flush()
