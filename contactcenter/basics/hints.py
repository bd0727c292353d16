"""The shape in which words of owners' texts stand beside the type of work order they suggest."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hint:
    """These words suggest this type, and these options of its form."""

    type_code: str
    words: tuple[str, ...]
    form: dict[str, str] = field(default_factory=dict)
