"""What is so at the places of the demo estate: where water, power and gas are shut off, where to go, where to park."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from contactcenter.basics.languages import Names, in_three


@dataclass(frozen=True, slots=True)
class DemoFact:
    place_code: str
    kind: str
    texts: Names


@dataclass(frozen=True, slots=True)
class _Tower:
    """What differs between the towers: the floor of the pumps, the risers, the fire exits, the assembly point."""

    code: str
    pumps: str
    panel: str
    assembly: Names
    exits: Names


_GARDEN: Final = in_three("中央花園噴水池旁", "中央花园喷泉旁", "beside the fountain in the central garden")
_GATE: Final = in_three("北閘外行人路", "北门外人行道", "on the pavement outside the north gate")
_TWO_STAIRS: Final = in_three(
    "樓梯A通往地面，樓梯B通往平台", "楼梯A通往地面，楼梯B通往平台", "Stair A leads to the ground, stair B to the podium"
)
_BOTH_GROUND: Final = in_three("兩條樓梯均通往地面", "两条楼梯均通往地面", "Both stairs lead to the ground")

_TOWERS: Final = (
    _Tower("1", "B1", "G", _GARDEN, _TWO_STAIRS),
    _Tower("2", "B1", "G", _GARDEN, _TWO_STAIRS),
    _Tower("3", "B2", "G", _GARDEN, _TWO_STAIRS),
    _Tower("4", "B2", "M", _GATE, _BOTH_GROUND),
    _Tower("5", "B1", "M", _GATE, _BOTH_GROUND),
    _Tower("6", "B1", "G", _GATE, _BOTH_GROUND),
)

_OF_THE_ESTATE: Final = (
    DemoFact(
        "EBG",
        "water",
        in_three(
            "每戶總水掣在走廊水錶房，掣上有單位標籤；圓掣順時針關，拉桿掣打橫關。",
            "每户总水阀在走廊水表间，阀上有户号标签；圆阀顺时针关，拉杆阀转到与管垂直即关。",
            "Each flat's main valve is in the meter cupboard in the corridor, with the flat's label; turn a wheel clockwise, "
            "a lever across the pipe.",
        ),
    ),
    DemoFact(
        "EBG",
        "power",
        in_three(
            "單位總掣在大門後電箱；電錶在每層電錶房，匙在大堂。自行復位一次，再跳掣不要再試。",
            "户内总开关在大门后配电箱；电表在每层电表间，钥匙在大堂。可自行复位一次，再跳闸不要再试。",
            "A flat's main switch is in the box behind the front door; meters are in the meter room of each floor, key in the "
            "lobby. Reset once; if it trips again, leave it.",
        ),
    ),
    DemoFact(
        "EBG",
        "gas",
        in_three(
            "煤氣掣在廚房煤氣錶旁，手柄與喉管成十字即關。懷疑漏氣：不要開關任何電掣，到室外才打電話。",
            "燃气阀在厨房燃气表旁，手柄与管道垂直即关。怀疑漏气：不要开关任何电器，到室外再打电话。",
            "The gas valve is beside the meter in the kitchen: the handle across the pipe is shut. If gas is suspected touch no "
            "switch and phone from outside.",
        ),
    ),
    DemoFact(
        "EBG",
        "parking",
        in_three(
            "訪客車位24個，先到先得，首兩小時免費，其後每小時$20；入口在正門右側，繳費機在B1。",
            "访客车位24个，先到先得，首两小时免费，之后每小时$20；入口在正门右侧，缴费机在B1。",
            "24 visitors' spaces, first come, first served: two hours free, then HK$20 an hour. Entrance right of the main gate, "
            "payment machine on B1.",
        ),
    ),
    DemoFact(
        "EBG",
        "waste",
        in_three(
            "垃圾房在每層後樓梯；大型廢物請先預約，每逢星期三、六收集。回收站在平台。",
            "垃圾间在每层后楼梯；大件垃圾请先预约，每周三、六收集。回收站在平台。",
            "The refuse room is by the back stairs of each floor. Bulky waste by appointment, Wednesdays and Saturdays. "
            "Recycling is on the podium.",
        ),
    ),
    DemoFact(
        "EBG",
        "access",
        in_three(
            "每晚00:00至06:00只開訪客閘，駕車經北閘。後備鑰匙箱在管理處，須雙人簽名。",
            "每晚00:00至06:00只开访客闸，驾车走北门。备用钥匙箱在服务中心，须双人签字。",
            "From 00:00 to 06:00 only the visitors' gate is open, cars use the north gate. Spare keys are kept at the office and "
            "need two signatures.",
        ),
    ),
    DemoFact(
        "3-12-B",
        "water",
        in_three(
            "本戶總水掣較緊，須用管理處的長柄匙；業主同意緊急時由保安代關。",
            "本户总水阀较紧，须用服务中心的长柄扳手；业主同意紧急时由保安代关。",
            "The main valve of this flat is stiff: use the long key from the office. The owner agrees that the guard shuts it in "
            "an emergency.",
        ),
    ),
    DemoFact(
        "6",
        "other",
        in_three(
            "開發商保修期至交樓日起兩年；缺損先交交樓及執漏組覆驗。",
            "开发商保修期为交楼日起两年；缺陷先交交楼及整改组复验。",
            "Under the developer's warranty for two years from handover: defects go to the handover group first.",
        ),
    ),
    DemoFact(
        "CARPARK-B2",
        "fire",
        in_three(
            "花灑總掣在B2-130旁；排煙控制在車場辦公室。",
            "喷淋总阀在B2-130旁；排烟控制在车场办公室。",
            "The main sprinkler valve is beside space B2-130; smoke extraction is controlled from the car-park office.",
        ),
    ),
)


def build_place_facts() -> Iterator[DemoFact]:
    yield from _OF_THE_ESTATE
    for tower in _TOWERS:
        yield from _of_tower(tower)


def _of_tower(tower: _Tower) -> Iterator[DemoFact]:
    code, pumps, panel = tower.code, tower.pumps, tower.panel
    yield DemoFact(
        code,
        "water",
        in_three(
            f"{code}座水泵房在{pumps}，主水掣在泵房門內左側；天台水缸分東西兩格。",
            f"{code}座水泵房在{pumps}，主阀在泵房门内左侧；屋顶水箱分东西两格。",
            f"Tower {code}: pump room on {pumps}, main valve inside the door on the left; the roof tank has an east and a west "
            "half.",
        ),
    )
    yield DemoFact(
        code,
        "power",
        in_three(
            f"{code}座電掣房在{panel}樓大堂後，公共燈掣在保安櫃枱下；後備發電機供應電梯及走廊燈。",
            f"{code}座配电房在{panel}层大堂后，公共照明开关在前台下；备用发电机供电梯及走廊灯。",
            f"Tower {code}: switch room behind the lobby on {panel}; corridor lights are switched under the guard's desk. The "
            "generator feeds one lift and the corridors.",
        ),
    )
    yield DemoFact(
        code,
        "fire",
        in_three(
            f"{code}座消防控制箱在{panel}樓大堂，喉轆每層兩個；{tower.exits['zh-Hant']}。集合點：{tower.assembly['zh-Hant']}。",
            f"{code}座消防控制箱在{panel}层大堂，消防卷盘每层两个；{tower.exits['zh-Hans']}。集合点：{tower.assembly['zh-Hans']}。",
            f"Tower {code}: fire panel in the lobby on {panel}, two hose reels on each floor. {tower.exits['en']}. Assembly point: "
            f"{tower.assembly['en']}.",
        ),
    )
    yield DemoFact(
        code,
        "lift",
        in_three(
            f"{code}座A、B兩部電梯，機房在天台，消防員升降機為A；機房匙在保安櫃枱。",
            f"{code}座A、B两部电梯，机房在屋顶，消防电梯为A；机房钥匙在前台。",
            f"Tower {code} has lifts A and B, machine room on the roof, lift A for firemen; the key is at the guard's desk.",
        ),
    )
