"""The carrier of a demo: our simulator, mounted at /simulator of the same server or served by a process of its own."""

import asyncio
import dataclasses
import hashlib
import socket
from urllib.parse import urlsplit

from aiohttp import web

from channels.simulator import settings as simulator
from channels.simulator.app import build_simulator, build_standalone
from channels.simulator.mailbox.settings import MailLine, MailService
from channels.simulator.phone_page import add_phone_page
from contactcenter.config import Settings
from contactcenter.demo.content.lines import LINES
from contactcenter.demo.content.people import build_residents
from contactcenter.demo.content.staff import ON_CALL, ON_PHONE_PAGE, build_staff
from contactcenter.web.middleware import add_security_headers

MOUNTED_AT = "/simulator"


def uses_simulator(settings: Settings) -> bool:
    """In a demo without another carrier's address the carrier is always the simulator."""
    return settings.demo and not settings.twilio_api_base


def with_account(settings: Settings) -> Settings:
    """The settings with an account and a key for agents' devices: what is set, else derived from our own secret."""
    if not settings.has_carrier:
        sid, token = _derived("simulator", settings)
        settings = dataclasses.replace(settings, twilio_account_sid=f"AC{sid}", twilio_auth_token=token)
    if not settings.twilio_api_key_secret:
        sid, secret = _derived("simulator devices", settings)
        settings = dataclasses.replace(settings, twilio_api_key_sid=f"SK{sid}", twilio_api_key_secret=secret)
    if not settings.email_webhook_token:
        settings = dataclasses.replace(settings, email_webhook_token=_derived("mail gateway", settings)[1])
    return settings


def _derived(purpose: str, settings: Settings) -> tuple[str, str]:
    """A public and a secret half, the same at every start of this installation."""
    digest = hashlib.sha256(f"{purpose} {settings.secret_key}".encode()).hexdigest()
    return digest[:32], digest[32:]


def with_simulator(settings: Settings) -> Settings:
    """The settings of a demo whose carrier is the simulator mounted in the same server."""
    base = f"{_own_origin(settings)}{MOUNTED_AT}"
    path = urlsplit(settings.public_base_url).path.rstrip("/")
    settings = with_account(settings)
    if not settings.smtp_url:
        settings = dataclasses.replace(settings, smtp_url=f"smtp://127.0.0.1:{_free_port()}?starttls=no")
    return dataclasses.replace(settings, twilio_api_base=base, softphone_url=f"{path}{MOUNTED_AT}/softphone")


def _free_port() -> int:
    """A port for the mail server of the simulated world, which opens it a moment later."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _own_origin(settings: Settings, port: int = 0) -> str:
    host = "127.0.0.1" if settings.host in ("", "0.0.0.0", "::") else settings.host
    return f"http://{host}:{port or settings.port}"


def build(settings: Settings, pace: simulator.Pace | None = None, *, webhook_origin: str = "") -> web.Application:
    """The simulator with the demo estate's lines and people; its own address is the settings' `twilio_api_base`.

    `webhook_origin`: where this machine finds the product whose public name may lead elsewhere.
    """
    account = simulator.Account(
        sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
        public_base_url=settings.public_base_url,
        webhook_origin=webhook_origin,
        api_base_url=settings.twilio_api_base,
        api_key_sid=settings.twilio_api_key_sid,
        api_key_secret=settings.twilio_api_key_secret,
    )
    return build_simulator(
        database_path=settings.data_directory / "simulator.db",
        account=account,
        lines=_numbers(),
        personas=[
            simulator.Persona(person.phone, person.names, person.home_names, person.language, person.email)
            for person in build_residents().personas
        ]
        + _people_on_call(),
        mail=_mail_service(settings, account),
        pace=pace,
    )


def _people_on_call() -> list[simulator.Persona]:
    """Those whom an emergency rings first; a visitor may be them and come, or not."""
    staff = {person.username: person for person in build_staff()}
    people = (staff[username] for username in ON_PHONE_PAGE)
    return [simulator.Persona(person.phone, person.names, ON_CALL, person.language) for person in people]


def _mail_service(settings: Settings, account: simulator.Account) -> MailService | None:
    """The mail world of the demo, where our mails go to a server of this machine that somebody has to be."""
    server = urlsplit(settings.smtp_url)
    if server.hostname not in ("127.0.0.1", "localhost") or not server.port:
        return None
    return MailService(
        lines=tuple(MailLine(line.address, line.names) for line in LINES if line.channel == "email"),
        webhook_url=account.reachable(f"{settings.public_base_url}/webhooks/email"),
        webhook_token=settings.email_webhook_token,
        host="127.0.0.1",
        port=server.port,
    )


def _numbers() -> list[simulator.Line]:
    """Each number once, called what its callers call it."""
    texts, calls = ({line.address: line for line in LINES if line.channel == channel} for channel in ("sms", "voice"))
    return [
        simulator.Line(number, line.names, takes_texts=number in texts, takes_calls=number in calls)
        for number, line in (texts | calls).items()
    ]


def mount(app: web.Application, settings: Settings, pace: simulator.Pace | None = None) -> None:
    """Put the simulator and its phone page into the product's own server."""
    app.add_subapp(MOUNTED_AT, build(settings, pace, webhook_origin=_own_origin(settings)))
    add_phone_page(app.router, simulator_path=MOUNTED_AT)


async def serve_simulator(settings: Settings, *, port: int) -> None:
    """Serve the simulator alone until interrupted."""
    own_address = settings.twilio_api_base or _own_origin(settings, port)
    app = build_standalone(build(dataclasses.replace(with_account(settings), twilio_api_base=own_address)))
    app.on_response_prepare.append(add_security_headers)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, port).start()
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
