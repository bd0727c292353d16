"""Turns a draft into a contact of the history: its thread, its matters, and how it stands today."""

from dataclasses import dataclass
from typing import Final

from contactcenter.contacts.matters import subject_of
from contactcenter.demo.content.history import HistoryContact
from contactcenter.demo.content.history_shapes import (
    ContactScript,
    ContactState,
    GapScript,
    MatterScript,
    OrderScript,
    Outcome,
    PromiseScript,
)
from contactcenter.demo.content.lines import OFFICE_NUMBER, PUBLIC_NUMBER, SERVICE_MAILBOX
from contactcenter.demo.content.work_orders import TRADES
from contactcenter.demo.month.draft import Draft
from contactcenter.demo.month.scenarios import Scenario
from contactcenter.demo.month.talks import talk
from contactcenter.demo.month.threads import key_in, write_mail, write_text
from contactcenter.demo.month.work import plan_order

# Texts of the last hours that may still wait for the owner, and how many of them do.
_STILL_OPEN_MINUTES: Final = 30 * 60
_WAITS, _SNOOZED = 0.12, 0.16
_SECOND_MATTER: Final = 0.06
_OUTSIDERS: Final = ("+85255001201", "+85266009313", "+85298700444", "offers@deals.example", "win@prize.example")
_OFFICE_CALLS: Final = 0.15


@dataclass(frozen=True, slots=True)
class Ending:
    """How a contact stands."""

    state: ContactState
    wrap_up_note: str
    snoozed_for: float | None = None


def hold_conversation(draft: Draft, queue_code: str, side_topics: tuple[Scenario, ...]) -> Scenario | None:
    """Play the channel's thread; returns what was asked besides, if something was."""
    if draft.scenario.outcome == "spam":
        draft.said(0, draft.opening)
        draft.take(draft.draw.uniform(1, 4))
        return None
    aside = draft.draw.choice(side_topics) if _asks_more(draft) else None
    second = answer = ""
    if aside is not None:
        wording = aside.wording[draft.language]
        draft.speaker.facts["open"] = draft.speaker.one_of(wording.opens)
        second, answer = draft.speaker.phrase("second"), draft.speaker.one_of(wording.answers)
    match draft.channel:
        case "voice":
            talk(draft, queue_code, second=second, second_answer=answer)
        case "email":
            write_mail(draft, second=second, second_answer=answer)
        case "manual":
            key_in(draft)
        case _:
            write_text(draft, second=second, second_answer=answer)
    return aside


def _asks_more(draft: Draft) -> bool:
    is_usual = draft.scenario.class_ == "normal" and draft.scenario.outcome != "spam" and draft.channel != "manual"
    return is_usual and draft.draw.random() < _SECOND_MATTER


def queue_of(scenario: Scenario) -> str:
    if scenario.class_ == "emergency":
        return "emergencies"
    if scenario.type_code == "fee_query" or scenario.article in ("ways-to-pay", "service-charge", "prepaid-power"):
        return "fees"
    return "repairs" if scenario.type_code in TRADES else "general"


def matters_of(draft: Draft, aside: Scenario | None) -> tuple[MatterScript, ...]:
    """The matter it came with, and what was asked besides."""
    scenario, subject = draft.scenario, draft.speaker.one_of(draft.wording.titles)
    order = _order(draft, subject) if scenario.outcome == "work_order" else None
    promise = _promise(draft) if scenario.has_promise else None
    article = scenario.article if scenario.outcome == "answered" else None
    first = MatterScript(subject_of(subject), scenario.outcome, article, order, promise=promise)
    if aside is None:
        return (first,)
    title = draft.speaker.one_of(aside.wording[draft.language].titles)
    return (first, MatterScript(subject_of(title), "answered", aside.article))


def _order(draft: Draft, title: str) -> OrderScript:
    scenario, matter = draft.scenario, draft.matter
    form = dict(scenario.form)
    if matter.fault is not None:
        form[scenario.form_key] = scenario.faults[matter.fault]
    if matter.area is not None:
        form["area"] = matter.area
    if matter.item is not None:
        form["item"] = matter.item
    if scenario.has_lift:
        form["lift"] = matter.lift
    if scenario.type_code == "archive_access":
        form |= {"requester": draft.speaker.facts["name"], "papers": matter.thing}
    if scenario.type_code == "parking":
        form["plate"] = draft.speaker.facts["plate"]
    place_code = matter.work_place.code if matter.work_place and scenario.place != "home" else None
    return plan_order(draft, title=title, form=form, place_code=place_code)


def _promise(draft: Draft) -> PromiseScript:
    """Most are kept in time, a few late; those of the last hours may still be open."""
    draw = draft.draw
    due = draft.answered_after + draw.choice((60, 90, 120, 180, 240))
    kept = due - draw.uniform(5, 50) if draw.random() < 0.86 else due + draw.uniform(4, 70)
    what, due_in = draft.speaker.one_of(draft.wording.promises), due - draft.now_after
    if kept < draft.now_after:
        return PromiseScript(what, due_in, "kept", kept)
    return PromiseScript(what, due_in)


def gap_matter(gap: GapScript) -> tuple[MatterScript, ...]:
    return (MatterScript(subject_of(gap.question), "gap", gap=gap),)


def ending_of(draft: Draft) -> Ending:
    """Closed; but a text of the last hours may wait for the owner, or sleep until a time."""
    draw, outcome = draft.draw, draft.scenario.outcome
    note = draft.speaker.phrase("wrap_up_order" if outcome == "work_order" else "wrap_up") if outcome != "spam" else ""
    is_recent = draft.channel == "sms" and draft.now_after < _STILL_OPEN_MINUTES and outcome != "spam"
    luck = draw.random()
    if not is_recent or luck >= _SNOOZED:
        return Ending("closed", note)
    asked_at = min(draft.lines[-1].minutes_after + draw.uniform(2, 9), draft.now_after - 1)
    draft.replied(asked_at, draft.speaker.phrase("waiting_ask"))
    if luck < _WAITS:
        return Ending("waiting", "")
    return Ending("snoozed", "", draw.uniform(45, 900))


def finish(
    draft: Draft, matters: tuple[MatterScript, ...], ending: Ending, *, queue_code: str, incident: str | None = None
) -> HistoryContact:
    """The contact as the replay takes it. `incident` is the contact whose order this one speaks of."""
    scenario = draft.scenario
    emergency = (scenario.word_kind, scenario.phrase[draft.language]) if scenario.word_kind else None
    script = ContactScript(
        key=draft.key,
        channel=draft.channel,
        language=draft.language,
        minutes_ago=draft.now_after,
        agent=draft.agent,
        lines=tuple(sorted(draft.lines, key=lambda line: line.minutes_after)),
        matters=matters,
        state=ending.state,
        wrap_up_note=ending.wrap_up_note,
        source=draft.source,
        snoozed_for=ending.snoozed_for,
        queue_code=queue_code,
        accepted_after=draft.accepted_after,
        emergency=emergency,
    )
    place = draft.home or draft.matter.work_place
    return HistoryContact(
        script,
        draft.customer.key if draft.customer else None,
        _address(draft),
        _line(draft),
        place.code if place else None,
        script.lines,
        incident,
        began_at=draft.moment,
    )


def abandoned(draft: Draft) -> tuple[tuple[MatterScript, ...], Ending]:
    outcome: Outcome = "abandoned"
    subject = draft.speaker.one_of(draft.wording.titles)
    return (MatterScript(subject_of(subject), outcome),), Ending("closed", draft.speaker.phrase("abandoned_note"))


def _address(draft: Draft) -> str:
    if draft.channel == "manual":
        return ""
    if draft.customer is None:
        kind = "@" if draft.channel == "email" else "+"
        return draft.draw.choice([address for address in _OUTSIDERS if kind in address])
    return draft.customer.emails[0] if draft.channel == "email" else draft.customer.phones[0]


def _line(draft: Draft) -> str:
    match draft.channel:
        case "manual":
            return ""
        case "email":
            return SERVICE_MAILBOX
        case "voice" if 8 <= draft.moment.hour < 20 and draft.draw.random() < _OFFICE_CALLS:
            return OFFICE_NUMBER
        case _:
            return PUBLIC_NUMBER
