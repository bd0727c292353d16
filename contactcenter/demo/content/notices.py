"""Notices of the demo estate: what is planned around the day the demo begins, and what always holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from contactcenter.basics.languages import LANGUAGES, Language, Names, in_three
from contactcenter.demo.month.words import WEEKDAYS


@dataclass(frozen=True, slots=True)
class NoticeScript:
    """`in_days` from today on the desk's clock, at `hour`:`minute` for so many hours; published so many days before.

    {date} and {hours} in the texts stand for the day and the span; without `lasts_hours` it has no end.
    """

    kind: str
    place_code: str
    in_days: int
    hour: int
    minute: int
    lasts_hours: float | None
    published_days_before: int
    titles: Names
    texts: Names


@dataclass(frozen=True, slots=True)
class DemoNotice:
    kind: str
    place_code: str
    titles: Names
    texts: Names
    starts_at: datetime
    ends_at: datetime | None
    published_at: datetime


_SCRIPTS: Final = (
    NoticeScript(
        "water",
        "3",
        1,
        9,
        30,
        7,
        8,
        in_three(
            "3座計劃停水（東面水管井）", "3座计划停水（东侧水管井）", "Tower 3: planned water shut-off, east riser"
        ),
        in_three(
            "{date}{hours}，3座B至F室更換減壓閥停水，A室不受影響。請前一晚儲水、關好水龍頭；恢復後先開最低的水龍頭兩分鐘。使用醫療儀器請登記。",
            "{date}{hours}，3座B至F室更换减压阀停水，A室不受影响。请提前存水、关好龙头；恢复后先开最低的龙头两分钟。使用医疗设备请登记。",
            "{date}, {hours}: flats B to F of tower 3 have no water while a pressure valve is changed; flat A is not affected. "
            "Store water the evening before; afterwards run the lowest tap for two minutes.",
        ),
    ),
    NoticeScript(
        "fire_drill",
        "3",
        1,
        10,
        30,
        0.75,
        14,
        in_three("3座消防演習", "3座消防演习", "Tower 3: fire drill"),
        in_three(
            "{date}{hours}，警鐘響約三分鐘，電梯暫停十五分鐘。歡迎參與疏散，不強制。行動不便或長期臥床的住戶，響鐘前十分鐘會致電。",
            "{date}{hours}，警铃响约三分钟，电梯暂停十五分钟。欢迎参加疏散，不强制。行动不便或长期卧床的住户，响铃前十分钟会打电话。",
            "{date}, {hours}: bells for about three minutes, lifts stopped for fifteen. Taking part is welcome, not required. "
            "Registered residents who cannot walk are rung ten minutes before the bells.",
        ),
    ),
    NoticeScript(
        "lift",
        "2",
        2,
        14,
        0,
        3,
        5,
        in_three("2座B梯例行保養", "2座B梯例行保养", "Tower 2: lift B serviced"),
        in_three(
            "{date}{hours}，2座B梯停用保養，雙數樓層請乘A梯到上一層再步行一層；行動不便的住戶請致電3000 0000安排協助。",
            "{date}{hours}，2座B梯停用保养，双数楼层请乘A梯到上一层再步行一层；行动不便的住户请拨3000 0000安排协助。",
            "{date}, {hours}: lift B of tower 2 is being serviced. For even floors take lift A to the floor above and walk down "
            "one; call 3000 0000 if you need help.",
        ),
    ),
    NoticeScript(
        "power",
        "5",
        4,
        10,
        0,
        5,
        9,
        in_three("5座公共電力分段檢修", "5座公共电力分段检修", "Tower 5: power work in sections"),
        in_three(
            "{date}{hours}，5座走廊照明及公共插座分段停電，單位內電力不受影響，最少一部電梯行走。",
            "{date}{hours}，5座楼道照明及公共插座分段停电，户内用电不受影响，至少一部电梯运行。",
            "{date}, {hours}: corridor lights and common sockets of tower 5 are switched off floor by floor; flats keep their "
            "power and one lift runs.",
        ),
    ),
    NoticeScript(
        "works",
        "CARPARK-B2",
        -2,
        8,
        0,
        240,
        10,
        in_three("停車場B2層地面重鋪", "停车场B2层地面重铺", "Car park B2: new floor"),
        in_three(
            "{date}起十天，B2-101至B2-140分段封閉，受影響車主已獲編配B1層臨時車位，請按指示牌行駛。",
            "{date}起十天，B2-101至B2-140分段封闭，受影响车主已安排B1层临时车位，请按指示牌行驶。",
            "From {date} for ten days, spaces B2-101 to B2-140 are closed in sections; their holders have temporary spaces on B1.",
        ),
    ),
    NoticeScript(
        "cleaning",
        "EBG",
        6,
        9,
        0,
        6,
        7,
        in_three("食水缸清洗及水質化驗", "生活水箱清洗及水质检测", "Cleaning of the water tanks"),
        in_three(
            "{date}{hours}，各座分批清洗水缸，供水由備用缸維持，短時間水壓較低或略有混濁，放水兩分鐘便清。",
            "{date}{hours}，各栋分批清洗水箱，由备用水箱供水，短时间水压较低或略浑，放水两分钟即可。",
            "{date}, {hours}: tanks are cleaned tower by tower; the spare tank supplies water, with lower pressure or slight "
            "cloudiness for a while.",
        ),
    ),
    NoticeScript(
        "works",
        "5",
        -30,
        9,
        0,
        24 * 60,
        37,
        in_three("5座大堂翻新", "5座大堂翻新", "Tower 5: lobby works"),
        in_three(
            "大堂翻新期間請由平台入口進出，輪椅及嬰兒車使用平台斜道；信箱暫移至平台。",
            "大堂翻新期间请由平台入口进出，轮椅及婴儿车走平台坡道；信箱暂移至平台。",
            "While the lobby is renovated please use the podium entrance; wheelchairs and prams take the podium ramp. Letter "
            "boxes are on the podium for now.",
        ),
    ),
    NoticeScript(
        "event",
        "EBG",
        12,
        15,
        0,
        3,
        6,
        in_three("平台嘉年華", "平台嘉年华", "Podium fair"),
        in_three(
            "{date}{hours}，平台設攤位遊戲及二手書交換，歡迎報名。活動期間平台犬徑暫停使用。",
            "{date}{hours}，平台设摊位游戏及二手书交换，欢迎报名。活动期间平台宠物步道暂停使用。",
            "{date}, {hours}: stalls, games and a book swap on the podium; sign up by text. The pet path is closed meanwhile.",
        ),
    ),
    NoticeScript(
        "weather",
        "EBG",
        -8,
        16,
        0,
        34,
        8,
        in_three("颱風期間服務安排", "台风期间服务安排", "Service during the typhoon"),
        in_three(
            "八號風球期間一般維修、搬運及清潔暫停，緊急事項照常處理；請關好窗戶、清理露台去水口。",
            "八号风球期间一般维修、搬运及保洁暂停，紧急事项照常处理；请关好窗户、清理阳台地漏。",
            "At signal 8 ordinary repairs, moving and cleaning stop; emergencies go on. Shut windows, clear balcony drains.",
        ),
    ),
    NoticeScript(
        "security",
        "GATE",
        -60,
        0,
        0,
        None,
        60,
        in_three("正門夜間只開訪客閘", "正门夜间只开访客闸", "Main gate at night"),
        in_three(
            "每晚00:00至06:00正門只開訪客閘，駕車請用北閘，步行請出示住戶證。",
            "每晚00:00至06:00正门只开访客闸，驾车请走北闸，步行请出示住户证。",
            "From 00:00 to 06:00 only the visitors' gate is open: cars use the north gate, on foot please show your card.",
        ),
    ),
    NoticeScript(
        "other",
        "6",
        -90,
        0,
        0,
        None,
        90,
        in_three("6座仍在開發商保修期", "6座仍在开发商保修期", "Tower 6 is still under the developer's warranty"),
        in_three(
            "6座單位內外的缺損先查收樓日期；保修期內由開發商承辦商處理，由交樓及執漏組登記和覆驗。",
            "6座户内外的问题先查收楼日期；保修期内由开发商施工单位处理，由交楼及整改组登记和复验。",
            "For anything broken in tower 6 look at the handover date first: under warranty the developer's contractor repairs, "
            "and the handover group lists and rechecks.",
        ),
    ),
)


def build_notices(local_now: datetime) -> Iterator[DemoNotice]:
    """`local_now` is the present on the desk's clock."""
    for script in _SCRIPTS:
        day = (local_now + timedelta(days=script.in_days)).date()
        starts_at = datetime.combine(day, time(script.hour, script.minute), local_now.tzinfo)
        ends_at = starts_at + timedelta(hours=script.lasts_hours) if script.lasts_hours is not None else None
        published_at = min(starts_at - timedelta(days=script.published_days_before, hours=-3), local_now)
        yield DemoNotice(
            kind=script.kind,
            place_code=script.place_code,
            titles=script.titles,
            texts={language: _dated(script.texts[language], language, starts_at, ends_at) for language in LANGUAGES},
            starts_at=starts_at,
            ends_at=ends_at,
            published_at=published_at,
        )


def _dated(text: str, language: Language, starts_at: datetime, ends_at: datetime | None) -> str:
    weekday = WEEKDAYS[language][starts_at.weekday()]
    if language == "en":
        date = f"{weekday} {starts_at.day} {starts_at:%B}"
        hours = f"{starts_at:%H:%M}-{ends_at:%H:%M}" if ends_at else ""
    else:
        date = f"{starts_at.month}月{starts_at.day}日（{weekday}）"
        hours = f"{starts_at:%H:%M}至{ends_at:%H:%M}" if ends_at else ""
    return text.replace("{date}", date).replace("{hours}", hours)
