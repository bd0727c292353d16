"""Builds the month: day by day, contact by contact, oldest first."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import Final

from contactcenter import clock
from contactcenter.basics.languages import LANGUAGES
from contactcenter.demo.content.history import HistoryContact, build_history
from contactcenter.demo.month import bursts, contacts, gaps
from contactcenter.demo.month.cast import Cast, Sender
from contactcenter.demo.month.draft import Draft, Stage, begin
from contactcenter.demo.month.duty import Roster
from contactcenter.demo.month.rhythm import contacts_on, moments_of
from contactcenter.demo.month.scenarios import Scenario, load_scenarios
from contactcenter.demo.month.talks import give_up, leave_message

_SEED: Final = 20250731
# Contacts of an ordinary Wednesday.
_USUAL: Final = 93
# How many of them need work.
_WITH_ORDER: Final = 0.35
_GIVEN_UP: Final = 0.052
_VOICEMAIL: Final = 0.05
# What is younger is written by hand, so that nothing of it is half finished by accident.
_UNTIL: Final = timedelta(minutes=50)
_OFFICE_OPENS, _OFFICE_CLOSES = 8, 20
_SMALL_BLANKS: Final = ("{thing}", "{fault", "{room}", "{item}", "{floor_name}", "{building_name}", "{lift}")


def build_month(now: datetime, days: int) -> list[HistoryContact]:
    """So many days until shortly before `now`, the oldest contact first. The same for every start at the same hour."""
    if days <= 0:
        return []
    local_now = clock.local(now)
    today = local_now.date()
    taken = {contact.customer_key for contact in build_history() if contact.customer_key}
    roster = Roster(today - timedelta(days=days), today)
    stage = Stage(now=local_now, roster=roster, cast=Cast(random.Random(_SEED), without=taken))
    found = [contact for ago in range(days, -1, -1) for contact in _day(stage, ago)]
    found += bursts.report_faults(stage, days)
    found += gaps.ask_questions(stage, days)
    return sorted(found, key=lambda contact: (contact.began_at or now, contact.script.key))


@cache
def _side_topics() -> tuple[Scenario, ...]:
    return tuple(filter(_is_side_topic, load_scenarios()))


def _is_side_topic(scenario: Scenario) -> bool:
    """A question that needs nothing to be known about the asker's flat, so that it goes with any other."""
    said = "".join("".join((*way.opens, *way.answers, *way.titles)) for way in scenario.wording.values())
    return scenario.outcome == "answered" and not scenario.towers and not any(blank in said for blank in _SMALL_BLANKS)


def _day(stage: Stage, ago: int) -> Iterator[HistoryContact]:
    draw = random.Random(f"{_SEED}-{ago}")
    day = (stage.now - timedelta(days=ago)).date()
    zone = stage.now.tzinfo
    moments = moments_of(draw, day, contacts_on(draw, day, _USUAL), zone)  # type: ignore[arg-type]
    for number, moment in enumerate(sorted(moments)):
        if moment < stage.now - _UNTIL:
            yield _contact(stage, random.Random(f"{_SEED}-{ago}-{number}"), f"d{ago}-{number}", moment)


def _contact(stage: Stage, draw: random.Random, key: str, moment: datetime) -> HistoryContact:
    draft = _draft(stage, draw, key, moment)
    queue_code = contacts.queue_of(draft.scenario)
    luck = draw.random()
    is_plain = draft.scenario.class_ == "normal" and draft.customer is not None
    if draft.channel == "voice" and is_plain and luck < _GIVEN_UP * 2:
        give_up(draft, queue_code)
        matters, ending = contacts.abandoned(draft)
        return contacts.finish(draft, matters, ending, queue_code=queue_code)
    if draft.channel == "voice" and is_plain and _is_after_hours(moment) and luck < _GIVEN_UP * 2 + _VOICEMAIL * 6:
        morning = moment.replace(hour=_OFFICE_OPENS, minute=draw.randrange(3, 25))
        morning += timedelta(days=moment.hour >= _OFFICE_CLOSES)
        if morning < stage.now - timedelta(minutes=20):
            leave_message(draft, draft.minutes(morning))
            matters = contacts.matters_of(draft, None)
            return contacts.finish(draft, matters, contacts.ending_of(draft), queue_code=queue_code)
    aside = contacts.hold_conversation(draft, queue_code, _side_topics())
    matters = contacts.matters_of(draft, aside)
    return contacts.finish(draft, matters, contacts.ending_of(draft), queue_code=queue_code)


def _is_after_hours(moment: datetime) -> bool:
    return moment.hour >= _OFFICE_CLOSES or moment.hour < _OFFICE_OPENS


def _draft(stage: Stage, draw: random.Random, key: str, moment: datetime) -> Draft:
    scenario = _draw_scenario(draw, moment)
    if scenario.mix == "outside":
        sender = Sender(None, None, draw.choice(("sms", "sms", "email")), draw.choice(LANGUAGES))
    elif scenario.mix in ("patrol", "letter", "desk"):
        sender = Sender(None, None, "manual", "zh-Hant")
    else:
        sender = stage.cast.draw_sender(draw, moment, scenario.mix, scenario.towers)
    return begin(stage, draw, key, moment, scenario=scenario, sender=sender)


def _draw_scenario(draw: random.Random, moment: datetime) -> Scenario:
    needs_work = draw.random() < _WITH_ORDER
    fitting = [
        scenario
        for scenario in load_scenarios()
        if (scenario.outcome == "work_order") == needs_work and _fits(scenario, moment.hour)
    ]
    sums = list(accumulate(scenario.weight for scenario in fitting))
    return draw.choices(fitting, cum_weights=sums)[0]


def _fits(scenario: Scenario, hour: int) -> bool:
    if scenario.mix in ("patrol", "letter", "desk", "paper"):
        return 8 <= hour < 22
    match scenario.hours:
        case "day":
            return 7 <= hour < 20
        case "evening":
            return hour >= 20 or hour < 2
        case _:
            return True
