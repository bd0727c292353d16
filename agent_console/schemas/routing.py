"""Who would be offered a contact, and why."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from agent_console.schemas.base import Answer, Body, Channel, Language, Moment, RowId
from agent_console.schemas.contacts import ContactClass

# A wait of a month is as good as any longer one.
LONGEST_WAIT_SECONDS = 31 * 24 * 3600


class Reason(Answer):
    """Why an agent is not asked: a code, with its values beside it. `until` is there where time alone changes it."""

    model_config = ConfigDict(extra="allow")

    code: str
    until: Moment | None


class Step(Answer):
    """What changes for the contact by time alone, with its values beside the code."""

    model_config = ConfigDict(extra="allow")

    code: str
    at: Moment


class Verdict(Answer):
    """`asked` now, or it rings there already; `suitable`, but others come first; `later`, at `from` where it is known;
    `unsuitable`."""

    agent_id: str
    name: str
    verdict: Literal["asked", "suitable", "later", "unsuitable"]
    rank: int | None
    reasons: list[Reason]
    from_: Annotated[Moment | None, Field(alias="from")]


class Explanation(Answer):
    """Everybody who is signed in, the best first. `decided_by` puts the first before the second; `needs` are the skills
    asked now, with their least levels."""

    agents: list[Verdict]
    decided_by: str
    needs: dict[str, int]
    steps: list[Step]


class ContactSketch(Body):
    """A contact that might come, or might have been waiting for so long."""

    channel: Channel
    class_: Annotated[ContactClass, Field(alias="class")] = "normal"
    queue_id: RowId | None = None
    language: Language = "zh-Hant"
    place_id: RowId | None = None
    group_id: RowId | None = None
    preferred_agent_id: RowId | None = None
    waited_seconds: Annotated[int, Field(ge=0, le=LONGEST_WAIT_SECONDS)] = 0
