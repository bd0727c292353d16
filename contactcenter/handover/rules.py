"""Who may sign, accept, question and answer, and when a handover is complete. Pure."""

from collections.abc import Iterable
from typing import Final, Protocol

from contactcenter.agents import roles
from contactcenter.errors import Conflict, NotAllowed

# States of a handover and of its items.
OFFERED: Final = "offered"
ACCEPTED: Final = "accepted"
QUESTIONED: Final = "questioned"


class Person(Protocol):
    """A colleague as far as these rules look."""

    @property
    def id(self) -> str: ...
    @property
    def roles(self) -> list[str]: ...


class Log(Protocol):
    """A signed handover as far as these rules look."""

    @property
    def from_agent_id(self) -> str: ...
    @property
    def to_agent_id(self) -> str | None: ...


def require_may_sign(shift_agent_id: str, person: Person) -> None:
    """The agent of the shift signs; a supervisor may for somebody who has left."""
    if person.id != shift_agent_id and roles.SUPERVISOR not in person.roles:
        raise NotAllowed("Only the agent of this shift or a supervisor may hand it over.")


def require_may_take_over(log: Log, person: Person) -> None:
    """The named colleague takes over, or any other one of the desk where nobody is named; a supervisor always.

    Nobody takes over from themselves: the second pair of eyes is what a handover is for.
    """
    if person.id == log.from_agent_id:
        raise NotAllowed("Somebody else must take over what you hand over.")
    if roles.SUPERVISOR in person.roles or person.id == log.to_agent_id:
        return
    if log.to_agent_id is not None:
        raise NotAllowed("This handover is addressed to another colleague.")
    if not roles.has_any(person.roles, roles.TAKES_CONTACTS):
        raise NotAllowed("Only agents take over a shift.")


def require_may_answer(log: Log, person: Person) -> None:
    """A question goes back to the outgoing agent; a supervisor may answer for them."""
    if person.id != log.from_agent_id and roles.SUPERVISOR not in person.roles:
        raise NotAllowed("Only the agent who handed over or a supervisor may answer.")


def needs_accepting(state: str, decided_by: str | None, person: Person) -> bool:
    """Whether this person still has to accept the item; `Conflict` where another one has."""
    if state != ACCEPTED:
        return True
    if decided_by != person.id:
        raise Conflict("A colleague has already accepted this.", code="already_taken")
    return False


def is_complete(states: Iterable[str]) -> bool:
    """Whether everything is accepted; a shift that leaves nothing open is complete at once."""
    return all(state == ACCEPTED for state in states)
