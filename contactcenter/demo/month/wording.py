"""Puts together what somebody says: a scenario's words and the small talk around them, filled with facts."""

import random
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from contactcenter.basics.languages import Language
from contactcenter.basics.work_order_types import WORK_ORDER_TYPES
from contactcenter.demo.content.estate import DemoPlace, build_estate
from contactcenter.demo.content.staff import build_staff
from contactcenter.demo.month import words
from contactcenter.demo.month.cast import Sender
from contactcenter.demo.month.scenarios import Lines, Scenario, Wording, load_phrases
from contactcenter.templates.fill import BLANK

_ENDS: Final = tuple("。！？!?.~…👍🙏")
_COMMAS: Final = tuple("，,、")
_TYPES: Final = {type_.code: type_ for type_ in WORK_ORDER_TYPES}
_STAFF: Final = {person.username: person for person in build_staff()}


@dataclass(frozen=True, slots=True)
class Matter:
    """What this one contact is about: the choices that its words and its order share."""

    area: str | None
    fault: int | None
    thing: str
    lift: str
    item: str | None
    work_place: DemoPlace | None


@dataclass(slots=True)
class Speaker:
    """Says things in one language; `facts` fill the blanks, and blanks without a fact stay for the replay."""

    draw: random.Random
    language: Language
    facts: dict[str, str]

    def one_of(self, ways: Lines) -> str:
        return self.fill(self.draw.choice(ways)) if ways else ""

    def phrase(self, key: str) -> str:
        """Small talk."""
        return self.one_of(load_phrases()[self.language][key])

    def maybe(self, chance: float, key: str) -> str:
        return self.phrase(key) if self.draw.random() < chance else ""

    def fill(self, text: str) -> str:
        if "{" not in text:
            return text
        # A fact may hold a blank of its own, such as the thing of a fault.
        filled = BLANK.sub(lambda blank: self.facts.get(blank[1], blank[0]), text)
        return BLANK.sub(lambda blank: self.facts.get(blank[1], blank[0]), filled)

    def open_and_answer(self, wording: Wording) -> tuple[str, str]:
        """What is asked and what it is answered, unfilled. As many answers as questions belong together in pairs."""
        number = self.draw.randrange(len(wording.opens))
        if len(wording.answers) == len(wording.opens):
            return wording.opens[number], wording.answers[number]
        return wording.opens[number], self.draw.choice(wording.answers) if wording.answers else ""

    def join(self, *parts: str) -> str:
        """One text of several parts, with the marks between them that the language asks for."""
        said = ""
        for part in parts:
            if part:
                said = self._append(said, part)
        return said

    def _append(self, said: str, part: str) -> str:
        if not said:
            return part
        if self.language == "en":
            if said.endswith(_COMMAS):
                return f"{said} {_as_middle(part)}"
            return f"{said} {part}" if said.endswith(_ENDS) else f"{said}. {part}"
        # In Chinese a part may bring its own comma.
        if part.startswith(_COMMAS):
            return said + (part[1:] if said.endswith(_ENDS) else part)
        return said + part if said.endswith((*_ENDS, *_COMMAS)) else f"{said}，{part}"


def _as_middle(part: str) -> str:
    """In the middle of a sentence only "I" and names keep their capital."""
    first = part.split()[0]
    is_name = first in ("I", "HK") or first.startswith("I'") or part[: len(first) + 2].strip()[-1:].isdigit()
    return part if is_name else part[0].lower() + part[1:]


def choose(draw: random.Random, scenario: Scenario, wording: Wording, home: DemoPlace | None) -> Matter:
    """Draw the choices."""
    fault = draw.randrange(len(scenario.faults)) if scenario.faults else None
    return Matter(
        area=draw.choice(scenario.areas) if scenario.areas else None,
        fault=fault,
        thing=draw.choice(wording.things) if wording.things else "",
        lift=draw.choice("AB"),
        item=draw.choice(scenario.items) if scenario.items else None,
        work_place=_work_place(draw, scenario, home),
    )


def _work_place(draw: random.Random, scenario: Scenario, home: DemoPlace | None) -> DemoPlace | None:
    """Where the work is: at home, on its floor (or another one of the tower), in the tower, or somewhere shared."""
    estate = build_estate()
    if scenario.place == "estate":
        return estate.places[0]
    if scenario.place == "home":
        return home
    if home is None:
        buildings = [place for place in estate.of_kind("building") if place.code.isdigit()]
        building = draw.choice(buildings)
        return _some_floor(draw, building.code) if scenario.place == "floor" else building
    if scenario.place == "floor":
        return estate.by_code[f"{home.building}-{home.floor}"]
    return estate.by_code.get(scenario.place) or estate.by_code[home.building]


def _some_floor(draw: random.Random, building: str) -> DemoPlace:
    return draw.choice(floors_of(building))


@cache
def floors_of(building: str) -> tuple[DemoPlace, ...]:
    return tuple(place for place in build_estate().of_kind("floor") if place.building == building)


def facts_of(
    draw: random.Random,
    scenario: Scenario,
    matter: Matter,
    sender: Sender,
    home: DemoPlace | None,
    moment: datetime,
) -> dict[str, str]:
    """What the blanks of this contact stand for. `moment` is on the desk's clock."""
    language, customer = sender.language, sender.customer
    place = matter.work_place or home
    tower = build_estate().by_code[place.building] if place and place.building else None
    facts = {
        "home": home.names[language] if home else "",
        "building_name": tower.names[language] if tower else "",
        "floor_name": _floor_name(place, language),
        "floor_number": str(draw.randrange(3, 26)),
        "lift": matter.lift,
        "thing": matter.thing,
        "room": words.ROOMS[matter.area][language] if matter.area else "",
        "item": words.BILL_ITEMS[matter.item][language] if matter.item else "",
        "name": customer.name if customer else "",
        "channel": words.CHANNELS[sender.channel][language],
        "surname": words.surname(customer.name, language) if customer else "",
    }
    return facts | _fault_words(scenario, matter, language) | _small_facts(draw, language, moment)


def _floor_name(place: DemoPlace | None, language: Language) -> str:
    if place is None or place.floor is None:
        return place.names[language] if place else ""
    return build_estate().by_code[f"{place.building}-{place.floor}"].names[language]


def _fault_words(scenario: Scenario, matter: Matter, language: Language) -> dict[str, str]:
    """A fault in people's words, and by its name in the order's form."""
    if matter.fault is None:
        return {}
    value = scenario.faults[matter.fault]
    field = next(field for field in _TYPES[scenario.type_code].form if field.key == scenario.form_key)
    title = next(option.names[language] for option in field.options if option.value == value)
    spoken = scenario.wording[language].fault_words[matter.fault]
    return {"fault": spoken, "fault_title": title if language != "en" else title[0].lower() + title[1:]}


def _small_facts(draw: random.Random, language: Language, moment: datetime) -> dict[str, str]:
    return {
        "slot": words.slot(draw, language, moment),
        "hours": words.hours(draw, language),
        "weekday": words.weekday(draw, language, moment),
        "clock": words.clock(language, moment),
        "by": words.later_clock(draw, language, moment),
        "when": words.lately(draw, language),
        "days": str(draw.randrange(2, 7)),
        "minutes": draw.choice(("15", "20", "25", "30", "40")),
        "metres": draw.choice(("0.5", "0.8", "1", "1.2", "1.5")),
        "month": str(moment.month if moment.day > 8 else (moment.month - 2) % 12 + 1),
        "amount": str(draw.randrange(36, 480)),
        "deposit": draw.choice(("5,000", "10,000")),
        "plate": words.number_plate(draw),
        "space": f"{draw.choice(('B1', 'B2'))}-{draw.randrange(1, 240):03d}",
        "people": str(draw.randrange(2, 5)),
        "children": str(draw.randrange(1, 4)),
    }


def agent_facts(username: str, language: Language) -> dict[str, str]:
    """How an agent says who is speaking."""
    names = _STAFF[username].names
    spoken = names["en"].split()[0] if language == "en" else words.surname(names[language], language)
    return {"agent": spoken, "agent_name": names[language]}
