"""Decision trees: questions with choices that lead to answers. Pure; checked before publishing, rendered as Markdown.

{"start": id, "steps": {id: {"text", "kind": "question" | "answer", "choices": [{"text", "to"}], "short_text"}}}.
Several choices may lead to one step, also back to an earlier one, as long as an answer can be reached from everywhere.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contactcenter.errors import InvalidInput

QUESTION, ANSWER = "question", "answer"
MOST_STEPS = 200
MOST_CHOICES = 12
LONGEST_STEP = 4000
LONGEST_CHOICE = 200
LONGEST_SHORT = 1000
STEP_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
STEP_KEYS = frozenset({"text", "kind", "choices", "short_text"})

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a tree cannot be published yet; `step` is empty where it concerns the whole tree."""

    step: str
    code: str
    message: str


def check_shape(tree: Any) -> None:
    """Raise `InvalidInput` for what is no tree at all or larger than one may be; a half-written one is kept."""
    if not isinstance(tree, dict) or set(tree) != {"start", "steps"} or not isinstance(tree["start"], str):
        raise _misshapen('A tree is {"start": id, "steps": {id: step}}.')
    steps = tree["steps"]
    if not isinstance(steps, dict) or len(steps) > MOST_STEPS:
        raise _misshapen(f"A tree has at most {MOST_STEPS} steps.")
    for step_id, step in steps.items():
        if not isinstance(step_id, str) or not STEP_ID.fullmatch(step_id):
            raise _misshapen("The id of a step has letters, digits, - and _, at most 40.")
        if reason := _wrong_with(step):
            raise _misshapen(f"Step {step_id}: {reason}")


def find_problems(tree: Tree) -> list[Problem]:
    """What must be mended before anybody can be led through it, the first in reading order first."""
    steps: Mapping[str, Any] = tree["steps"]
    if tree["start"] not in steps:
        return [Problem("", "no_start", "Say which step comes first.")]
    order = reading_order(tree)
    ending = _steps_that_end(steps)
    problems = [problem for step_id in order for problem in _problems_of(step_id, steps, ending)]
    unreached = [step_id for step_id in steps if step_id not in order]
    problems += [Problem(step_id, "unreachable", "No choice leads to this step.") for step_id in unreached]
    return problems


def require_whole(tree: Tree) -> None:
    """Raise `InvalidInput` that names every problem."""
    if problems := find_problems(tree):
        named = [{"step": one.step, "code": one.code, "message": one.message} for one in problems]
        raise InvalidInput(
            f"This decision tree is not finished: {problems[0].message}",
            code="unfinished_tree",
            details={"field": "tree", "problems": named},
        )


def to_markdown(tree: Tree) -> str:
    """The words of all steps in reading order, numbered, for search and print."""
    order = reading_order(tree)
    numbers = {step_id: number for number, step_id in enumerate(order, 1)}
    return "\n\n".join(_step_as_markdown(tree["steps"][step_id], numbers[step_id], numbers) for step_id in order)


def reading_order(tree: Tree) -> list[str]:
    """The ids of the steps that can be reached, nearest to the start first."""
    steps: Mapping[str, Any] = tree["steps"]
    found = dict.fromkeys([tree["start"]] if tree["start"] in steps else [])
    waiting = deque(found)
    while waiting:
        for choice in steps[waiting.popleft()].get("choices") or ():
            if choice["to"] in steps and choice["to"] not in found:
                found[choice["to"]] = None
                waiting.append(choice["to"])
    return list(found)


def _step_as_markdown(step: Mapping[str, Any], number: int, numbers: Mapping[str, int]) -> str:
    choices = [
        f"- {_one_line(choice['text'])} → {numbers[choice['to']]}"
        for choice in step.get("choices") or ()
        if choice["to"] in numbers
    ]
    parts = [f"#### {number}", step["text"].strip(), "\n".join(choices)]
    return "\n\n".join(part for part in parts if part)


def _problems_of(step_id: str, steps: Mapping[str, Any], ending: frozenset[str]) -> Iterator[Problem]:
    step = steps[step_id]
    choices = step.get("choices") or []
    if not step["text"].strip():
        yield Problem(step_id, "no_text", "This step has no words yet.")
    if step["kind"] == ANSWER:
        if choices:
            yield Problem(step_id, "answer_with_choices", "An answer has no choices; make it a question.")
        return
    if not choices:
        yield Problem(step_id, "no_choices", "This question has no choices yet.")
    if any(not choice["text"].strip() for choice in choices):
        yield Problem(step_id, "no_text", "One of the choices has no words yet.")
    if any(choice["to"] not in steps for choice in choices):
        yield Problem(step_id, "dangling", "One of the choices leads nowhere.")
    elif choices and step_id not in ending:
        yield Problem(step_id, "endless", "From here no answer is ever reached.")


def _steps_that_end(steps: Mapping[str, Any]) -> frozenset[str]:
    """Steps from which some choice after choice comes to an answer."""
    ending = {step_id for step_id, step in steps.items() if step["kind"] == ANSWER}
    leading: dict[str, list[str]] = {}
    for step_id, step in steps.items():
        for choice in step.get("choices") or ():
            leading.setdefault(choice["to"], []).append(step_id)
    waiting = deque(ending)
    while waiting:
        before = [step_id for step_id in leading.get(waiting.popleft(), ()) if step_id not in ending]
        ending.update(before)
        waiting.extend(before)
    return frozenset(ending)


def _wrong_with(step: Any) -> str:
    if not isinstance(step, dict) or not step.keys() <= STEP_KEYS:
        return f"it has {', '.join(sorted(STEP_KEYS))} and nothing else."
    if step.get("kind") not in (QUESTION, ANSWER):
        return "its kind is question or answer."
    if not _is_text(step.get("text"), LONGEST_STEP):
        return f"its text has at most {LONGEST_STEP} characters."
    if not _is_text(step.get("short_text", ""), LONGEST_SHORT):
        return f"its short text has at most {LONGEST_SHORT} characters."
    choices = step.get("choices") or []
    if not isinstance(choices, list) or len(choices) > MOST_CHOICES:
        return f"it has at most {MOST_CHOICES} choices."
    if not all(_is_choice(choice) for choice in choices):
        return f'a choice is {{"text", "to"}}, with at most {LONGEST_CHOICE} characters.'
    return ""


def _is_choice(choice: Any) -> bool:
    is_pair = isinstance(choice, dict) and set(choice) == {"text", "to"} and isinstance(choice["to"], str)
    return is_pair and len(choice["to"]) <= 40 and _is_text(choice["text"], LONGEST_CHOICE)


def _is_text(value: Any, most: int) -> bool:
    return isinstance(value, str) and len(value) <= most and "\x00" not in value


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _misshapen(message: str) -> InvalidInput:
    return InvalidInput(message, code="misshapen_tree", details={"field": "tree"})
