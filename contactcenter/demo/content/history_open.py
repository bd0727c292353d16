"""What is unfinished when the demo begins: open contacts, orders under way, unanswered questions, promises to keep.

None of it belongs to a persona of the phone page: their first text must open a contact of its own.
Nothing waits in a queue either, so that the first text of a visitor is the first to be offered.
"""

from typing import Final

from contactcenter.demo.content.history_shapes import (
    ContactScript,
    MatterScript,
    OrderScript,
    PromiseScript,
    said,
)

OPEN_CONTACTS: Final = (
    ContactScript(
        "toilet-leak",
        "sms",
        "zh-Hant",
        48,
        "agent1",
        said(
            (0, "customer", "屋企個馬桶成日漏水，成地濕晒，樓下啱啱上嚟鬧添"),
            (2, "agent", "很抱歉！請先把馬桶旁的小水掣順時針關上。請問是{home}嗎？"),
            (5, "customer", "係，閂咗喇，依家冇再漏"),
            (8, "agent", "做得好。已開緊急工單{work_order}，師傅三十分鐘內到，亦會檢查樓下天花。"),
            (33, "customer", "師傅到咗，話要換配件，幾錢？"),
        ),
        (
            MatterScript(
                "座廁漏水，影響樓下",
                "work_order",
                order=OrderScript(
                    "repair_plumbing",
                    "座廁漏水，樓下天花受影響",
                    "住戶已關座廁水掣。請同時檢查樓下單位天花。",
                    "taken",
                    raised_after=7,
                    priority="urgent",
                    form={"area": "bathroom", "fault": "toilet", "valve_shut": True},
                    notes=((32, "已到場，水箱落水閥老化，需更換。"),),
                ),
            ),
        ),
        state="active",
        building="3",
    ),
    ContactScript(
        "ceiling-seepage",
        "sms",
        "en",
        190,
        "agent1",
        said(
            (0, "customer", "There is a brown stain on our bathroom ceiling and it is growing"),
            (3, "agent", "Thank you for telling us. Is water dripping, or near a lamp? Could you send a photo?"),
            (10, "customer", "Not dripping, not near the lamp. Photo sent."),
            (
                14,
                "agent",
                "Work order {work_order} is open. The technician will look for the source in your flat first, free of charge. "
                "Which slot suits you: 09-12, 12-15, 15-18 or 18-20?",
            ),
        ),
        (
            MatterScript(
                "Stain on bathroom ceiling",
                "work_order",
                order=OrderScript(
                    "repair_plumbing",
                    "Growing stain on bathroom ceiling",
                    "Not dripping, not near a lamp. Source to be found; flat above to be asked if needed.",
                    "taken",
                    raised_after=13,
                    priority="high",
                    form={"area": "bathroom", "fault": "ceiling"},
                    notes=((60, "Will visit as soon as the owner names a slot."),),
                ),
            ),
        ),
        state="waiting",
        building="3",
    ),
    ContactScript(
        "fire-drill",
        "sms",
        "zh-Hant",
        260,
        "agent1",
        said(
            (0, "customer", "想問聽日消防演習，火警鐘會唔會響？我媽媽長期臥床，響之前可唔可以打畀我？"),
            (6, "agent", "杜先生您好！演習明早舉行，警鐘會響約三分鐘。響之前十分鐘，我們一定致電給您。"),
            (9, "customer", "好，咁我可以先同佢講定，唔該晒"),
            (11, "note", "接班同事請在警鐘響前十分鐘致電業主。此為承諾。"),
        ),
        (
            MatterScript(
                "消防演習前致電",
                "promise",
                promise=PromiseScript("消防演習警鐘響之前致電業主（母親臥床）", 14 * 60),
            ),
        ),
        state="snoozed",
        snoozed_for=13 * 60,
        home="3-14-C",
    ),
    ContactScript(
        "leaks-again",
        "sms",
        "zh-Hant",
        45 * 60,
        "agent1",
        said(
            (0, "customer", "洗手盆底條去水喉漏水，要用桶裝住"),
            (3, "agent", "您好！已開工單{work_order}，師傅今日下午到{home}。請先不要用洗手盆。"),
            (6, "customer", "好，唔該"),
            (2400, "customer", "修好？昨晚又漏，師傅還收了我八十元現金"),
            (
                2402,
                "agent",
                "非常抱歉。工單{work_order}已重開並列為優先。我們的師傅不應收現金，我會請主管查明，多收的全數退還。",
            ),
            (2409, "customer", "好，等你哋覆我"),
            (2412, "note", "收現金一事已告知主管，須與維修記錄核對。"),
        ),
        (
            MatterScript(
                "洗手盆去水喉漏水",
                "work_order",
                order=OrderScript(
                    "repair_plumbing",
                    "洗手盆去水喉漏水",
                    "住戶用桶裝水，已請先不要使用洗手盆。",
                    "new",
                    raised_after=2,
                    form={"area": "bathroom", "fault": "leak"},
                    notes=((380, "去水喉膠圈老化，已更換。"),),
                    result="更換去水喉膠圈，試水正常",
                    done_after=400,
                    verdict="no",
                    verdict_words="修好？昨晚又漏，師傅還收了我八十元現金",
                ),
            ),
            MatterScript(
                "師傅收取現金",
                "work_order",
                order=OrderScript(
                    "complaint",
                    "業主表示師傅收取現金八十元",
                    "請主管核對工單用料及收費，多收須退還。",
                    "new",
                    raised_after=2412,
                    form={"about": "charge"},
                ),
            ),
        ),
        state="waiting",
        building="3",
    ),
    ContactScript(
        "wall-removal",
        "email",
        "zh-Hant",
        150,
        "agent2",
        said(
            (0, "customer", "您好，擬拆客廳與露台之間的牆，圖則昨日已交管理處，下星期一開工可否？"),
            (40, "note", "圖則顯示可能涉及外牆，須工程部審批。先書面通知不可開工。"),
        ),
        (
            MatterScript(
                "申請拆牆",
                "work_order",
                order=OrderScript(
                    "renovation_permit",
                    "擬拆客廳與露台之間的牆",
                    "業主已交圖則，擬下星期一開工。可能涉及外牆，未批准前不可開工。",
                    "new",
                    raised_after=38,
                    form={"walls": True, "drawings_received": True},
                ),
            ),
        ),
        state="active",
        building="2",
    ),
    ContactScript(
        "lobby-lamp",
        "sms",
        "en",
        6 * 60 + 20,
        "agent4",
        said(
            (0, "customer", "The lamp by the letter boxes in tower 1 has been dark for days"),
            (
                3,
                "agent",
                "Thank you. Work order {work_order} is open; lamps in common parts are replaced within 24 hours. I will text you.",
            ),
        ),
        (
            MatterScript(
                "Lobby lamp out",
                "work_order",
                order=OrderScript(
                    "repair_electrical",
                    "Lamp out beside the letter boxes, tower 1 lobby",
                    "Reported by a resident, dark for several days.",
                    "new",
                    place_code="1",
                    raised_after=2,
                    priority="low",
                    form={"area": "public", "fault": "lamp"},
                ),
            ),
        ),
        state="waiting",
        building="1",
    ),
    ContactScript(
        "door-lock-third-chase",
        "sms",
        "zh-Hant",
        75,
        "agent3",
        said(
            (0, "customer", "第三次打嚟喇！星期一報嘅後門鎖到而家都冇人整！"),
            (
                2,
                "agent",
                "非常抱歉，令您追問了三次。我已看到記錄，正請工程部組長直接跟進，一個半小時內由我親自回覆您。",
            ),
            (30, "note", "工程部：所需鎖芯已到貨，正安排上門時間。"),
        ),
        (
            MatterScript(
                "後門鎖多次追問",
                "work_order",
                order=OrderScript(
                    "complaint",
                    "後樓梯門鎖報修後三次追問未處理",
                    "星期一已報修，住戶第三次查詢。請交代延誤原因及確實時間。",
                    "taken",
                    place_code="2",
                    raised_after=3,
                    form={"about": "repair"},
                    notes=((25, "已聯絡工程部，鎖芯缺貨，今日到貨。"),),
                ),
                promise=PromiseScript("親自回覆後門鎖的維修時間", 15),
            ),
        ),
        state="active",
        building="2",
    ),
    ContactScript(
        "committee-figures",
        "email",
        "zh-Hant",
        24 * 60,
        "supervisor1",
        said(
            (0, "customer", "請提供上半年維修統計，以及欠費住戶名單。業主委員會"),
            (
                60,
                "agent",
                "您好：維修統計（不含住戶資料）將於本星期內提供。欠費名單涉及個人資料，恕未能提供，可提供總數。",
            ),
            (62, "note", "統計待報表完成後寄出。"),
        ),
        (MatterScript("業主委員會索取統計"),),
        state="snoozed",
        snoozed_for=20 * 60,
        building="",
        customer_name="翠濤花園業主委員會",
    ),
)
