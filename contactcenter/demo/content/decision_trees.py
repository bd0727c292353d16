"""Decision trees of the demo estate: an agent clicks through them while the owner is on the line."""

from dataclasses import dataclass
from typing import Any, Final

from contactcenter.basics.languages import Language, Names, in_three


@dataclass(frozen=True, slots=True)
class DemoStep:
    """Without choices it is an answer; `short` is what an owner may be texted."""

    texts: Names
    choices: tuple[tuple[Names, str], ...] = ()
    short: Names | None = None


@dataclass(frozen=True, slots=True)
class DemoTree:
    code: str
    category: str
    titles: Names
    short: Names
    samples: dict[Language, tuple[str, ...]]
    start: str
    steps: dict[str, DemoStep]

    def in_language(self, language: Language) -> dict[str, Any]:
        """The tree as an article keeps it."""
        return {
            "start": self.start,
            "steps": {
                step_id: {
                    "text": step.texts[language],
                    "kind": "question" if step.choices else "answer",
                    "choices": [{"text": words[language], "to": to} for words, to in step.choices],
                    "short_text": step.short[language] if step.short else "",
                }
                for step_id, step in self.steps.items()
            },
        }


YES: Final = in_three("是", "是", "Yes")
NO: Final = in_three("不是", "不是", "No")

WATER: Final = DemoTree(
    code="water-leak-steps",
    category="emergency",
    titles=in_three("漏水來電：逐步問清楚", "漏水来电：逐步问清楚", "Water leak on the phone: step by step"),
    short=in_three(
        "請先關單位內的總水掣，切勿碰濕了的電掣。我們會按情況即時或今天派人上門。",
        "请先关单位内的总水阀，切勿碰湿了的电源开关。我们会按情况即时或今天派人上门。",
        "Please turn off the main valve in your flat and touch no wet switches. We send somebody at once or today.",
    ),
    samples={
        "zh-Hant": ("屋企漏水點問", "滴水定噴水", "水喉爆咗一步步點做"),
        "zh-Hans": ("家里漏水怎么问", "是滴水还是喷水", "水管爆了一步步怎么办"),
        "en": ("is the water dripping or spraying", "leak questions to ask", "pipe burst what to ask first"),
    },
    start="how",
    steps={
        "how": DemoStep(
            in_three("水是**滴**還是**噴**？", "水是**滴**还是**喷**？", "Is the water **dripping** or **spraying**?"),
            (
                (in_three("滴，慢慢流", "滴，慢慢流", "Dripping, running slowly"), "from"),
                (in_three("噴，或很快漫出來", "喷，或很快漫出来", "Spraying, or rising fast"), "valve"),
            ),
        ),
        "valve": DemoStep(
            in_three(
                "請業主關**單位總水掣**（多在廚房或洗手間入口，順時針關）。關到嗎？",
                "请业主关**单位总水阀**（多在厨房或洗手间入口，顺时针关）。关得上吗？",
                "Ask them to close the **main valve of the flat** (by the kitchen or bathroom door, clockwise). Did it "
                "close?",
            ),
            (
                (in_three("關到，水停了", "关上了，水停了", "Closed, the water has stopped"), "power"),
                (in_three("關不到，或找不到", "关不上，或找不到", "It does not close, or cannot be found"), "riser"),
            ),
        ),
        "riser": DemoStep(
            in_three(
                "**緊急。** 即時開最高級工單，請保安關該層水錶房的水掣；請業主離開濕地，切勿碰電掣。見[爆水管](article:burst-pipe)。",
                "**紧急。** 即时开最高级工单，请保安关该层水表房的水阀；请业主离开湿地，切勿碰电源开关。见[爆水管](article:burst-pipe)。",
                "**Emergency.** Raise the top-priority order now; security closes the valve in the floor's meter room. "
                "They must leave the wet floor and touch no switches. See [burst pipe](article:burst-pipe).",
            ),
            short=in_three(
                "保安現正關該層水掣。請離開濕地，切勿碰電掣。",
                "保安现正关该层水阀。请离开湿地，切勿碰电源开关。",
                "Security is closing the valve on your floor now. Please leave the wet floor and touch no switches.",
            ),
        ),
        "power": DemoStep(
            in_three(
                "水有沒有碰到電掣、電箱或燈？",
                "水有没有碰到电源开关、电箱或灯？",
                "Has the water touched switches, the fuse box or lamps?",
            ),
            (
                (in_three("有，或不肯定", "有，或不肯定", "Yes, or not sure"), "dangerous"),
                (NO, "today"),
            ),
        ),
        "dangerous": DemoStep(
            in_three(
                "不要碰任何電掣。即時開緊急工單：水喉**和**電工一起上門；有焦味或火花見[燒焦味](article:burning-smell)。",
                "不要碰任何电源开关。即时开紧急工单：水管工**和**电工一起上门；有焦味或火花见[烧焦味](article:burning-smell)。",
                "Touch no switches. Raise an emergency order for plumber **and** electrician together; with a burning smell "
                "or sparks see [burning smell](article:burning-smell).",
            ),
        ),
        "from": DemoStep(
            in_three("水從哪裏來？", "水从哪里来？", "Where does the water come from?"),
            (
                (
                    in_three("天花或牆，似是樓上", "天花板或墙，像是楼上", "The ceiling or a wall, perhaps from above"),
                    "above",
                ),
                (in_three("自己的水喉、龍頭、座廁", "自己的水管、龙头、马桶", "Our own pipe, tap or toilet"), "bucket"),
                (in_three("冷氣機", "空调", "The air conditioner"), "cooler"),
            ),
        ),
        "above": DemoStep(
            in_three(
                "記下位置和開始時間，開「樓上漏水」工單，請樓上先停用該處用水。見[樓上漏水](article:water-from-above)。",
                "记下位置和开始时间，开「楼上漏水」工单，请楼上先停用该处用水。见[楼上漏水](article:water-from-above)。",
                "Note where and since when, raise a “water from above” order and ask the flat above to stop using water "
                "there. See [water from above](article:water-from-above).",
            ),
        ),
        "cooler": DemoStep(
            in_three(
                "請先關機，清洗隔塵網；仍滴水就預約檢查。見[冷氣](article:air-conditioner)。",
                "请先关机，清洗隔尘网；仍滴水就预约检查。见[空调](article:air-conditioner)。",
                "Switch it off and rinse the filter; if it still drips, book a check. "
                "See [air conditioner](article:air-conditioner).",
            ),
        ),
        "bucket": DemoStep(
            in_three("一小時內會不會滿一桶？", "一小时内会不会满一桶？", "Would it fill a bucket within an hour?"),
            ((YES, "valve"), (NO, "today")),
        ),
        "today": DemoStep(
            in_three(
                "開「水喉」工單，今天派人；請業主用桶接住，並留下可上門的時間。",
                "开「水管」工单，今天派人；请业主用桶接住，并留下可上门的时间。",
                "Raise a plumbing order for today; ask them to put a bucket there and when somebody may come.",
            ),
            short=in_three(
                "今天會派人上門，請先用桶接住。",
                "今天会派人上门，请先用桶接住。",
                "Somebody comes today; please put a bucket there for now.",
            ),
        ),
    },
)

LIFT: Final = DemoTree(
    code="lift-steps",
    category="emergency",
    titles=in_three("電梯來電：有沒有人在內", "电梯来电：有没有人在内", "Lift on the phone: is anybody inside"),
    short=in_three(
        "請留在原位，按住黃色警鐘掣，切勿撬門。技工正前來。",
        "请留在原位，按住黄色警铃，切勿撬门。技工正前来。",
        "Please stay where you are, hold the yellow alarm button and do not force the door. A technician is on the way.",
    ),
    samples={
        "zh-Hant": ("電梯壞咗點問", "𨋢門開咗一半", "電梯有異響點處理"),
        "zh-Hans": ("电梯坏了怎么问", "电梯门开了一半", "电梯有异响怎么处理"),
        "en": ("lift broken what to ask", "lift door half open", "lift makes a noise"),
    },
    start="inside",
    steps={
        "inside": DemoStep(
            in_three("電梯內**有沒有人**？", "电梯内**有没有人**？", "Is **anybody inside** the lift?"),
            (
                (in_three("有，或聽到聲音", "有，或听到声音", "Yes, or voices are heard"), "well"),
                (in_three("沒有", "没有", "No"), "fault"),
            ),
        ),
        "well": DemoStep(
            in_three(
                "有沒有人不適、受傷、懷孕，或是長者、小孩？",
                "有没有人不适、受伤、怀孕，或是老人、小孩？",
                "Is anybody unwell, hurt, pregnant, elderly or a child?",
            ),
            (
                (YES, "ambulance"),
                (in_three("都沒有", "都没有", "Nobody"), "trapped"),
            ),
        ),
        "ambulance": DemoStep(
            in_three(
                "**先請致電999**，再開最高級工單並請保安到場陪伴。保持通話。見[被困電梯](article:trapped-in-lift)。",
                "**先请拨打999**，再开最高级工单并请保安到场陪伴。保持通话。见[被困电梯](article:trapped-in-lift)。",
                "**999 first**, then the top-priority order, and security goes there. Stay on the line. "
                "See [trapped in a lift](article:trapped-in-lift).",
            ),
        ),
        "trapped": DemoStep(
            in_three(
                "開最高級工單，問樓座、A或B梯、最後樓層和人數。目標三十分鐘內到場。見[被困電梯](article:trapped-in-lift)。",
                "开最高级工单，问楼栋、A或B梯、最后楼层和人数。目标三十分钟内到场。见[被困电梯](article:trapped-in-lift)。",
                "Raise the top-priority order; ask tower, lift A or B, the last floor seen and how many. Thirty minutes is the "
                "aim. See [trapped in a lift](article:trapped-in-lift).",
            ),
        ),
        "fault": DemoStep(
            in_three("電梯怎樣了？", "电梯怎么了？", "What does the lift do?"),
            (
                (
                    in_three("門關不上或開了一半", "门关不上或开了一半", "The door does not close, or is half open"),
                    "barrier",
                ),
                (in_three("有異響、震動、停不平", "有异响、震动、停不平", "Noise, shaking, it stops unevenly"), "stop"),
                (in_three("不動，沒有燈", "不动，没有灯", "It does not move, no light"), "other"),
            ),
        ),
        "barrier": DemoStep(
            in_three(
                "請大家遠離門口。開緊急工單，請保安圍封該層門口。",
                "请大家远离门口。开紧急工单，请保安围封该层门口。",
                "Keep everybody away from the door. Raise an emergency order; security closes the landing off.",
            ),
        ),
        "stop": DemoStep(
            in_three(
                "請改用另一部。開緊急工單，該部先停用，今天檢查。",
                "请改用另一部。开紧急工单，该部先停用，今天检查。",
                "Use the other lift. Raise an emergency order; this one is switched off and checked today.",
            ),
        ),
        "other": DemoStep(
            in_three("同座另一部電梯正常嗎？", "同座另一部电梯正常吗？", "Does the tower's other lift work?"),
            (
                (YES, "stop"),
                (in_three("兩部都不動", "两部都不动", "Neither moves"), "outage"),
            ),
        ),
        "outage": DemoStep(
            in_three(
                "可能全座停電：查看有沒有停電通知，開緊急工單，告知有行動不便住戶的單位。",
                "可能全座停电：查看有没有停电通知，开紧急工单，告知有行动不便住户的单位。",
                "Perhaps the tower is without power: look for a notice, raise an emergency order, and tell the flats of "
                "people who cannot take the stairs.",
            ),
        ),
    },
)

TREES: Final = (WATER, LIFT)
