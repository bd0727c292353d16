"""The shape in which words of owners' texts stand beside the type of work order they suggest."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hint:
    """These words suggest this type, and these options of its form."""

    type_code: str
    words: tuple[str, ...]
    form: dict[str, str] = field(default_factory=dict)


def hint(type_code: str, words: str, **form: str) -> Hint:
    """`words` separated by strokes, over as many lines as it takes."""
    parts = (word.strip() for line in words.strip().splitlines() for word in line.split("|"))
    return Hint(type_code, tuple(word for word in parts if word), form)
