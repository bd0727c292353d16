"""One contact of the month while it is being put together. Called by the other modules of this package."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from contactcenter.basics.languages import Language
from contactcenter.demo.content.estate import DemoPlace, build_estate
from contactcenter.demo.content.history_shapes import Channel, Line, Source
from contactcenter.demo.content.people import DemoCustomer
from contactcenter.demo.month.cast import Cast, Sender
from contactcenter.demo.month.duty import Roster
from contactcenter.demo.month.scenarios import Scenario, Wording
from contactcenter.demo.month.wording import Matter, Speaker, agent_facts, choose, facts_of


@dataclass(frozen=True, slots=True)
class Stage:
    """What all contacts of the month share; `now` is on the desk's clock."""

    now: datetime
    roster: Roster
    cast: Cast


@dataclass(slots=True)
class Draft:
    """`moment` is when it arrived, on the desk's clock; `agent` is found when somebody takes it.

    `answered_after` is when the agent said what happens next: orders, promises and gaps are noted then.
    """

    key: str
    draw: random.Random
    roster: Roster
    now: datetime
    moment: datetime
    scenario: Scenario
    matter: Matter
    speaker: Speaker
    channel: Channel
    customer: DemoCustomer | None
    home: DemoPlace | None
    agent: str | None = None
    source: Source | None = None
    accepted_after: float | None = None
    answered_after: float = 0.0
    opening: str = ""
    answer: str = ""
    offers_time: bool = False
    lines: list[Line] = field(default_factory=list)

    @property
    def language(self) -> Language:
        return self.speaker.language

    @property
    def wording(self) -> Wording:
        return self.scenario.wording[self.language]

    @property
    def now_after(self) -> float:
        """The present, in minutes after the arrival."""
        return (self.now - self.moment).total_seconds() / 60

    def __post_init__(self) -> None:
        """What is asked and what it is answered belong together, so both are drawn at once."""
        opening, answer = self.speaker.open_and_answer(self.wording)
        self.offers_time = "{slot}" in answer or "{hours}" in answer
        self.opening, self.answer = self.speaker.fill(opening), self.speaker.fill(answer)

    def at(self, minutes: float) -> datetime:
        return self.moment + timedelta(minutes=minutes)

    def minutes(self, moment: datetime) -> float:
        return (moment - self.moment).total_seconds() / 60

    def take(self, after: float, *, by: str | None = None) -> None:
        """Somebody on duty takes it, so many minutes after it arrived."""
        self.agent = by or self.roster.agent_for(self.draw, self.at(after), self.language)
        self.accepted_after = after
        self.speaker.facts |= agent_facts(self.agent, self.language)

    def said(self, after: float, text: str) -> None:
        self.lines.append(Line(after, "customer", text))

    def replied(self, after: float, text: str) -> None:
        self.lines.append(Line(after, "agent", text))
        self.answered_after = after

    def noted(self, after: float, text: str) -> None:
        self.lines.append(Line(after, "note", text))

    def happened(self, after: float, name: str, **details: object) -> None:
        self.lines.append(Line(after, "event", name, details))


def begin(
    stage: Stage, draw: random.Random, key: str, moment: datetime, *, scenario: Scenario, sender: Sender
) -> Draft:
    """Somebody contacts the desk about this; what exactly it is, is drawn now."""
    home = build_estate().by_code[sender.place_code] if sender.place_code else None
    matter = choose(draw, scenario, scenario.wording[sender.language], home)
    return Draft(
        key=key,
        draw=draw,
        roster=stage.roster,
        now=stage.now,
        moment=moment,
        scenario=scenario,
        matter=matter,
        speaker=Speaker(draw, sender.language, facts_of(draw, scenario, matter, sender, home, moment)),
        channel=sender.channel,
        customer=sender.customer,
        home=home,
    )
