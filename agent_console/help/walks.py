"""A decision tree as a visitor clicks through it: the address holds the choices made so far. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from knowledge_base.articles.rendering import Addresses, to_html, to_plain

# Whoever goes in circles comes to an end here.
LONGEST_PATH: Final = 40


@dataclass(frozen=True, slots=True)
class Taken:
    """One choice made; `path` leads back to where it was made."""

    asked: str
    chosen: str
    path: str


@dataclass(frozen=True, slots=True)
class Choice:
    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the visitor stands."""

    kind: str
    html: Markup
    choices: tuple[Choice, ...]
    taken: tuple[Taken, ...]
    back: str


def walk(tree: Mapping[str, Any] | None, path: str, addresses: Addresses) -> Walk | None:
    """The step to which this path leads (numbers of choices with dots between), as far as it makes sense."""
    steps = (tree or {}).get("steps") or {}
    step = steps.get((tree or {}).get("start"))
    if step is None:
        return None
    made: list[int] = []
    taken: list[Taken] = []
    for number in _numbers(path):
        choices = step.get("choices") or []
        following = steps.get(choices[number]["to"]) if number < len(choices) else None
        if following is None:
            break
        taken.append(Taken(_one_line(step["text"]), choices[number]["text"], _path(made)))
        made.append(number)
        step = following
    choices = step.get("choices") or []
    return Walk(
        kind="question" if choices else "answer",
        html=Markup(to_html(step["text"], addresses)),
        choices=tuple(Choice(choice["text"], _path([*made, place])) for place, choice in enumerate(choices)),
        taken=tuple(taken),
        back=_path(made[:-1]),
    )


def _numbers(path: str) -> list[int]:
    """1.2.1 as places in lists; what is no such path counts as none."""
    parts = path.split(".")[:LONGEST_PATH] if path else []
    return [int(part) - 1 for part in parts if part.isascii() and part.isdigit() and len(part) < 4 and int(part) > 0]


def _path(made: list[int]) -> str:
    return ".".join(str(place + 1) for place in made)


def _one_line(markdown: str) -> str:
    return " ".join(to_plain(markdown).split())
