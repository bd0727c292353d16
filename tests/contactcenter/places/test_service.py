"""Places found by code, by words and by what stands in a text, and the walk through the tree."""

import pytest

from contactcenter.db import Database
from contactcenter.errors import Conflict, NotFound
from contactcenter.journal import history
from contactcenter.places import service
from tests.support.builders.agents import NOW, make_agent
from tests.support.builders.places import make_home


async def test_unit_in_a_text_is_found(db: Database) -> None:
    async with db.transaction() as session:
        home = await make_home(session, "3-12-B")
        found = await service.find_place_in_text(session, "三座十二樓Ｂ室 廚房漏水")
    assert found is not None
    assert found.id == home.id


async def test_place_that_does_not_exist_gives_way_to_one_that_does(db: Database) -> None:
    async with db.transaction() as session:
        await make_home(session, "3-12-B")
        assert await service.find_place_in_text(session, "9座88樓Z室") is None
        found = await service.find_place_in_text(session, "9座8樓C室, 即係3座12B樓下")
    assert found is not None
    assert found.code == "3-12-B"


async def test_exact_place_beats_the_vague_one_named_first(db: Database) -> None:
    async with db.transaction() as session:
        await make_home(session, "3-12-B")
        await make_home(session, "5-1-A")
        found = await service.find_place_in_text(session, "3座大堂冇燈,我係5座1A")
    assert found is not None
    assert found.code == "5-1-A"


async def test_stored_spelling_is_found_where_no_address_is_read(db: Database) -> None:
    async with db.transaction() as session:
        home = await make_home(session)
        await service.add_spellings(session, {home.id: ["陳家大宅", "Sky Villa"]})
        by_chinese = await service.find_place_in_text(session, "想報修,陈家大宅漏水")
        by_english = await service.find_place_in_text(session, "Leak at sky  villa!")
        by_nothing = await service.find_place_in_text(session, "sky villas are nice")
    assert by_chinese is not None
    assert by_english is not None
    assert by_chinese.id == by_english.id == home.id
    assert by_nothing is None


async def test_wildcards_in_a_spelling_mean_themselves(db: Database) -> None:
    async with db.transaction() as session:
        home = await make_home(session)
        await service.add_spellings(session, {home.id: ["a%z"]})
        assert await service.find_place_in_text(session, "abcz") is None


async def test_spelling_stays_with_its_first_place(db: Database) -> None:
    async with db.transaction() as session:
        first, second = await make_home(session, "1-1-A"), await make_home(session, "2-1-A")
        await service.add_spellings(session, {first.id: ["penthouse"]})
        await service.add_spellings(session, {second.id: ["Pent House"]})
        found = await service.find_place_in_text(session, "the penthouse")
    assert found is not None
    assert found.id == first.id


async def test_code_is_unique(db: Database) -> None:
    async with db.transaction() as session:
        await make_home(session, "3-12-B")
        with pytest.raises(Conflict):
            await service.create_place(session, kind="unit", code="3-12-b", names={})


async def test_search_finds_by_code_name_spelling_and_kind(db: Database) -> None:
    async with db.transaction() as session:
        home = await make_home(session, "3-12-B")
        await service.add_spellings(session, {home.id: ["陳家大宅"]})
        for words in ("3-12-b", "3座12樓B室", "Tower 3 12B", "陈家", "３座１２Ｂ"):
            assert home.id in [place.id for place in await service.search_places(session, words)], words
        buildings = await service.search_places(session, kind="building")
        assert [place.code for place in buildings] == ["3"]
        assert await service.search_places(session, "%") == []


async def test_search_is_read_in_pages(db: Database) -> None:
    async with db.transaction() as session:
        await make_home(session, "3-12-B")
        first = await service.search_places(session, limit=3)
        rest = await service.search_places(session, limit=3, after=first[-1].id)
    assert [place.code for place in (*first, *rest)] == ["EBG", "3", "3-12", "3-12-B"]


async def test_tree_is_walked_up_and_down(db: Database) -> None:
    async with db.transaction() as session:
        home = await make_home(session, "3-12-B")
        await make_home(session, "3-12-C")
        await make_home(session, "5-1-A")
        path = await service.path_to(session, home.id)
        assert [place.code for place in path] == ["EBG", "3", "3-12", "3-12-B"]
        within = await service.get_places(session, await service.ids_within(session, path[1].id))
        assert {place.code for place in within.values()} == {"3", "3-12", "3-12-B", "3-12-C"}
        assert [place.code for place in await service.children_of(session, path[2].id)] == ["3-12-B", "3-12-C"]


async def test_standing_note_names_the_home_before_the_building(db: Database) -> None:
    async with db.transaction() as session:
        home = await make_home(session, note="Fierce dog.")
        agent = await make_agent(session)
        tower = await service.find_place_by_code(session, "3")
        assert tower is not None
        await service.set_note(session, tower.id, "Lift B does not stop below 5/F.", author_id=agent.id, now=NOW)
        note = await service.standing_note(session, home.id)
        entries = await history.of_subject(session, "place", tower.id)
    assert note == "Fierce dog.\nLift B does not stop below 5/F."
    assert [entry.details for entry in entries] == [{"from": "", "to": "Lift B does not stop below 5/F."}]


async def test_unknown_place_is_not_found(db: Database) -> None:
    async with db.reading() as session:
        with pytest.raises(NotFound):
            await service.get_place(session, "nowhere")
