"""What is written at one node, or by a command beside them, is found at every node within a second."""

import asyncio
import contextlib
import time
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.migrations.runner import migrate
from knowledge_base.articles.bulk import save_articles
from tests.knowledge_base.builders import draft
from tests.support.builders.agents import PASSWORD, make_agent
from tests.support.servers import running_postgresql, running_redis_server
from tests.support.service import ApiClient, Process, running

pytestmark = pytest.mark.process

WITHIN_SECONDS = 1.0
TIMES = 5


@contextlib.contextmanager
def two_nodes(folder: Path) -> Iterator[tuple[list[Process], str]]:
    with running_postgresql() as postgresql, running_redis_server() as redis, contextlib.ExitStack() as stack:
        postgresql.run_sql("CREATE DATABASE desk")
        url = postgresql.url("desk")
        asyncio.run(fill(url))
        shared = {"DATABASE_URL": url, "REDIS_URL": redis.url, "SECRET_KEY": "the same on both"}
        shared["MEDIA_URL"] = (folder / "mounted").as_uri()
        nodes = []
        for name in ("first", "second"):
            (folder / name).mkdir()
            nodes.append(stack.enter_context(running(Process(["serve"], folder / name, settings=dict(shared)))))
        yield nodes, url


async def fill(url: str) -> None:
    await migrate(url)
    db = Database(url)
    async with db.transaction() as session:
        await make_agent(session, username="lead", roles=["supervisor"])
        await save_articles(session, [draft("升降機保養", code="lift")], author_id=None, now=clock.now())
    await db.close()


async def write(url: str, number: int) -> None:
    """As `kb import` does beside running nodes: nobody is told."""
    db = Database(url)
    async with db.transaction() as session:
        words = draft(f"泳池第{number}號通告", code="pool")
        await save_articles(session, [words], author_id=None, now=clock.now())
    await db.close()


def titles(desk: ApiClient, question: str) -> list[str]:
    found = desk.get(f"/api/v1/search?q={urllib.parse.quote(question)}")["items"]
    assert isinstance(found, list)
    return [hit["title"] for hit in found]


def seconds_until(holds: Callable[[], bool]) -> float:
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < 10 * WITHIN_SECONDS, "never found"
        time.sleep(0.02)
    return time.monotonic() - started


def test_an_edit_is_found_at_every_node_within_a_second(tmp_path: Path) -> None:
    with two_nodes(tmp_path) as (nodes, url):
        desks = [ApiClient(node.base_url).sign_in("lead", PASSWORD) for node in nodes]
        waited = []
        for number in range(TIMES):
            asyncio.run(write(url, number))
            title = f"泳池第{number}號通告"
            waited += [seconds_until(lambda desk=desk, title=title: titles(desk, "泳池") == [title]) for desk in desks]  # type: ignore[misc]
        # Told over the bus: the other node does not wait for its timer.
        desks[0].send("POST", "/api/v1/admin/synonyms", {"words": ["升降機", "直立車"]})
        waited.append(seconds_until(lambda: titles(desks[1], "直立車") == ["升降機保養"]))
        # The middle one: a machine that has other work too may be late now and then.
        assert median(waited) <= WITHIN_SECONDS, waited
