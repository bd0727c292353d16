"""Message ids as they can be compared: without brackets, without the white space of folding, their case kept. Pure."""

import re

LONGEST_ID = 998
MOST_IDS = 200
# What a header with ids may hold at most; real ones stay far below.
LONGEST_VALUE = 64 * 1024

_IN_BRACKETS = re.compile(r"<([^<>]*)>?")
_WHITE = re.compile(r"\s+")
_BARE = re.compile(r"[^\s<>,;\"()]+@[^\s<>,;\"()]+")


def read_ids(value: bytes) -> list[str]:
    """All ids a header names, in their order, each once."""
    text = value[:LONGEST_VALUE].decode("utf-8", "replace").replace("\x00", "")
    bracketed = (_WHITE.sub("", found) for found in _IN_BRACKETS.findall(text))
    ids = [found for found in bracketed if found] or _BARE.findall(text)
    return list(dict.fromkeys(found[:LONGEST_ID] for found in ids))[:MOST_IDS]


def read_own_id(value: bytes) -> str:
    """The id of a mail itself; also one without brackets or without an @. Empty where there is none."""
    ids = read_ids(value)
    if ids:
        return ids[0]
    words = value[:LONGEST_ID].decode("utf-8", "replace").replace("\x00", "").split()
    return words[0].strip("<>") if words else ""
