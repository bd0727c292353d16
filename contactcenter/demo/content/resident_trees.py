"""Decision trees of the demo estate that residents click through by themselves, on its help page."""

from typing import Final

from contactcenter.basics.languages import in_three
from contactcenter.demo.content.decision_trees import DemoStep, DemoTree

DRY_TAP: Final = DemoTree(
    code="dry-tap-steps",
    category="repairs",
    titles=in_three("水龍頭沒有水：一步步找原因", "水龙头不出水：一步步找原因", "Dry tap: find out why, step by step"),
    short=in_three(
        "請先看是一個水龍頭還是全屋沒有水，再看大堂通告和門外水錶箱的水掣。找不到原因請致電3000 0000（24小時）。",
        "请先看是一个水龙头还是全屋没水，再看大堂公告和门外水表箱的阀门。找不到原因请拨打3000 0000（24小时）。",
        "See whether one tap is dry or all of them, then read the lobby notice and check your valve in the meter "
        "cupboard. If you cannot find out why, call 3000 0000, day and night.",
    ),
    samples={
        "zh-Hant": ("得一個水龍頭冇水", "點樣自己檢查點解冇水", "水龍頭開極都冇水出"),
        "zh-Hans": ("只有一个水龙头没水", "怎么自己检查为什么没水", "水龙头打开不出水"),
        "en": ("only one tap is dry", "find out why my taps are dry", "nothing comes out of the tap"),
    },
    start="where",
    steps={
        "where": DemoStep(
            in_three("哪裏沒有水？", "哪里没有水？", "Where is there no water?"),
            (
                (in_three("只有一個水龍頭", "只有一个水龙头", "Only at one tap"), "one"),
                (in_three("只是沒有熱水", "只是没有热水", "Only the hot water is missing"), "heater"),
                (in_three("全屋都沒有", "全屋都没有", "Nowhere in the flat"), "neighbours"),
            ),
        ),
        "one": DemoStep(
            in_three(
                "多數是盆下的水掣關了，或者龍頭的隔網淤塞。請把水掣全開，再旋下龍頭嘴清洗隔網。\n\n"
                "仍然沒有水，請致電或發短訊到3000 0000，我們與您約時間上門。",
                "多半是盆下的角阀关了，或者龙头的滤网堵了。请把角阀全开，再拧下龙头嘴清洗滤网。\n\n"
                "还是没水，请拨打或发短信到3000 0000，我们和您约时间上门。",
                "The valve under the basin is probably shut, or the sieve of the tap is blocked. Open the valve fully, "
                "then unscrew the mouth of the tap and rinse the sieve.\n\n"
                "Still dry? Call or text 3000 0000 and we agree on a time to come.",
            ),
        ),
        "heater": DemoStep(
            in_three(
                "先看熱水爐的電掣、煤氣掣和電池。做法見[熱水爐沒有熱水](article:water-heater)。聞到煤氣味，請立即停用並離開。",
                "先看热水器的电源、燃气阀和电池。做法见[热水器没有热水](article:water-heater)。闻到燃气味，请马上停用并离开。",
                "Check the heater's switch, gas valve and battery: see [no hot water](article:water-heater). "
                "If you smell gas, stop using it and leave at once.",
            ),
        ),
        "neighbours": DemoStep(
            in_three(
                "請看大堂和電梯內有沒有停水通告，再問問鄰居。",
                "请看大堂和电梯里有没有停水公告，再问问邻居。",
                "Read the notices in the lobby and lifts, and ask a neighbour.",
            ),
            (
                (in_three("有停水通告", "有停水公告", "There is a notice"), "planned"),
                (
                    in_three(
                        "沒有通告，鄰居也沒有水", "没有公告，邻居也没水", "No notice, and the neighbours are dry too"
                    ),
                    "common",
                ),
                (
                    in_three("鄰居有水，或問不到", "邻居有水，或问不到", "The neighbours have water, or I cannot ask"),
                    "valve",
                ),
            ),
        ),
        "planned": DemoStep(
            in_three(
                "水會按通告所寫的時間恢復。請先關好所有水龍頭，以免復水時浸濕全屋。"
                "怎樣準備見[計劃停水、停電](article:planned-shutoff)。",
                "水会按公告所写的时间恢复。请先关好所有水龙头，免得来水时家里被淹。"
                "怎样准备见[计划停水、停电](article:planned-shutoff)。",
                "The water returns at the time the notice says. Shut all taps meanwhile, so that nothing floods. "
                "See [planned shut-offs](article:planned-shutoff).",
            ),
        ),
        "common": DemoStep(
            in_three(
                "這是公共供水問題，不必在家中維修。請致電3000 0000（24小時），說明樓座和樓層；"
                "我們即派人查看，並告知復水時間。\n\n請關好所有水龍頭。",
                "这是公共供水的问题，不用在家里修。请拨打3000 0000（24小时），说明楼栋和楼层；"
                "我们马上派人查看，并告知恢复时间。\n\n请关好所有水龙头。",
                "The fault is in the common supply; there is nothing to repair in your flat. Call 3000 0000, day and "
                "night, with your tower and floor. We send somebody at once and tell you when the water returns.\n\n"
                "Please shut all taps.",
            ),
        ),
        "valve": DemoStep(
            in_three(
                "請打開門外走廊的水錶箱（鑰匙在您的鑰匙串上），看貼有您單位號碼的水掣。手柄與水管平行即為全開。",
                "请打开门外走廊的水表箱（钥匙在您的钥匙串上），看贴着您房号的阀门。手柄与水管平行就是全开。",
                "Open the meter cupboard in the corridor (the key is on your bundle) and look at the valve with your "
                "flat's label. A handle in line with the pipe means open.",
            ),
            (
                (in_three("原來關了，打開後有水", "原来关着，打开后有水了", "It was shut; now there is water"), "back"),
                (in_three("已經全開，仍沒有水", "已经全开，还是没水", "It is open and still nothing comes"), "visit"),
                (in_three("找不到，或者打不開", "找不到，或者打不开", "I cannot find or move it"), "visit"),
            ),
        ),
        "back": DemoStep(
            in_three(
                "請先開最低位置的水龍頭，慢慢放水約兩分鐘。水色偏黃屬短暫現象，放清後可用。",
                "请先开位置最低的龙头，慢慢放水约两分钟。水发黄是暂时的，放清即可使用。",
                "Run the lowest tap slowly for about two minutes. Yellow water clears by itself and may then be used.",
            ),
        ),
        "visit": DemoStep(
            in_three(
                "可能是單位內的水掣或喉管有問題。請致電或發短訊到3000 0000，寫明樓座、樓層和單位。"
                "技工會先報價，您同意才動工。",
                "可能是户内阀门或水管有问题。请拨打或发短信到3000 0000，写清楼栋、楼层和房号。"
                "维修人员会先报价，您同意后才动工。",
                "A valve or pipe in your flat may be faulty. Call or text 3000 0000 with tower, floor and flat. "
                "The technician tells you the price first and starts only if you agree.",
            ),
        ),
    },
)

DOOR_CARD: Final = DemoTree(
    code="door-card-steps",
    category="access",
    titles=in_three(
        "拍卡開不到門：一步步檢查", "刷卡打不开门：一步步检查", "The door refuses my card: check step by step"
    ),
    short=in_three(
        "請把門卡與手機分開再拍一次，並試另一個門口。仍然不行，可到管理處免費重新寫卡；夜間請致電3000 0000，保安會協助。",
        "请把门卡和手机分开再刷一次，并换一个门试试。还是不行，可到物业服务中心免费重写；夜里请拨打3000 0000，秩序员会协助。",
        "Hold the card away from your phone and try again, then try another door. If it still fails, the office rewrites "
        "it free; at night call 3000 0000 and the guard helps.",
    ),
    samples={
        "zh-Hant": ("拍卡冇反應點檢查", "只有一個門口拍唔到卡", "夜晚拍卡入唔到"),
        "zh-Hans": ("刷卡没反应怎么检查", "只有一个门刷不开", "晚上刷卡进不去"),
        "en": ("the door does not react to my card", "only one door refuses my card", "card refused at night"),
    },
    start="which",
    steps={
        "which": DemoStep(
            in_three("門卡在哪裏拍不到？", "门卡在哪里刷不开？", "Which door refuses the card?"),
            (
                (in_three("只有一個門口", "只有一个门", "Only one"), "reader"),
                (in_three("每個門口都不行", "每个门都不行", "Every door"), "alone"),
                (in_three("夜間，我現在入不到門", "夜里，我现在进不了门", "It is late and I cannot get in"), "night"),
            ),
        ),
        "reader": DemoStep(
            in_three(
                "多數是該處的讀卡機有問題，您的卡沒有壞。請先用另一個門口，再致電或發短訊到3000 0000，告訴我們是哪一個門口。",
                "多半是那里的读卡器有问题，您的卡没有坏。请先走另一个门，再拨打或发短信到3000 0000，告诉我们是哪一个门。",
                "The reader there is probably faulty, not your card. Please use another door, then call or text 3000 0000 "
                "and tell us which one it is.",
            ),
        ),
        "alone": DemoStep(
            in_three(
                "請把門卡單獨拿出來，離開手機和其他卡，再拍一次。開到嗎？",
                "请把门卡单独拿出来，离开手机和别的卡，再刷一次。开了吗？",
                "Take the card out by itself, away from your phone and other cards, and try again. Does it open?",
            ),
            (
                (in_three("開到", "开了", "Yes"), "apart"),
                (in_three("仍然不行", "还是不行", "No"), "state"),
            ),
        ),
        "apart": DemoStep(
            in_three(
                "門卡沒有壞，只是受手機或其他卡干擾。以後請分開存放。",
                "门卡没有坏，只是受手机或别的卡干扰。以后请分开放。",
                "The card is fine; the phone or another card disturbed it. Please keep them apart.",
            ),
        ),
        "state": DemoStep(
            in_three(
                "門卡有沒有折斷、浸水，或者曾經報失？",
                "门卡有没有折断、进水，或者挂失过？",
                "Is the card broken or soaked, or was it once reported lost?",
            ),
            (
                (in_three("都沒有", "都没有", "None of these"), "rewrite"),
                (in_three("折斷或浸水", "折断或进水", "Broken or soaked"), "replace"),
                (in_three("曾經報失", "挂失过", "Reported lost"), "blocked"),
            ),
        ),
        "rewrite": DemoStep(
            in_three(
                "請到管理處（1座地下，每日08:00至20:00）重新寫卡，免費。使用一年內自然失效的卡，免費更換。",
                "请到物业服务中心（1座一层，每天08:00至20:00）重新写卡，免费。使用一年内自然失效的卡，免费更换。",
                "Bring it to the management office (G/F Tower 1, 08:00–20:00 daily); we rewrite it free. A card that fails "
                "by itself within a year is replaced free.",
            ),
        ),
        "replace": DemoStep(
            in_three(
                "請帶身分證明到管理處補領，每張$80，約十分鐘可取。見[遺失門禁卡補辦](article:lost-access-card)。",
                "请带身份证件到物业服务中心补办，每张$80，约十分钟可取。见[遗失门禁卡补办](article:lost-access-card)。",
                "Bring ID to the management office for a new one: HK$80, about ten minutes. "
                "See [lost access card](article:lost-access-card).",
            ),
        ),
        "blocked": DemoStep(
            in_three(
                "報失的卡已經停用，不能重用，請交還管理處銷毀。補領見[遺失門禁卡補辦](article:lost-access-card)。",
                "挂失的卡已经停用，不能再用，请交回物业服务中心销毁。补办见[遗失门禁卡补办](article:lost-access-card)。",
                "A card that was reported lost is blocked for good; please hand it in at the office. For a new one see "
                "[lost access card](article:lost-access-card).",
            ),
        ),
        "night": DemoStep(
            in_three(
                "請致電3000 0000（24小時）。保安核對您的身分後會開門，並可借出二十四小時臨時卡。",
                "请拨打3000 0000（24小时）。秩序员核实您的身份后会开门，还可以借一张二十四小时的临时卡。",
                "Call 3000 0000, day and night. The guard checks who you are, opens the door and can lend you a card for "
                "24 hours.",
            ),
        ),
    },
)

RESIDENT_TREES: Final = (DRY_TAP, DOOR_CARD)
