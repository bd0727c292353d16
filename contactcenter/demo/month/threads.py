"""What is said on each channel: a text and its answer, a mail, words at the counter. Calls are in `talks.py`.

Each function fills the draft's lines in the order of time.
"""

from typing import Final

from contactcenter.demo.content.history_shapes import Source
from contactcenter.demo.month.draft import Draft
from contactcenter.demo.month.duty import MAILBOX_KEEPER
from contactcenter.demo.month.rhythm import next_working_moment

# Mail is read by day.
_MAIL_OPENS, _MAIL_CLOSES = 8, 21
_SOURCES: Final[dict[str, Source]] = {"patrol": "patrol", "letter": "letter", "desk": "walk_in"}
_SPOKEN: Final[tuple[Source, ...]] = ("walk_in", "walk_in", "walk_in", "visit", "forum")
_PAPER: Final[tuple[Source, ...]] = ("walk_in", "walk_in", "letter", "forum")


def write_text(draft: Draft, *, second: str = "", second_answer: str = "") -> None:
    """A text, perhaps a question back, the answer, and often a word of thanks."""
    draw, speaker = draft.draw, draft.speaker
    tells_home = draft.home is not None and draw.random() < 0.45
    home = speaker.phrase("sms_home") if tells_home else ""
    opening = _opening(draft)
    first = speaker.join(home, opening) if draw.random() < 0.6 else speaker.join(opening, home)
    greeting = speaker.phrase("sms_begin")
    # A Chinese greeting brings its own comma or needs none.
    text = speaker.join(greeting, first) if draft.language == "en" else greeting + first
    draft.said(0, speaker.join(text, second, speaker.phrase("sms_end")))
    at = draw.uniform(0.6, 5.5)
    draft.take(at)
    if not tells_home and _depends_on_home(draft) and draw.random() < 0.7:
        at += draw.uniform(0.3, 1)
        draft.replied(at, speaker.phrase("ask_home"))
        at += draw.uniform(0.5, 6)
        draft.said(at, speaker.phrase("confirm_home"))
    at += draw.uniform(0.6, 3)
    draft.replied(at, speaker.join(speaker.phrase("reply_begin"), draft.answer, second_answer, _number(draft)))
    if draw.random() < 0.55:
        draft.said(at + draw.uniform(0.4, 12), speaker.phrase("slot_answer" if draft.offers_time else "thanks"))


def _depends_on_home(draft: Draft) -> bool:
    """Somebody has to go there."""
    return draft.scenario.outcome == "work_order" and draft.scenario.place == "home" and draft.home is not None


def write_mail(draft: Draft, *, second: str = "", second_answer: str = "") -> None:
    """A mail with all that belongs to one; it is answered in working hours."""
    draw, speaker = draft.draw, draft.speaker
    begin, end = speaker.phrase("mail_begin"), speaker.phrase("mail_end")
    body = speaker.join(_opening(draft), speaker.join(second))
    draft.said(0, f"{begin}\n\n{_sentence(draft, body)}\n\n{end}")
    read_at = next_working_moment(draft.moment, opens=_MAIL_OPENS, closes=_MAIL_CLOSES)
    # What came late in the last night was answered by whoever was there.
    at = min(draft.minutes(read_at) + draw.uniform(6, 150), draft.now_after - draw.uniform(15, 25))
    keeper = MAILBOX_KEEPER if draft.roster.is_on_duty(MAILBOX_KEEPER, draft.at(at)) else None
    draft.take(at, by=keeper)
    at += draw.uniform(2, 9)
    begin, end = speaker.phrase("mail_reply_begin"), speaker.phrase("mail_reply_end")
    answer = speaker.join(draft.answer, second_answer, _number(draft))
    draft.replied(at, f"{begin}\n\n{answer}\n\n{end}")
    thanked_at = at + draw.uniform(8, 300)
    if draw.random() < 0.25 and thanked_at < draft.now_after - 3:
        draft.said(thanked_at, speaker.phrase("thanks"))


def key_in(draft: Draft) -> None:
    """What staff entered: words at the counter, a letter, a post in the owners' forum, a finding of a round."""
    draw, speaker = draft.draw, draft.speaker
    own = _SOURCES.get(draft.scenario.mix)
    source: Source = own if own is not None else draw.choice(_PAPER if draft.scenario.mix == "paper" else _SPOKEN)
    draft.source = source
    speaker.facts["open"] = _opening(draft)
    text = speaker.phrase(source)
    draft.take(0)
    if source == "patrol" or draft.customer is None:
        draft.noted(0, text)
    else:
        draft.said(0, text)
    draft.answered_after = draw.uniform(2, 7)
    draft.noted(draft.answered_after, draft.answer if own else speaker.phrase("desk_note"))


def _opening(draft: Draft) -> str:
    speaker, wording = draft.speaker, draft.wording
    detail = speaker.one_of(wording.details) if draft.draw.random() < 0.5 else ""
    return speaker.join(draft.opening, detail)


def _number(draft: Draft) -> str:
    is_order = draft.scenario.outcome == "work_order"
    return draft.speaker.maybe(0.6, "reference_line") if is_order else ""


def _sentence(draft: Draft, text: str) -> str:
    """Mails are written in whole sentences."""
    if text.endswith(("。", "！", "？", "!", "?", ".")):
        return text
    return text + ("." if draft.language == "en" else "。")
