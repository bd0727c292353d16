"""`/metrics`: who may read it, what it tells, and that it answers while the database does not."""

import dataclasses
import ipaddress
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from contactcenter.config import Settings
from contactcenter.db import Database
from contactcenter.gauges import page
from contactcenter.gauges.page import setup_metrics
from contactcenter.live.bus import InProcessBus
from contactcenter.web.keys import BUS, DATABASE, SETTINGS
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import make_contact

TRIAL = "http://127.0.0.1:8080"


def client_of(db: Database, folder: Path, **settings: object) -> TestClient[web.Request, web.Application]:
    app = web.Application()
    app[SETTINGS] = dataclasses.replace(Settings(data_directory=folder, public_base_url=TRIAL), **settings)  # type: ignore[arg-type]
    app[DATABASE] = db
    app[BUS] = InProcessBus()
    setup_metrics(app, lambda: 3)
    return TestClient(TestServer(app))


def figures(text: str) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_it_tells_process_and_database(db: Database, tmp_path: Path) -> None:
    async with db.transaction() as session:
        await make_agent(session, presence="available")
        await make_contact(session)
    async with client_of(db, tmp_path) as client:
        answer = await client.get("/metrics")
        found = figures(await answer.text())
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert found[("contactcenter_agents", "available")] == 1
    assert found[("contactcenter_contacts_waiting", "normal", "none")] == 1
    assert found[("contactcenter_live_sockets",)] == 3
    assert found[("contactcenter_database_reachable",)] == 1
    assert found[("process_resident_memory_bytes",)] > 0


async def test_the_database_is_asked_at_most_once_a_second(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with client_of(db, tmp_path) as client:
        await client.get("/metrics")
        async with db.transaction() as session:
            await make_agent(session, presence="away")
        kept = figures(await (await client.get("/metrics")).text())
        monkeypatch.setattr(page, "KEPT_SECONDS", 0.0)
        fresh = figures(await (await client.get("/metrics")).text())
    assert kept[("contactcenter_agents", "away")] == 0
    assert fresh[("contactcenter_agents", "away")] == 1


async def test_without_its_database_it_says_that_and_answers(tmp_path: Path) -> None:
    away = Database("postgresql+asyncpg://contactcenter@127.0.0.1:1/none")
    async with client_of(away, tmp_path) as client:
        answer = await client.get("/metrics")
        found = figures(await answer.text())
    await away.close()
    assert answer.status == 200
    assert found[("contactcenter_database_reachable",)] == 0
    assert not [name for name in found if name[0] == "contactcenter_agents"]


@pytest.mark.parametrize(
    ("settings", "headers", "status"),
    [
        ({}, {}, 200),
        ({"public_base_url": "https://desk.example"}, {}, 403),
        ({"metrics_token": "t"}, {}, 401),
        ({"metrics_token": "t"}, {"Authorization": "Bearer wrong"}, 401),
        ({"metrics_token": "t"}, {"Authorization": "Bearer 錯"}, 401),
        ({"metrics_token": "t"}, {"Authorization": "Bearer t"}, 200),
        ({"metrics_token": "t", "public_base_url": "https://desk.example"}, {"Authorization": "Bearer t"}, 200),
        ({"trusted_proxies": (ipaddress.ip_network("127.0.0.1"),)}, {"X-Forwarded-For": "203.0.113.7"}, 403),
    ],
    ids=[
        "the machine itself, on a trial",
        "a service with a public address",
        "a token is asked for",
        "a wrong token",
        "a token that is not even ASCII",
        "the token",
        "the token at a public address",
        "a stranger behind a proxy on this machine",
    ],
)
async def test_who_may_read_it(
    db: Database, tmp_path: Path, settings: dict[str, object], headers: dict[str, str], status: int
) -> None:
    async with client_of(db, tmp_path, **settings) as client:
        answer = await client.get("/metrics", headers=headers)
        assert answer.status == status
        assert ("contactcenter_agents" in await answer.text()) == (status == 200)


async def test_nobody_from_elsewhere_reads_a_trial(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "client_address", lambda request: "192.0.2.7")
    async with client_of(db, tmp_path) as client:
        assert (await client.get("/metrics")).status == 403
