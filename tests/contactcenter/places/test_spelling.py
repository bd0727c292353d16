"""Every way of writing an address that owners use, and what only looks like one."""

import pytest

from contactcenter.demo.content.estate import build_estate, usual_spellings
from contactcenter.places.numerals import read_number
from contactcenter.places.spelling import fold_spelling, occurs_whole, read_place_codes

CHINESE = [
    ("3座12樓B室 廚房漏水", "3-12-B"),
    ("三座十二樓B室", "3-12-B"),
    ("3座12B", "3-12-B"),
    ("12樓B室 3座", "3-12-B"),
    ("３座１２樓Ｂ室", "3-12-B"),
    ("3栋12楼B室", "3-12-B"),
    ("3幢12层B", "3-12-B"),
    ("第三座十二字樓B室", "3-12-B"),
    ("3座1203室", "3-12-3"),
    ("3栋1203", "3-12-3"),
    ("3座廿三樓C室", "3-23-C"),
    ("3座二十三樓C", "3-23-C"),
    ("三座十二B", "3-12-B"),
    ("我住3座,廚房漏水,12樓B室", "3-12-B"),
    ("我住3座嘅,12B廚房漏水", "3-12-B"),
    ("我係5座8C,廁所去水塞咗", "5-8-C"),
    ("報名中秋燈會2大1細 6-3A,上次維修俾5分", "6-3-A"),
    ("3座12F", "3-12-F"),
    ("A座12樓B室", "A-12-B"),
    ("3号楼12B", "3-12-B"),
    ("3号1203室", "3-12-3"),
    ("二期12樓B室", "2-12-B"),
    ("2期3座12樓B室", "3-12-B"),
    ("3座12樓03室", "3-12-3"),
    ("3座12樓 B 室", "3-12-B"),
    ("3 座 12 樓 B 室", "3-12-B"),
    ("3座12/F B", "3-12-B"),
    ("3座12樓B", "3-12-B"),
    ("3座12樓b室", "3-12-B"),
    ("我係3座12B,3座大堂燈壞", "3-12-B"),
    ("3座地下B室", "3-G-B"),
    ("B室12樓3座", "3-12-B"),
    ("3座B室12樓", "3-12-B"),
    ("12樓3座B室", "3-12-B"),
    ("3座12B室業主", "3-12-B"),
    ("拾貳樓B室 叁座", "3-12-B"),
    ("12樓，3座，B室", "3-12-B"),
    ("3座12樓B單位", "3-12-B"),
    ("第3座第12樓B室", "3-12-B"),
    ("3棟12樓之B", "3-12-B"),
    ("3棟12樓B戶", "3-12-B"),
    ("3期12B", "3-12-B"),
    ("3座12字樓B", "3-12-B"),
    ("3座12-B", "3-12-B"),
    ("三座12-B室", "3-12-B"),
    ("3-12-b漏水", "3-12-B"),
    ("明天10:30上3座12樓B室", "3-12-B"),
    ("十二樓B室漏水呀,我係三座嘅", "3-12-B"),
    ("我哋係5座10樓A，想借會所 10/12", "5-10-A"),
    ("1座20樓H室", "1-20-H"),
    ("十座三十樓C", "10-30-C"),
    ("10座30C", "10-30-C"),
    ("廿座廿一樓A", "20-21-A"),
    ("3座一樓A室", "3-1-A"),
    ("3座1樓A", "3-1-A"),
    ("3座1A", "3-1-A"),
    ("3座8楼E室", "3-8-E"),
    ("三栋八楼E", "3-8-E"),
    ("我住在三号楼八层E室", "3-8-E"),
    ("3号楼8层803室", "3-8-3"),
    ("3栋803", "3-8-3"),
    ("我家三幢803，水管爆了", "3-8-3"),
    ("我家在3幢，803室，水管爆了", "3-8-3"),
    ("B座5樓3室", "B-5-3"),
    ("3座12B/C", "3-12-B"),
    ("3座-12樓-B室", "3-12-B"),
    ("3座/12樓/B室", "3-12-B"),
    ("3座、12樓、B室", "3-12-B"),
    ("3座 12 B", "3-12-B"),
    ("三座 十二樓 B", "3-12-B"),
    ("３－１２－Ｂ", "3-12-B"),
    ("3座\n12樓\nB室", "3-12-B"),
    ("翠濤花園3座12樓B室", "3-12-B"),
    ("翠濤花園第3座12B", "3-12-B"),
    ("座數:3 樓層:12 室:B", "3-12-B"),
    ("3座12樓之3", "3-12-3"),
    ("我家3栋12层5号", "3-12-5"),
    ("3座12M", "3-12-M"),
]
ENGLISH = [
    ("3-12-B", "3-12-B"),
    ("3-12B", "3-12-B"),
    ("Tower 3 12/F Flat B", "3-12-B"),
    ("T3 12B", "3-12-B"),
    ("Block 3 Flat 12B", "3-12-B"),
    ("Flat B, 12/F, Tower 3", "3-12-B"),
    ("Flat B, Floor 12, Block 3", "3-12-B"),
    ("blk 3 12b", "3-12-B"),
    ("Blk3 #12-03", "3-12-3"),
    ("Tower 3, 12/F, Flat B", "3-12-B"),
    ("T3-12-B", "3-12-B"),
    ("T3 12/F Flat B", "3-12-B"),
    ("Tower 3 12F Flat B", "3-12-B"),
    ("Tower 3 12F", "3-12-F"),
    ("Flat B 12F Tower 3", "3-12-B"),
    ("Room 1203, 12/F, Tower 3", "3-12-3"),
    ("Flat 12B, 12/F, Block 3", "3-12-B"),
    ("12B, Tower 3", "3-12-B"),
    ("Tower Three Flat 12B", "3-12-B"),
    ("Tower III 12B", "3-12-B"),
    ("3#1203", "3-12-3"),
    ("Flat 12 B, Block 3", "3-12-B"),
    ("unit 12b tower 3", "3-12-B"),
    ("rm 1203 blk 3", "3-12-3"),
    ("Flat B G/F Tower 3", "3-G-B"),
    ("The leak is on the 12th floor of Tower 3, flat B.", "3-12-B"),
    ("I live in Tower 3. The kitchen of flat 12B is leaking.", "3-12-B"),
    ("Building 3, 12B", "3-12-B"),
    ("Tower 3 unit 12-B", "3-12-B"),
    ("Flat B Tower 3 12/F", "3-12-B"),
    ("12/F, Tower 3, Flat B", "3-12-B"),
    ("Blk 3, Flt 12B", "3-12-B"),
    ("Phase 3 Flat 12B", "3-12-B"),
    ("T3/12/B", "3-12-B"),
    ("T3 Flat 12B", "3-12-B"),
    ("T3 flat B 12/F", "3-12-B"),
    ("Apt 12B, Building 3", "3-12-B"),
    ("Building 3, Floor 12, Unit B", "3-12-B"),
    ("twelfth floor flat B tower three", "3-12-B"),
    ("tower 3 12th floor b", "3-12-B"),
    ("Tower 3, 12/F, B", "3-12-B"),
    ("tower 3, level 12, unit b", "3-12-B"),
    ("(3-12-B)", "3-12-B"),
    ("Block B 5/F flat 3", "B-5-3"),
    ("Flat 3, 5/F, Block B", "B-5-3"),
    ("T3 12 B", "3-12-B"),
    ("T.3 12B", "3-12-B"),
    ("TOWER 3 FLAT 12B", "3-12-B"),
    ("tower3 flat12b", "3-12-B"),
    ("Twr 3 Rm 12B", "3-12-B"),
    ("Tower 3,12B", "3-12-B"),
    ("Tower 3-12B", "3-12-B"),
    ("Tower 3 - 12 - B", "3-12-B"),
    ("Tower 3/12/B", "3-12-B"),
    ("3–12–B", "3-12-B"),
    ("Flat B\n12/F\nTower 3\nEmerald Bay", "3-12-B"),
    ("Tower: 3, Floor: 12, Flat: B", "3-12-B"),
    ("Tower 3 12/F A leaking", "3-12-A"),
    ("12B no water, tower 3", "3-12-B"),
    ("Flat 12B has no water. We are in Tower 3.", "3-12-B"),
    ("T3-12/F-B", "3-12-B"),
    ("T3 12F B", "3-12-B"),
    ("tower b 12c", "B-12-C"),
]
# Dates, times, telephone numbers and money beside an address.
BESIDE_OTHER_NUMBERS = [
    ("23/11/2026 3座停水", "3"),
    ("3座下午3點停水", "3"),
    ("3座12點30分停水", "3"),
    ("3座管理費1203元", "3"),
    ("3座 13A插頭燒咗", "3"),
    ("3号楼1单元1203室", "3-12-3"),
    ("Hi, tower 3 floor 12 flat B no water since 9am", "3-12-B"),
    ("五座十八樓C室漏水,想約11月23日下午3點,電話 9123 4567", "5-18-C"),
    ("上次 1203 元, 3-12-B", "3-12-B"),
    ("9-10am 3座12B", "3-12-B"),
    ("3座12B 2026-11-23 10:00", "3-12-B"),
    ("Hello I am from 3-12-B, water leak", "3-12-B"),
    ("12月3日 3座12B", "3-12-B"),
    ("3座12月3日停電", "3"),
    ("order 2026-0001 for 3-12-B", "3-12-B"),
    ("13/11 3-12-B", "3-12-B"),
    ("你好,我係第五座十樓A室嘅住客,想問下個會所幾點開?", "5-10-A"),
    ("業主陳生 3座12B 電話91234567", "3-12-B"),
    ("電話91234567 3座12B", "3-12-B"),
    ("3座12B 91234567", "3-12-B"),
    ("3座12B 9123 4567", "3-12-B"),
    ("3座12B,9123-4567", "3-12-B"),
    ("3座1203房 9123 4567", "3-12-3"),
    ("3座 9123 4567", "3"),
    ("Tower 3 9123 4567", "3"),
    ("HK$1,200 tower 3 12b", "3-12-B"),
    ("繳費$300 3座12B", "3-12-B"),
    ("3座12B交咗$1203", "3-12-B"),
    ("3栋2单元803室", "3-8-3"),
    ("3座12月費未交", "3"),
    ("Flat B, 12th Floor, Tower 3, Emerald Bay Gardens, 18 Harbour Road", "3-12-B"),
    ("18 Harbour Road, Tower 3, 12B", "3-12-B"),
]
# Only a building or a floor is named.
FLOORS_AND_BUILDINGS = [
    ("3座又冇水", "3"),
    ("2座15樓附近 有老人", "2-15"),
    ("3座 12:30 停水", "3"),
    ("Tower 3 12/F", "3-12"),
    ("Tower 3 12/F a pipe burst", "3-12"),
    ("The lift in T3 is broken", "3"),
    ("3座1至4樓冇水", "3"),
    ("3座12樓兩個單位都漏水", "3-12"),
    ("3座十二樓乙室", "3-12"),
    ("3座升降機壞咗三日", "3"),
    ("3座兩部𨋢都壞咗", "3"),
    ("3座大堂", "3"),
    ("Tower 3 lobby", "3"),
    ("Tower 3 lift no. 2", "3"),
    ("3座12樓全層", "3-12"),
    ("3座13樓走廊燈壞咗", "3-13"),
    ("3座天台", "3"),
    ("3座12樓3戶受影響", "3-12"),
    ("3座12樓三房單位", "3-12"),
    ("3座M", "3"),
]
SEVERAL = [
    ("3座12B同埋5座8C", ["3-12-B", "5-8-C"]),
    ("12B 3座, 8C 5座", ["3-12-B", "5-8-C"]),
    ("12B 3座 8C 5座", ["3-12-B", "5-8-C"]),
    ("3座12B及13B", ["3-12-B", "3-13-B"]),
    ("3座12樓A、B室", ["3-12-A", "3-12-B"]),
    ("3座12樓A及B室", ["3-12-A", "3-12-B"]),
    ("1座同3座都停水", ["1", "3"]),
    ("3座12B漏水,樓上13B裝修", ["3-12-B", "3-13-B"]),
    ("1-5-C, 2-7-C", ["1-5-C", "2-7-C"]),
    ("3座12樓 5座12樓 都冇燈", ["3-12", "5-12"]),
    ("3座12B, 3座12C, 5座1A", ["3-12-B", "3-12-C", "5-1-A"]),
    ("3座12樓B室及C室", ["3-12-B", "3-12-C"]),
    ("3座12樓A/B室", ["3-12-A", "3-12-B"]),
]
NO_ADDRESS = [
    "2026-11-23",
    "2026年11月23日",
    "致電 2345 6789",
    "+852 9123 4567",
    "我電話 91234567",
    "C-2026-0001",
    "W-2026-0123 點解未跟進",
    "管理費 $1203",
    "屋企個馬桶成日漏水",
    "18樓,需放行條",
    "T8 typhoon signal hoisted, is the carpark open?",
    "有三座升降機壞咗",
    "本市有五座大橋",
    "史上第一座具有商業潛力的電報機",
    "哪一座城市位於臺灣最北端",
    "block 3 times",
    "toilet is blocked 3 times",
    "I called 3 times about the 2nd floor",
    "B2出口面鏡碎咗",
    "on the 5th",
    "5/F",
    "unit price 12B",
    "meeting at 12",
    "I paid 3 months",
    "room temperature 28C",
    "24H hotline?",
    "3-5 days",
    "3-5pm",
    "v3.12.2",
    "IP 10.0.3.12",
    "WhatsApp me 6123-4567",
    "身份證 A123456(7)",
    "A123456(7)",
    "車牌 AB1234",
    "COVID-19",
    "我個電錶讀數 12345",
    "三樓漏水",
    "佢講咗三次十二點嚟",
    "十二月三日三點",
    "3 12 B",
    "史上一座",
]


@pytest.mark.parametrize(("text", "code"), CHINESE)
def test_chinese_spelling_is_read(text: str, code: str) -> None:
    assert read_place_codes(text) == [code]


@pytest.mark.parametrize(("text", "code"), ENGLISH)
def test_english_spelling_is_read(text: str, code: str) -> None:
    assert read_place_codes(text) == [code]


@pytest.mark.parametrize(("text", "code"), BESIDE_OTHER_NUMBERS)
def test_address_is_read_beside_other_numbers(text: str, code: str) -> None:
    assert read_place_codes(text) == [code]


@pytest.mark.parametrize(("text", "code"), FLOORS_AND_BUILDINGS)
def test_floor_or_building_alone_is_read(text: str, code: str) -> None:
    assert read_place_codes(text) == [code]


@pytest.mark.parametrize(("text", "codes"), SEVERAL)
def test_several_places_are_read_in_their_order(text: str, codes: list[str]) -> None:
    assert read_place_codes(text) == codes


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_nothing_is_read_where_no_address_stands(text: str) -> None:
    assert read_place_codes(text) == []


def test_every_usual_spelling_of_the_demo_estate_is_read() -> None:
    # 3-12 alone may be a date or a range; such a floor is found by its stored spelling.
    places = build_estate().places
    buildings_and_floors = [place for place in places if place.kind in ("building", "floor") and place.building]
    # Every eleventh flat: all towers, letters and heights, and a second instead of many.
    flats = [place for place in places if place.kind == "unit"][::11]
    wrong = [
        (spelling, place.code, read_place_codes(spelling))
        for place in (*buildings_and_floors, *flats)
        for spelling in usual_spellings(place)
        if spelling != place.code or place.kind == "unit"
        if read_place_codes(spelling) != [place.code]
    ]
    assert wrong == []


def test_no_two_demo_places_share_a_folded_spelling() -> None:
    owners: dict[str, str] = {}
    for place in build_estate().places:
        for spelling in place.spellings:
            assert owners.setdefault(fold_spelling(spelling), place.code) == place.code


def test_spelling_occurs_only_whole() -> None:
    assert occurs_whole("t3", "我住t3，漏水")
    assert not occurs_whole("t3", "t31漏水")
    assert not occurs_whole("3座", "13座漏水")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿", 20),
        ("廿三", 23),
        ("卅一", 31),
        ("九十九", 99),
        ("拾贰", 12),
        ("一二〇三", 1203),
        ("twelve", 12),
        ("Twelfth", 12),
        ("VIII", 8),
        ("十二十", None),
        ("廿廿", None),
        ("soon", None),
    ],
)
def test_numerals_are_read(text: str, number: int | None) -> None:
    assert read_number(text) == number
