"""The residents who are written by hand because a demo, a test or a standing note needs them; people.py draws the rest."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from contactcenter.basics.languages import Language, Names, in_three

Role = Literal["owner", "tenant", "family", "agent"]


@dataclass(frozen=True, slots=True)
class FixedHome:
    place_code: str
    role: Role
    since: date
    lives_here: bool = True
    is_let: bool = False


@dataclass(frozen=True, slots=True)
class FixedResident:
    name: str
    romanised: str
    language: Language
    phone: str
    homes: tuple[FixedHome, ...]
    email: str = ""
    note: str = ""
    kind: Literal["person", "organisation"] = "person"


# The six people of the demo phone page. Priya Raman lives straight above 陳大文, whose kitchen ceiling may drip.
PERSONA_RESIDENTS: Final = (
    FixedResident(
        "陳大文",
        "Chan Tai Man",
        "zh-Hant",
        "+85261000312",
        (FixedHome("3-12-B", "owner", date(2022, 8, 17)),),
        "taiman.chan@example.com",
        "喜歡收短訊，平日晚上七時後才方便接電話。 · Prefers texts; calls after 19:00 on weekdays.",
    ),
    FixedResident(
        "林美儀",
        "Lam Mei Yee",
        "zh-Hant",
        "+85291000214",
        (
            FixedHome("2-14-D", "owner", date(2022, 7, 6)),
            FixedHome("1-9-A", "owner", date(2024, 3, 12), lives_here=False, is_let=True),
        ),
        "lam.meiyee@example.org",
        "有兩個單位：自住2座14樓D室，1座9樓A室已出租，記住先問是哪一個。 · Two homes: ask which one.",
    ),
    FixedResident(
        "李晓梅",
        "Li Xiaomei",
        "zh-Hans",
        "+85251000207",
        (FixedHome("2-7-C", "tenant", date(2023, 9, 1)),),
        "xiaomei.li@example.org",
    ),
    FixedResident(
        "赵国栋",
        "Zhao Guodong",
        "zh-Hans",
        "+85263001128",
        (FixedHome("1-12-H", "owner", date(2023, 11, 20)),),
        "guodong.zhao@example.com",
    ),
    FixedResident(
        "Priya Raman",
        "",
        "en",
        "+85293000313",
        (FixedHome("3-13-B", "tenant", date(2024, 2, 15)),),
        "priya.raman@example.com",
    ),
    FixedResident(
        "Bartholomew Featherstonehaugh",
        "",
        "en",
        "+85253000105",
        (FixedHome("1-5-C", "owner", date(2022, 6, 29)),),
        "b.featherstonehaugh@example.org",
        "Says his name “Fanshaw”.",
    ),
)

PERSONA_NAMES: Final[dict[str, Names]] = {
    "陳大文": in_three("陳大文", "陈大文", "Chan Tai Man"),
    "林美儀": in_three("林美儀", "林美仪", "Lam Mei Yee"),
    "李晓梅": in_three("李曉梅", "李晓梅", "Li Xiaomei"),
    "赵国栋": in_three("趙國棟", "赵国栋", "Zhao Guodong"),
    "Priya Raman": in_three("Priya Raman", "Priya Raman", "Priya Raman"),
    "Bartholomew Featherstonehaugh": in_three(
        "Bartholomew Featherstonehaugh", "Bartholomew Featherstonehaugh", "Bartholomew Featherstonehaugh"
    ),
}

SPECIAL_RESIDENTS: Final = (
    FixedResident(
        "李淑儀", "Lee Suk Yee", "zh-Hant", "+85261000412", (FixedHome("3-12-B", "family", date(2022, 8, 17)),)
    ),
    FixedResident(
        "陳梓晴", "Chan Tsz Ching", "zh-Hant", "+85261000512", (FixedHome("3-12-B", "family", date(2022, 8, 17)),)
    ),
    FixedResident(
        "何惠貞",
        "Ho Wai Ching",
        "zh-Hant",
        "+85291000215",
        (FixedHome("2-15-A", "owner", date(2022, 9, 3)),),
        note="八十二歲，獨居，聽力欠佳，請慢慢說。 · Aged 82, lives alone, hard of hearing.",
    ),
    FixedResident(
        "馮秀英",
        "Fung Sau Ying",
        "zh-Hant",
        "+85251000306",
        (FixedHome("3-6-A", "owner", date(2023, 1, 11)),),
        note="家人使用呼吸機。 · A family member uses a breathing machine.",
    ),
    FixedResident(
        "杜永康",
        "To Wing Hong",
        "zh-Hant",
        "+85261000314",
        (FixedHome("3-14-C", "owner", date(2022, 10, 5)),),
        "winghong.to@example.com",
        "母親長期臥床。 · His mother is bedridden.",
    ),
    FixedResident(
        "Henrietta Sinclair-Whitfield",
        "",
        "en",
        "",
        (FixedHome("3-17-D", "owner", date(2022, 12, 1), lives_here=False),),
        "h.sinclair@example.org",
        "Lives in Edinburgh. E-mail only.",
    ),
    FixedResident(
        "孙宏伟",
        "Sun Hongwei",
        "zh-Hans",
        "+85263000211",
        (FixedHome("2-11-G", "tenant", date(2024, 6, 1)),),
        note="上夜班。 · Works nights.",
    ),
)

# Homes of the long names in name_lists.py, in their order.
LONG_NAME_HOMES: Final = ("3-9-D", "2-6-E", "1-3-G", "2-10-B", "3-5-E", "1-8-F", "2-12-A")

ORGANISATIONS: Final = (
    FixedResident(
        "翠岬船務有限公司",
        "Jade Cape Shipping Limited",
        "zh-Hant",
        "+85293009001",
        (
            FixedHome("1-10-A", "owner", date(2023, 4, 1), lives_here=False),
            FixedHome("1-10-B", "owner", date(2023, 4, 1), lives_here=False),
            FixedHome("1-11-A", "owner", date(2024, 5, 3), lives_here=False),
        ),
        "property@jadecape.example.com",
        "員工宿舍，帳單寄公司。 · Staff flats: bills go to the company.",
        "organisation",
    ),
    FixedResident(
        "雲岫教育基金會",
        "Cloud Peak Education Foundation",
        "zh-Hant",
        "+85293009002",
        (
            FixedHome("2-3-A", "owner", date(2024, 9, 1), lives_here=False),
            FixedHome("2-3-B", "owner", date(2024, 9, 1), lives_here=False),
        ),
        "housing@cloudpeak.example.org",
        kind="organisation",
    ),
    FixedResident(
        "翠濤花園業主委員會",
        "Emerald Bay Gardens Owners' Committee",
        "zh-Hant",
        "",
        (),
        "committee@emeraldbay.example.org",
        "來函由主管回覆。 · Letters are answered by the supervisor.",
        "organisation",
    ),
)

LETTING_AGENTS: Final = (
    FixedResident("岑卓賢", "Sham Cheuk Yin", "zh-Hant", "+85293008001", (), "cheukyin@lettings.example.com"),
    FixedResident("韩静怡", "Han Jingyi", "zh-Hans", "+85293008002", (), "jingyi@lettings.example.com"),
    FixedResident("Fiona MacAllister", "", "en", "+85293008003", (), "fiona@lettings.example.com"),
)
