"""When the desks of the demo estate are open; the hotline always is."""

from dataclasses import dataclass
from typing import Final

from contactcenter.basics.languages import Names, in_three
from contactcenter.calendars.hours import HOLIDAY, WEEKDAYS


@dataclass(frozen=True, slots=True)
class DemoCalendar:
    code: str
    names: Names
    weekly: dict[str, list[list[str]]]


HOLIDAYS_OF: Final = "HK"
# This year and the two after it.
YEARS_OF_HOLIDAYS: Final = 3

CALENDARS: Final = (
    DemoCalendar(
        "office",
        in_three("管理處辦公時間", "物业服务中心办公时间", "Estate office"),
        {**{day: [["08:00", "20:00"]] for day in WEEKDAYS}, HOLIDAY: [["10:00", "16:00"]]},
    ),
    DemoCalendar(
        "cashier",
        in_three("收費櫃位時間", "收费柜台时间", "Cashier"),
        {day: [["09:00", "13:00"], ["14:00", "18:00"]] for day in WEEKDAYS[:6]},
    ),
)
