"""Articles come in from uploaded files and go out again."""

import io
import zipfile
from typing import Any

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient
from sqlalchemy import select

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.web.keys import MEDIA
from knowledge_base.articles.models import Article
from knowledge_base.exchange import service
from knowledge_base.exchange.models import ArticleImport
from knowledge_base.exchange.run_imports import BATCH, RunImports
from knowledge_base.settings.models import KnowledgeSettings
from tests.support.console import API, Window

TABLE = "code,title,body,category\n" + "".join(f"c{number},標題{number},內容。,fees\n" for number in range(BATCH + 5))


async def upload(window: Window, name: str, content: bytes | str) -> str:
    form = FormData()
    form.add_field("file", content.encode() if isinstance(content, str) else content, filename=name)
    async with window.client.post(f"{API}/attachments", data=form, headers=window.headers) as answer:
        assert answer.status == 201, await answer.text()
        return str((await answer.json())["id"])


async def begin(window: Window, name: str, content: bytes | str, **options: Any) -> dict[str, Any]:
    answer = await window.post("/articles/import", {"attachment_id": await upload(window, name, content), **options})
    assert answer.status == 202, answer.json
    return dict(answer.json)


@pytest.fixture
def job(app: web.Application) -> RunImports:
    return RunImports(app[MEDIA])


async def codes(db: Database) -> list[str]:
    async with db.reading() as session:
        return sorted(await session.scalars(select(Article.code)))


async def test_a_file_is_looked_at_before_it_is_taken(supervisor: Window, db: Database, job: RunImports) -> None:
    begun = await begin(supervisor, "fees.csv", TABLE + "bad,,x,\n")
    assert (begun["state"], begun["applies"]) == ("waiting", False)
    assert await job.fire(db, now=clock.now()) == 1
    found = (await supervisor.get(f"/articles/imports/{begun['id']}")).json
    assert (found["state"], found["progress"]) == ("done", 1000)
    assert (found["created"], found["changed"], found["unchanged"]) == (BATCH + 5, 0, 0)
    assert (found["problem_count"], found["problems"][0]["file"]) == (1, f"fees.csv, {BATCH + 6}")
    assert found["sample"][0] | {"file": ""} == {
        "file": "",
        "code": "c0",
        "language": "zh-Hant",
        "title": "標題0",
        "category": "fees",
        "beginning": "內容。",
    }
    assert await codes(db) == []
    assert await job.fire(db, now=clock.now()) == 0


async def test_drafts_are_made_and_importing_again_changes_nothing(
    supervisor: Window, db: Database, job: RunImports
) -> None:
    for counts in ((BATCH + 5, 0), (0, BATCH + 5)):
        begun = await begin(supervisor, "fees.csv", TABLE, apply=True)
        await job.fire(db, now=clock.now())
        found = (await supervisor.get(f"/articles/imports/{begun['id']}")).json
        assert (found["created"], found["unchanged"]) == counts
    async with db.reading() as session:
        assert set(await session.scalars(select(Article.state))) == {"draft"}


async def test_an_import_that_was_killed_is_taken_up_behind_what_stood(
    supervisor: Window, db: Database, job: RunImports, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = await begin(supervisor, "fees.csv", TABLE, apply=True)
    taken = 0

    class Killed(BaseException):
        """As a process that is gone."""

    take = RunImports._take

    async def take_once(self: RunImports, *arguments: Any) -> bool:
        nonlocal taken
        taken += 1
        if taken == 2:
            raise Killed
        return await take(self, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(RunImports, "_take", take_once)
        with pytest.raises(Killed):
            await job.fire(db, now=clock.now())
    assert len(await codes(db)) == BATCH
    assert await job.fire(db, now=clock.now()) == 0, "it is still held"
    assert await job.fire(db, now=clock.now() + service.HELD_FOR * 2) == 1
    found = (await supervisor.get(f"/articles/imports/{begun['id']}")).json
    assert (found["state"], found["created"], found["unchanged"]) == ("done", BATCH + 5, 0)
    assert len(await codes(db)) == BATCH + 5


async def test_who_may_publish_nothing_of_their_own_imports_drafts(
    supervisor: Window, db: Database, job: RunImports
) -> None:
    wanted = {"attachment_id": await upload(supervisor, "a.csv", TABLE), "apply": True, "as_state": "published"}
    refused = await supervisor.post("/articles/import", wanted)
    assert (refused.status, refused.code) == (409, "own_words")
    async with db.transaction() as session:
        session.add(KnowledgeSettings(id=1, own_review=True))
    assert (await supervisor.post("/articles/import", wanted)).status == 202
    await job.fire(db, now=clock.now())
    async with db.reading() as session:
        assert set(await session.scalars(select(Article.state))) == {"published"}


async def test_a_file_that_cannot_be_opened_says_why(supervisor: Window, db: Database, job: RunImports) -> None:
    begun = await begin(supervisor, "a.zip", b"PK\x03\x04 but broken")
    await job.fire(db, now=clock.now())
    found = (await supervisor.get(f"/articles/imports/{begun['id']}")).json
    said = "This is not a ZIP archive that can be read."
    assert (found["state"], found["error"]) == ("failed", said)
    assert found["problems"] == [{"file": "", "reason": said, "code": "no_archive", "details": {}}]


async def test_reasons_of_earlier_versions_are_still_shown(supervisor: Window, db: Database, job: RunImports) -> None:
    begun = await begin(supervisor, "a.csv", TABLE)
    async with db.transaction() as session:
        row = (await session.scalars(select(ArticleImport))).one()
        row.problems, row.problem_count = [{"file": "a.csv, 1", "reason": "Something is wrong."}], 1
    (problem,) = (await supervisor.get(f"/articles/imports/{begun['id']}")).json["problems"]
    assert problem == {"file": "a.csv, 1", "reason": "Something is wrong.", "code": "", "details": {}}


async def test_a_file_that_fails_again_and_again_holds_up_nobody(
    supervisor: Window, db: Database, job: RunImports
) -> None:
    await begin(supervisor, "a.csv", TABLE)
    async with db.transaction() as session:
        row = (await session.scalars(select(ArticleImport))).one()
        row.version += service.MOST_CLAIMS
    begun = await begin(supervisor, "b.csv", "title,body\nT,b\n")
    for _ in range(2):
        assert await job.fire(db, now=clock.now()) == 1
    assert (await supervisor.get(f"/articles/imports/{row.id}")).json["problems"][0]["code"] == "kept_failing"
    assert (await supervisor.get(f"/articles/imports/{begun['id']}")).json["state"] == "done"


async def test_what_is_sent_to_review_is_published_by_somebody_else(
    supervisor: Window, administrator: Window, db: Database, job: RunImports
) -> None:
    looked = await begin(supervisor, "a.csv", "code,title,body\na,T,b\n")
    assert looked["may_publish"] is False
    begun = await begin(supervisor, "a.csv", "code,title,body\na,T,b\n", apply=True, as_state="review")
    for _ in range(2):
        await job.fire(db, now=clock.now())
    found = (await supervisor.get(f"/articles/imports/{begun['id']}")).json
    assert (found["as_state"], found["created"], found["problem_count"]) == ("review", 1, 0)
    async with db.reading() as session:
        article = (await session.scalars(select(Article))).one()
    own = await supervisor.post(f"/articles/{article.id}/publish", {"version": article.version})
    assert (article.state, own.code) == ("review", "own_words")
    by_other = await administrator.post(f"/articles/{article.id}/publish", {"version": article.version})
    assert (by_other.status, by_other.json["state"]) == (200, "published")


async def test_only_who_publishes_imports_and_each_their_own(
    agent: Window, supervisor: Window, administrator: Window
) -> None:
    assert (await agent.post("/articles/import", {"attachment_id": "x"})).status == 403
    assert (await agent.get("/articles/export")).status == 403
    file = await upload(supervisor, "a.csv", TABLE)
    assert (await administrator.post("/articles/import", {"attachment_id": file})).code == "unknown_attachment"
    begun = await begin(supervisor, "a.csv", TABLE)
    assert (await administrator.get(f"/articles/imports/{begun['id']}")).status == 404


async def test_what_is_exported_is_imported_as_the_same(
    supervisor: Window, db: Database, job: RunImports, client: TestClient[Any, Any]
) -> None:
    await begin(supervisor, "fees.csv", TABLE, apply=True)
    await job.fire(db, now=clock.now())
    for format in ("markdown", "csv", "html"):
        async with client.get(f"{API}/articles/export?format={format}", headers=supervisor.headers) as answer:
            assert (answer.status, answer.content_type) == (200, "application/zip")
            packed = await answer.read()
        begun = await begin(supervisor, "articles.zip", packed, apply=True)
        await job.fire(db, now=clock.now())
        found = (await supervisor.get(f"/articles/imports/{begun['id']}")).json
        assert (found["unchanged"], found["changed"], found["problems"]) == (BATCH + 5, 0, []), format


async def test_only_the_chosen_articles_go_out(
    supervisor: Window, db: Database, job: RunImports, client: TestClient[Any, Any]
) -> None:
    await begin(supervisor, "fees.csv", TABLE, apply=True)
    await job.fire(db, now=clock.now())
    async with db.reading() as session:
        ids = list(await session.scalars(select(Article.id).where(Article.code.in_(["c1", "c2"]))))
        assert (await session.scalars(select(ArticleImport.state))).all() == ["done"]
    address = f"{API}/articles/export?ids={','.join(ids)}"
    async with client.get(address, headers=supervisor.headers) as answer:
        with zipfile.ZipFile(io.BytesIO(await answer.read())) as packed:
            assert sorted(packed.namelist()) == ["zh-Hant/c1.md", "zh-Hant/c2.md"]
    assert (await supervisor.get("/articles/export", format="exe")).status == 422
