"""What the staff of the demo estate searched in vain, what they ask in words no article has yet, and what they report."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class DemoWords:
    """Words searched so often, and the article (`code`) that was used afterwards; none where nothing was found."""

    words: str
    language: str
    times: int
    code: str | None = None
    by_public: int = 0
    without_hits: int = 0


@dataclass(frozen=True, slots=True)
class DemoReport:
    """A report of an article, made so many hours ago; with an `answer` it is settled."""

    code: str
    language: str
    kind: str
    text: str
    by: str
    hours_ago: int
    answer: str = ""


# Searched by several people, who then used this article.
LED: Final = (
    DemoWords("拍卡冇反應", "zh-Hant", 4, "lost-access-card"),
    DemoWords("樓上滴水邊個賠", "zh-Hant", 5, "water-from-above"),
    DemoWords("八達通交管理費", "zh-Hant", 3, "ways-to-pay"),
    DemoWords("亲戚开车来玩停哪里", "zh-Hans", 2, "visitor-parking"),
    DemoWords("順豐話派咗但搵唔到", "zh-Hant", 3, "parcels"),
    DemoWords("key fob does not open the lobby", "en", 3, "lost-access-card"),
    DemoWords("冷氣機水滴落街", "zh-Hant", 2, "air-conditioner"),
)

# Articles whose last sample question came from searches, and words that were said not to belong where they led.
TAKEN_IN: Final = ("no-water", "pets", "clubhouse-booking")
NOT_THERE: Final = (DemoWords("太吵", "zh-Hans", 2, "office-hours"),)

# Searched, and nothing was opened.
DEAD: Final = (
    DemoWords("電動車充電樁", "zh-Hant", 11, by_public=4),
    DemoWords("短租民宿", "zh-Hant", 6, by_public=1),
    DemoWords("EV charger in my parking space", "en", 5, by_public=2),
    DemoWords("光纖寬頻邊間可以裝", "zh-Hant", 5),
    DemoWords("电梯广告投诉", "zh-Hans", 4, by_public=1),
    DemoWords("晾衫架可唔可以出窗", "zh-Hant", 3),
    DemoWords("drone over the balcony", "en", 2, without_hits=1),
    DemoWords("骨灰龕", "zh-Hant", 2, without_hits=2),
)
# Searched in vain on contacts that were then answered by the article.
NEARLY_DEAD: Final = (
    DemoWords("嘟卡入唔到大堂", "zh-Hant", 3, "lost-access-card"),
    DemoWords("暖水爐火熄", "zh-Hant", 2, "water-heater"),
)

REPORTS: Final = (
    DemoReport(
        "swimming-pool", "zh-Hant", "wrong", "十一月起泳池改為早上七時至晚上九時，文章仍然寫晚上十時。", "agent3", 101
    ),
    DemoReport("visitor-parking", "zh-Hans", "wrong", "访客车位这个月起每小时二十元，文章还是旧收费。", "agent12", 47),
    DemoReport(
        "ways-to-pay",
        "zh-Hant",
        "new_information",
        "新帳單印有轉數快識別碼，毋須再手動輸入帳號，可以補上。",
        "agent5",
        20,
    ),
    DemoReport(
        "pets",
        "en",
        "wrong",
        "The form has moved: owners now sign it at the tower lobby, not at the office.",
        "agent8",
        290,
        "Thank you. The article now says so in all three languages.",
    ),
)

# Articles that readers found helpful, and not: (code, helpful, unhelpful).
VOTES: Final = (
    ("lost-access-card", 7, 0),
    ("ways-to-pay", 6, 1),
    ("water-from-above", 5, 0),
    ("swimming-pool", 2, 3),
    ("parcels", 4, 0),
    ("renovation-papers", 3, 1),
)
