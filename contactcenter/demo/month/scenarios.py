"""Reads what people come for (`content/month/*.toml`) into typed scenarios. A text has one way of saying it a line."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from contactcenter.basics.languages import LANGUAGES, Language

Mix = Literal["home", "public", "question", "paper", "night", "voice", "patrol", "letter", "desk", "outside"]
Lines = tuple[str, ...]

_FOLDER: Final = files("contactcenter.demo.content") / "month"
_SCENARIO_FILES: Final = ("repairs", "emergencies", "services", "questions", "papers")
_TEXTS: Final = (
    *("things", "fault_words", "opens", "details", "answers"),
    *("titles", "notes", "results", "promises"),
)
# What is said over several lines is set apart by a line of three dashes.
_BLOCK: Final = "---"
_NOTHING: Final = "-"


@dataclass(frozen=True, slots=True)
class Wording:
    """All ways of saying it in one language; `things` and `fault_words` fill {thing} and {fault}."""

    things: Lines
    fault_words: Lines
    opens: Lines
    details: Lines
    answers: Lines
    titles: Lines
    notes: Lines
    results: Lines
    promises: Lines


@dataclass(frozen=True, slots=True)
class Scenario:
    """One thing people come for. `faults` are options of the order's form under `form_key`, in the order of the words.

    `place` is where the work is: home, floor, building, estate, or the code of a shared place.
    """

    key: str
    weight: int
    mix: Mix
    outcome: Literal["answered", "work_order", "promise", "spam"]
    wording: Mapping[Language, Wording]
    type_code: str
    article: str | None
    priority: str | None
    place: str
    towers: Lines
    areas: Lines
    faults: Lines
    items: Lines
    form: Mapping[str, Any]
    form_key: str
    has_lift: bool
    has_promise: bool
    class_: str
    word_kind: str
    phrase: Mapping[Language, str]
    hours: Literal["any", "day", "evening"]
    done_hours: tuple[float, float]


@dataclass(frozen=True, slots=True)
class GapTopic:
    """A question the knowledge base had no answer to; `article` is the code of what answered it later."""

    key: str
    article: str | None
    askers: int
    days_ago: int
    answered_after: int
    questions: Mapping[Language, str]
    words: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class BurstWording:
    title: str
    result: str
    note: str
    opens: Lines


@dataclass(frozen=True, slots=True)
class Burst:
    """A fault that `count` people of one tower report, from `hour`:`minute` on the desk's clock, so many days ago."""

    key: str
    days_ago: int
    hour: int
    minute: int
    lasts_minutes: int
    count: int
    building: str
    type_code: str
    form: Mapping[str, Any]
    done_minutes: int
    wording: Mapping[Language, BurstWording]


@cache
def load_scenarios() -> tuple[Scenario, ...]:
    return tuple(_scenario(key, table) for name in _SCENARIO_FILES for key, table in _read(name).items())


@cache
def load_phrases() -> Mapping[Language, Mapping[str, Lines]]:
    return _phrases("phrases")


@cache
def load_handover_words() -> Mapping[Language, Mapping[str, Lines]]:
    return _phrases("handovers")


@cache
def load_bursts() -> tuple[Burst, ...]:
    return tuple(_burst(key, table) for key, table in _read("bursts").items())


@cache
def load_gap_topics() -> tuple[GapTopic, ...]:
    return tuple(
        GapTopic(
            key=key,
            article=table.get("article"),
            askers=table["askers"],
            days_ago=table["days_ago"],
            answered_after=table.get("answered_after", 0),
            questions={language: table[language]["question"] for language in LANGUAGES},
            words={language: table[language]["words"] for language in LANGUAGES},
        )
        for key, table in _read("gaps").items()
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _phrases(name: str) -> Mapping[Language, Mapping[str, Lines]]:
    tables = _read(name)
    return {language: {key: _ways(text) for key, text in tables[language].items()} for language in LANGUAGES}


def _scenario(key: str, table: Mapping[str, Any]) -> Scenario:
    least, most = table.get("done_hours", (1, 2))
    return Scenario(
        key=key,
        weight=table["weight"],
        mix=table["mix"],
        outcome=table["outcome"],
        wording={language: _wording(table[language]) for language in LANGUAGES},
        type_code=table.get("type", ""),
        article=table.get("article"),
        priority=table.get("priority"),
        place=table.get("place", "home"),
        towers=tuple(table.get("towers", ())),
        areas=tuple(table.get("areas", ())),
        faults=tuple(table.get("faults", ())),
        items=tuple(table.get("items", ())),
        form=table.get("form", {}),
        form_key=table.get("form_key", "fault"),
        has_lift=table.get("lifts", False),
        has_promise=table.get("promise", False),
        class_=table.get("class", "normal"),
        word_kind=table.get("word_kind", ""),
        phrase=table.get("phrase", {}),
        hours=table.get("hours", "any"),
        done_hours=(float(least), float(most)),
    )


def _burst(key: str, table: Mapping[str, Any]) -> Burst:
    plain = {name: table[name] for name in ("days_ago", "hour", "minute", "lasts_minutes", "count", "building")}
    wording = {
        language: BurstWording(
            title=table[language]["title"],
            result=table[language]["result"],
            note=table[language]["note"],
            opens=_ways(table[language]["opens"]),
        )
        for language in LANGUAGES
    }
    more = {"type_code": table["type"], "form": table["form"], "done_minutes": table["done_minutes"]}
    return Burst(key=key, wording=wording, **plain, **more)


def _wording(table: Mapping[str, str]) -> Wording:
    return Wording(**{name: _ways(table.get(name, "")) for name in _TEXTS})


def _ways(text: str) -> Lines:
    if f"\n{_BLOCK}\n" in text:
        return tuple(block.strip() for block in text.strip().split(f"\n{_BLOCK}\n"))
    return tuple("" if line == _NOTHING else line for line in map(str.strip, text.strip().splitlines()) if line)
