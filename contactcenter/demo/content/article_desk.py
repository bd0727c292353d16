"""Who looks after the articles of the demo estate, what is being written just now, and what only some read."""

from dataclasses import dataclass
from typing import Final

from contactcenter.basics.languages import Names, in_three

# By category: who owns its articles, the group that answers for them, who reviews them.
CARE: Final[dict[str, tuple[str, str | None, str]]] = {
    "emergency": ("supervisor1", "security", "manager1"),
    "repairs": ("backoffice1", "engineering-1", "supervisor1"),
    "fees": ("backoffice6", "fees", "supervisor1"),
    "renovation": ("backoffice7", "permits", "supervisor1"),
    "access": ("backoffice5", "security", "supervisor1"),
    "living": ("backoffice4", "cleaning", "supervisor1"),
    "handover": ("backoffice8", "after-sales", "manager1"),
    "service": ("supervisor2", None, "manager1"),
}
# Past their review by so many days.
OVERDUE: Final[dict[str, int]] = {"swimming-pool": 9, "typhoon": 2, "pests": 31}


@dataclass(frozen=True, slots=True)
class DemoExtra:
    """An article beside those in files; `place_codes` and `group_codes` narrow whom it concerns and who reads it."""

    code: str
    category: str
    audience: str
    author: str
    titles: Names
    bodies: Names
    shorts: Names
    samples: dict[str, tuple[str, ...]]
    place_codes: tuple[str, ...] = ()
    group_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoChange:
    """What is being changed in a published article: `addition` stands at the end of its text in that language.

    Submitted for review where `is_submitted`; without `is_pending` it has been published and the other languages but
    `followed` have not caught up yet.
    """

    code: str
    language: str
    author: str
    addition: str
    note: str
    is_pending: bool = True
    is_submitted: bool = False
    followed: tuple[tuple[str, str], ...] = ()


EXTRAS: Final = (
    DemoExtra(
        "tower-3-pump",
        "repairs",
        "public",
        "backoffice1",
        in_three(
            "3座食水泵更換期間的水壓", "3座食水泵更换期间的水压", "Water pressure in tower 3 while its pump is replaced"
        ),
        in_three(
            "3座的食水泵正在更換，用後備泵供水。\n\n- 二十樓或以上，早上七時至九時水壓會較低，屬正常。\n"
            "- 完全沒有水，請即致電3000 0000，見[停水](article:no-water)。\n- 工程完成後會以短訊通知。",
            "3座的食水泵正在更换，用后备泵供水。\n\n- 二十楼或以上，早上七时至九时水压会较低，属正常。\n"
            "- 完全没有水，请即致电3000 0000，见[停水](article:no-water)。\n- 工程完成后会以短信通知。",
            "The fresh-water pump of tower 3 is being replaced; the spare one supplies the tower.\n\n- From the twentieth "
            "floor up the pressure is lower from seven to nine in the morning. That is normal.\n- No water at all: call "
            "3000 0000 at once, see [no water](article:no-water).\n- We send a text when the work is done.",
        ),
        in_three(
            "3座正更換食水泵，二十樓以上早上水壓較低屬正常。完全沒水請致電3000 0000。",
            "3座正更换食水泵，二十楼以上早上水压较低属正常。完全没水请致电3000 0000。",
            "Tower 3's pump is being replaced; low pressure in the morning above floor 20 is normal. No water: 3000 0000.",
        ),
        {
            "zh-Hant": ("3座水壓好細", "3座高層冇水壓", "3座幾時換完水泵"),
            "zh-Hans": ("3座水压小", "3座高层没水压", "3座水泵什么时候换好"),
            "en": ("low water pressure tower 3", "tower 3 pump", "weak water on upper floors of tower 3"),
        },
        place_codes=("3",),
    ),
    DemoExtra(
        "main-valves",
        "emergency",
        "group",
        "backoffice1",
        in_three(
            "各座總水掣和總電掣位置", "各座总水阀和总电闸位置", "Where the main valves and switches of the towers are"
        ),
        in_three(
            "只供工程部和保安部。\n\n| 座 | 總水掣 | 總電掣 |\n| --- | --- | --- |\n| 1、2座 | B1層泵房左邊 | 1座地下電房 |\n"
            "| 3、4座 | B1層泵房右邊 | 3座地下電房 |\n| 5、6座 | 6座天台水箱旁 | 5座地下電房 |\n\n"
            "關總掣前先致電當值經理，並在對講機說明座數。",
            "只供工程部和秩序部。\n\n| 座 | 总水阀 | 总电闸 |\n| --- | --- | --- |\n| 1、2座 | B1层泵房左边 | 1座地下电房 |\n"
            "| 3、4座 | B1层泵房右边 | 3座地下电房 |\n| 5、6座 | 6座天台水箱旁 | 5座地下电房 |\n\n"
            "关总阀前先致电当值经理，并在对讲机说明座数。",
            "For engineering and security only.\n\n| Tower | Main valve | Main switch |\n| --- | --- | --- |\n"
            "| 1, 2 | pump room B1, left | switch room, tower 1 |\n| 3, 4 | pump room B1, right | switch room, tower 3 |\n"
            "| 5, 6 | beside the tank on the roof of 6 | switch room, tower 5 |\n\n"
            "Call the duty manager before closing a main valve, and name the tower on the radio.",
        ),
        in_three("", "", ""),
        {
            "zh-Hant": ("總水掣喺邊", "3座總電掣位置"),
            "zh-Hans": ("总水阀在哪里", "3座总电闸位置"),
            "en": ("where is the main valve", "main switch tower 3"),
        },
        group_codes=("security", *(f"engineering-{tower}" for tower in range(1, 7))),
    ),
)

CHANGES: Final = (
    DemoChange(
        "clubhouse-booking",
        "zh-Hant",
        "agent3",
        "\n\n## 網上繳費\n\n下月起可用轉數快繳費，收據即時以短訊發出。",
        "加上轉數快",
        is_submitted=True,
    ),
    DemoChange("pets", "zh-Hant", "agent4", "\n\n寵物糞袋可在各座大堂免費索取。", "糞袋"),
    DemoChange(
        "visitor-parking",
        "zh-Hant",
        "backoffice5",
        "\n\n## 電動車充電\n\n兩個訪客充電位在B2層，每小時25元，充滿後三十分鐘內請移走。",
        "電動車充電",
        is_pending=False,
        followed=(("zh-Hans", "\n\n## 电动车充电\n\n两个访客充电位在B2层，每小时25元，充满后三十分钟内请移走。"),),
    ),
)

# Drafts: what an agent noted down after a call, and one that came back.
DRAFTS: Final = (
    (
        "delivery-lockers",
        "access",
        "agent3",
        "大堂智能櫃取件",
        "密碼以短訊發出，二十四小時內有效；過期請致電3000 0000重發。\n\n收費和尺寸見[智能櫃收費](article:locker-fees)。",
        "draft",
        "",
    ),
    (
        "balcony-plants",
        "living",
        "agent5",
        "露台植物和淋水",
        "盆栽不可放在圍欄上；淋水請放水盤，避免滴到樓下。",
        "review",
        "",
    ),
    (
        "quiet-hours-moving",
        "renovation",
        "agent3",
        "搬屋時間和升降機保護",
        "搬屋須預約升降機。",
        "draft",
        "請補上時間、按金和預約方法，再交我看。",
    ),
)
