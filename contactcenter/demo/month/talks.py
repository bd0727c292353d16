"""Calls of the month: what happened on the line, and what each side said."""

from functools import cache
from typing import Final

from contactcenter.basics.languages import Language, Names
from contactcenter.basics.menus import FIRST_MENU, MAIN_MENU
from contactcenter.demo.content.menus import MENUS
from contactcenter.demo.month.draft import Draft

_LANGUAGE_KEYS: Final = {"zh-Hant": "1", "zh-Hans": "2", "en": "3"}
_SUBJECT_KEYS: Final = {"repairs": "1", "fees": "2", "general": "3", "emergencies": "9"}
_SECOND: Final = 1 / 60
# How fast people speak, in characters a second.
_PACE: Final = {"zh-Hant": 3.2, "zh-Hans": 3.4, "en": 11.0}


def talk(draft: Draft, queue_code: str, *, second: str = "", second_answer: str = "") -> None:
    """Menu, queue, conversation, end."""
    at = _arrive(draft, queue_code)
    at += _waiting_minutes(draft)
    draft.take(at)
    draft.happened(at, "agent.ringing", agent=draft.agent)
    at += draft.draw.uniform(3, 8) * _SECOND
    draft.happened(at, "talk.started", agent=draft.agent)
    at = _converse(draft, at, second, second_answer)
    seconds = round((at - (draft.accepted_after or 0)) * 60)
    draft.happened(at, "talk.ended", by=draft.draw.choice(("customer", "customer", "agent")), seconds=seconds)


def give_up(draft: Draft, queue_code: str) -> None:
    """Somebody hangs up while waiting."""
    began = _arrive(draft, queue_code)
    waited = max(4.0, draft.draw.lognormvariate(3.6, 0.9))
    draft.happened(began + waited * _SECOND, "call.abandoned", seconds=round(waited), is_short=waited < 10)


def leave_message(draft: Draft, listened_after: float) -> None:
    """Nobody is there: a message, and somebody calls back when the desk opens."""
    draft.happened(0, "call.started", address=_address(draft))
    draft.speaker.facts["open"] = draft.opening
    words = draft.speaker.phrase("voicemail")
    seconds = max(6, round(len(words) / _PACE[draft.language]))
    draft.happened(0.4 + seconds * _SECOND, "voicemail.left", seconds=seconds)
    draft.said(0.5 + seconds * _SECOND, words)
    draft.take(listened_after)
    draft.speaker.facts["answer"] = draft.answer
    draft.answered_after = listened_after + draft.draw.uniform(3, 9)
    draft.noted(draft.answered_after, draft.speaker.phrase("voicemail_note"))


def _arrive(draft: Draft, queue_code: str) -> float:
    draft.happened(0, "call.started", address=_address(draft))
    at = 0.0
    for menu_code, digit in ((FIRST_MENU, _LANGUAGE_KEYS[draft.language]), (MAIN_MENU, _SUBJECT_KEYS[queue_code])):
        at += draft.draw.uniform(6, 14) * _SECOND
        draft.happened(at, "menu.chosen", digit=digit, label=_label(menu_code, digit, draft.language), words="")
    at += _SECOND
    draft.happened(at, "call.queued", position=draft.draw.choice((1, 1, 1, 2, 2, 3)))
    return at


@cache
def _label(menu_code: str, digit: str, language: Language) -> str:
    menu = next(menu for menu in MENUS if menu["code"] == menu_code)
    labels: Names = next(option["labels"] for option in menu["options"] if option["digit"] == digit)
    return labels.get(language, "")


def _address(draft: Draft) -> str:
    return draft.customer.phones[0] if draft.customer else ""


def _waiting_minutes(draft: Draft) -> float:
    """Longer in the busy hours."""
    busy = 2.2 if draft.moment.hour in (9, 10, 11, 14, 20) else 1.0
    return float(min(draft.draw.expovariate(1 / (18 * busy)), 240) + 4) * _SECOND


def _converse(draft: Draft, at: float, second: str, second_answer: str) -> float:
    """Greeting, matter, home, answer, end. Returns when it was over."""
    draw, speaker, wording = draft.draw, draft.speaker, draft.wording
    at = _say(draft, at, speaker.phrase("call_open"), by_agent=True)
    detail = speaker.one_of(wording.details) if draw.random() < 0.6 else ""
    opening = speaker.join(speaker.phrase("call_begin"), draft.opening, detail)
    at = _say(draft, at, opening)
    if draft.home is not None:
        at = _say(draft, at, speaker.phrase("call_ask"), by_agent=True)
        at = _say(draft, at, speaker.phrase("call_home"))
    answer = draft.answer
    if draw.random() < 0.3:
        at = _say(draft, at, speaker.phrase("call_wait"), by_agent=True) + draw.uniform(0.2, 0.8)
        speaker.facts["answer"] = answer
        answer = speaker.phrase("call_back")
    at = _say(draft, at, answer, by_agent=True)
    if second:
        at = _say(draft, at, second)
        at = _say(draft, at, second_answer, by_agent=True)
    if draft.scenario.outcome == "work_order" and draw.random() < 0.5:
        at = _say(draft, at, speaker.phrase("reference_line"), by_agent=True)
    at = _say(draft, at, speaker.phrase("slot_answer" if draft.offers_time else "thanks_aloud"))
    if draw.random() < 0.5:
        at = _say(draft, at, speaker.phrase("call_end"), by_agent=True)
        at = _say(draft, at, speaker.phrase("call_bye"))
    return at + 2 * _SECOND


def _say(draft: Draft, at: float, text: str, *, by_agent: bool = False) -> float:
    """Returns when the other side may speak: saying it takes time, and so does hearing it."""
    at += (len(text) / _PACE[draft.language] + draft.draw.uniform(1.5, 6)) * _SECOND
    if by_agent:
        draft.replied(at, text)
    else:
        draft.said(at, text)
    return at
