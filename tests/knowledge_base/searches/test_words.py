import pytest

from knowledge_base.searches.words import fold_words, without_people

KEPT = [
    pytest.param("3座12A水管爆咗", "3座12A水管爆咗", id="rooms stay"),
    pytest.param("打999定1823", "打999定1823", id="short numbers stay"),
    pytest.param("我電話係 9123 4567 幾時有人嚟", "我電話係 … 幾時有人嚟", id="a telephone number"),
    pytest.param("call +852 9123-4567 please", "call … please", id="a number with its country"),
    pytest.param("打９１２３４５６７俾我", "打…俾我", id="a wide number"),
    pytest.param("身份證A123456(7)要唔要帶", "身份證…要唔要帶", id="an identity card"),
    pytest.param("電話九一二三四五六七", "電話…", id="a number as it was heard"),
    pytest.param("二十三樓A座", "二十三樓A座", id="a floor in characters"),
    pytest.param("mail siu.ming@example.com about fees", "mail … about fees", id="a mail address"),
    pytest.param("send to 小明＠例子.香港", "send to …", id="an address in characters"),
    pytest.param("see https://bank.example/pay?id=1 ok?", "see … ok?", id="a link"),
    pytest.param("陳大文先生想問泊車", "…想問泊車", id="a gentleman"),
    pytest.param("李太話漏水", "…話漏水", id="a lady in two characters"),
    pytest.param("太陽能板可唔可以裝", "太陽能板可唔可以裝", id="no name"),
    pytest.param("Mrs. Wong's door", "… door", id="a name in English"),
    pytest.param("a\x00b\n c\ud800", "a b c", id="characters that no text contains"),
    pytest.param("9123 4567, siu@example.com", "", id="nothing but a person"),
    pytest.param("   ", "", id="nothing"),
]


@pytest.mark.parametrize(("said", "kept"), KEPT)
def test_what_names_a_person_is_left_out(said: str, kept: str) -> None:
    assert without_people(said) == kept


def test_the_names_of_those_who_are_known_are_left_out() -> None:
    assert without_people("我係王小明，門卡唔見咗", ["王小明"]) == "我係…，門卡唔見咗"
    assert without_people("This is Amy Lee, my card is lost", ["Amy Lee"]) == "This is …, my card is lost"
    assert without_people("Leeway for visitors", ["Lee"]) == "Leeway for visitors"
    assert without_people("漏水", ["水"]) == "漏水", "one character is a word"


def test_no_more_is_kept_than_the_table_holds() -> None:
    assert len(without_people("水" * 5000)) == 400
    assert len(fold_words("㍿" * 400)) <= 400


def test_the_same_words_are_equal_however_they_are_written() -> None:
    assert fold_words("電梯 壞咗？") == fold_words("电梯坏咗")
    assert fold_words("Lift  BROKEN!") == "lift broken"
    assert fold_words("… ？") == ""
