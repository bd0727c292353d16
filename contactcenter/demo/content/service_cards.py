"""Services of the demo estate to offer once a matter is settled. Prices are those of its articles."""

from dataclasses import dataclass
from typing import Final

from contactcenter.basics.languages import Names, in_three


@dataclass(frozen=True, slots=True)
class DemoService:
    """`place_codes` empty: in all towers; `categories` are those of the articles it goes with."""

    titles: Names
    texts: Names
    prices: Names
    categories: tuple[str, ...]
    article_code: str | None
    group_code: str
    place_codes: tuple[str, ...] = ()


SERVICES: Final = (
    DemoService(
        in_three("冷氣機清洗", "空调清洗", "Cleaning of air conditioners"),
        in_three(
            "入夏前清洗隔塵網、風輪及去水盤，約一小時，由工程部同事上門。",
            "入夏前清洗滤网、风轮及接水盘，约一小时，由工程部同事上门。",
            "Filter, fan and drain tray cleaned before summer, about an hour, by our own engineers.",
        ),
        in_three("每部$380起，兩部以上九折", "每台$380起，两台以上九折", "From HK$380 each; 10 % off from two"),
        ("repairs",),
        "air-conditioner",
        "after-sales",
    ),
    DemoService(
        in_three("年度水電安全檢查", "年度水电安全检查", "Yearly check of water and power"),
        in_three(
            "檢查水掣、喉管接口、電箱及漏電掣，即場給您一頁報告。",
            "检查水阀、管道接口、配电箱及漏电开关，当场给您一页报告。",
            "Valves, joints, fuse box and residual-current switch checked, with a one-page report on the spot.",
        ),
        in_three("業主每年一次免費", "业主每年一次免费", "Free once a year for owners"),
        ("repairs", "emergency", "handover"),
        "how-repairs-work",
        "after-sales",
    ),
    DemoService(
        in_three("大型家具預約收集", "大件家具预约清运", "Collection of bulky furniture"),
        in_three(
            "星期三、六上門搬走，每次最多三件，請預先兩日預約。",
            "周三、六上门搬运，每次最多三件，请提前两天预约。",
            "Carried from your door on Wednesdays and Saturdays, up to three pieces; please book two days ahead.",
        ),
        in_three("首件免費，其後每件$60", "首件免费，之后每件$60", "First piece free, then HK$60 each"),
        ("living", "renovation"),
        "refuse-recycling",
        "cleaning",
    ),
    DemoService(
        in_three("交樓後首年保養提示", "交楼后首年保养提示", "First-year reminders after handover"),
        in_three(
            "每季一則短訊，提醒保修到期日及該檢查的項目。",
            "每季度一条短信，提醒保修到期日及应检查的项目。",
            "One text each quarter: which warranties end, and what to look at before they do.",
        ),
        in_three("免費", "免费", "Free"),
        (),
        "warranty",
        "handovers",
        ("6",),
    ),
)
