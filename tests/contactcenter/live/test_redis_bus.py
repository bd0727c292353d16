"""The live bus between nodes, on a real Redis: facts arrive, and whatever may have been missed is announced."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import redis.asyncio as redis

from contactcenter.events import Fact
from contactcenter.live import redis_bus
from contactcenter.live.bus import Resync, Subscription
from contactcenter.live.redis_bus import RedisBus
from tests.support.servers import running_redis, running_redis_server

SECONDS = 10


@asynccontextmanager
async def node(url: str, name: str, installation: str = "one") -> AsyncIterator[RedisBus]:
    """A node that is listening."""
    bus = RedisBus(url)
    bus.introduce(installation=installation, node=name)
    async with bus.subscribe() as subscription:
        running = asyncio.create_task(bus.run())
        assert await news(subscription) == Resync("bus connected")
    try:
        yield bus
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def news(subscription: Subscription) -> list[Fact] | Resync:
    async with asyncio.timeout(SECONDS):
        return await anext(subscription)


async def test_a_fact_reaches_the_other_node_and_its_own_once(redis_url: str) -> None:
    fact = Fact("contact.changed", "c1", 3, agent_ids=("a1",))
    async with node(redis_url, "n1") as first, node(redis_url, "n2") as second:
        async with first.subscribe("a1") as here, second.subscribe("a1") as there:
            await first.publish([fact], set())
            assert await news(there) == [fact]
            assert await news(here) == [fact]
            await second.publish([Fact("contact.changed", "c2")], set())
            assert await news(here) == [Fact("contact.changed", "c2")], "its own fact did not come back over Redis"


async def test_a_wake_up_reaches_the_workers_of_the_other_node(redis_url: str) -> None:
    async with node(redis_url, "n1") as first, node(redis_url, "n2") as second:
        alarm = second.alarm(["offers"])
        await first.publish([], {"offers"})
        async with asyncio.timeout(SECONDS):
            await alarm.wait()


async def test_two_installations_on_one_redis_hear_nothing_of_each_other(redis_url: str) -> None:
    async with node(redis_url, "n1", "one") as ours, node(redis_url, "n2", "two") as theirs:
        async with ours.subscribe() as here:
            await theirs.publish([Fact("contact.changed", "theirs")], set())
            await ours.publish([Fact("contact.changed", "ours")], set())
            assert await news(here) == [Fact("contact.changed", "ours")]


async def test_a_skipped_number_means_refetch(redis_url: str) -> None:
    async with node(redis_url, "n1") as first, node(redis_url, "n2") as second, second.subscribe() as there:
        await first.publish([Fact("contact.changed", "c1")], set())
        assert await news(there) == [Fact("contact.changed", "c1")]
        first._number += 1  # as if one parcel had been lost on its way
        await first.publish([Fact("contact.changed", "c3")], set())
        assert await news(there) == Resync("bus skipped")
        assert await news(there) == [Fact("contact.changed", "c3")]


async def test_redis_gone_and_back_costs_freshness_and_nothing_else() -> None:
    with running_redis() as url:
        async with node(url, "n1") as bus:
            client = redis.Redis.from_url(url)
            async with bus.subscribe() as here:
                await client.client_kill_filter(_type="pubsub")
                assert await news(here) == Resync("bus connected")
                await bus.publish([Fact("contact.changed", "c1")], set())
                assert await news(here) == [Fact("contact.changed", "c1")]
            await client.aclose()


async def test_a_parcel_nobody_understands_means_refetch(redis_url: str) -> None:
    """As from a node of another version while an installation is upgraded node by node."""
    async with node(redis_url, "n1") as bus, bus.subscribe() as here:
        client = redis.Redis.from_url(redis_url)
        for parcel in ('{"node": "n9", "number": 1, "facts": [{"unknown": 1}], "topics": []}', "?", '{"later": true}'):
            await client.publish("contactcenter:one:live", parcel)
            assert await news(here) == Resync("bus not understood")
        await client.aclose()
        await bus.publish([Fact("contact.changed", "c1")], set())
        assert await news(here) == [Fact("contact.changed", "c1")]


async def test_while_redis_is_away_nobody_who_commits_waits_and_screens_refetch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(redis_bus, "REFETCH_SECONDS", 0.2)
    with running_redis_server() as server:
        async with node(server.url, "n1") as ours, node(server.url, "n2") as other:
            async with ours.subscribe() as here, other.subscribe() as there:
                server.stop()
                assert await news(here) == Resync("bus lost")
                assert not ours.is_connected
                async with asyncio.timeout(0.5):
                    await ours.publish([Fact("contact.changed", "c1")], set())
                assert [Fact("contact.changed", "c1")] in [await news(here), await news(here)]
                assert await news(there) == Resync("bus lost"), "the screens of the other node live by refetching"

                server.start()
                while await news(there) != Resync("bus connected"):
                    pass
                while await news(here) != Resync("bus connected"):
                    pass
                await ours.publish([Fact("contact.changed", "c2")], set())
                while await news(there) != [Fact("contact.changed", "c2")]:
                    pass


async def test_a_connection_that_fell_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Redis that still holds its connections but says nothing: its machine hangs, or a network between does."""
    monkeypatch.setattr(redis_bus, "ALIVE_SECONDS", 0.1)
    monkeypatch.setattr(redis_bus, "SILENCE_SECONDS", 0.4)
    with running_redis_server() as server:
        async with node(server.url, "n1") as bus, bus.subscribe() as here:
            server.pause()
            assert await news(here) == Resync("bus lost")
            server.resume()
            while await news(here) != Resync("bus connected"):
                pass


async def test_publishing_without_redis_still_tells_this_node() -> None:
    bus = RedisBus("redis://127.0.0.1:1/0")
    bus.introduce(installation="one", node="n1")
    async with bus.subscribe() as here:
        await bus.publish([Fact("contact.changed", "c1")], set())
        assert await news(here) == [Fact("contact.changed", "c1")]
