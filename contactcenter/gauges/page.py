"""`/metrics` for Prometheus: what this process counted, and what stands in the database.

Open to the machine itself while the service is a trial at a loopback address. Anywhere else a token is asked for:
behind a proxy everybody comes from the same machine.
"""

import asyncio
import hmac
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from contactcenter import clock
from contactcenter.config import PREFIX, Settings
from contactcenter.db import Database
from contactcenter.gauges.figures import Figures, Waiting, read_figures
from contactcenter.live.bus import InProcessBus
from contactcenter.metrics import REGISTRY
from contactcenter.web.keys import BUS, DATABASE, SETTINGS
from contactcenter.web.peers import client_address, is_loopback

KEPT_SECONDS = 1.0
# Whoever asks for metrics gives up soon, and wants to hear that the database is away rather than nothing.
DATABASE_SECONDS = 5.0
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
PATH = "/metrics"


class Gauges(Collector):
    """The figures of at most a second ago, and a few of this process."""

    def __init__(self, db: Database, bus: InProcessBus, open_sockets: Callable[[], int]) -> None:
        self._db = db
        self._bus = bus
        self._open_sockets = open_sockets
        self._reading = asyncio.Lock()
        self._read_at = 0.0
        self._figures: Figures | None = None

    async def refresh(self) -> None:
        """Read anew unless somebody just did; without a database only that is told."""
        async with self._reading:
            now = asyncio.get_running_loop().time()
            if self._figures is not None and now - self._read_at < KEPT_SECONDS:
                return
            self._figures = await self._read()
            self._read_at = now

    async def _read(self) -> Figures | None:
        try:
            async with asyncio.timeout(DATABASE_SECONDS), self._db.reading() as session:
                return await read_figures(session, now=clock.now())
        except (SQLAlchemyError, OSError):
            return None

    def collect(self) -> Iterator[Metric]:
        """In the words of Prometheus; called once `refresh` is done."""
        yield _gauge("database_reachable", "Whether the database answers.", int(self._figures is not None))
        yield _gauge("live_bus_connected", "Whether this node hears the others.", int(self._bus.is_connected))
        yield _gauge("live_sockets", "Open windows of staff at this node.", self._open_sockets())
        if self._figures is not None:
            yield from _told(self._figures)


def _told(figures: Figures) -> Iterator[Metric]:
    yield _gauge("nodes", "Servers that work on this database.", figures.nodes)
    yield _gauge("journal_failed_rows", "Journal rows that need a person.", figures.journal_failed)
    yield from _waiting("journal_waiting", "Journal rows not yet read", [], [([], figures.journal)])
    outbox = [([kind], waiting) for kind, waiting in figures.outbox.items()]
    yield from _waiting("outbox_waiting", "Commands not yet carried out", ["kind"], outbox)
    contacts = [(list(place), waiting) for place, waiting in figures.contacts.items()]
    yield from _waiting("contacts_waiting", "Contacts that wait for an agent", ["queue", "class"], contacts)
    agents = GaugeMetricFamily("contactcenter_agents", "Accounts by presence.", labels=["presence"])
    for presence, count in figures.agents.items():
        agents.add_metric([presence], count)
    yield agents


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"contactcenter_{name}", text, value=value)


def _waiting(name: str, text: str, labels: list[str], found: Sequence[tuple[list[str], Waiting]]) -> Iterator[Metric]:
    count = GaugeMetricFamily(f"contactcenter_{name}", f"{text}.", labels=labels)
    oldest = GaugeMetricFamily(f"contactcenter_{name}_oldest_seconds", f"{text}: age of the oldest.", labels=labels)
    for values, waiting in found:
        count.add_metric(values, waiting.count)
        oldest.add_metric(values, waiting.oldest_seconds)
    yield count
    yield oldest


def setup_metrics(app: web.Application, open_sockets: Callable[[], int]) -> None:
    """Add the page; `open_sockets` counts this node's live sockets."""
    gauges = Gauges(app[DATABASE], app[BUS], open_sockets)
    registry = CollectorRegistry()
    registry.register(gauges)

    async def get_metrics(request: web.Request) -> web.Response:
        refusal = refuse(request, request.app[SETTINGS])
        if refusal is not None:
            return refusal
        await gauges.refresh()
        content = generate_latest(REGISTRY) + generate_latest(registry)
        return web.Response(body=content, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})

    app.router.add_get(PATH, get_metrics)


def refuse(request: web.Request, settings: Settings) -> web.Response | None:
    """None for whoever may read the metrics."""
    if settings.metrics_token:
        given = request.headers.get("Authorization", "")
        if hmac.compare_digest(given.encode(), f"Bearer {settings.metrics_token}".encode()):
            return None
        return web.Response(
            status=401, text="The metrics need their bearer token.\n", headers={"WWW-Authenticate": "Bearer"}
        )
    is_trial = (urlsplit(settings.public_base_url).hostname or "") in LOOPBACK_NAMES
    if is_trial and is_loopback(client_address(request)):
        return None
    return web.Response(
        status=403, text=f"Set {PREFIX}METRICS_TOKEN and send it as a bearer token to read the metrics.\n"
    )
