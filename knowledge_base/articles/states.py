"""How far an article is, and what may be done with it then. Pure: states in, acts out.

Texts of a draft, also in review, are written in place. What is changed in a published or retired article waits beside
it (`PendingText`) with a stage of its own, and takes the place of the old words as one when it is published.
"""

from collections.abc import Mapping

from knowledge_base.articles.models import DRAFT, PUBLISHED, RETIRED, REVIEW

SAVE, DESCRIBE, SUBMIT, SEND_BACK, PUBLISH, DISCARD, RETIRE, RESTORE = (
    "save",
    "describe",
    "submit",
    "send_back",
    "publish",
    "discard",
    "retire",
    "restore",
)
ACTS = (SAVE, DESCRIBE, SUBMIT, SEND_BACK, PUBLISH, DISCARD, RETIRE, RESTORE)
ALWAYS = frozenset({SAVE, DESCRIBE})
# By the article's state and the stage of what is pending.
POSSIBLE: Mapping[tuple[str, str], frozenset[str]] = {
    (DRAFT, ""): frozenset({SUBMIT, PUBLISH, RETIRE}),
    (REVIEW, ""): frozenset({SEND_BACK, PUBLISH, RETIRE}),
    (PUBLISHED, ""): frozenset({RETIRE}),
    (PUBLISHED, DRAFT): frozenset({SUBMIT, PUBLISH, DISCARD, RETIRE}),
    (PUBLISHED, REVIEW): frozenset({SEND_BACK, PUBLISH, DISCARD, RETIRE}),
    # What was published once and not changed since comes back as it was.
    (RETIRED, ""): frozenset({RESTORE, PUBLISH}),
    (RETIRED, DRAFT): frozenset({SUBMIT, PUBLISH, DISCARD, RESTORE}),
    (RETIRED, REVIEW): frozenset({SEND_BACK, PUBLISH, DISCARD, RESTORE}),
}
# Words of such an article are written in place: nobody has read them as knowledge yet.
IN_PLACE = frozenset({DRAFT, REVIEW})


def possible_acts(state: str, pending_state: str) -> frozenset[str]:
    """What the state allows; who may do it is another question."""
    return ALWAYS | POSSIBLE[state, "" if state in IN_PLACE else pending_state]


def stage_of(state: str, pending_state: str) -> str:
    """How far the words are that are being written: draft or review, else the article's own state."""
    return state if state in IN_PLACE else pending_state or state
