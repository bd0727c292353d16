"""What an administrator writes down about a queue, checked before it is kept: each problem names its field and says
what to do. Pure; called by `administration.py`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from contactcenter.agents.service import LEVELS
from contactcenter.config import LANGUAGES
from contactcenter.errors import InvalidInput
from contactcenter.text.numbers import REAL_NUMBER

CODE: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
STRATEGIES: Final = ("longest_idle", "round_robin", "fewest_contacts", "ring_group")
OVERFLOW_ACTIONS: Final = ("queue", "voicemail", "callback", "number")
# What a caller meets instead of the queue; "queue:<code>" is the fourth way.
INSTEAD: Final = ("wait", "voicemail", "callback")
OTHER_QUEUE: Final = "queue:"
MOST_STEPS: Final = 10
LONGEST_SKILL: Final = 64
LONGEST_TEXT: Final = 600
# Whoever waits must have time to hear the music between two messages.
SHORTEST_REPETITION: Final = 15

Problems = dict[str, str]


def check_queue(values: Mapping[str, Any], *, code: str, queue_codes: Collection[str]) -> None:
    """Raise `InvalidInput` with every problem of these columns; those not given are not looked at.

    `code` is the queue's own, `queue_codes` those of all queues.
    """
    others = set(queue_codes) - {code}
    problems: Problems = {}
    if "code" in values and not CODE.fullmatch(values["code"]):
        problems["code"] = "Use small letters, digits, - and _, like “night-repairs”, beginning with a letter or digit."
    if "names" in values:
        problems |= names_problems(values["names"], "names")
    problems |= _requirements_problems(values.get("requirements", ()))
    if values.get("strategy", STRATEGIES[0]) not in STRATEGIES:
        problems["strategy"] = f"Choose one of {', '.join(STRATEGIES)}."
    problems |= _overflow_problems(values.get("overflow", ()), others)
    problems |= _message_problems(values.get("wait_messages", ()))
    for name in ("when_full", "join_empty", "leave_empty"):
        if name in values and not _is_instead(values[name], others):
            problems[name] = f"Choose one of {', '.join(INSTEAD)}, or queue: and the code of another queue."
    if problems:
        raise InvalidInput("Some settings of the queue are not as they must be.", details={"fields": problems})


def check_names(names: Mapping[str, str], field: str = "names") -> None:
    """Raise `InvalidInput` where this is no name in our languages."""
    problems = names_problems(names, field)
    if problems:
        raise InvalidInput(next(iter(problems.values())), details={"fields": problems})


def names_problems(names: Mapping[str, str], field: str) -> Problems:
    """What is wrong with a name in several languages."""
    unknown = sorted(set(names) - set(LANGUAGES))
    if unknown:
        return {f"{field}.{language}": f"Name it in {', '.join(LANGUAGES)}." for language in unknown}
    if not any(text.strip() for text in names.values()):
        return {field: f"Give a name in at least one of {', '.join(LANGUAGES)}."}
    return {f"{field}.{key}": "Use at most 120 characters." for key, text in names.items() if len(text) > 120}


def _requirements_problems(steps: Sequence[Mapping[str, Any]]) -> Problems:
    problems = dict(_order_problems(steps, "requirements"))
    for index, step in enumerate(steps):
        for skill, level in step["skills"].items():
            if not skill.strip() or len(skill) > LONGEST_SKILL:
                problems[f"requirements.{index}.skills"] = f"Name each skill in 1 to {LONGEST_SKILL} characters."
            elif level not in LEVELS:
                problem = f"Ask for a level from {LEVELS[0]} to {LEVELS[-1]}."
                problems[f"requirements.{index}.skills.{skill}"] = problem
    return problems


def _order_problems(steps: Sequence[Mapping[str, Any]], field: str) -> Iterator[tuple[str, str]]:
    if len(steps) > MOST_STEPS:
        yield field, f"Use at most {MOST_STEPS} steps."
    for index in range(1, len(steps)):
        if steps[index]["after_seconds"] <= steps[index - 1]["after_seconds"]:
            yield f"{field}.{index}.after_seconds", "Each step comes later than the one before it; raise its seconds."


def _overflow_problems(steps: Sequence[Mapping[str, Any]], others: Collection[str]) -> Problems:
    problems = dict(_order_problems(steps, "overflow"))
    for index, step in enumerate(steps):
        action, target, field = step["action"], step.get("target") or "", f"overflow.{index}"
        if step["after_seconds"] < 1:
            problems[f"{field}.after_seconds"] = "Let people wait for at least a second first."
        if action not in OVERFLOW_ACTIONS:
            problems[f"{field}.action"] = f"Choose one of {', '.join(OVERFLOW_ACTIONS)}."
        elif action == "queue" and target not in others:
            problems[f"{field}.target"] = "Name the code of another queue."
        elif action == "number" and not REAL_NUMBER.fullmatch(target):
            problems[f"{field}.target"] = "Write the number with its country code, like +85230000000."
        elif action in ("voicemail", "callback") and target:
            problems[f"{field}.target"] = f"Leave it empty: {action} needs no target."
    return problems


def _message_problems(messages: Sequence[Mapping[str, Any]]) -> Problems:
    problems: Problems = {}
    if len(messages) > MOST_STEPS:
        problems["wait_messages"] = f"Use at most {MOST_STEPS} messages."
    for index, message in enumerate(messages):
        field = f"wait_messages.{index}"
        if 0 < message["every_seconds"] < SHORTEST_REPETITION:
            problems[f"{field}.every_seconds"] = f"Repeat it after at least {SHORTEST_REPETITION} seconds; 0 is once."
        texts = message["texts"]
        if set(texts) - set(LANGUAGES) or not any(text.strip() for text in texts.values()):
            problems[f"{field}.texts"] = f"Write it in at least one of {', '.join(LANGUAGES)}, and in no other."
        elif any(len(text) > LONGEST_TEXT for text in texts.values()):
            problems[f"{field}.texts"] = f"Use at most {LONGEST_TEXT} characters."
    return problems


def _is_instead(value: str, others: Collection[str]) -> bool:
    return value in INSTEAD or (value.startswith(OTHER_QUEUE) and value.removeprefix(OTHER_QUEUE) in others)
