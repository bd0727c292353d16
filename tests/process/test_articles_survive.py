"""SIGKILL while articles are imported and published: each is wholly there or wholly not, once, and found so."""

import asyncio
import contextlib
import random
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import func, select

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.migrations.runner import migrate
from knowledge_base.articles.bulk import save_articles
from knowledge_base.articles.models import Article, ArticleRevision, ArticleText
from knowledge_base.exchange.models import ArticleImport
from knowledge_base.settings.models import KnowledgeSettings
from tests.knowledge_base.builders import draft
from tests.support.builders.agents import PASSWORD, make_agent
from tests.support.servers import PostgreSQL
from tests.support.service import Process, running
from tests.support.story import Staff, eventually
from tests.support.survival import Desk, kill_and_restart, opened, sqlite_url, working_at

pytestmark = pytest.mark.process

IMPORTED, IMPORT_KILLS, PUBLISHING_KILLS = 2000, 2, 3
PATIENCE_SECONDS = 60
# What an article speaks of from version to version, so that words of one are found in no other.
SUBJECTS = (
    ("泳池", "lantern"),
    ("單車", "mushroom"),
    ("燈籠", "telescope"),
    ("郵箱", "cinnamon"),
    ("花園", "bicycle"),
    ("鋼琴", "harbour"),
)


async def fill(db: Database) -> None:
    async with db.transaction() as session:
        await make_agent(session, username="lead", roles=["supervisor"])
        session.add(KnowledgeSettings(id=1, own_review=True))


def table() -> bytes:
    rows = (f"c{number},標題{number},第{number}條的內容。,fees\n" for number in range(IMPORTED))
    return ("code,title,body,category\n" + "".join(rows)).encode()


async def numbers_of(db: Database) -> dict[str, int]:
    """What there is of articles, and of what an article has once."""
    counted = {
        "articles": select(func.count()).select_from(Article),
        "published": select(func.count()).select_from(Article).where(Article.state == "published"),
        "changes": select(func.count(Article.change_number.distinct())),
        "texts": select(func.count()).select_from(ArticleText).where(ArticleText.revision == 1),
        "revisions": select(func.count()).select_from(ArticleRevision),
    }
    async with db.reading() as session:
        return {name: await session.scalar(query) or 0 for name, query in counted.items()}


async def test_an_import_goes_on_after_each_kill_and_doubles_nothing(tmp_path: Path, sqlite_template: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    shutil.copy(sqlite_template, tmp_path / "contactcenter.db")
    async with opened(sqlite_url(tmp_path)) as db:
        await fill(db)
        with running(Process(["serve"], tmp_path)) as node:
            async with working_at(node, db, "lead", PASSWORD) as desk:
                file = await desk.lead.upload(table(), "fees.csv")
                wanted = {"attachment_id": file["id"], "apply": True, "as_state": "published"}
                begun = await desk.lead.send("POST", "/articles/import", wanted, status=202)
                await kill_while_importing(desk, str(begun["id"]), chance)
                await check_import(desk, str(begun["id"]))


async def kill_while_importing(desk: Desk, import_id: str, chance: random.Random) -> None:
    """Each time when a few more articles were read than the last time."""
    part = IMPORTED // (IMPORT_KILLS + 1)
    for number in range(IMPORT_KILLS):
        wished = chance.randrange(part * number, part * (number + 1))

        async def has_read(wished: int = wished) -> bool:
            async with desk.db.reading() as session:
                return (await session.get_one(ArticleImport, import_id)).read >= wished

        await eventually(has_read, f"{wished} are read", seconds=PATIENCE_SECONDS)
        await asyncio.sleep(chance.uniform(0, 0.05))
        print(f"killed with {(await numbers_of(desk.db))['articles']} articles")
        await desk.kill_and_restart()


async def check_import(desk: Desk, import_id: str) -> None:
    async def ended() -> dict[str, object] | None:
        found = await desk.lead.get(f"/articles/imports/{import_id}")
        return found if found["state"] in ("done", "failed") else None

    outcome = await eventually(ended, "the end of the import", seconds=PATIENCE_SECONDS)
    counts = {name: outcome[name] for name in ("state", "created", "changed", "unchanged", "problem_count")}
    assert counts == {"state": "done", "created": IMPORTED, "changed": 0, "unchanged": 0, "problem_count": 0}
    assert set((await numbers_of(desk.db)).values()) == {IMPORTED}
    for number in (0, IMPORTED // 2, IMPORTED - 1):

        async def found(number: int = number) -> bool:
            return await is_found(desk.lead, f"標題{number}")

        await eventually(found, "each is found")


async def is_found(lead: Staff, title: str) -> bool:
    found = await lead.get("/search", q=title)
    return title in [hit["title"] for hit in found["items"]]


class Publishing:
    """One article in two languages at two nodes, of which the first is killed while it publishes the next version."""

    def __init__(self, first: Staff, second: Staff, article_id: str) -> None:
        self.first, self.second, self.article_id = first, second, article_id

    async def write(self, version: int) -> None:
        for language, subject in zip(("zh-Hant", "en"), SUBJECTS[version], strict=True):
            words = {"title": f"{subject} {version}", "body": f"{subject}。", "sample_questions": [subject]}
            await self.first.send("PUT", f"/articles/{self.article_id}/texts/{language}", words)

    async def publish(self) -> None:
        """Whether it was done is not known to whoever asked for it."""
        with contextlib.suppress(aiohttp.ClientError):
            await self.first.post(f"/articles/{self.article_id}/publish")

    async def version_read(self) -> int:
        """The same in all its languages."""
        texts = [await self.second.get(f"/articles/{self.article_id}", language=each) for each in ("zh-Hant", "en")]
        versions = {int(text["title"].split()[-1]) for text in texts}
        assert len(versions) == 1, "half of it is published"
        return versions.pop()

    async def is_pending(self) -> set[str]:
        return set((await self.second.get(f"/articles/{self.article_id}/writing"))["pending"])

    async def is_found_by(self, version: int) -> set[bool]:
        """By the words of each of its languages."""
        found = [await self.second.get("/search", q=subject) for subject in SUBJECTS[version]]
        return {self.article_id in [hit["article_id"] for hit in page["items"]] for page in found}

    async def is_found_as(self, version: int, *, not_as: int) -> bool:
        return await self.is_found_by(version) == {True} and await self.is_found_by(not_as) == {False}


async def test_a_version_killed_while_it_is_published_is_wholly_old_or_wholly_new(
    tmp_path: Path, postgresql: PostgreSQL, redis_url: str
) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    name = f"publishing_{seed}"
    postgresql.run_sql(f"CREATE DATABASE {name}")
    async with two_nodes(tmp_path, postgresql.url(name), redis_url) as (nodes, publishing):
        for version in range(1, PUBLISHING_KILLS + 1):
            await publishing.write(version)
            gap = await publishing.first.post("/gaps", {"question": f"問題 {SUBJECTS[version]} {version}？"})
            link = {"article_id": publishing.article_id, "answers_now": False}
            await publishing.first.post(f"/gaps/{gap['id']}/article", link)
            under_way = asyncio.create_task(publishing.publish())
            await asyncio.sleep(chance.uniform(0, 0.08))
            await asyncio.to_thread(nodes[0].kill)
            await under_way

            read = await publishing.version_read()
            print(f"killed, and version {read} of {version} is read")
            other = version if read == version - 1 else version - 1
            assert read in (version, version - 1)
            assert await publishing.is_pending() == (set() if read == version else {"zh-Hant", "en"})
            state = (await publishing.second.get(f"/gaps/{gap['id']}"))["state"]
            assert state == ("answered" if read == version else "writing")
            await eventually(
                lambda read=read, other=other: publishing.is_found_as(read, not_as=other),  # type: ignore[misc]
                "the other node finds what is read, and nothing else",
            )
            await kill_and_restart(nodes[0], postgresql.url(name))
            if read != version:
                await publishing.publish()
                assert await publishing.version_read() == version


@contextlib.asynccontextmanager
async def two_nodes(folder: Path, url: str, redis_url: str) -> AsyncIterator[tuple[list[Process], Publishing]]:
    await migrate(url)
    shared = {"DATABASE_URL": url, "REDIS_URL": redis_url, "SECRET_KEY": "the same on both"}
    shared["MEDIA_URL"] = (folder / "mounted").as_uri()
    async with contextlib.AsyncExitStack() as stack:
        db = await stack.enter_async_context(opened(url))
        await fill(db)
        article_id = await first_version(db)
        nodes = []
        for name in ("first", "second"):
            (folder / name).mkdir()
            nodes.append(stack.enter_context(running(Process(["serve"], folder / name, settings=dict(shared)))))
        desks = [await stack.enter_async_context(working_at(node, db, "lead", PASSWORD)) for node in nodes]
        yield nodes, Publishing(desks[0].lead, desks[1].lead, article_id)


async def first_version(db: Database) -> str:
    async with db.transaction() as session:
        drafts = [
            draft(f"{subject} 0", f"{subject}。", code="rules", language=language, samples=(subject,))
            for language, subject in zip(("zh-Hant", "en"), SUBJECTS[0], strict=True)
        ]
        await save_articles(session, drafts, author_id=None, now=clock.now())
        return (await session.scalars(select(Article.id))).one()
