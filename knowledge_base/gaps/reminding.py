"""Who is reminded of a gap whose time is over: whoever has it, then their group, then whoever leads. Pure."""

from typing import Literal

from knowledge_base.gaps.models import OPEN, UNANSWERED

Reminded = Literal["assistant", "owner", "group", "tellers", "leads"]


def reminded(state: str, number: int, *, has_owner: bool, has_group: bool, has_assistant: bool) -> Reminded:
    """Of the reminder with this number, counted from 1."""
    if state == OPEN:
        return "assistant" if number == 1 and has_assistant else "leads"
    if state not in UNANSWERED:
        # Answered, and somebody is still to be told.
        first: list[Reminded] = ["tellers"]
    else:
        first = ["owner"] if has_owner else []
    ladder = [*first, *(["group"] if has_group else []), "leads"]
    return ladder[min(number, len(ladder)) - 1]  # type: ignore[return-value]
