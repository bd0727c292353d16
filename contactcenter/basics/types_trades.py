"""The smaller trades of repair, and the services of the common parts."""

from typing import Final

from contactcenter.basics.forms import AREA, CONTACT_PHONE, ON_SITE, WHERE, TypeOfWork, choice, field
from contactcenter.basics.languages import in_three

_FAULT: Final = in_three("故障", "故障", "Fault")

TRADE_TYPES: Final = (
    TypeOfWork(
        "repair_building",
        in_three("土木維修", "土建维修", "Repair / building work"),
        (
            AREA,
            choice(
                "fault",
                in_three("情況", "情况", "Fault"),
                ("crack", "裂縫", "裂缝", "Crack"),
                ("tiles", "瓷磚鬆脫", "瓷砖松脱", "Loose tiles"),
                ("spalling", "石屎剝落", "混凝土剥落", "Spalling concrete"),
                ("seepage", "牆身滲水", "墙面渗水", "Damp wall"),
                ("paint", "批盪或油漆剝落", "墙皮或油漆脱落", "Plaster or paint"),
                tells_type=True,
            ),
            field("size", "text", in_three("大約範圍", "大概范围", "How large")),
            field("is_dangerous", "checkbox", in_three("有跌落危險", "有掉落危险", "May fall")),
            *ON_SITE,
        ),
        "normal",
        72,
    ),
    TypeOfWork(
        "repair_carpentry",
        in_three("門窗及五金維修", "门窗五金维修", "Repair / doors, windows, locks"),
        (
            AREA,
            choice(
                "fault",
                _FAULT,
                ("lock", "門鎖", "门锁", "Lock"),
                ("door", "門或門鉸", "门或合页", "Door or hinge"),
                ("window", "窗或窗鉸", "窗或合页", "Window or hinge"),
                ("cabinet", "櫃門", "柜门", "Cabinet"),
            ),
            field("locked_out", "checkbox", in_three("住戶被鎖在門外", "住户被锁在门外", "Resident is locked out")),
            *ON_SITE,
        ),
        "normal",
        24,
    ),
    TypeOfWork(
        "repair_air_conditioning",
        in_three("冷氣維修", "空调维修", "Repair / air conditioning"),
        (
            AREA,
            choice(
                "fault",
                _FAULT,
                ("drip", "滴水", "滴水", "Dripping"),
                ("not_cold", "不夠凍", "不制冷", "Not cooling"),
                ("noise", "噪音", "噪音", "Noise"),
                ("dead", "不能開機", "无法开机", "Does not start"),
            ),
            field("brand", "text", in_three("牌子及型號", "品牌型号", "Make and model")),
            *ON_SITE,
        ),
        "normal",
        48,
    ),
    TypeOfWork(
        "repair_fire_safety",
        in_three("消防設備", "消防设施", "Fire safety equipment"),
        (
            choice(
                "fault",
                _FAULT,
                ("equipment", "滅火設備損壞或遺失", "灭火设备损坏或缺失", "Equipment damaged or missing"),
                ("exit", "走火通道受阻", "消防通道堵塞", "Escape route blocked"),
                ("false_alarm", "警鐘誤鳴", "警铃误报", "False alarm"),
                tells_type=True,
            ),
            WHERE,
            CONTACT_PHONE,
        ),
        "high",
        4,
    ),
    TypeOfWork(
        "repair_access",
        in_three("門禁及閉路電視", "门禁及监控", "Access control and CCTV"),
        (
            choice(
                "fault",
                _FAULT,
                ("card_reader", "讀卡機或門卡", "读卡器或门卡", "Card reader or card"),
                ("lobby_door", "大堂門", "大堂门", "Lobby door"),
                ("barrier", "停車場車閘", "停车场道闸", "Car park barrier"),
                ("cctv", "閉路電視", "监控摄像头", "CCTV"),
                tells_type=True,
            ),
            WHERE,
            CONTACT_PHONE,
        ),
        "normal",
        12,
    ),
    TypeOfWork(
        "cleaning",
        in_three("清潔", "保洁", "Cleaning"),
        (
            choice(
                "kind",
                in_three("情況", "情况", "What"),
                ("spill", "即時清理", "即时清理", "Spill, clean at once"),
                ("rubbish", "垃圾堆積", "垃圾堆积", "Rubbish"),
                ("bulky", "大型棄置物", "大件弃置物", "Bulky waste"),
                ("dog_mess", "狗隻糞便", "宠物粪便", "Dog mess"),
                ("smell", "異味", "异味", "Smell"),
            ),
            WHERE,
        ),
        "normal",
        8,
    ),
    TypeOfWork(
        "pest_control",
        in_three("滅蟲", "灭虫", "Pest control"),
        (
            choice(
                "pest",
                in_three("種類", "种类", "Pest"),
                ("cockroaches", "曱甴", "蟑螂", "Cockroaches"),
                ("rats", "老鼠", "老鼠", "Rats"),
                ("termites", "白蟻", "白蚁", "Termites"),
                ("bees", "蜂巢", "蜂窝", "Bees or wasps"),
                ("mosquitoes", "蚊", "蚊子", "Mosquitoes"),
                ("others", "其他", "其他", "Others"),
            ),
            WHERE,
            field("children_or_pets", "checkbox", in_three("家有小孩或寵物", "家有小孩或宠物", "Children or pets")),
            CONTACT_PHONE,
        ),
        "normal",
        48,
    ),
    TypeOfWork(
        "landscaping",
        in_three("園藝", "园艺绿化", "Landscaping"),
        (
            choice(
                "about",
                in_three("事項", "事项", "About"),
                ("tree", "樹木或樹枝", "树木或树枝", "Tree or branch"),
                ("planter", "花槽、草地或灌溉", "花槽、草坪或灌溉", "Planter, lawn, irrigation"),
            ),
            WHERE,
        ),
        "low",
        72,
    ),
)
