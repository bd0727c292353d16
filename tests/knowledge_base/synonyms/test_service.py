import pytest

from contactcenter.db import Database
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.text.scripts import fold
from knowledge_base.search.filters import Filter
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.synonyms.first_words import FIRST_SYNONYMS, seed_synonyms
from knowledge_base.synonyms.service import add_synonyms, change_synonyms, list_synonyms, remove_synonyms
from tests.knowledge_base.builders import NOW, draft, make_article
from tests.support.builders.agents import make_agent


def codes(index: LiveIndex, question: str) -> list[str]:
    return [hit.code for hit in index.search(question, wanted=Filter(is_staff=True)).hits]


async def test_a_change_of_synonyms_is_searched_by_at_the_next_refresh(db: Database) -> None:
    async with db.transaction() as session:
        await make_article(session, draft("升降機保養時間"))
        author = await make_agent(session)
    index = LiveIndex(db)
    await index.build()
    assert codes(index, "elevator") == []
    async with db.transaction() as session:
        synonyms = await add_synonyms(session, ["升降機", "elevator"], author_id=author.id, now=NOW)
    await index.refresh()
    assert codes(index, "elevator") == ["fees"]
    async with db.transaction() as session:
        await change_synonyms(session, synonyms.id, ["升降機", "lift"], version=1, author_id=author.id, now=NOW)
    await index.refresh()
    assert codes(index, "elevator") == []
    assert codes(index, "the lift") == ["fees"]
    async with db.transaction() as session:
        await remove_synonyms(session, synonyms.id, author_id=author.id, now=NOW)
    await index.refresh()
    assert codes(index, "the lift") == []


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["電梯"], id="one alone"),
        pytest.param(["電梯", "电梯"], id="the same in the other script"),
        pytest.param(["Lift", " lift "], id="the same in capitals"),
        pytest.param(["電梯", "!!"], id="no letter"),
        pytest.param(["電梯", "x" * 41], id="too long"),
        pytest.param([f"word{n}" for n in range(21)], id="too many"),
    ],
)
async def test_words_that_are_no_synonyms_are_refused(db: Database, words: list[str]) -> None:
    async with db.transaction() as session:
        with pytest.raises(InvalidInput):
            await add_synonyms(session, words, author_id=None, now=NOW)


async def test_what_somebody_else_changed_is_not_overwritten(db: Database) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
        synonyms = await add_synonyms(session, ["電梯", "lift"], author_id=None, now=NOW)
        await change_synonyms(session, synonyms.id, ["電梯", "elevator"], version=1, author_id=author.id, now=NOW)
        with pytest.raises(Conflict):
            await change_synonyms(session, synonyms.id, ["a", "b"], version=1, author_id=author.id, now=NOW)
        with pytest.raises(NotFound):
            await remove_synonyms(session, "nobody", author_id=author.id, now=NOW)


async def test_a_new_installation_has_words_to_begin_with(db: Database) -> None:
    async with db.transaction() as session:
        assert await seed_synonyms(session, now=NOW)
        assert not await seed_synonyms(session, now=NOW)
        assert [tuple(row.words) for row in await list_synonyms(session)] == list(FIRST_SYNONYMS)


def test_no_word_to_begin_with_stands_in_two_sets() -> None:
    words = [fold(word) for words in FIRST_SYNONYMS for word in words]
    assert len(set(words)) == len(words)
