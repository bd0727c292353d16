"""What somebody on call texts back."""

import pytest

from contactcenter.escalations.replies import read_reply


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1",
            " 1 ",
            "１",
            "OK",
            "ok!",
            "Ok, coming",
            "收到",
            "收到。",
            "收到，即到",
            "明白",
            "知道",
            "知道了",
            "知道啦",
            "好的",
            "OK 收到",
        ),
        *("Roger", "on my way", "我去", "馬上到", "马上到", "👌", "👍🏻", "收到 thanks", "我處理", "1 收到", "got it"),
    ],
)
def test_who_says_so_comes(text: str) -> None:
    assert read_reply(text) == "takes"


@pytest.mark.parametrize("text", ["2", "唔得閒", "No", "can't", "去唔到", "唔得 放假"])
def test_who_cannot_passes_it_on(text: str) -> None:
    assert read_reply(text) == "passes"


@pytest.mark.parametrize(
    "text",
    [
        "收到未？",
        "邊座？",
        "1座定2座",
        "ok 但要半個鐘先到",
        "3座12樓漏水",
        "",
        "好似唔係喎",
        "12",
        "which lift?",
        "I'm not",
        "ok?",
        "知唔知邊部𨋢",
    ],
)
def test_anything_else_is_a_text_like_any_other(text: str) -> None:
    assert read_reply(text) is None
