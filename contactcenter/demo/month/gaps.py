"""Questions of the month that no article answered at the time, each asked by several people."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from contactcenter.basics.languages import LANGUAGES
from contactcenter.demo.content.history import HistoryContact
from contactcenter.demo.content.history_shapes import GapScript
from contactcenter.demo.month.contacts import ending_of, finish, gap_matter
from contactcenter.demo.month.draft import Stage, begin
from contactcenter.demo.month.scenarios import (
    GapTopic,
    Scenario,
    Wording,
    load_gap_topics,
    load_phrases,
    load_scenarios,
)
from contactcenter.demo.month.talks import talk
from contactcenter.demo.month.threads import write_mail, write_text

_SEED: Final = 41
_QUEUE: Final = "general"


def ask_questions(stage: Stage, days: int) -> list[HistoryContact]:
    """All topics that came up within the month."""
    return [
        contact
        for topic in load_gap_topics()
        if topic.days_ago < days
        for contact in _askers(stage, topic, random.Random(f"{_SEED}-{topic.key}"))
    ]


def _askers(stage: Stage, topic: GapTopic, draw: random.Random) -> Iterator[HistoryContact]:
    day = stage.now - timedelta(days=topic.days_ago)
    first = day.replace(hour=10, minute=draw.randrange(60), second=draw.randrange(60))
    # Until it is answered, or until yesterday.
    span = timedelta(days=topic.answered_after or max(topic.days_ago - 1, 0.3))
    moments = sorted(first + span * draw.uniform(0, 0.8) for _ in range(topic.askers - 1))
    for number, moment in enumerate((first, *moments)):
        by_day = moment.replace(hour=8 + moment.hour % 13)
        if by_day < stage.now - timedelta(hours=1):
            yield _asked(stage, topic, draw, f"{topic.key}-{number}", by_day)


def _asked(stage: Stage, topic: GapTopic, draw: random.Random, key: str, moment: datetime) -> HistoryContact:
    sender = stage.cast.draw_sender(draw, moment, "question")
    if sender.channel == "manual":
        sender = replace(sender, channel="voice")
    draft = begin(stage, draw, key, moment, scenario=_scenario(topic), sender=sender)
    match draft.channel:
        case "voice":
            talk(draft, _QUEUE)
        case "email":
            write_mail(draft)
        case _:
            write_text(draft)
    language = draft.language
    answered_ago = topic.days_ago - topic.answered_after if topic.article else None
    gap = GapScript(topic.key, topic.questions[language], topic.words[language], topic.article, answered_ago)
    return finish(draft, gap_matter(gap), ending_of(draft), queue_code=_QUEUE)


def _scenario(topic: GapTopic) -> Scenario:
    pattern = next(scenario for scenario in load_scenarios() if scenario.outcome == "answered")
    wording = {
        language: Wording(
            things=(),
            fault_words=(),
            opens=(topic.questions[language],),
            details=(),
            answers=load_phrases()[language]["gap_answer"],
            titles=(topic.questions[language],),
            notes=(),
            results=(),
            promises=(),
        )
        for language in LANGUAGES
    }
    return replace(pattern, key=topic.key, wording=wording, article=None)
