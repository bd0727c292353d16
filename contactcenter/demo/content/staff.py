"""The people who work for the estate: their sign-ins, languages and skills, and who is on when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
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
    """`skills` use one vocabulary with the queues: spoken and written languages, then subjects, with their levels."""

    username: str
    names: Names
    roles: tuple[Role, ...]
    language: Language
    skills: Mapping[str, int] = field(default_factory=dict)
    phone: str = ""

    @property
    def name(self) -> str:
        return self.names[self.language]


@dataclass(frozen=True, slots=True)
class DemoShift:
    username: str
    desk: str
    kind: ShiftKind
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class DemoPattern:
    """A row of the roster's patterns."""

    username: str
    desk: str
    weekdays: tuple[int, ...]
    starts: str
    ends: str
    every_weeks: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class DemoLeave:
    """Somebody is away from the first day until the morning of the last."""

    username: str
    substitute: str
    first_day: date
    last_day: date


_ALL: Final = {"cantonese": 5, "mandarin": 4, "english": 4, "repairs": 4, "fees": 4, "emergency": 5}
_CANTONESE_ENGLISH: Final = {"cantonese": 5, "english": 3, "repairs": 3, "fees": 3, "emergency": 3}
_CANTONESE_MANDARIN: Final = {"cantonese": 5, "mandarin": 3, "repairs": 3, "fees": 4}
_MANDARIN_ENGLISH: Final = {"mandarin": 5, "english": 3, "repairs": 4, "emergency": 3}
_NEWCOMER: Final = {"cantonese": 5, "english": 2, "fees": 1}

# (Traditional, Simplified, English, language of the screen, skills)
_AGENTS: Final[tuple[tuple[str, str, str, Language, Mapping[str, int]], ...]] = (
    ("黃淑儀", "黄淑仪", "Amy Wong", "zh-Hant", _ALL),
    ("何志強", "何志强", "Ken Ho", "zh-Hant", _ALL),
    ("周曉彤", "周晓彤", "Hilary Chow", "zh-Hant", _ALL),
    ("王雪梅", "王雪梅", "Wang Xuemei", "zh-Hans", _ALL),
    ("葉嘉敏", "叶嘉敏", "Carmen Yip", "zh-Hant", _ALL),
    ("Daniel Mercer", "Daniel Mercer", "Daniel Mercer", "en", {"english": 5, "repairs": 4, "fees": 3, "emergency": 4}),
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

# Others of the back office, by user name.
_SPECIALISTS: Final[dict[str, tuple[str, str, str, Language]]] = {
    "technician1": ("陳家豪", "陈家豪", "Chan Ka Ho", "zh-Hant"),
    "technician2": ("黃偉杰", "黄伟杰", "Wong Wai Kit", "zh-Hant"),
    "technician3": ("梁冠中", "梁冠中", "Leung Kwun Chung", "zh-Hant"),
    "technician4": ("朱添福", "朱添福", "Chu Tim Fuk", "zh-Hant"),
    "technician5": ("廖建军", "廖建军", "Liao Jianjun", "zh-Hans"),
    "technician6": ("Rajesh Thapa", "Rajesh Thapa", "Rajesh Thapa", "en"),
    "gardener1": ("譚廣成", "谭广成", "Tam Kwong Shing", "zh-Hant"),
    "clerk1": ("區美寶", "区美宝", "Au Mei Po", "zh-Hant"),
    "clerk2": ("姚静", "姚静", "Yao Jing", "zh-Hans"),
    "handover1": ("冼頌恩", "冼颂恩", "Sin Chung Yan", "zh-Hant"),
    "legal1": ("Margaret Drummond", "Margaret Drummond", "Margaret Drummond", "en"),
    "club1": ("莫靖雯", "莫靖雯", "Mok Ching Man", "zh-Hant"),
}

# Who takes contacts beside the agents: those in charge, and whoever answers the mailbox. "supervisor1" first.
_IN_CHARGE: Final[dict[str, tuple[str, str, str, Language, tuple[Role, ...]]]] = {
    "supervisor1": ("盧惠貞", "卢惠贞", "Winnie Lo", "zh-Hant", ("supervisor", "agent")),
    "supervisor2": ("曾慧敏", "曾慧敏", "Wendy Tsang", "zh-Hant", ("supervisor", "agent")),
    "dutymanager1": ("霍兆麟", "霍兆麟", "Stephen Fok", "zh-Hant", ("supervisor", "agent")),
    "dutymanager2": ("Theresa Pereira", "Theresa Pereira", "Theresa Pereira", "en", ("supervisor", "agent")),
    "mailbox1": ("簡雅文", "简雅文", "Ivy Kan", "zh-Hant", ("agent",)),
}


# Who is on call, and on which telephone; whoever plays with the demo answers them on the phone page.
PHONES: Final[dict[str, str]] = {
    "supervisor1": "+85290000001",
    "supervisor2": "+85290000002",
    "dutymanager1": "+85290000003",
    "dutymanager2": "+85290000004",
    **{f"backoffice{number}": f"+8529000001{number}" for number in range(1, 9)},
    **{f"technician{number}": f"+8529000002{number}" for number in range(1, 7)},
}


ON_CALL: Final = in_three("當值同事", "值班同事", "On call")
# Tower 2, where the demo's lift story plays, and tower 3, where its flats are; security, and the duty manager.
ON_PHONE_PAGE: Final = ("technician2", "technician3", "backoffice1", "backoffice5", "dutymanager1")


@cache
def build_staff() -> tuple[DemoStaff, ...]:
    agents = tuple(
        DemoStaff(f"agent{number}", in_three(hant, hans, english), ("agent",), language, skills)
        for number, (hant, hans, english, language, skills) in enumerate(_AGENTS, start=1)
    )
    back_office = tuple(
        DemoStaff(f"backoffice{number}", in_three(hant, hans, english), ("back_office",), language)
        for number, (hant, hans, english, language) in enumerate(_BACK_OFFICE, start=1)
    )
    in_charge = tuple(
        DemoStaff(username, in_three(hant, hans, english), roles, language, _ALL)
        for username, (hant, hans, english, language, roles) in _IN_CHARGE.items()
    )
    specialists = tuple(
        DemoStaff(username, in_three(hant, hans, english), ("back_office",), language)
        for username, (hant, hans, english, language) in _SPECIALISTS.items()
    )
    others = (
        DemoStaff("manager1", in_three("鄭耀邦", "郑耀邦", "Edmond Cheng"), ("manager",), "zh-Hant"),
        DemoStaff("admin", in_three("系統管理員", "系统管理员", "Administrator"), ("administrator",), "zh-Hant"),
    )
    staff = (*agents, *back_office, *in_charge, *others, *specialists)
    return tuple(replace(person, phone=PHONES.get(person.username, "")) for person in staff)


# Agents move one place along this roster each Monday: nine early places, seven late, four at night.
_PLACES: Final[tuple[ShiftKind, ...]] = ("early",) * 9 + ("late",) * 7 + ("night",) * 4
_HOURS: Final[dict[ShiftKind, tuple[int, int]]] = {"early": (7, 8), "late": (15, 8), "night": (23, 8)}
_DESKS: Final = ("hotline", "hotline", "counter", "hotline", "mailbox")
# Those in charge keep their hours: kind, weekdays (Monday is 0), desk.
_FIXED: Final[dict[str, tuple[ShiftKind, tuple[int, ...], str]]] = {
    "supervisor1": ("early", (0, 1, 2, 3, 4), "supervision"),
    "supervisor2": ("late", (2, 3, 4, 5, 6), "supervision"),
    "dutymanager1": ("night", (0, 1, 2, 3, 4), "duty_manager"),
    "dutymanager2": ("night", (5, 6), "duty_manager"),
    "mailbox1": ("early", (0, 1, 2, 3, 4), "mailbox"),
}


def shifts_of_week(monday: date) -> tuple[DemoShift, ...]:
    """Everybody's shifts in the week that begins on `monday`, sorted by start; the last night ends in the next."""
    if monday.weekday() != 0:
        raise ValueError("a week begins on a Monday")
    return tuple(sorted(_shifts(monday), key=lambda shift: (shift.starts_at, shift.username)))


def patterns_from(monday: date) -> Iterator[DemoPattern]:
    """The same shifts as patterns of the roster, each from the first week on or after `monday` in which it holds."""
    week = monday.toordinal() // 7
    for agent in range(len(_AGENTS)):
        for weeks in range(len(_PLACES)):
            kind, weekdays, desk = _place_of(agent, week + weeks)
            begins = monday + timedelta(weeks=weeks)
            yield _pattern(f"agent{agent + 1}", desk, kind, weekdays, every_weeks=len(_PLACES), valid_from=begins)
    for username, (kind, weekdays, desk) in _FIXED.items():
        yield _pattern(username, desk, kind, weekdays, every_weeks=1, valid_from=monday)


def leave_in_week(monday: date) -> DemoLeave:
    """Who has leave on two days of a week, and the colleague with these days off who stands in."""
    week = monday.toordinal() // 7
    on = {agent: _place_of(agent, week) for agent in range(len(_AGENTS))}
    early = [agent for agent, (kind, _, _) in on.items() if kind == "early"]
    away = next(agent for agent in reversed(early) if {2, 3} <= set(on[agent][1]))
    free = next(agent for agent in early if not {2, 3} & set(on[agent][1]))
    return DemoLeave(f"agent{away + 1}", f"agent{free + 1}", monday + timedelta(2), monday + timedelta(4))


def _pattern(
    username: str, desk: str, kind: ShiftKind, weekdays: tuple[int, ...], *, every_weeks: int, valid_from: date
) -> DemoPattern:
    starts, length = _HOURS[kind]
    ends = (starts + length) % 24
    return DemoPattern(username, desk, weekdays, f"{starts:02}:00", f"{ends:02}:00", every_weeks, valid_from)


def _place_of(agent: int, week: int) -> tuple[ShiftKind, tuple[int, ...], str]:
    """An agent's kind of shift, weekdays and desk in a week."""
    place = (agent + week) % len(_PLACES)
    kind = _PLACES[place]
    first_day_off = 2 * place % 7
    days_off = {first_day_off, (first_day_off + 1) % 7}
    weekdays = tuple(weekday for weekday in range(7) if weekday not in days_off)
    return kind, weekdays, _DESKS[place % len(_DESKS)] if kind == "early" else "hotline"


def _shifts(monday: date) -> Iterator[DemoShift]:
    week = monday.toordinal() // 7
    for agent in range(len(_AGENTS)):
        kind, weekdays, desk = _place_of(agent, week)
        for weekday in weekdays:
            yield _shift(f"agent{agent + 1}", desk, kind, monday + timedelta(weekday))
    for username, (kind, weekdays, desk) in _FIXED.items():
        for weekday in weekdays:
            yield _shift(username, desk, kind, monday + timedelta(weekday))


def _shift(username: str, desk: str, kind: ShiftKind, day: date) -> DemoShift:
    start_hour, length = _HOURS[kind]
    starts_at = datetime.combine(day, time(start_hour), TIME_ZONE).astimezone(UTC)
    return DemoShift(username, desk, kind, starts_at, starts_at + timedelta(hours=length))
