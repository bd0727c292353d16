"""What to do and to say in an emergency, by kind, language and region. An administrator edits the rows made from it.

The numbers of gas, lift, power and water companies differ from house to house: they stand here without a number, to be
filled in. {number} in a text is the public emergency number for that danger.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from contactcenter.basics.languages import LANGUAGES, Language, Names, in_three

REGIONS: Final = ("HK", "TW", "CN", "")


@dataclass(frozen=True, slots=True)
class Script:
    """`services` are whom to phone: public ones by their key in `PUBLIC`, others by their name."""

    titles: Names
    steps: Names
    says: Names
    services: tuple[str, ...]


_FIRE, _POLICE, _AMBULANCE = "fire", "police", "ambulance"
_GAS, _LIFT, _POWER, _WATER = "gas_company", "lift_company", "power_company", "water_company"

# By service and region. The European and mobile number answers in most of the world.
PUBLIC: Final[Mapping[str, Mapping[str, str]]] = {
    _FIRE: {"HK": "999", "TW": "119", "CN": "119", "": "112"},
    _POLICE: {"HK": "999", "TW": "110", "CN": "110", "": "112"},
    _AMBULANCE: {"HK": "999", "TW": "119", "CN": "120", "": "112"},
}
SERVICES: Final[Mapping[str, Names]] = {
    _FIRE: in_three("消防", "消防", "Fire service"),
    _POLICE: in_three("警察", "公安", "Police"),
    _AMBULANCE: in_three("救護車", "救护车", "Ambulance"),
    _GAS: in_three("煤氣公司緊急熱線（請填寫）", "燃气公司抢修热线（请填写）", "Gas company emergency line (fill in)"),
    _LIFT: in_three(
        "電梯保養公司 24 小時熱線（請填寫）", "电梯维保公司 24 小时热线（请填写）", "Lift company, 24 hours (fill in)"
    ),
    _POWER: in_three(
        "電力公司緊急熱線（請填寫）", "供电公司抢修热线（请填写）", "Power company emergency line (fill in)"
    ),
    _WATER: in_three(
        "水務緊急熱線（請填寫）", "自来水公司抢修热线（请填写）", "Water company emergency line (fill in)"
    ),
}


def _script(titles: tuple[str, str, str], steps: Names, says: Names, *services: str) -> Script:
    return Script(in_three(*titles), steps, says, services)


SCRIPTS: Final[Mapping[str, Script]] = {
    "fire": _script(
        ("火警", "火警", "Fire"),
        in_three(
            "問清楚：哪一座、哪一層、有沒有人被困 | 立即致電 {number} | 通知保安疏散該層及上下兩層、打開通道 | 切勿叫"
            "人折返取物"
            " | 派人到路口引領消防車 | 記下時間及在場人士",
            "问清楚：几栋几层、有没有人被困 | 马上拨打 {number} | 通知安保疏散本层和上下两层、打开通道 | 不要让人返回"
            "取物"
            " | 派人到路口引导消防车 | 记下时间和在场人员",
            "Ask which tower and floor, and whether anybody is trapped | Call {number} at once | Have security clear "
            "that "
            "floor and those above and below, and open the ways out | Let nobody go back for things | Send somebody "
            "to "
            "meet the fire engine | Note times and people",
        ),
        in_three(
            "請立即離開，關上門但不要上鎖，走樓梯，切勿乘電梯。有煙請彎低身、用濕毛巾掩住口鼻。到安全地方後致電 "
            "{number}。",
            "请马上离开，把门关上但不要反锁，走楼梯，不要坐电梯。有烟请弯腰低行、用湿毛巾捂住口鼻。到安全的地方后拨打"
            " {number}。",
            "Leave now. Close the door but do not lock it, take the stairs, never the lift. Keep low where there is "
            "smoke. "
            "Call {number} once you are safe.",
        ),
        _FIRE,
    ),
    "gas": _script(
        ("煤氣味", "燃气味", "Smell of gas"),
        in_three(
            "問清楚：哪一層、多久、有沒有人不適 | 通知煤氣公司及值班工程人員 | 致電 {number}，如氣味濃或有人不適"
            " | 通知保安：該層切勿開關電器、按門鐘、吸煙 | 派人在樓下阻止他人進入",
            "问清楚：几层、多久了、有没有人不舒服 | 通知燃气公司和值班工程人员 | 气味浓或有人不适，拨打 {number}"
            " | 通知安保：本层不要开关电器、按门铃、吸烟 | 派人在楼下劝阻他人进入",
            "Ask which floor, since when, and whether anybody feels ill | Tell the gas company and the engineer on "
            "duty | "
            "Call {number} where it is strong or somebody is ill | Have security see that nobody uses switches, door "
            "bells or a flame on that floor | Keep others out",
        ),
        in_three(
            "請不要開關任何電器、不要點火。打開窗門，如可安全做到請關上煤氣掣，然後全家離開，到室外才打電話。",
            "请不要开关任何电器，不要点火。打开门窗，能安全做到的话关上燃气阀，然后全家离开，到室外再打电话。",
            "Touch no switch and light nothing. Open the windows, shut the gas tap if it is safe, and leave with "
            "everybody. "
            "Make calls only outside.",
        ),
        _GAS,
        _FIRE,
    ),
    "lift": _script(
        ("電梯困人", "电梯困人", "Trapped in a lift"),
        in_three(
            "問清楚：哪一座、哪部電梯、停在幾樓、多少人、有沒有老人孕婦小孩或不適 | 通知電梯保養公司及值班工程人員"
            " | 有人不適、恐慌或超過三十分鐘：致電 {number} | 保安到場用對講機安撫，切勿強行開門 | 每五分鐘回覆被困人"
            "士",
            "问清楚：几栋、哪部电梯、停在几楼、几个人、有没有老人孕妇小孩或不舒服的 | 通知电梯维保公司和值班工程人员"
            " | 有人不适、恐慌或超过三十分钟：拨打 {number} | 安保到场用对讲机安抚，不要强行开门 | 每五分钟回复被困人"
            "员",
            "Ask which tower, lift and floor, how many people, and whether anybody is old, pregnant, small or unwell "
            "| Tell "
            "the lift company and the engineer on duty | Anybody unwell, or longer than thirty minutes: call "
            "{number} | "
            "Have a guard speak with them; nobody forces the doors | Speak with them every five minutes",
        ),
        in_three(
            "請保持冷靜，電梯內有通風，不會跌落。請按住警鐘或對講機，不要用力推門或爬出去。師傅正趕來，我會一直跟進。",
            "请保持冷静，电梯里通风，不会掉下去。请按警铃或对讲，不要扒门、不要爬出去。师傅正在赶来，我会一直跟进。",
            "Please stay calm: there is air, and the lift cannot fall. Press the alarm or intercom; do not force the "
            "doors "
            "or climb out. Help is on its way and I will stay with you.",
        ),
        _LIFT,
        _FIRE,
    ),
    "electric": _script(
        ("觸電或電力危險", "触电或用电危险", "Electric danger"),
        in_three(
            "問清楚：有沒有人觸電、在哪裏 | 有人觸電：致電 {number} | 通知值班電工截斷該層電源 | 電源未截斷前切勿觸碰"
            "傷者"
            " | 有火或煙：按火警處理",
            "问清楚：有没有人触电、在哪里 | 有人触电：拨打 {number} | 通知值班电工切断该层电源 | 断电前不要碰触电者"
            " | 有火或烟：按火警处理",
            "Ask whether anybody had a shock, and where | If so call {number} | Have the electrician cut the power "
            "of that "
            "floor | Nobody touches the person before that | Fire or smoke: follow the script for fire",
        ),
        in_three(
            "請不要碰電器、電線和觸電的人。如可安全做到，請關上總掣。站在乾爽的地方，離開有水的位置。",
            "请不要碰电器、电线和触电的人。能安全做到的话，请关掉总闸。站在干燥的地方，远离有水的位置。",
            "Touch no appliance, no wire, and not the person. Switch off the mains if it is safe. Stand where it is "
            "dry.",
        ),
        _AMBULANCE,
        _POWER,
    ),
    "water": _script(
        ("爆水管或水浸", "水管爆裂或水淹", "Burst pipe or flooding"),
        in_three(
            "問清楚：哪一戶、公共還是室內、水有沒有流向電箱或電梯 | 通知值班水喉匠關閘 | 水近電箱或電梯：截電、停電梯"
            " | 派保安及清潔擋水 | 通知樓下住戶；有人受困：致電 {number}",
            "问清楚：哪一户、公共还是室内、水有没有流向电箱或电梯 | 通知值班水工关阀 | 水靠近电箱或电梯：断电、停梯"
            " | 派安保和保洁挡水 | 通知楼下住户；有人被困：拨打 {number}",
            "Ask which flat, private or common pipe, and whether water runs towards switches or a lift | Have the "
            "plumber "
            "shut the valve | Near switches or a lift: cut the power, stop the lift | Send guards and cleaners | "
            "Tell the "
            "flats below; if anybody is trapped call {number}",
        ),
        in_three(
            "請先關上水錶旁的總水掣。地面有水時不要碰電掣和電器，如可安全做到請關上總電掣，搬開貴重物品。師傅正趕來。",
            "请先关上水表旁的总阀。地上有水时不要碰开关和电器，能安全做到的话请关掉总闸，搬开贵重物品。师傅正在赶来。",
            "First shut the main valve beside the meter. While the floor is wet touch no switch; cut the mains if "
            "that is "
            "safe. Our plumber is on the way.",
        ),
        _WATER,
        _FIRE,
    ),
    "person": _script(
        ("有人需要急救", "有人需要急救", "Somebody needs help"),
        in_three(
            "問清楚：在哪裏、清醒嗎、有呼吸嗎、有沒有流血 | 致電 {number}，不要掛斷求助人的電話 | 派懂急救的保安帶急"
            "救箱及心臟除顫器"
            " | 打開大門、留一部電梯、到路口引領救護車 | 小孩反鎖：通知保安及鎖匠，同時報警",
            "问清楚：在哪里、清醒吗、有呼吸吗、有没有流血 | 拨打 {number}，不要挂断求助人的电话 | 派懂急救的安保带急"
            "救箱和除颤仪"
            " | 打开大门、留一部电梯、到路口引导救护车 | 小孩反锁：通知安保和开锁师傅，同时报警",
            "Ask where, whether awake, breathing, bleeding | Call {number} and keep the caller on the line | Send a "
            "guard "
            "with first aid and the defibrillator | Open the gate, hold a lift, meet the ambulance | A child locked "
            "in: "
            "guard and locksmith, and the police",
        ),
        in_three(
            "救護車正在安排。請留在身邊，不要移動傷者，不要餵食。如沒有呼吸而您懂得，請開始按壓胸口；我會留在線上。",
            "正在叫救护车。请留在身边，不要移动伤者，不要喂食。没有呼吸而您会的话，请开始按压胸口；我不会挂断。",
            "An ambulance is being called. Stay with the person, do not move or feed them. If they do not breathe "
            "and you "
            "know how, press the chest. I will stay on the line.",
        ),
        _AMBULANCE,
        _POLICE,
    ),
    "crime": _script(
        ("罪案或人身危險", "治安案件或人身危险", "Crime or danger to people"),
        in_three(
            "問清楚：您安全嗎、在哪裏、對方還在嗎、有沒有武器 | 致電 {number} | 派兩名保安到場，切勿單獨對峙 | 保留閉"
            "路電視、封閉出口"
            " | 求助人不便說話時只問是或否",
            "问清楚：您安全吗、在哪里、对方还在吗、有没有武器 | 拨打 {number} | 派两名安保到场，不要单独对峙 | 保留监"
            "控、封闭出口"
            " | 求助人不便说话时只问是或否",
            "Ask whether the caller is safe, where, whether the person is still there, any weapon | Call {number} | "
            "Send two "
            "guards, nobody alone | Keep the recordings, watch the ways out | Where the caller cannot talk ask only "
            "yes or no",
        ),
        in_three(
            "請先到安全的房間鎖上門，保持安靜，不要與對方對峙，不要觸碰現場。保安正趕來，我們同時報警。",
            "请先到安全的房间锁好门，保持安静，不要和对方对峙，不要动现场。安保正在赶来，我们同时报警。",
            "Go to a safe room, lock the door and keep quiet. Do not face them, touch nothing. Guards are coming and "
            "we are "
            "calling the police.",
        ),
        _POLICE,
    ),
    "structure": _script(
        ("結構或墮物危險", "结构或坠物危险", "Falling or breaking structure"),
        in_three(
            "問清楚：什麼東西、在哪裏、有沒有人受傷、還會不會再跌 | 有人受傷：致電 {number} | 保安立即封鎖下方範圍"
            " | 通知值班工程人員及管理處經理 | 拍照記錄，未檢查前不解封",
            "问清楚：什么东西、在哪里、有没有人受伤、还会不会再掉 | 有人受伤：拨打 {number} | 安保马上封锁下方区域"
            " | 通知值班工程人员和项目经理 | 拍照记录，检查前不解封",
            "Ask what, where, whether anybody is hurt, whether more may fall | Anybody hurt: call {number} | Guards "
            "close the "
            "ground below at once | Tell the engineer on duty and the estate manager | Photographs; closed until "
            "inspected",
        ),
        in_three(
            "請離開該處下方，不要靠近或觸碰，也提醒其他人。保安正趕來封鎖範圍。",
            "请离开下方区域，不要靠近或触碰，也提醒其他人。安保正在赶来封锁区域。",
            "Keep away from below it, do not touch it, and warn others. Guards are coming to close the place.",
        ),
        _FIRE,
    ),
    "unclear": _script(
        ("緊急求助", "紧急求助", "Call for help"),
        in_three(
            "先問：您安全嗎？發生什麼事？在哪裏？ | 選擇事故種類，值班人員會按種類通知 | 危及生命：致電 {number}"
            " | 沒有人說話：問兩次，請對方按任何鍵；已知住址派保安上門",
            "先问：您安全吗？发生什么事？在哪里？ | 选择事件种类，系统会通知对应的值班人员 | 危及生命：拨打 {number}"
            " | 没有人说话：问两次，请对方按任意键；已知住址派安保上门",
            "First: are you safe, what has happened, where? | Choose the kind; the people on call for it are then "
            "rung | "
            "Danger to life: call {number} | Nobody speaks: ask twice, let them press any key; known home: send a "
            "guard",
        ),
        in_three(
            "我在這裏，請告訴我發生什麼事和您在哪裏。如不方便說話，請按任何鍵。",
            "我在，请告诉我发生了什么事和您在哪里。如果不方便说话，请按任意键。",
            "I am here. Tell me what has happened and where you are. If you cannot talk, press any key.",
        ),
        _FIRE,
        _POLICE,
        _AMBULANCE,
    ),
}


def script_rows() -> Iterator[dict[str, Any]]:
    """Every script in every language for every region."""
    for kind, script in SCRIPTS.items():
        first = next(service for service in script.services if service in PUBLIC)
        for region in REGIONS:
            number = PUBLIC[first][region]
            for language in LANGUAGES:
                yield {
                    "kind": kind,
                    "region": region,
                    "language": language,
                    "title": script.titles[language],
                    "steps": [step.strip().format(number=number) for step in script.steps[language].split("|")],
                    "say": script.says[language].format(number=number),
                    "numbers": _numbers(script, region, language),
                }


def _numbers(script: Script, region: str, language: Language) -> list[dict[str, str]]:
    """Services that answer the same number stand in one line."""
    public: dict[str, list[str]] = {}
    for service in script.services:
        if service in PUBLIC:
            public.setdefault(PUBLIC[service][region], []).append(SERVICES[service][language])
    join = " / " if language == "en" else "、"
    known = [{"name": join.join(names), "number": number} for number, names in public.items()]
    unknown = [{"name": SERVICES[each][language], "number": ""} for each in script.services if each not in PUBLIC]
    return known + unknown
