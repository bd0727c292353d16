"""The emergency words we bring, against texts as owners write them."""

import pytest

from contactcenter.basics.emergency_words import word_rows
from contactcenter.basics.languages import LANGUAGES
from contactcenter.routing.emergencies import EXPLAINED_BY_DRILL, KINDS
from contactcenter.text.phrases import find_phrase
from contactcenter.text.scripts import fold

ROWS = word_rows()
PHRASES = tuple(row["phrase"] for row in ROWS)
DRILLED = frozenset(number for number, row in enumerate(ROWS) if row["kind"] in EXPLAINED_BY_DRILL)


def kind_of(text: str) -> str | None:
    match = find_phrase(text, PHRASES, drilled=DRILLED)
    return ROWS[match.index]["kind"] if match else None


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
