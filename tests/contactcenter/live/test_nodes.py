"""Which processes may serve one database together."""

import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contactcenter.config import ConfigurationError, Settings, load
from contactcenter.db import Database
from contactcenter.live import nodes
from contactcenter.live.bus import InProcessBus, Resync

NOW = datetime(2026, 11, 23, 22, 10, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a node that may work beside others."""
    values = {"DATABASE_URL": "postgresql://h/d", "REDIS_URL": "redis://h", "MEDIA_URL": "s3://b", "SECRET_KEY": "k"}
    named = {f"CONTACTCENTER_{name}": value for name, value in values.items()}
    return load({**named, "CONTACTCENTER_DATA_DIRECTORY": str(tmp_path)})


async def join(db: Database, settings: Settings, now: datetime = NOW) -> str:
    async with db.transaction() as session:
        return await nodes.join(session, settings, now=now)


async def test_two_nodes_that_share_everything_serve_together(db: Database, settings: Settings) -> None:
    assert await join(db, settings) != await join(db, settings)


@pytest.mark.parametrize(
    ("setting", "change"),
    [
        ("CONTACTCENTER_REDIS_URL", {"redis_url": ""}),
        ("CONTACTCENTER_SECRET_KEY", {"secret_key": "another"}),
        ("CONTACTCENTER_MEDIA_URL", {"media_url": "file:///srv/media"}),
    ],
)
async def test_a_node_that_cannot_work_beside_another_is_refused_by_the_setting(
    db: Database, settings: Settings, setting: str, change: dict[str, str]
) -> None:
    await join(db, settings)
    with pytest.raises(ConfigurationError, match=setting):
        await join(db, dataclasses.replace(settings, **change))


async def test_a_node_whose_heartbeat_expired_is_no_obstacle(db: Database, settings: Settings) -> None:
    await join(db, settings)
    later = NOW + timedelta(seconds=nodes.EXPIRY_SECONDS + 1)
    await join(db, dataclasses.replace(settings, redis_url=""), later)


async def test_when_a_node_dies_the_screens_of_the_others_refetch(db: Database, settings: Settings) -> None:
    await join(db, settings)
    ours = await join(db, settings)
    bus = InProcessBus()
    heartbeat = nodes.Heartbeat(ours, bus)
    async with bus.subscribe() as subscription:
        await heartbeat.fire(db, now=NOW + timedelta(seconds=nodes.EXPIRY_SECONDS + 1))
        assert await anext(subscription) == Resync("node expired")


async def test_the_installation_keeps_one_identity(db: Database) -> None:
    async with db.transaction() as session:
        first = await nodes.get_installation(session, now=NOW)
    async with db.transaction() as session:
        again = await nodes.get_installation(session, now=NOW + timedelta(days=1))
    assert (first.id, first.created_at) == (again.id, again.created_at)
