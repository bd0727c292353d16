"""What differs between two states of a text: word by word, and Chinese character by character. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from knowledge_base.articles.drafts import TextDraft

Op = Literal["same", "added", "removed"]
# A run of letters or digits is one piece, like a run of blanks; a Chinese character and every other sign is one of its
# own.
PIECE = re.compile(r"[a-z0-9À-ɏ'’]+|[ \t　]+|.", re.IGNORECASE | re.DOTALL)
# Two changes with fewer characters than this between them are read as one.
SHORTEST_SAME = 2
# Beyond this many pieces lines are compared first, and only the lines that differ piece by piece.
MOST_PIECES = 4000


@dataclass(frozen=True, slots=True)
class Part:
    op: Op
    text: str


def compare_texts(before: TextDraft | None, after: TextDraft) -> dict[str, list[Part]]:
    """By field, for the fields that have words in either; what did not change is one part that says so."""
    fields = {
        "title": (before.title if before else "", after.title),
        "body": (before.body if before else "", after.body),
        "short_text": (before.short_text if before else "", after.short_text),
        "sample_questions": ("\n".join(before.sample_questions if before else ()), "\n".join(after.sample_questions)),
    }
    return {name: compare_words(old, new) for name, (old, new) in fields.items() if old or new}


def compare_words(before: str, after: str) -> list[Part]:
    """The way from one text to the other: joined without what was added they are the first, else the second."""
    if before == after:
        return [Part("same", after)] if after else []
    old, new = PIECE.findall(before), PIECE.findall(after)
    if len(old) + len(new) > MOST_PIECES:
        return _joined(_by_lines(before, after))
    return _joined(_parts(old, new))


def _by_lines(before: str, after: str) -> Iterable[Part]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for op, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        removed, added = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        if op == "equal":
            yield Part("same", added)
        elif len(removed) + len(added) > MOST_PIECES:
            yield Part("removed", removed)
            yield Part("added", added)
        else:
            yield from _parts(PIECE.findall(removed), PIECE.findall(added))


def _parts(old: Sequence[str], new: Sequence[str]) -> Iterable[Part]:
    blocks = [block for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks() if block.size]
    kept = [
        block
        for block in blocks
        if _tells("".join(new[block.b : block.b + block.size]))
        or (block.a == block.b == 0)
        or (block.a + block.size == len(old) and block.b + block.size == len(new))
    ]
    at_old = at_new = 0
    for block in kept:
        yield Part("removed", "".join(old[at_old : block.a]))
        yield Part("added", "".join(new[at_new : block.b]))
        yield Part("same", "".join(new[block.b : block.b + block.size]))
        at_old, at_new = block.a + block.size, block.b + block.size
    yield Part("removed", "".join(old[at_old:]))
    yield Part("added", "".join(new[at_new:]))


def _tells(same: str) -> bool:
    """One blank or comma that two texts share in the middle is no reason to cut a changed sentence in two."""
    return len(same.strip()) >= SHORTEST_SAME or "\n" in same


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Neighbours with the same operation are one; between two places that are the same, what went stands first."""
    joined: list[Part] = []
    removed = added = ""
    for part in [*parts, Part("same", "")]:
        if part.op == "removed":
            removed += part.text
        elif part.op == "added":
            added += part.text
        elif part.text or (removed or added):
            joined += [one for one in (Part("removed", removed), Part("added", added)) if one.text]
            removed = added = ""
            if part.text and joined and joined[-1].op == "same":
                joined[-1] = Part("same", joined[-1].text + part.text)
            elif part.text:
                joined.append(part)
    return joined
