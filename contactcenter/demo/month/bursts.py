"""Faults that many report at once: the first one gets an order, all others are told of it and attached to it."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from contactcenter.basics.languages import LANGUAGES
from contactcenter.demo.content.history import HistoryContact
from contactcenter.demo.content.history_shapes import MatterScript, OrderScript
from contactcenter.demo.month.contacts import Ending, finish
from contactcenter.demo.month.draft import Draft, Stage, begin
from contactcenter.demo.month.scenarios import Burst, Scenario, Wording, load_bursts, load_phrases, load_scenarios
from contactcenter.demo.month.talks import talk
from contactcenter.demo.month.threads import write_text

_SEED: Final = 77
_QUEUE: Final = "repairs"


def report_faults(stage: Stage, days: int) -> list[HistoryContact]:
    """All bursts that lie within the month."""
    return [
        contact
        for burst in load_bursts()
        if burst.days_ago < days
        for contact in _reports(stage, burst, random.Random(f"{_SEED}-{burst.key}"))
    ]


def _reports(stage: Stage, burst: Burst, draw: random.Random) -> Iterator[HistoryContact]:
    day = stage.now - timedelta(days=burst.days_ago)
    began = day.replace(hour=burst.hour, minute=burst.minute, second=draw.randrange(60), microsecond=0)
    # Most call in the first half.
    waits = sorted(draw.betavariate(1.2, 2.4) * burst.lasts_minutes for _ in range(burst.count - 1))
    for number, minutes in enumerate((0.0, *waits)):
        moment = began + timedelta(minutes=minutes)
        sender = stage.cast.draw_sender(draw, moment, "night", (burst.building,))
        draft = begin(stage, draw, f"{burst.key}-{number}", moment, scenario=scenario_of(burst), sender=sender)
        draft.speaker.facts["title"] = burst.wording[draft.language].title
        draft.answer = draft.speaker.fill(draft.answer)
        yield _first(burst, draft) if number == 0 else _attached(burst, draft, f"{burst.key}-0")


def scenario_of(burst: Burst) -> Scenario:
    """The burst as something people come for: any question will do as a pattern."""
    pattern = next(scenario for scenario in load_scenarios() if scenario.outcome == "answered")
    wording = {
        language: Wording(
            things=(),
            fault_words=(),
            opens=burst.wording[language].opens,
            details=(),
            answers=load_phrases()[language]["attached"],
            titles=(burst.wording[language].title,),
            notes=(),
            results=(),
            promises=(),
        )
        for language in LANGUAGES
    }
    return replace(pattern, key=burst.key, mix="night", wording=wording, place="building", towers=(burst.building,))


def _first(burst: Burst, draft: Draft) -> HistoryContact:
    """Whoever reports it first."""
    words = burst.wording[draft.language]
    _converse(draft)
    raised = draft.answered_after
    done = raised + burst.done_minutes
    order = OrderScript(
        type_code=burst.type_code,
        title=words.title,
        description=words.note,
        state="closed",
        raised_after=raised,
        priority="urgent",
        form=burst.form,
        notes=((raised + burst.done_minutes * 0.3, words.note),),
        result=words.result,
        taken_after=raised + 2,
        done_after=done,
        verdict="yes",
        verdict_words=draft.speaker.phrase("verdict_yes"),
        verdict_after=done + 14,
        place_code=burst.building,
    )
    matter = MatterScript(words.title, "work_order", order=order)
    return finish(draft, (matter,), _ended(draft), queue_code=_QUEUE, incident=draft.key)


def _attached(burst: Burst, draft: Draft, incident: str) -> HistoryContact:
    _converse(draft)
    matter = MatterScript(burst.wording[draft.language].title, "work_order", attached_to=incident)
    return finish(draft, (matter,), _ended(draft), queue_code=_QUEUE, incident=incident)


def _converse(draft: Draft) -> None:
    if draft.channel == "voice":
        talk(draft, _QUEUE)
    else:
        write_text(draft)


def _ended(draft: Draft) -> Ending:
    return Ending("closed", draft.speaker.phrase("wrap_up_order"))
