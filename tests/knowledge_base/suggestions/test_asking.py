import pytest

from knowledge_base.suggestions.asking import Question, Said, questions_of, split


def asked(*said: str, titles: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> list[str]:
    return [question.words for question in questions_of([Said(one) for one in said], titles, names)]


NOTHING = [
    *("多謝", "好的，謝謝你", "收到，唔該晒", "早晨", "係呀", "唔係", "仲未有人？", "吓？", "再見", "嗯嗯", "如圖"),
    *("ok thanks", "Thank you very much for your help!", "Hello?", "any update?", "still waiting", "yes please"),
    *("can you call me back", "see attached photo", "I will be home after 6pm", "好的我知道了", "没事了", "我在家"),
    *("9123 4567", "", "   \n ", "👍", "…", "a"),
]


@pytest.mark.parametrize("said", NOTHING)
def test_small_talk_asks_for_nothing(said: str) -> None:
    assert asked(said) == []


SOMETHING = [
    pytest.param("你好，請問幾時有水？唔該", "幾時有水？", id="greeting and thanks"),
    pytest.param("Dear Sir, could you please tell me how to pay the fee", "how to pay the fee", id="in English"),
    pytest.param("早晨，想問下點樣租會所", "點樣租會所", id="Cantonese"),
    pytest.param("我是陳大文先生，電話9123 4567，電梯壞了", "我是 ，電話 ，電梯壞了", id="nobody is looked for"),
    pytest.param("no water at home", "no water at home", id="a word of small talk inside another"),
    pytest.param("谢谢参观，太阳能板怎么装", "参观，太阳能板怎么装", id="what is left"),
]


@pytest.mark.parametrize(("said", "words"), SOMETHING)
def test_politeness_is_left_out(said: str, words: str) -> None:
    assert asked(said) == [words]


def test_quotes_and_signatures_are_left_out() -> None:
    mail = (
        "Dear all,\n\nThe lift in my tower has stopped again.\n> We will repair it on Friday\n\n"
        "Best regards,\nPeter\nManaging Director of Water Pumps Ltd"
    )
    assert asked(mail) == ["The lift in my tower has stopped again"]
    assert asked("管理費幾時交？\n\n此致\n敬禮\n停車場發展有限公司") == ["管理費幾時交？"]
    assert asked("電梯壞了\n\n發自我的 iPhone") == ["電梯壞了"]


def test_a_long_message_is_several_questions() -> None:
    long = "我住在三座十二樓。昨天晚上開始廚房的天花板一直在滴水，地板也濕了。另外想問停車場月租的收費如何計算？"
    assert asked(long) == [
        "我住在三座十二樓",
        "昨天晚上開始廚房的天花板一直在滴水，地板也濕了",
        "另外 停車場月租的收費如何計算？",
    ]


def test_short_pieces_are_one_question() -> None:
    assert split("電梯又壞。困咗幾次") == ["電梯又壞。 困咗幾次"]


def test_the_newest_counts_most_and_what_was_answered_least() -> None:
    said = [Said("電梯壞了"), Said("管理費可以分期嗎"), Said("想裝修廚房", is_answered=True)]
    weights = [(question.words, round(question.weight, 2)) for question in questions_of(said)]
    assert weights == [("電梯壞了", 1.0), ("管理費可以分期嗎", 0.8), ("想裝修廚房", 0.32)]


def test_what_it_is_about_is_looked_for_where_nothing_else_is_said() -> None:
    assert questions_of([], ["停車場"]) == [Question("停車場", 0.6)]
    assert asked("廚房漏水，地板都濕晒", titles=("廚房漏水，地板都…",)) == ["廚房漏水，地板都濕晒"]


def test_the_same_words_are_looked_for_once_and_never_too_many() -> None:
    assert asked("電梯壞了", "电梯坏了") == ["電梯壞了"]
    assert len(asked(*(f"第{number}件事情壞了怎麼處理" for number in "一二三四五六七八九"))) == 5
    assert asked("水" * 5000)


def test_people_of_the_thread_are_nothing_to_look_for() -> None:
    assert asked("我係王小明，門卡唔見咗", names=("王小明",)) == ["我係 ，門卡唔見咗"]
