"""Shifts that ended lately and were handed over, so that the log has something to read. Oldest first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class HandoverScript:
    """What was handed over follows from what the agent had left open; `notes` stand beside it, by kind."""

    agent: str
    to: str
    began_hours_ago: int
    ended_hours_ago: int
    remarks: str
    notes: Mapping[str, str] = field(default_factory=dict)
    question: str = ""
    answer: str = ""


HANDOVERS: Final = (
    HandoverScript(
        "agent6",
        "agent12",
        32,
        24,
        "Quiet shift. The same question about car chargers came up again, please do not guess.",
        {"gap": "Second owner who asks. The specialists have both names."},
    ),
    HandoverScript(
        "agent17",
        "agent2",
        23,
        15,
        "热线平稳。押金一事业主很着急，请盯住收费组。",
        {"work_order": "验收单已找到，退款等经理签批。", "promise": "答应业主有消息就回，别等到最后一刻。"},
        question="经理今天在吗？找谁签批？",
        answer="在，下午开会，收费组会在会前送签。",
    ),
    HandoverScript(
        "agent12",
        "agent3",
        21,
        13,
        "One angry parent, see below. Otherwise nothing unusual.",
        {"promise": "Please ring, do not text. She wants to talk to somebody."},
    ),
    HandoverScript(
        "agent9",
        "agent4",
        15,
        7,
        "夜间正常。B2反光镜的警示锥早上请保安再看一眼。",
        {"work_order": "新镜订货，到货后工程部会通知。", "gap": "业主问得很具体，请业务组一起答。"},
    ),
)
