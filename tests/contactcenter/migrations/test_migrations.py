"""One schema history for both databases, always equal to the models."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from contactcenter.agents.models import Agent
from contactcenter.db import Base, Database, new_id
from contactcenter.migrations.runner import alembic_config, is_current, migrate
from contactcenter.routing.models import Queue
from knowledge_base.articles.models import Article
from knowledge_base.gaps.models import GapAsker
from tests.support.servers import PostgreSQL

_MOMENT = "'2026-11-01 00:00:00+00:00'"
THIRD_SCHEMA = (
    "INSERT INTO agents (id, username, name, password_hash, roles, language, is_active, skills, capacity, presence,"
    " presence_since, must_change_password, version, created_at) VALUES"
    f" ('a', 'ada', 'Ada', 'x', '[]', 'en', true, '{{}}', '{{}}', 'offline', {_MOMENT}, false, 1, {_MOMENT})",
    "INSERT INTO articles (id, code, category, audience, state, created_at, updated_at, change_number, version) VALUES"
    f" ('1', 'both', '', 'public', 'published', {_MOMENT}, {_MOMENT}, 1, 1),"
    f" ('2', 'english', '', 'public', 'published', {_MOMENT}, {_MOMENT}, 2, 1)",
    "INSERT INTO article_texts (article_id, language, title, body, plain, short_text, sample_questions, revision,"
    f" updated_at) VALUES ('1', 'en', 'T', 'b', 'b', '', '[]', 1, {_MOMENT}),"
    f" ('1', 'zh-Hans', 'T', 'b', 'b', '', '[]', 1, {_MOMENT}), ('2', 'en', 'T', 'b', 'b', '', '[]', 1, {_MOMENT})",
    "INSERT INTO gaps (id, question, folded, words_searched, language, state, created_by, created_at, version) VALUES"
    f" ('old', 'q', 'q', '', 'en', 'answered', 'a', {_MOMENT}, 1),"
    f" ('open', 'r', 'r', '', 'en', 'open', 'a', {_MOMENT}, 1)",
    "INSERT INTO gap_askers (id, gap_id, agent_id, words_searched, at) VALUES"
    f" ('x', 'old', 'a', '', {_MOMENT}), ('y', 'open', 'a', '', {_MOMENT})",
)


@pytest.fixture
def empty_database(request: pytest.FixtureRequest, database_kind: str, tmp_path: Path) -> str:
    """The URL of a database without any table."""
    if database_kind == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    name = f"empty_{new_id()}"
    server.run_sql(f"CREATE DATABASE {name}")
    return server.url(name)


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


async def test_models_and_migrations_agree(db: Database) -> None:
    async with db.writer.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_twice_changes_nothing(db: Database) -> None:
    assert await is_current(db.url)
    await migrate(db.url)
    assert await is_current(db.url)


async def test_an_empty_database_is_not_current(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'new' / 'empty.db'}"
    assert not await is_current(url)
    await migrate(url)
    assert await is_current(url)


async def test_skills_get_levels_and_queues_steps(empty_database: str) -> None:
    """What the second schema kept as names is there in the third."""
    engine = create_async_engine(empty_database)
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "0002"))
        await connection.execute(
            text(
                "INSERT INTO agents (id, username, name, password_hash, roles, language, is_active, skills, capacity,"
                " presence, presence_since, must_change_password, version, created_at) VALUES ('a', 'ada', 'Ada', 'x',"
                " '[\"agent\"]', 'en', true, '[\"lifts\", \"english\"]', '{}', 'offline', '2026-11-01 00:00:00', false,"
                " 1, '2026-11-01 00:00:00')"
            )
        )
        await connection.execute(
            text(
                "INSERT INTO queues (id, code, names, skills, offer_seconds, wrap_up_seconds, position, version) VALUES"
                " ('q', 'lifts', '{}', '[\"lifts\"]', 20, 60, 0, 1), ('g', 'general', '{}', '[]', 20, 60, 1, 1)"
            )
        )
    await engine.dispose()
    await migrate(empty_database)
    database = Database(empty_database)
    async with database.reading() as session:
        agent = await session.get_one(Agent, "a")
        queues = {queue.code: queue.requirements for queue in await session.scalars(select(Queue))}
    await database.close()
    assert agent.skills == {"lifts": 3, "english": 3}
    assert queues == {"lifts": [{"after_seconds": 0, "skills": {"lifts": 1}}], "general": []}


async def test_articles_get_a_main_language_and_old_askers_are_not_told(empty_database: str) -> None:
    """What the third schema kept is there in the fourth."""
    engine = create_async_engine(empty_database)
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "0003"))
        for statement in THIRD_SCHEMA:
            await connection.execute(text(statement))
    await engine.dispose()
    await migrate(empty_database)
    database = Database(empty_database)
    async with database.reading() as session:
        languages = {row.code: row.main_language for row in await session.scalars(select(Article))}
        told = {row.gap_id: row.tell_state for row in await session.scalars(select(GapAsker))}
    await database.close()
    assert languages == {"both": "zh-Hans", "english": "en"}
    assert told == {"open": "pending", "old": "skipped"}
