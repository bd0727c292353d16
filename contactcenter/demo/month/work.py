"""Plans what became of an order: taken, worked on and done in working hours, and what the owner said to that."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from contactcenter.basics.work_order_types import WORK_ORDER_TYPES
from contactcenter.demo.content.history_shapes import AgainScript, OrderScript, OrderState
from contactcenter.demo.content.work_orders import TRADES
from contactcenter.demo.month.draft import Draft
from contactcenter.demo.month.rhythm import after_working_hours, last_working_moment, next_working_moment

_TYPES: Final = {type_.code: type_ for type_ in WORK_ORDER_TYPES}
_OPENS, _CLOSES = 8, 20
# Who is asked "is it solved?" answers by day.
_ANSWERS_FROM, _ANSWERS_UNTIL = 8, 22
_SILENT: Final = 0.14
# What nobody answered is closed by a supervisor after this time; what nobody can answer, after a look at it.
_CLOSED_AFTER_MINUTES: Final = 7 * 24 * 60
_LOOKED_AT_MINUTES: Final = 20 * 60
_NOT_SOLVED: Final = 0.045
_LEFT_LYING: Final = 0.2
# How many orders take their time whatever was promised; the others are done by the day they are due.
_LATE: Final = 0.1
_MOVED: Final = {"complaint": "security", "security_check": "cleaning"}


@dataclass(frozen=True, slots=True)
class _Times:
    taken: float
    done: float


def plan_order(draft: Draft, *, title: str, form: Mapping[str, Any], place_code: str | None) -> OrderScript:
    """The order of this contact, as far as it has come by now."""
    raised = draft.answered_after - min(0.3, draft.answered_after / 2)
    priority = draft.scenario.priority or _TYPES[draft.scenario.type_code].priority
    times = _times(draft, raised, priority, draft.scenario.done_hours)
    is_done, is_taken = times.done < draft.now_after, times.taken < draft.now_after
    verdict, verdict_after = _verdict(draft, times.done) if is_done else (None, None)
    again = _again(draft, verdict_after) if verdict == "no" and verdict_after is not None else None
    state: OrderState = "taken" if is_taken else "new"
    if is_done:
        state = "closed" if verdict == "yes" or (again and again.verdict_after) else "done"
    if again is not None and again.verdict_after is None:
        state = "done" if again.done_after is not None else "taken" if again.taken_after < draft.now_after else "new"
    closed_after, reason = _closing(draft, times.done) if is_done and verdict is None else (None, "")
    if closed_after is not None:
        state = "closed"
    return OrderScript(
        type_code=draft.scenario.type_code,
        title=title,
        description=_description(draft, title),
        state=state,
        raised_after=raised,
        priority=draft.scenario.priority,
        form=form,
        notes=_notes(draft, times),
        result=draft.speaker.one_of(draft.wording.results) if is_done else "",
        taken_after=times.taken if is_taken else None,
        done_after=times.done if is_done else None,
        verdict=verdict,
        verdict_words=draft.speaker.phrase(f"verdict_{verdict}") if verdict else "",
        verdict_after=verdict_after,
        again=again,
        closed_after=closed_after,
        close_reason=reason,
        moved_to=_moved_to(draft),
        place_code=place_code,
    )


def _times(draft: Draft, raised: float, priority: str, done_hours: tuple[float, float]) -> _Times:
    """Whatever is urgent is done by day and by night; the rest in working hours."""
    draw, least_most = draft.draw, done_hours
    hours = draw.triangular(least_most[0], least_most[1], least_most[0] + (least_most[1] - least_most[0]) * 0.3)
    if priority == "urgent":
        taken = raised + draw.uniform(1, 6)
        return _Times(taken, taken + hours * 60)
    raised_at = draft.at(raised)
    taken_at = next_working_moment(raised_at, opens=_OPENS, closes=_CLOSES)
    wait = _waiting_minutes(draw, priority)
    taken = draft.minutes(after_working_hours(taken_at, wait / 60, opens=_OPENS, closes=_CLOSES))
    done_at = after_working_hours(draft.at(taken), hours, opens=_OPENS, closes=_CLOSES)
    if draw.random() >= _LATE:
        hours_given = _TYPES[draft.scenario.type_code].due_hours
        in_time = raised_at + timedelta(hours=hours_given * draw.uniform(0.6, 0.97))
        done_at = min(done_at, last_working_moment(in_time, opens=_OPENS, closes=_CLOSES))
    return _Times(taken, max(draft.minutes(done_at), taken + 5))


def _waiting_minutes(draw: random.Random, priority: str) -> float:
    """What is not pressing lies for an hour, and now and then for a day."""
    if priority == "high":
        return draw.uniform(3, 25)
    if draw.random() < _LEFT_LYING:
        return draw.uniform(4, 18) * 60
    return min(draw.lognormvariate(3.9, 1.0), 420)


def _notes(draft: Draft, times: _Times) -> tuple[tuple[float, str], ...]:
    """Nothing, one line or two, between taking and finishing; only what has happened by now."""
    count = draft.draw.choice((0, 1, 1, 2))
    written = list(draft.wording.notes)
    draft.draw.shuffle(written)
    span = times.done - times.taken
    moments = sorted(times.taken + span * draft.draw.uniform(0.25, 0.95) for _ in written[:count])
    pairs = zip(moments, written[:count], strict=True)
    return tuple((at, draft.speaker.fill(text)) for at, text in pairs if at < draft.now_after)


def _verdict(draft: Draft, done: float) -> tuple[Any, float | None]:
    """What the owner said, and when; most say so within the day, some never do."""
    draw = draft.draw
    if draft.customer is None or draw.random() < _SILENT:
        return None, None
    at = _answering_time(draft, done + min(draw.lognormvariate(3.6, 1.2), 2600))
    if at >= draft.now_after:
        return None, None
    return ("no" if draw.random() < _NOT_SOLVED else "yes"), at


def _closing(draft: Draft, done: float) -> tuple[float | None, str]:
    wait = _CLOSED_AFTER_MINUTES if draft.customer else _LOOKED_AT_MINUTES * draft.draw.uniform(0.4, 1.6)
    at_work = next_working_moment(draft.at(done + wait), opens=9, closes=17)
    at = draft.minutes(at_work)
    reason = draft.speaker.phrase("closed_silent" if draft.customer else "closed_checked")
    return (at, reason) if at < draft.now_after else (None, "")


def _again(draft: Draft, reopened: float) -> AgainScript:
    """The group takes it up at once; this time it holds."""
    draw = draft.draw
    taken_at = next_working_moment(draft.at(reopened + draw.uniform(5, 40)), opens=_OPENS, closes=_CLOSES)
    taken = draft.minutes(taken_at)
    done_at = after_working_hours(taken_at, draw.uniform(2, 14), opens=_OPENS, closes=_CLOSES)
    done = draft.minutes(done_at)
    if done >= draft.now_after:
        return AgainScript(taken, None)
    said = _answering_time(draft, done + draw.uniform(10, 400))
    result = draft.speaker.phrase("again_results")
    if said >= draft.now_after:
        return AgainScript(taken, done, result)
    return AgainScript(taken, done, result, said, draft.speaker.phrase("verdict_yes"))


def _answering_time(draft: Draft, after: float) -> float:
    moment: datetime = next_working_moment(draft.at(after), opens=_ANSWERS_FROM, closes=_ANSWERS_UNTIL)
    return draft.minutes(moment)


def _description(draft: Draft, title: str) -> str:
    draft.speaker.facts["title"] = title
    at_home = draft.scenario.place == "home" and draft.scenario.type_code in TRADES
    return draft.speaker.phrase("descriptions" if at_home else "descriptions_public")


def _moved_to(draft: Draft) -> str | None:
    """Now and then an order lands on the wrong desk first."""
    other = _MOVED.get(draft.scenario.type_code)
    return other if other and draft.draw.random() < 0.08 else None
