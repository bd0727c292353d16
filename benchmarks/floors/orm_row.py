"""One durable row for each text, written as most services write it: an ORM session and a commit per request."""

import asyncio
from datetime import UTC, datetime

from aiohttp import web
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from benchmarks.floors.arguments import Floor, parse_arguments
from benchmarks.floors.edge import serve, webhook


class Base(DeclarativeBase):
    """The floor's own tables."""


class Text(Base):
    """One text as it came."""

    __tablename__ = "texts"

    sid: Mapped[str] = mapped_column(primary_key=True)
    sender: Mapped[str]
    body: Mapped[str]
    received_at: Mapped[str]


def engine_of(floor: Floor) -> AsyncEngine:
    if floor.database.startswith("postgresql://"):
        return create_async_engine(floor.database.replace("postgresql://", "postgresql+asyncpg://"), pool_size=10)
    engine = create_async_engine(f"sqlite+aiosqlite:///{floor.database}", pool_size=1, max_overflow=0)

    @event.listens_for(engine.sync_engine, "connect")
    def _be_durable(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    return engine


async def create(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await engine.dispose()


def main() -> None:
    floor = parse_arguments()
    asyncio.run(create(engine_of(floor)))
    engine = engine_of(floor)
    sessions = async_sessionmaker(engine, expire_on_commit=False)

    async def keep(form: dict[str, str]) -> None:
        async with sessions() as session:
            now = datetime.now(UTC).isoformat()
            session.add(Text(sid=form["MessageSid"], sender=form["From"], body=form["Body"], received_at=now))
            await session.commit()

    application = web.Application()
    application.router.add_post(floor.path, webhook(floor, keep))
    serve(floor, application)


if __name__ == "__main__":
    main()
