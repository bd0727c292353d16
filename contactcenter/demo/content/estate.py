"""The demo estate: six towers of exactly two hundred and fifty flats, what they share, and how people write it all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from contactcenter.basics.languages import Names, in_three

PlaceKind = Literal["estate", "building", "floor", "unit"]


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """`code` is unique in the tree: EBG, 3, 3-12, 3-12-B. `note` is the standing note shown to whoever goes there.

    `spellings` are those stored for the search box, which looks for parts of them; texts are read by rules that know
    every usual way (`usual_spellings`).
    """

    code: str
    kind: PlaceKind
    parent_code: str | None
    building: str
    floor: int | None
    unit: str | None
    names: Names
    spellings: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class DemoLift:
    building: str
    code: str
    names: Names
    stops: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DemoEstate:
    """`places` stand parents first, so that they can be inserted in this order."""

    names: Names
    places: tuple[DemoPlace, ...]
    lifts: tuple[DemoLift, ...]
    by_code: dict[str, DemoPlace] = field(repr=False)

    def of_kind(self, kind: PlaceKind) -> tuple[DemoPlace, ...]:
        return tuple(place for place in self.places if place.kind == kind)


@dataclass(frozen=True, slots=True)
class _Tower:
    """Full floors carry every letter; the top floor holds the larger flats that fill the tower up to its number.

    `stops` says for lift A and lift B where they stop, as `_stops` reads it.
    """

    number: int
    full_floors: int
    letters: str
    top_letters: str
    stops: tuple[str, str]
    note: str

    @property
    def top_floor(self) -> int:
        return self.full_floors + 1

    def letters_on(self, floor: int) -> str:
        return self.top_letters if floor == self.top_floor else self.letters


ESTATE_CODE: Final = "EBG"
ESTATE_NAMES: Final = in_three("翠濤花園", "翠涛花园", "Emerald Bay Gardens")

_TOWERS: Final = (
    _Tower(
        1,
        31,
        "ABCDEFGH",
        "AB",
        ("every", "not 1-4"),
        "A梯停全部樓層；B梯不停1至4樓。總水掣在地下水錶房。 · Lift A stops at every floor, lift B not at 1–4. Main water valve: G/F meter room.",
    ),
    _Tower(
        2,
        35,
        "ABCDEFG",
        "ABCDE",
        ("odd", "even"),
        "A梯停單數樓層，B梯停雙數樓層，兩梯均停地下及36樓。 · Lift A stops at odd floors, lift B at even floors, both at G/F and 36/F.",
    ),
    _Tower(
        3,
        41,
        "ABCDEF",
        "ABCD",
        ("every", "every"),
        "兩部電梯停全部樓層。B至F室共用東面水管井，A室用西面水管井。 · Both lifts stop everywhere. "
        "Flats B–F share the east riser, flat A has the west one.",
    ),
    _Tower(
        4,
        31,
        "ABCDEFGH",
        "AB",
        ("every", "every"),
        "兩部電梯停全部樓層。B梯為消防員升降機。天台水缸房鑰匙在保安室。 · Both lifts stop everywhere, lift B is the fireman's lift. "
        "Key of the roof tank room: guard room.",
    ),
    _Tower(
        5,
        35,
        "ABCDEFG",
        "ABCDE",
        ("not 2-5", "every"),
        "A梯不停2至5樓。大堂翻新至年底，輪椅請由平台入口進出。 · Lift A does not stop at 2–5. Lobby works until year's end: "
        "wheelchairs use the podium entrance.",
    ),
    _Tower(
        6,
        27,
        "ABCDEFGHJ",
        "ABCDEFG",
        ("every", "every"),
        "最新落成，仍在開發商保修期內。不設I室。 · The newest tower, still under the developer's warranty. There is no flat I.",
    ),
)

_UNIT_NOTES: Final = {
    "1-2-D": "住戶行動不便，輪椅出入，請預留開門時間。 · Wheelchair user: allow time to reach the door.",
    "1-5-C": "請用英語聯絡。上門前半小時致電。 · English only. Ring half an hour before coming.",
    "1-9-A": "已出租，上門請約租客，不要約業主。 · Let: agree visits with the tenant, not the owner.",
    "1-32-A": "頂層複式，閣樓水掣在露台地櫃。 · Duplex: upper valve is in the terrace cupboard.",
    "2-4-F": "嬰兒午睡，下午一時至三時不要按門鈴。 · Baby asleep 13:00–15:00: knock, do not ring.",
    "2-7-C": "請說普通話。 · Mandarin, please.",
    "2-11-G": "夜班工作，上午請勿上門。 · Works nights: no visits in the morning.",
    "2-15-A": "獨居長者，聽力欠佳，請按兩次鐘並稍候。 · Elderly, lives alone, hard of hearing: ring twice and wait.",
    "3-1-F": "平台單位，花槽去水口須每季檢查。 · Podium flat: planter drain is checked every quarter.",
    "3-6-A": "住戶使用呼吸機，停電前必須個別致電。 · Uses a breathing machine: call in person before any power cut.",
    "3-8-E": "有惡犬，請住戶先關好狗才入屋。 · Fierce dog: wait until it is shut away.",
    "3-12-B": "有一隻老狗，溫馴，開門時勿讓牠走出走廊。 · Old, gentle dog: do not let it into the corridor.",
    "3-14-C": "長者長期臥床，火警演習前一日致電家人。 · Bedridden resident: ring the family the day before a fire drill.",
    "4-21-C": "業主電郵聯絡，租客只在晚上在家。 · Owner by mail only; the tenant is home in the evenings.",
    "4-8-G": "家有自閉症兒童，請先短訊通知再上門。 · Autistic child: send a text before coming.",
    "5-18-C": "電錶房鑰匙須向本戶借道，請先致電。 · The meter cupboard is reached through this flat: ring first.",
    "5-30-B": "住戶失聰，請用短訊聯絡，上門按閃燈門鈴。 · Deaf resident: texts only, press the flashing bell.",
    "6-5-H": "執漏未完成，入屋須由售後組陪同。 · Open defects: enter only with after-sales.",
    "6-21-D": "洗腎病人，停水須提前三天通知。 · Dialysis at home: tell three days before any water shut-off.",
    "3-17-D": "業主長居海外，鑰匙存管理處（須憑工單借用）。 · Owner abroad; keys at the office, lent for work orders only.",
}

# What the towers share: code, kind, parent, names. Nobody's text is bound to them by a word such as "garage", which
# people also write about their own bill; whoever raises an order chooses them by name.
_SHARED: Final[tuple[tuple[str, PlaceKind, str, Names], ...]] = (
    ("PODIUM", "building", ESTATE_CODE, in_three("平台花園", "平台花园", "Podium garden")),
    ("CLUB", "building", ESTATE_CODE, in_three("會所", "会所", "Clubhouse")),
    ("CLUB-POOL", "floor", "CLUB", in_three("會所泳池", "会所泳池", "Clubhouse, swimming pool")),
    ("CLUB-GYM", "floor", "CLUB", in_three("會所健身室", "会所健身房", "Clubhouse, gym")),
    ("CARPARK", "building", ESTATE_CODE, in_three("停車場", "停车场", "Car park")),
    ("CARPARK-B1", "floor", "CARPARK", in_three("停車場B1層", "停车场B1层", "Car park, level B1")),
    ("CARPARK-B2", "floor", "CARPARK", in_three("停車場B2層", "停车场B2层", "Car park, level B2")),
    ("GATE", "building", ESTATE_CODE, in_three("正門及巴士站", "正门及巴士站", "Main gate and bus stop")),
    ("REFUSE", "building", ESTATE_CODE, in_three("中央垃圾房", "中央垃圾房", "Central refuse room")),
)

_DIGITS: Final = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """12 → 十二； the towers have fewer than a hundred floors."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


@cache
def build_estate() -> DemoEstate:
    places = tuple(_places())
    lifts = tuple(lift for tower in _TOWERS for lift in _lifts(tower))
    return DemoEstate(ESTATE_NAMES, places, lifts, {place.code: place for place in places})


def _places() -> Iterator[DemoPlace]:
    estate_spellings = ("翠濤花園", "翠濤", "翠涛花园", "翠涛", "Emerald Bay Gardens", "Emerald Bay")
    yield DemoPlace(ESTATE_CODE, "estate", None, "", None, None, ESTATE_NAMES, estate_spellings)
    for code, kind, parent, names in _SHARED:
        yield DemoPlace(code, kind, parent, "", None, None, names, ())
    for tower in _TOWERS:
        yield _building(tower)
        for floor in range(1, tower.top_floor + 1):
            yield _floor(tower.number, floor)
            for letter in tower.letters_on(floor):
                yield _unit(tower.number, floor, letter)


def _building(tower: _Tower) -> DemoPlace:
    number, hanzi = tower.number, chinese_number(tower.number)
    spellings = (
        f"{number}座",
        f"{hanzi}座",
        f"第{number}座",
        f"第{hanzi}座",
        f"{number}栋",
        f"{hanzi}栋",
        f"{number}号楼",
        f"Tower {number}",
        f"Block {number}",
        f"Blk {number}",
        f"Building {number}",
        f"T{number}",
    )
    names = in_three(f"{number}座", f"{number}座", f"Tower {number}")
    return DemoPlace(str(number), "building", ESTATE_CODE, str(number), None, None, names, spellings, tower.note)


def _floor(number: int, floor: int) -> DemoPlace:
    # "Tower 3 12/F" is left out: without its stroke it reads exactly like flat F of that floor.
    hanzi, floor_hanzi = chinese_number(number), chinese_number(floor)
    spellings = (
        f"{number}-{floor}",
        f"{number}座{floor}樓",
        f"{number}座{floor}楼",
        f"{number}座{floor}层",
        f"{number}栋{floor}楼",
        f"{hanzi}座{floor_hanzi}樓",
        f"{hanzi}座{floor_hanzi}楼",
        f"Tower {number} floor {floor}",
        f"Tower {number} level {floor}",
        f"T{number} floor {floor}",
        f"Block {number} floor {floor}",
    )
    names = in_three(f"{number}座{floor}樓", f"{number}座{floor}楼", f"Tower {number}, {floor}/F")
    return DemoPlace(f"{number}-{floor}", "floor", str(number), str(number), floor, None, names, spellings)


def _unit(number: int, floor: int, letter: str) -> DemoPlace:
    code = f"{number}-{floor}-{letter}"
    names = in_three(
        f"{number}座{floor}樓{letter}室",
        f"{number}座{floor}楼{letter}室",
        f"Tower {number}, {floor}/F, Flat {letter}",
    )
    spellings = (
        f"{number}座{floor}樓{letter}室",
        f"{number}座{floor}{letter}",
        f"{number}-{floor}{letter}",
        f"T{number} {floor}{letter}",
        f"Tower {number} {floor}/F Flat {letter}",
    )
    parent = f"{number}-{floor}"
    return DemoPlace(code, "unit", parent, str(number), floor, letter, names, spellings, _UNIT_NOTES.get(code, ""))


def usual_spellings(place: DemoPlace) -> tuple[str, ...]:
    """Every usual way of writing a place; of a flat there are dozens."""
    if place.floor is None or place.unit is None:
        return place.spellings
    number = int(place.building)
    chinese, english = _chinese_spellings, _english_spellings
    return (*chinese(number, place.floor, place.unit), *english(number, place.floor, place.unit))


def _chinese_spellings(number: int, floor: int, letter: str) -> tuple[str, ...]:
    hanzi, floor_hanzi = chinese_number(number), chinese_number(floor)
    return (
        f"{number}座{floor}樓{letter}室",
        f"{number}座{floor}樓{letter}",
        f"{number}座{floor}{letter}",
        f"{number}座{floor}{letter}室",
        f"{hanzi}座{floor_hanzi}樓{letter}室",
        f"{hanzi}座{floor_hanzi}樓{letter}",
        f"{hanzi}座{floor}樓{letter}室",
        f"{hanzi}座{floor}{letter}",
        f"第{number}座{floor}樓{letter}室",
        f"第{hanzi}座{floor}樓{letter}室",
        f"{floor}樓{letter}室{number}座",
        f"{number}座{floor}楼{letter}室",
        f"{number}座{floor}楼{letter}",
        f"{hanzi}座{floor_hanzi}楼{letter}室",
        f"{number}栋{floor}楼{letter}室",
        f"{number}栋{floor}{letter}",
        f"{number}栋{floor}{letter}室",
        f"{number}号楼{floor}{letter}",
    )


def _english_spellings(number: int, floor: int, letter: str) -> tuple[str, ...]:
    return (
        f"{number}-{floor}-{letter}",
        f"{number}-{floor}{letter}",
        f"T{number} {floor}{letter}",
        f"T{number}-{floor}-{letter}",
        f"T{number} {floor}/F Flat {letter}",
        f"Tower {number} {floor}{letter}",
        f"Tower {number} Flat {floor}{letter}",
        f"Tower {number} {floor}/F Flat {letter}",
        f"Tower {number}, {floor}/F, Flat {letter}",
        f"Block {number} {floor}{letter}",
        f"Block {number} Flat {floor}{letter}",
        f"Block {number} {floor}/F Flat {letter}",
        f"Blk {number} {floor}{letter}",
        f"Building {number} {floor}{letter}",
        f"Flat {letter}, {floor}/F, Tower {number}",
        f"Flat {letter} {floor}/F Block {number}",
        f"Flat {floor}{letter} Tower {number}",
        f"{floor}{letter} Tower {number}",
        f"{floor}{letter} Block {number}",
    )


def _lifts(tower: _Tower) -> Iterator[DemoLift]:
    """Which lift stops where is told in words in the tower's note."""
    for letter, where in zip("AB", tower.stops, strict=True):
        names = in_three(
            f"{tower.number}座{letter}電梯", f"{tower.number}座{letter}电梯", f"Tower {tower.number}, lift {letter}"
        )
        yield DemoLift(str(tower.number), f"{tower.number}-LIFT-{letter}", names, _stops(where, tower.top_floor))


def _stops(where: str, top_floor: int) -> tuple[int, ...]:
    """The ground floor is 0, where every lift stops."""
    floors = range(1, top_floor + 1)
    match where.split():
        case ["odd"]:
            kept = [floor for floor in floors if floor % 2 == 1 or floor == top_floor]
        case ["even"]:
            kept = [floor for floor in floors if floor % 2 == 0 or floor == top_floor]
        case ["not", span]:
            first, last = map(int, span.split("-"))
            kept = [floor for floor in floors if not first <= floor <= last]
        case _:
            kept = list(floors)
    return (0, *kept)
