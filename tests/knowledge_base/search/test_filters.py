"""Who finds what: audience, groups, validity, places."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contactcenter.text.scripts import fold
from knowledge_base.articles.models import ARTICLE, DRAFT, GROUP, PUBLIC, PUBLISHED, STAFF, TREE
from knowledge_base.search.filters import Filter, Row
from knowledge_base.search.segment import Fields
from knowledge_base.search.snapshot import Part, Snapshot
from knowledge_base.search.source import SourceText

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
# The way from the estate to a home in its third tower.
HOME = ("estate", "tower-3", "floor-12", "3-12-b")


def text(code: str, title: str = "門禁卡", **properties: object) -> SourceText:
    described = {"language": "zh-Hant", "category": "access", "audience": PUBLIC, "state": PUBLISHED} | properties
    row = Row(article_id=f"id-{code}", code=code, **described)  # type: ignore[arg-type]
    return SourceText(row, Fields(fold(title), "", is_english=row.language == "en"))


def snapshot(*texts: SourceText) -> Snapshot:
    base = Part.of(texts)
    return Snapshot((base, Part.of([], base.segment.lengths)), base_number=1, number=1)


def found(searched: Snapshot, wanted: Filter, question: str = "門禁卡") -> list[str]:
    return [hit.code for hit in searched.search(question, limit=10, wanted=wanted).hits]


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        pytest.param(Filter(), {"public"}, id="the public"),
        pytest.param(Filter(reader_ids=frozenset({"security"})), {"public"}, id="an id is no account"),
        pytest.param(Filter(is_staff=True), {"public", "staff"}, id="staff of no group"),
        pytest.param(
            Filter(is_staff=True, reader_ids=frozenset({"ann", "security"})), {"public", "staff", "group"}, id="members"
        ),
        pytest.param(
            Filter(is_staff=True, reader_ids=frozenset({"ben"})), {"public", "staff", "group"}, id="its owner"
        ),
        pytest.param(Filter(is_staff=True, reader_ids=frozenset({"carpark"})), {"public", "staff"}, id="another group"),
        pytest.param(Filter(is_staff=True, reads_all_groups=True), {"public", "staff", "group"}, id="who publishes"),
    ],
)
def test_everybody_finds_what_they_may_read(wanted: Filter, codes: set[str]) -> None:
    searched = snapshot(
        text("public"),
        text("staff", audience=STAFF),
        text("group", audience=GROUP, reader_ids=("ben", "security")),
        text("draft", state=DRAFT),
    )
    assert set(found(searched, wanted)) == codes


def test_an_article_of_a_group_without_members_is_found_by_nobody_but_those_who_publish() -> None:
    searched = snapshot(text("a", audience=GROUP))
    assert found(searched, Filter(is_staff=True, reader_ids=frozenset({"ann"}))) == []
    assert found(searched, Filter(is_staff=True, reads_all_groups=True)) == ["a"]


@pytest.mark.parametrize(
    ("at", "codes"),
    [
        pytest.param(NOW - HOUR, {"always", "until"}, id="before"),
        pytest.param(NOW, {"always", "from", "both"}, id="the first moment is in, the last one out"),
        pytest.param(NOW + HOUR, {"always", "from"}, id="after"),
    ],
)
def test_an_article_appears_and_vanishes_by_itself(at: datetime, codes: set[str]) -> None:
    searched = snapshot(
        text("always"),
        text("from", valid_from=NOW),
        text("until", valid_until=NOW),
        text("both", valid_from=NOW, valid_until=NOW + HOUR),
    )
    assert set(found(searched, Filter(at=at))) == codes


def test_category_kind_and_language_are_choices() -> None:
    searched = snapshot(
        text("a", category="access", kind=ARTICLE),
        text("b", category="fees", kind=TREE),
        text("c", "Access card 門禁卡", category="fees", kind=ARTICLE, language="en"),
    )
    assert found(searched, Filter(category="access")) == ["a"]
    assert found(searched, Filter(kind=TREE)) == ["b"]
    assert found(searched, Filter(language="en")) == ["c"]
    assert found(searched, Filter(category="unknown")) == []


def test_what_is_about_the_own_place_comes_first_and_about_other_places_last() -> None:
    places: dict[str, dict[str, Any]] = {
        "a-other-tower": {"place_ids": ("tower-5",), "above_ids": ("estate",)},
        "b-general": {},
        "c-estate": {"place_ids": ("estate",)},
        "d-tower": {"place_ids": ("tower-3",), "above_ids": ("estate",)},
        "e-other-estate": {"place_ids": ("elsewhere",)},
        "f-both": {"place_ids": ("tower-5", "tower-3"), "above_ids": ("estate",)},
    }
    searched = snapshot(*(text(code, **properties) for code, properties in places.items()))
    own_first = ["d-tower", "f-both", "c-estate", "b-general", "a-other-tower", "e-other-estate"]
    assert found(searched, Filter(place_ids=HOME)) == own_first
    assert found(searched, Filter(place_ids=HOME, only_here=True)) == own_first[:4]
    assert found(searched, Filter()) == sorted(places)


def test_somebody_who_asks_for_the_whole_estate_finds_what_is_about_its_towers() -> None:
    searched = snapshot(
        text("tower", place_ids=("tower-3",), above_ids=("estate",)), text("elsewhere", place_ids=("other",))
    )
    assert found(searched, Filter(place_ids=("estate",), only_here=True)) == ["tower"]
    assert found(searched, Filter(only_here=True)) == []


def test_a_general_article_that_fits_better_stays_before_one_about_the_place() -> None:
    searched = snapshot(
        text("general", "遺失門禁卡點樣補領"),
        text("tower", "三座門禁系統", place_ids=("tower-3",), above_ids=("estate",)),
    )
    assert found(searched, Filter(place_ids=HOME), "遺失門禁卡補領")[0] == "general"


def test_facets_count_what_there_would_be_without_a_choice() -> None:
    searched = snapshot(
        text("a", category="access"),
        text("a", "Access card 門禁卡", category="access", language="en"),
        text("b", category="access", kind=TREE),
        text("c", category="fees"),
        text("d", category="secret", audience=STAFF),
        text("e", "管理費", category="unrelated"),
    )
    facets = searched.search("門禁卡", limit=1, wanted=Filter(category="fees"), counts=True).facets
    assert facets.categories == {"access": 2, "fees": 1}
    assert facets.kinds == {ARTICLE: 2, TREE: 1}
    assert facets.languages == {"zh-Hant": 3, "en": 1}
    assert searched.search("門禁卡", limit=1, wanted=Filter()).facets.categories == {}
