"""The people who work for the estate: their sign-ins, languages and skills, the back-office groups, and who is on when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from contactcenter.basics.languages import Language, Names, in_three

Role = Literal["agent", "supervisor", "back_office", "manager", "administrator"]
ShiftKind = Literal["early", "late", "night"]

DEMO_PASSWORD: Final = "demo"
CAPACITY: Final = {"sms": 4, "email": 4, "voice": 1, "manual": 4}
TIME_ZONE: Final = ZoneInfo("Asia/Hong_Kong")


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """`skills` use one vocabulary with the queues: spoken and written languages, then subjects."""

    username: str
    names: Names
    roles: tuple[Role, ...]
    language: Language
    skills: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.names[self.language]


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """`building` is set where a group serves one tower only."""

    code: str
    names: Names
    building: str | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoShift:
    username: str
    desk: str
    kind: ShiftKind
    starts_at: datetime
    ends_at: datetime


_ALL: Final = ("cantonese", "mandarin", "english", "repairs", "fees", "emergency")
_CANTONESE_ENGLISH: Final = ("cantonese", "english", "repairs", "fees", "emergency")
_CANTONESE_MANDARIN: Final = ("cantonese", "mandarin", "repairs", "fees")
_MANDARIN_ENGLISH: Final = ("mandarin", "english", "repairs", "emergency")
_NEWCOMER: Final = ("cantonese", "english", "fees")

# (Traditional, Simplified, English, language of the screen, skills)
_AGENTS: Final[tuple[tuple[str, str, str, Language, tuple[str, ...]], ...]] = (
    ("黃淑儀", "黄淑仪", "Amy Wong", "zh-Hant", _ALL),
    ("何志強", "何志强", "Ken Ho", "zh-Hant", _ALL),
    ("周曉彤", "周晓彤", "Hilary Chow", "zh-Hant", _ALL),
    ("王雪梅", "王雪梅", "Wang Xuemei", "zh-Hans", _ALL),
    ("葉嘉敏", "叶嘉敏", "Carmen Yip", "zh-Hant", _ALL),
    ("Daniel Mercer", "Daniel Mercer", "Daniel Mercer", "en", ("english", "repairs", "fees", "emergency")),
    ("馮國華", "冯国华", "Raymond Fung", "zh-Hant", _CANTONESE_ENGLISH),
    ("劉詠琪", "刘咏琪", "Vicky Lau", "zh-Hant", _CANTONESE_ENGLISH),
    ("宋志遠", "宋志远", "Song Zhiyuan", "zh-Hans", _MANDARIN_ENGLISH),
    ("鄧佩雯", "邓佩雯", "Phoebe Tang", "zh-Hant", _CANTONESE_MANDARIN),
    ("郭子軒", "郭子轩", "Jason Kwok", "zh-Hant", _CANTONESE_ENGLISH),
    ("Anita Gurung", "Anita Gurung", "Anita Gurung", "en", _CANTONESE_ENGLISH),
    ("程思琪", "程思琪", "Cheng Siqi", "zh-Hans", _MANDARIN_ENGLISH),
    ("羅偉明", "罗伟明", "Simon Law", "zh-Hant", _CANTONESE_MANDARIN),
    ("譚潔瑩", "谭洁莹", "Kitty Tam", "zh-Hant", _CANTONESE_ENGLISH),
    ("許文彬", "许文彬", "Ben Hui", "zh-Hant", _CANTONESE_ENGLISH),
    ("沈海濤", "沈海涛", "Shen Haitao", "zh-Hans", _ALL),
    ("潘靜雯", "潘静雯", "Mandy Poon", "zh-Hant", _CANTONESE_ENGLISH),
    ("蕭日朗", "萧日朗", "Alex Siu", "zh-Hant", _NEWCOMER),
    ("麥樂怡", "麦乐怡", "Joy Mak", "zh-Hant", _NEWCOMER),
)

_BACK_OFFICE: Final[tuple[tuple[str, str, str, Language], ...]] = (
    ("梁錦榮", "梁锦荣", "Leung Kam Wing", "zh-Hant"),
    ("吳健生", "吴健生", "Ng Kin Sang", "zh-Hant"),
    ("任振華", "任振华", "Ren Zhenhua", "zh-Hans"),
    ("甘寶珠", "甘宝珠", "Kam Po Chu", "zh-Hant"),
    ("石永康", "石永康", "Shek Wing Hong", "zh-Hant"),
    ("余婉芬", "余婉芬", "Yu Yuen Fan", "zh-Hant"),
    ("Colin Hargreaves", "Colin Hargreaves", "Colin Hargreaves", "en"),
    ("關慧珊", "关慧珊", "Kwan Wai Shan", "zh-Hant"),
)

GROUPS: Final = (
    DemoGroup(
        "engineering-1",
        in_three("工程部（1座）", "工程部（1座）", "Engineering, tower 1"),
        "1",
        ("backoffice1", "backoffice2"),
    ),
    DemoGroup(
        "engineering-2",
        in_three("工程部（2座）", "工程部（2座）", "Engineering, tower 2"),
        "2",
        ("backoffice1", "backoffice2", "backoffice3"),
    ),
    DemoGroup(
        "engineering-3",
        in_three("工程部（3座）", "工程部（3座）", "Engineering, tower 3"),
        "3",
        ("backoffice1", "backoffice3"),
    ),
    DemoGroup("cleaning", in_three("清潔部", "保洁部", "Cleaning"), None, ("backoffice4", "backoffice5")),
    DemoGroup("security", in_three("保安部", "秩序部", "Security"), None, ("backoffice5", "backoffice4")),
    DemoGroup("fees", in_three("收費組", "收费组", "Fees"), None, ("backoffice6", "backoffice7")),
    DemoGroup(
        "permits",
        in_three("裝修審批組", "装修审批组", "Renovation and permits"),
        None,
        ("backoffice7", "backoffice6"),
    ),
    DemoGroup(
        "after-sales",
        in_three("售後及投訴組", "售后及投诉组", "After-sales and complaints"),
        None,
        ("backoffice8", "backoffice7"),
    ),
)


def build_staff() -> tuple[DemoStaff, ...]:
    agents = tuple(
        DemoStaff(f"agent{number}", in_three(hant, hans, english), ("agent",), language, skills)
        for number, (hant, hans, english, language, skills) in enumerate(_AGENTS, start=1)
    )
    back_office = tuple(
        DemoStaff(f"backoffice{number}", in_three(hant, hans, english), ("back_office",), language)
        for number, (hant, hans, english, language) in enumerate(_BACK_OFFICE, start=1)
    )
    others = (
        DemoStaff("supervisor1", in_three("盧惠貞", "卢惠贞", "Winnie Lo"), ("supervisor", "agent"), "zh-Hant", _ALL),
        DemoStaff("manager1", in_three("鄭耀邦", "郑耀邦", "Edmond Cheng"), ("manager",), "zh-Hant"),
        DemoStaff("admin", in_three("系統管理員", "系统管理员", "Administrator"), ("administrator",), "zh-Hant"),
    )
    return (*agents, *back_office, *others)


# Agents move one place along this roster each Monday: nine early places, seven late, four at night.
_PLACES: Final[tuple[ShiftKind, ...]] = ("early",) * 9 + ("late",) * 7 + ("night",) * 4
_HOURS: Final[dict[ShiftKind, tuple[int, int]]] = {"early": (7, 8), "late": (15, 8), "night": (23, 8)}
_DESKS: Final = ("hotline", "hotline", "counter", "hotline", "mailbox")


def shifts_of_week(monday: date) -> tuple[DemoShift, ...]:
    """Five shifts for each agent in the week that begins on `monday`, sorted by start; the last night ends in the next."""
    if monday.weekday() != 0:
        raise ValueError("a week begins on a Monday")
    return tuple(sorted(_shifts(monday), key=lambda shift: (shift.starts_at, shift.username)))


def _shifts(monday: date) -> Iterator[DemoShift]:
    week = monday.toordinal() // 7
    for agent in range(len(_AGENTS)):
        place = (agent + week) % len(_PLACES)
        kind = _PLACES[place]
        desk = _DESKS[place % len(_DESKS)] if kind == "early" else "hotline"
        first_day_off = 2 * place % 7
        days_off = {first_day_off, (first_day_off + 1) % 7}
        start_hour, length = _HOURS[kind]
        for weekday in range(7):
            if weekday in days_off:
                continue
            starts_at = datetime.combine(monday + timedelta(weekday), time(start_hour), TIME_ZONE).astimezone(UTC)
            yield DemoShift(f"agent{agent + 1}", desk, kind, starts_at, starts_at + timedelta(hours=length))
