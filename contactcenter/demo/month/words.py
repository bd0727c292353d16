"""Small words that fill what people say: rooms, days, hours, bills. By language, in the order of the draw's choice."""

import random
from datetime import datetime, timedelta
from typing import Final

from contactcenter.basics.languages import Language, Names, in_three

ROOMS: Final[dict[str, Names]] = {
    "kitchen": in_three("廚房", "厨房", "kitchen"),
    "bathroom": in_three("浴室", "卫生间", "bathroom"),
    "living_room": in_three("客廳", "客厅", "living room"),
    "bedroom": in_three("主人房", "主卧", "main bedroom"),
    "balcony": in_three("露台", "阳台", "balcony"),
}
BILL_ITEMS: Final[dict[str, Names]] = {
    "service_charge": in_three("管理費", "物业费", "service charge"),
    "shared_use": in_three("水電分攤", "水电公摊", "shared water and power"),
    "parking": in_three("車位費", "车位费", "parking fee"),
    "repair_charge": in_three("維修收費", "维修收费", "repair charge"),
}
CHANNELS: Final[dict[str, Names]] = {
    "voice": in_three("來電", "来电", "a call"),
    "sms": in_three("短訊", "短信", "a text"),
    "email": in_three("電郵", "邮件", "a mail"),
    "manual": in_three("櫃位", "前台", "the counter"),
}
WEEKDAYS: Final[dict[Language, tuple[str, ...]]] = {
    "zh-Hant": tuple(f"星期{day}" for day in "一二三四五六日"),
    "zh-Hans": tuple(f"周{day}" for day in "一二三四五六日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_LATELY: Final[dict[Language, tuple[str, ...]]] = {
    "zh-Hant": ("今朝", "尋晚", "琴日", "前日"),
    "zh-Hans": ("今天早上", "昨晚", "昨天", "前天"),
    "en": ("this morning", "last night", "yesterday", "since yesterday"),
}
# Hours of a visit, by the half day they lie in.
_HOURS: Final[dict[Language, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]] = {
    "zh-Hant": (
        ("上午9至11時", "上午10至12時"),
        ("下午2至4時", "下午3至5時", "下午1至3時"),
        ("傍晚6至8時", "晚上7至9時"),
    ),
    "zh-Hans": (
        ("上午9至11点", "上午10至12点"),
        ("下午2至4点", "下午3至5点", "下午1至3点"),
        ("晚上6至8点", "晚上7至9点"),
    ),
    "en": (
        ("09:00-11:00", "10:00-12:00"),
        ("14:00-16:00", "15:00-17:00", "13:00-15:00"),
        ("18:00-20:00", "19:00-21:00"),
    ),
}
_DAYS: Final[dict[Language, tuple[str, str]]] = {
    "zh-Hant": ("今日", "明天"),
    "zh-Hans": ("今天", "明天"),
    "en": ("today, ", "tomorrow, "),
}
_HAN_HOURS: Final = "零一二三四五六七八九十"
DOUBLE_SURNAMES: Final = ("司徒", "歐陽", "欧阳", "诸葛")


def lately(draw: random.Random, language: Language) -> str:
    return draw.choice(_LATELY[language])


def weekday(draw: random.Random, language: Language, moment: datetime) -> str:
    """One of the next days."""
    return WEEKDAYS[language][(moment.weekday() + draw.randrange(1, 6)) % 7]


def hours(draw: random.Random, language: Language) -> str:
    return draw.choice(_HOURS[language][draw.randrange(3)])


def slot(draw: random.Random, language: Language, moment: datetime) -> str:
    """When somebody may come: later today, else tomorrow."""
    today, tomorrow = _DAYS[language]
    morning, afternoon, evening = _HOURS[language]
    if moment.hour < 11:
        return today + draw.choice(afternoon)
    if moment.hour < 15:
        return draw.choice((today + draw.choice(evening), tomorrow + draw.choice(morning)))
    return tomorrow + draw.choice((*morning, *afternoon))


def clock(language: Language, moment: datetime) -> str:
    """The hour as people say it: 夜晚十一點幾, 11 pm."""
    hour = moment.hour % 12 or 12
    if language == "en":
        return f"{hour} {'am' if moment.hour < 12 else 'pm'}"
    number = _HAN_HOURS[hour] if hour <= 10 else "十" + _HAN_HOURS[hour - 10]
    past = moment.minute >= 20
    if language == "zh-Hans":
        return f"{_part_of_day(moment, '早上', '下午', '晚上')}{number}点{'多' if past else ''}"
    return f"{_part_of_day(moment, '朝早', '下晝', '夜晚')}{number}點{'幾' if past else ''}"


def later_clock(draw: random.Random, language: Language, moment: datetime) -> str:
    """By when somebody promises to ring back."""
    by = (moment + timedelta(hours=draw.randrange(2, 5))).replace(minute=0)
    if language == "en":
        return f"{by:%H}:00"
    unit = "時" if language == "zh-Hant" else "点"
    return f"{_part_of_day(by, '上午', '下午', '晚上')}{by.hour % 12 or 12}{unit}"


def _part_of_day(moment: datetime, morning: str, afternoon: str, night: str) -> str:
    return night if moment.hour >= 18 or moment.hour < 6 else morning if moment.hour < 12 else afternoon


def surname(name: str, language: Language) -> str:
    if language == "en" or name.isascii():
        return name.split()[-1]
    return name[:2] if name.startswith(DOUBLE_SURNAMES) else name[:1]


def number_plate(draw: random.Random) -> str:
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
    return f"{draw.choice(letters)}{draw.choice(letters)} {draw.randrange(101, 9899)}"
