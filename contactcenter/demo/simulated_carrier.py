"""The carrier of a demo: our simulator, mounted at /simulator of the same server or served by a process of its own."""

import asyncio
import dataclasses
import hashlib

from aiohttp import web

from channels.simulator import settings as simulator
from channels.simulator.app import build_simulator, build_standalone
from channels.simulator.phone_page import add_phone_page
from contactcenter.config import Settings
from contactcenter.demo.content.lines import LINES
from contactcenter.demo.content.people import build_residents
from contactcenter.web.middleware import add_security_headers

MOUNTED_AT = "/simulator"


def uses_simulator(settings: Settings) -> bool:
    """In a demo without another carrier's address the carrier is always the simulator."""
    return settings.demo and not settings.twilio_api_base


def with_account(settings: Settings) -> Settings:
    """The settings with an account: what is set, else one derived from this installation's secret."""
    if settings.has_carrier:
        return settings
    secret = hashlib.sha256(f"simulator {settings.secret_key}".encode()).hexdigest()
    return dataclasses.replace(settings, twilio_account_sid=f"AC{secret[:32]}", twilio_auth_token=secret[32:])


def with_simulator(settings: Settings) -> Settings:
    """The settings of a demo whose carrier is the simulator mounted in the same server."""
    base = f"{_own_origin(settings)}{MOUNTED_AT}"
    return dataclasses.replace(with_account(settings), twilio_api_base=base)


def _own_origin(settings: Settings) -> str:
    host = "127.0.0.1" if settings.host in ("", "0.0.0.0", "::") else settings.host
    return f"http://{host}:{settings.port}"


def build(settings: Settings) -> web.Application:
    """The simulator with the demo estate's lines and people."""
    return build_simulator(
        database_path=settings.data_directory / "simulator.db",
        account=simulator.Account(
            sid=settings.twilio_account_sid,
            auth_token=settings.twilio_auth_token,
            public_base_url=settings.public_base_url,
            webhook_origin=_own_origin(settings),
        ),
        lines=[simulator.Line(number=line.address, names=line.names) for line in LINES if line.channel == "sms"],
        personas=[
            simulator.Persona(number=person.phone, names=person.names, home=person.home_names, language=person.language)
            for person in build_residents().personas
        ],
    )


def mount(app: web.Application, settings: Settings) -> None:
    """Put the simulator and its phone page into the product's own server."""
    app.add_subapp(MOUNTED_AT, build(settings))
    add_phone_page(app.router, simulator_path=MOUNTED_AT)


async def serve_simulator(settings: Settings, *, port: int) -> None:
    """Serve the simulator alone until interrupted."""
    app = build_standalone(build(with_account(settings)))
    app.on_response_prepare.append(add_security_headers)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, port).start()
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
