"""Which processes may serve one database together."""

import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from contactcenter.config import ConfigurationError, Settings, load
from contactcenter.db import Database
from contactcenter.live import nodes
from contactcenter.live.bus import InProcessBus, Resync
from contactcenter.live.models import Node
from contactcenter.media.store import MediaStore

NOW = datetime(2026, 11, 23, 22, 10, tzinfo=UTC)
LONG_AFTER = NOW + timedelta(seconds=nodes.EXPIRY_SECONDS + 1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a node that may work beside others; their media are in one folder that all of them mount."""
    values = {"DATABASE_URL": "postgresql://h/d", "REDIS_URL": "redis://h", "SECRET_KEY": "k"}
    values |= {"DATA_DIRECTORY": str(tmp_path), "MEDIA_URL": (tmp_path / "mounted").as_uri()}
    return load({f"CONTACTCENTER_{name}": value for name, value in values.items()})


async def join(db: Database, settings: Settings, now: datetime = NOW) -> nodes.Membership:
    membership = nodes.Membership(db, MediaStore(settings.media_url), settings)
    await membership.join(now=now)
    return membership


async def registered(db: Database) -> set[str]:
    async with db.reading() as session:
        return set(await session.scalars(select(Node.id)))


async def test_two_nodes_that_share_everything_serve_together(db: Database, settings: Settings) -> None:
    first, second = await join(db, settings), await join(db, settings)
    # On SQLite there is never a second one: whoever starts holds the file's lock, and the first was killed.
    assert await registered(db) == ({second.id} if db.is_sqlite else {first.id, second.id})


@pytest.mark.parametrize(
    ("setting", "change"),
    [
        ("CONTACTCENTER_REDIS_URL", {"redis_url": ""}),
        ("CONTACTCENTER_SECRET_KEY", {"secret_key": "another"}),
        ("CONTACTCENTER_MEDIA_URL", {"media_url": "a folder of its own"}),
    ],
)
async def test_a_node_that_cannot_work_beside_another_is_refused_by_the_setting(
    db: Database, settings: Settings, tmp_path: Path, setting: str, change: dict[str, str]
) -> None:
    if "media_url" in change:
        change = {"media_url": (tmp_path / change["media_url"]).as_uri()}
    first = await join(db, settings)
    other = dataclasses.replace(settings, **change)
    if db.is_sqlite:
        await join(db, other)
        return
    with pytest.raises(ConfigurationError, match=setting):
        await join(db, other)
    assert await registered(db) == {first.id}


async def test_a_folder_of_the_same_name_on_another_machine_is_found_out(
    db: Database, settings: Settings, tmp_path: Path
) -> None:
    """Even a copy of the folder: what a node left behind before does not speak for the node that is alive now."""
    await (await join(db, settings)).leave()
    await join(db, settings)
    folder, elsewhere = tmp_path / "mounted", tmp_path / "elsewhere"
    folder.rename(elsewhere)
    if db.is_sqlite:
        await join(db, settings)
        return
    with pytest.raises(ConfigurationError, match="MEDIA_URL is not the store of the other node"):
        await join(db, settings)


async def test_a_node_whose_heartbeat_expired_is_no_obstacle(db: Database, settings: Settings) -> None:
    await join(db, settings)
    await join(db, dataclasses.replace(settings, redis_url=""), LONG_AFTER)


async def test_when_a_node_dies_the_screens_of_the_others_refetch(db: Database, settings: Settings) -> None:
    died, ours = await join(db, settings), await join(db, settings)
    if db.is_sqlite:
        assert await ours.beat(now=LONG_AFTER) == []
        return
    bus = InProcessBus()
    heartbeat = nodes.Heartbeat(ours, bus)
    async with bus.subscribe() as subscription:
        await heartbeat.fire(db, now=LONG_AFTER)
        assert await anext(subscription) == Resync("node expired")
    assert await registered(db) == {ours.id}
    assert died.id not in await MediaStore(settings.media_url).marks()


async def test_a_node_that_was_taken_for_dead_joins_again(db: Database, settings: Settings) -> None:
    """As after a pause of the database longer than a heartbeat may be away."""
    ours = await join(db, settings)
    async with db.transaction() as session:
        await session.execute(delete(Node))
    assert await ours.beat(now=LONG_AFTER) == []
    assert await registered(db) == {ours.id}
    await join(db, settings, LONG_AFTER)


async def test_who_leaves_leaves_nothing_behind(db: Database, settings: Settings) -> None:
    await (await join(db, settings)).leave()
    assert await registered(db) == set()
    assert await MediaStore(settings.media_url).marks() == set()


async def test_a_node_ends_in_order_without_its_database(settings: Settings) -> None:
    away = Database("postgresql+asyncpg://contactcenter@127.0.0.1:1/none")
    await nodes.Membership(away, MediaStore(settings.media_url), settings).leave()
    await away.close()


async def test_the_installation_keeps_one_identity(db: Database) -> None:
    async with db.transaction() as session:
        first = await nodes.get_installation(session, now=NOW)
    async with db.transaction() as session:
        again = await nodes.get_installation(session, now=NOW + timedelta(days=1))
    assert (first.id, first.created_at) == (again.id, again.created_at)
