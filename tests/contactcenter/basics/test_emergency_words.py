"""The emergency words we bring, against texts as owners write them."""

import pytest

from contactcenter.basics.emergency_words import word_rows
from contactcenter.basics.languages import LANGUAGES
from contactcenter.routing.emergencies import CRIES, EXPLAINED_BY_DRILL, KINDS, LASTS
from contactcenter.text.happening import Explained
from contactcenter.text.phrases import find_all
from contactcenter.text.scripts import fold
from tests.contactcenter.basics.emergency_corpus import false_texts, true_texts

ROWS = word_rows()
PHRASES = tuple(row["phrase"] for row in ROWS)
EXPLAINED = Explained(
    frozenset(number for number, row in enumerate(ROWS) if row["kind"] in EXPLAINED_BY_DRILL),
    frozenset(number for number, row in enumerate(ROWS) if row["kind"] in LASTS),
)


def kind_of(text: str) -> str | None:
    """As `find_emergency` reads it, without a database."""
    said = [ROWS[match.index] for match in find_all(text, PHRASES, EXPLAINED) if not match.because]
    plain = [row for row in said if fold(row["phrase"]) not in CRIES]
    return next((row["kind"] for row in plain or said), None)


def test_every_kind_has_words_in_every_language_and_none_twice() -> None:
    assert {(row["kind"], row["language"]) for row in ROWS} == {(kind, lang) for kind in KINDS for lang in LANGUAGES}
    folded = [fold(phrase) for phrase in PHRASES]
    assert len(folded) == len(set(folded))
    assert all(len(phrase) <= 80 for phrase in PHRASES)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("電梯困住人 2座15樓附近 有老人", "lift"),
        ("我困喺部lift入面出唔到", "lift"),
        ("困𨋢呀 快啲派人", "lift"),
        ("电梯里面关了两个人在电梯里", "lift"),
        ("I am stuck inside the lift on 15/F", "lift"),
        ("這兩天走廊似乎有一點煤氣味,不急,方便時回覆即可,謝謝。", "gas"),
        ("楼道里好像有点燃气味", "gas"),
        ("I think I can smell some gas in the hallway, no rush", "gas"),
        ("厨房着火了", "fire"),
        ("後樓梯有黑煙湧出嚟", "fire"),
        ("there is thick smoke on the staircase", "fire"),
        ("廚房爆水喉，成地水", "water"),
        ("水管爆了 水往外喷", "water"),
        ("our flat is being flooded from above", "water"),
        ("我媽媽暈低咗喺大堂", "person"),
        ("老人摔倒了起不来", "person"),
        ("My father has collapsed and is not breathing", "person"),
        ("有人撬緊我道門", "crime"),
        ("we had a break-in last night", "crime"),
        ("一開電箱就見到火花", "electric"),
        ("I got an electric shock from the socket", "electric"),
        ("外牆有石屎跌落嚟", "structure"),
        ("concrete fell onto the footpath", "structure"),
    ],
)
def test_an_emergency_is_recognised_whatever_its_tone(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "3座12B廚房水喉漏水,另外上月管理費好像收多咗,大堂盞燈壞咗幾日",
        "屋企個馬桶成日漏水，成地濕晒，樓下啱啱上嚟鬧添",
        "電梯門開開合合",
        "3座又冇水",
        "想問聽日消防演習,火警鐘會唔會響?我媽媽長期臥床,響之前可唔可以打畀我?",
        "火災保險點樣索償",
        "煤氣費點交",
        "How do I pay the gas bill?",
        "The lamp in the lift is out",
        "Is there a fire drill this week?",
        "想問下點樣申請電單車位",
        "小心火燭嘅海報可唔可以貼",
        "後樓梯好多煙頭，日日都有人食煙",
        "Somebody smokes in the staircase and the smell comes into our flat",
        "停車場打風會唔會水浸",
        "Will the car park flood in the typhoon?",
        "收費貴過打劫",
        "洗衣机排水有点慢",
        "can somebody break in the new guard please",
    ],
)
def test_everyday_texts_are_no_emergency(text: str) -> None:
    assert kind_of(text) is None


def test_the_words_hit_what_they_must_and_nothing_else() -> None:
    """The hit rate we publish: of true texts, how many are lifted, and of false ones, how many are not."""
    true, false = true_texts(), false_texts()
    assert len(true) >= 150
    assert len(false) >= 150
    missed = [text for text, _kind in true if kind_of(text) is None]
    mistaken = [(text, kind, kind_of(text)) for text, kind in true if kind_of(text) not in (kind, None)]
    fired = [(text, kind_of(text)) for text in false if kind_of(text) is not None]
    hit, spared = 1 - len(missed) / len(true), 1 - len(fired) / len(false)
    print(f"hit {hit:.1%} of {len(true)}, spared {spared:.1%} of {len(false)}")
    assert len(missed) / len(true) <= 0.01, missed
    assert len(fired) / len(false) <= 0.01, fired
    assert len(mistaken) / len(true) <= 0.02, mistaken


@pytest.mark.parametrize(
    ("text", "because"),
    [
        pytest.param("冇人被困電梯", "denied", id="denied"),
        pytest.param("電梯沒有困人", "denied", id="denied in the middle"),
        pytest.param("演習通知：聽日有電梯困人演習", "drill", id="a drill"),
        pytest.param("測試：煤氣洩漏", "drill", id="a test"),
        pytest.param("上星期電梯困住人", "past", id="last week"),
        pytest.param("昨天水管爆了", "past", id="yesterday"),
        pytest.param("如果火警，應該走邊條樓梯", "supposed", id="if"),
        pytest.param("剛才電梯困人，現在已經救出來了", "over", id="over"),
        pytest.param("收費貴到嚇到我心臟病發", "everyday", id="a figure of speech"),
        pytest.param("Last month there was a fire in block 2", "past", id="last month"),
        pytest.param("The gas leak has been fixed", "over", id="fixed"),
    ],
)
def test_what_does_not_happen_now_is_found_and_explained(text: str, because: str) -> None:
    found = find_all(text, PHRASES, EXPLAINED)
    assert found
    assert {match.because for match in found} == {because}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("昨晚開始聞到煤氣味，而家仲有", id="since yesterday, and still"),
        pytest.param("上次修好咗，今日電梯又困住人", id="again today"),
        pytest.param("唔係演習，真係火警", id="no drill"),
        pytest.param("電梯門打唔開，冇人理，我哋困喺入面", id="a denial of something else"),
        pytest.param("上星期話修好。而家又爆水管", id="the second sentence counts"),
        pytest.param("It leaked gas last week and it smells of gas again today", id="again"),
    ],
)
def test_what_happens_again_or_still_counts(text: str) -> None:
    assert kind_of(text) is not None
