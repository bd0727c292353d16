"""What a database holds and which media it names."""

from contactcenter.administration.survey import MEDIA_COLUMNS, look_at
from contactcenter.db import Base, Database
from tests.support.builders.agents import make_agent

# Columns called a digest that name nothing in the media store.
OTHER_DIGESTS = {("idempotency_keys", "request_digest"), ("article_vectors", "digest")}


def test_every_column_that_names_a_media_file_is_known() -> None:
    """A new column called a digest: is its file in the media store? Then backups must bring it along."""
    called_digest = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("digest")
    }
    assert called_digest - OTHER_DIGESTS == set(MEDIA_COLUMNS)


async def test_a_new_database_is_ours_and_not_in_use(db: Database) -> None:
    found = await look_at(db.url)
    assert found.revision
    assert not found.is_used
    assert not found.digests


async def test_an_account_is_use(db: Database) -> None:
    async with db.transaction() as session:
        await make_agent(session)
    found = await look_at(db.url)
    assert found.is_used
    assert found.rows["agents"] == 1


async def test_without_tables_it_is_nobodys(empty_url: str) -> None:
    found = await look_at(empty_url)
    assert (found.revision, found.rows) == ("", {})
