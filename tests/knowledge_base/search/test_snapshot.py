import pytest

from contactcenter.text.scripts import fold
from knowledge_base.articles.models import DRAFT, PUBLIC, PUBLISHED, STAFF
from knowledge_base.search import query, ranking
from knowledge_base.search.filters import Filter, Row
from knowledge_base.search.segment import Fields
from knowledge_base.search.snapshot import Part, Snapshot
from knowledge_base.search.source import SourceText

STAFF_MEMBER = Filter(is_staff=True)


def text(
    code: str,
    title: str,
    body: str = "",
    *,
    samples: str = "",
    language: str = "zh-Hant",
    audience: str = PUBLIC,
    state: str = PUBLISHED,
) -> SourceText:
    fields = Fields(fold(title), fold(body), fold(samples), is_english=language == "en")
    return SourceText(Row(f"id-{code}", code, language, "general", audience, state), fields)


def snapshot(*texts: SourceText, later: tuple[SourceText, ...] = ()) -> Snapshot:
    base = Part.of(texts)
    changed = Part.of(later, base.segment.lengths if texts else None)
    return Snapshot((base.without({one.row.article_id for one in later}), changed), base_number=1, number=2)


def codes(found_in: Snapshot, question: str, wanted: Filter = STAFF_MEMBER) -> list[str]:
    return [hit.code for hit in found_in.search(question, limit=10, wanted=wanted).hits]


ESTATE = snapshot(
    text("fees", "管理費幾時交", "每月十號前繳交，可用轉數快或支票。"),
    text("leak", "天花漏水點算", "先用桶盛水，再通知維修部。廚房、廁所漏水同樣處理。"),
    text("lift", "電梯困人", "切勿撬門，按緊急鐘，等候救援。"),
    text("parking", "Visitor parking", "Visitors may park for two hours at the basement.", language="en"),
    text("gym", "Gymnasium opening hours", "The gymnasium opens at seven. Children need an adult.", language="en"),
)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        pytest.param("管理費", "fees", id="the same script"),
        pytest.param("管理费几时交", "fees", id="the other script"),
        pytest.param("電題困人", "lift", id="a homophone"),
        pytest.param("天漏水", "leak", id="a character left out"),
        pytest.param("visiters parking", "parking", id="a typing error"),
        pytest.param("when does the gymnasum open", "gym", id="a letter left out"),
        pytest.param("gymn", "gym", id="an unfinished word"),
        pytest.param("廚房漏水", "leak", id="words of the body"),
        pytest.param("ＧＹＭＮＡＳＩＵＭ", "gym", id="full width capitals"),
    ],
)
def test_the_right_article_comes_first(question: str, first: str) -> None:
    assert codes(ESTATE, question)[0] == first


def test_a_finished_word_outweighs_the_rarer_ones_that_begin_like_it() -> None:
    found = snapshot(
        text("dry", "No water at home", "Is the water off in the whole building? Water comes back by itself."),
        text("roof", "Warranty", "Waterproofing of roofs and bathrooms is guaranteed for five years."),
        *[text(f"n{number}", "Notes", f"Water is mentioned here too, number {number}.") for number in range(12)],
    )
    assert codes(found, "water")[0] == "dry"
    assert codes(found, "hello water")[0] == "dry"
    # Unfinished, it finds both.
    assert {"dry", "roof"} <= set(codes(found, "waterp") + codes(found, "wate"))


def test_what_was_written_by_sound_outweighs_a_stray_character() -> None:
    found_in = snapshot(
        text("stairs", "梯間清潔", "梯間每日清潔兩次。"),
        text("lift", "每月檢查", "電梯每月檢查一次，由承辦商負責。"),
        text("pool", "泳池開放時間", "每日七時開放。"),
    )
    # 墊 sounds like 電, and 墊梯 stands nowhere; 梯 alone would find the stairs.
    assert codes(found_in, "墊梯")[0] == "lift"


@pytest.mark.parametrize(
    ("question", "without"),
    [pytest.param("業立", {"LEFT_OUT": 0.0}, id="left out"), pytest.param("業木立", {"BESIDE": 0.0}, id="wrong")],
)
def test_a_character_left_out_or_wrong_costs_little(
    question: str, without: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    found_in = snapshot(
        text("club", "會所", "立春，業戶。"), text("owners", "大廈管理", "業主立案法團於每年春季開會。")
    )
    assert codes(found_in, question)[0] == "owners"
    for name, value in without.items():
        monkeypatch.setattr(query, name, value)
    assert codes(found_in, question)[0] == "club"


@pytest.mark.parametrize("question", ["", "   ", "？！", "🙂", "zzzzqqqq"])
def test_a_question_without_known_words_finds_nothing(question: str) -> None:
    assert codes(ESTATE, question) == []


def test_an_endless_question_is_answered_too() -> None:
    assert codes(ESTATE, "管理費" * 10_000)[0] == "fees"


def test_a_sample_question_finds_its_article() -> None:
    found_in = snapshot(text("a", "水費", "按錶收費"), text("b", "熱水爐", "先關電", samples="冇熱水\n沖涼冇熱水點算"))
    assert codes(found_in, "沖涼冇熱水")[0] == "b"


def test_the_public_does_not_find_what_is_for_staff_and_nobody_finds_drafts() -> None:
    found_in = snapshot(
        text("public", "門禁卡"),
        text("staff", "門禁卡 內部", audience=STAFF),
        text("draft", "門禁卡 草稿", state=DRAFT),
    )
    assert codes(found_in, "門禁卡", Filter()) == ["public"]
    assert set(codes(found_in, "門禁卡")) == {"public", "staff"}
    assert set(codes(found_in, "門禁卡", Filter(is_staff=True, only_published=False))) == {"public", "staff", "draft"}


def test_hidden_articles_do_not_take_the_place_of_shown_ones() -> None:
    hidden = [text(f"hidden-{number:03}", "門禁卡", audience=STAFF) for number in range(200)]
    found_in = snapshot(*hidden, text("shown", "其他事項", "遺失門禁卡可補領"))
    assert codes(found_in, "門禁卡", Filter()) == ["shown"]


def test_the_language_filter_and_the_preferred_language() -> None:
    found_in = snapshot(
        text("a", "管理費", language="zh-Hant"),
        text("a", "管理费", language="zh-Hans"),
        text("a", "Management fee 管理費", language="en"),
    )
    assert codes(found_in, "管理費") == ["a"]
    for language in ("zh-Hant", "zh-Hans"):
        hits = found_in.search("管理費", limit=10, wanted=STAFF_MEMBER, prefer=language).hits
        assert [hit.language for hit in hits] == [language]
    english = found_in.search("管理費", limit=10, wanted=Filter(language="en"), prefer="zh-Hant").hits
    assert [hit.language for hit in english] == ["en"]


def test_the_readers_script_is_shown_even_where_the_other_one_says_it_better() -> None:
    found_in = snapshot(
        text("lift", "被困升降機時", "電梯困人", language="zh-Hant"),
        text("lift", "电梯困人", "电梯困人", language="zh-Hans"),
        text("lift", "Trapped in the lift", "電梯", language="en"),
    )
    for prefer, shown in (("zh-Hant", "zh-Hant"), ("zh-Hans", "zh-Hans"), ("en", "zh-Hans")):
        assert found_in.search("電梯困人", limit=10, wanted=STAFF_MEMBER, prefer=prefer).hits[0].language == shown


def test_ties_are_ordered_by_code() -> None:
    found_in = snapshot(text("b", "門禁卡"), text("c", "門禁卡"), later=(text("a", "門禁卡"),))
    assert codes(found_in, "門禁卡") == ["a", "b", "c"]


def test_a_changed_article_is_found_by_its_new_words_only() -> None:
    found_in = snapshot(text("a", "泳池開放時間"), text("b", "車位"), later=(text("a", "健身室開放時間"),))
    assert codes(found_in, "健身室") == ["a"]
    assert codes(found_in, "泳池") == []


def test_common_grams_beyond_the_budget_still_count_for_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = [text(f"{number:03}", "屋苑通告", "屋苑居民請注意") for number in range(100)]
    found_in = snapshot(*everybody, text("x", "泳池", "屋苑居民請注意泳池"))
    full = found_in.search("屋苑居民請注意泳池", limit=5, wanted=STAFF_MEMBER).hits
    monkeypatch.setattr(ranking, "READ_BUDGET", 50)
    short = found_in.search("屋苑居民請注意泳池", limit=5, wanted=STAFF_MEMBER).hits
    assert short[0].code == full[0].code == "x"
    assert short[0].score == pytest.approx(full[0].score, rel=1e-3)
