"""Reads what somebody on call texts back: that they come, that they cannot, or something else. Pure."""

import re
from typing import Final, Literal

from contactcenter.text.scripts import fold

Reply = Literal["takes", "passes"]

# Folded: Simplified, lower case. The whole text must be such words: "收到未" asks, "ok 但要半個鐘" says more.
_TAKES: Final = re.compile(
    r"1|ok|okay|okok|k|yes|y|roger|copy|noted|ack|acknowledged?|got it|on (?:my|the) way|omw|coming|going"
    r"|i(?:'ll| will) (?:go|take it)|taking it|mine|understood|👌|👍|✅|✔"
    r"|收到|收|明白|知道|知|了解|清楚|好|好的|可以|得|系|是|即到|马上到|马上来|马上去|即刻到|即刻去|即刻嚟|立即到|而家去|我去"
    r"|我去处理|我处理|我来处理|我来|我嚟|接手|已接手|我接手|处理中|跟进中|我跟进|在路上|出发|已出发|到紧|去紧"
)
_PASSES: Final = re.compile(
    r"2|no|n|can'?t|cannot|i can'?t|i cannot|unable|not available|busy|sorry i can'?t"
    r"|不行|不能|唔得|唔得闲|没空|冇空|去唔到|来不了|去不了|不方便|唔方便|放假|休息|我放假"
)
# Tones of skin and forms of signs say nothing.
_SHADES: Final = re.compile(r"[\U0001f3fb-\U0001f3ff\ufe0f]")
_SPLIT: Final = re.compile(r"[\s,，.。!！、~～;；:：🙏]+")
# Said after what counts, and saying nothing more.
_POLITE: Final = frozenset(("", *"啊呀喇啦了晒", "谢谢", "多谢", "唔该", "thanks", "thx", "sir", "please"))


def read_reply(text: str) -> Reply | None:
    """None where it says neither, or more than that; then it is a text like any other."""
    folded = fold(_SHADES.sub("", text)).replace("’", "'").strip()
    parts = [part.rstrip("啊呀喇啦了晒") or part for part in _SPLIT.split(folded) if part not in _POLITE]
    if "?" in folded or not parts:
        return None
    if _says(_TAKES, parts):
        return "takes"
    return "passes" if _says(_PASSES, parts) else None


def _says(words: re.Pattern[str], parts: list[str]) -> bool:
    return bool(words.fullmatch(" ".join(parts))) or all(words.fullmatch(part) for part in parts)
