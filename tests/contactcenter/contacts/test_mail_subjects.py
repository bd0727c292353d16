"""Subjects without what programs put before them."""

import pytest

from contactcenter.contacts.mail_subjects import answer_subject, base_subject, is_answer, references_in

ANSWERS = [
    *(
        "Re: 漏水",
        "RE: 漏水",
        "re:漏水",
        "Re：漏水",
        "Re﹕漏水",
        "Re : 漏水",
        "Re[5]: 漏水",
        "Re(2): 漏水",
        "Re^3: 漏水",
    ),
    *(
        "RE: Re: re: 漏水",
        "回覆: 漏水",
        "回覆：漏水",
        "回复：漏水",
        "回復: 漏水",
        "答复: 漏水",
        "答覆：漏水",
        "AW: 漏水",
    ),
    *("Antw: 漏水", "SV: 漏水", "VS: 漏水", "Odp: 漏水", "Ynt: 漏水", "Отв: 漏水", "返信: 漏水", "Ref: 漏水"),
    *(
        "Re: Fw: 漏水",
        "Fwd: Re: 漏水",
        "[EXTERNAL] Re: 漏水",
        "【外部郵件】回覆：漏水",
        "自動回覆: 漏水",
        "自动回复: 漏水",
    ),
    *("Automatic reply: 漏水", "回覆: [EXT] Re: 漏水", "Re: 漏水 [C-2026-0001]", "Re: [C-2026-0001] 漏水"),
]
OTHERS = [
    *("漏水", "Fw: 漏水", "FWD：漏水", "轉寄: 漏水", "轉寄：漏水", "转发: 漏水", "轉發：漏水", "WG: 漏水", "TR: 漏水"),
    *("[External] 漏水", "  漏水  ", "漏水 [C-2026-0001]", "漏水 [ c-2026-12345 ]"),
]


@pytest.mark.parametrize("subject", ANSWERS)
def test_an_answer_is_about_what_it_answers(subject: str) -> None:
    assert (is_answer(subject), base_subject(subject)) == (True, "漏水")


@pytest.mark.parametrize("subject", OTHERS)
def test_a_mail_that_answers_nothing(subject: str) -> None:
    assert (is_answer(subject), base_subject(subject)) == (False, "漏水")


@pytest.mark.parametrize("subject", ["Research: results", "Regarding: x", "重要：停水", "Area 51: x", "C-2026: x"])
def test_words_before_a_colon_are_not_always_a_prefix(subject: str) -> None:
    assert (is_answer(subject), base_subject(subject)) == (False, subject)


@pytest.mark.parametrize("subject", ["", "Re:", "回覆：", "[C-2026-0001]", "Re: [C-2026-0001]"])
def test_a_subject_of_nothing(subject: str) -> None:
    assert base_subject(subject) == ""


def test_our_answer_has_one_prefix_and_one_reference() -> None:
    once = answer_subject("回覆：Re: 漏水", "C-2026-0001")
    assert once == "Re: 漏水 [C-2026-0001]"
    assert answer_subject(f"RE: {once}", "C-2026-0001") == once
    assert answer_subject("", "C-2026-0001") == "[C-2026-0001]"


def test_references_are_found_wherever_they_stand() -> None:
    assert references_in("Re: x [C-2026-0002] 編號 c-2026-12345，W-2026-0001 C-20-1") == ["C-2026-0002", "C-2026-12345"]


def test_a_subject_without_end_takes_no_time() -> None:
    assert len(base_subject("Re: " * 300_000)) < 1_000
