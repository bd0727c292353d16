"""Policies: what administrators promise, checked, with every version kept. Called by actions and the set-up.

Whom or what a step names is looked up by the action that calls this; here only its form is checked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from contactcenter.agents.roles import ROLES
from contactcenter.contacts.states import CLASSES, SNOOZED, WAITING
from contactcenter.db import Session, insert, insert_rows, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.journal import history
from contactcenter.sla.models import SlaPolicy, SlaPolicyVersion
from contactcenter.sla.terms import ACTIONS, KINDS, Rulebook, Step, read_terms

CHANNELS: Final = ("voice", "sms", "email", "manual")
PAUSE_STATES: Final = (WAITING, SNOOZED)
NO_POLICY: Final = "There is no such SLA policy."
# A promise for longer than a year is none, and one below a second cannot be kept.
LONGEST_SECONDS: Final = 366 * 86400
HIGHEST_PERCENT: Final = 1000
MOST_STEPS: Final = 30
HOLDER: Final = "holder"
# How the target of "tell" may begin, beside the one word for whoever holds the contact.
TOLD: Final = ("role", "agent", "group")
_STEP_FIELDS: Final = {"clock", "action", "target", "at_percent", "after_seconds"}


@dataclass(frozen=True, slots=True)
class PolicyDraft:
    """What a policy is to say."""

    class_: str
    channel: str = ""
    first_answer_seconds: int | None = None
    next_answer_seconds: int | None = None
    solution_seconds: int | None = None
    calendar_id: str | None = None
    pauses_in: Sequence[str] = (WAITING, SNOOZED)
    steps: Sequence[Mapping[str, Any]] = ()
    is_active: bool = True

    def columns(self) -> dict[str, Any]:
        """By the names of the table's columns."""
        return {
            "class": self.class_,
            "channel": self.channel,
            **{f"{kind}_seconds": getattr(self, f"{kind}_seconds") for kind in KINDS},
            "calendar_id": self.calendar_id,
            "pauses_in": list(self.pauses_in),
            "steps": [dict(step) for step in self.steps],
            "is_active": self.is_active,
        }


async def add_policies(
    session: Session,
    drafts: Sequence[PolicyDraft],
    *,
    author_id: str | None,
    now: datetime,
    valid_from: datetime | None = None,
) -> list[SlaPolicy]:
    """Add policies for classes and channels that have none, which hold from now on unless it is said since when.

    Raises `InvalidInput` or `Conflict`.
    """
    added = []
    for draft in drafts:
        check(draft)
        columns = draft.columns()
        row = {"id": new_id(), "version": 1, **columns, "class_": columns["class"]}
        del row["class"]
        statement = insert(session, SlaPolicy).values(**row).on_conflict_do_nothing(index_elements=["class", "channel"])
        policy: SlaPolicy | None = (await session.scalars(statement.returning(SlaPolicy))).one_or_none()
        if policy is None:
            problem = "There is already a policy for this class and channel; change that one."
            raise Conflict(problem, code="policy_exists", details={"class": draft.class_, "channel": draft.channel})
        await _keep_version(session, policy, draft, valid_from=valid_from or now)
        await _tell(session, policy, draft, "created", author_id=author_id, now=now)
        added.append(policy)
    return added


async def change_policy(
    session: Session, policy_id: str, draft: PolicyDraft, *, author_id: str, now: datetime, version: int | None = None
) -> SlaPolicy:
    """From now on it says this; clocks that run keep what they were promised."""
    policy = await lock_row(session, SlaPolicy, policy_id, version=version, missing=NO_POLICY)
    check(draft)
    if (draft.class_, draft.channel) != (policy.class_, policy.channel):
        problem = "A policy stays with its class and channel; add another one."
        raise InvalidInput(problem, details={"fields": {"class": problem}})
    columns = draft.columns()
    if all(getattr(policy, "class_" if name == "class" else name) == value for name, value in columns.items()):
        return policy
    for name, value in columns.items():
        setattr(policy, "class_" if name == "class" else name, value)
    policy.version += 1
    await session.flush()
    await _keep_version(session, policy, draft, valid_from=now)
    await _tell(session, policy, draft, "changed", author_id=author_id, now=now)
    return policy


async def _keep_version(session: Session, policy: SlaPolicy, draft: PolicyDraft, *, valid_from: datetime) -> None:
    row = {"policy_id": policy.id, "version": policy.version, "valid_from": valid_from, "terms": draft.columns()}
    await insert_rows(session, SlaPolicyVersion, [row])


async def _tell(
    session: Session, policy: SlaPolicy, draft: PolicyDraft, act: str, *, author_id: str | None, now: datetime
) -> None:
    details = {"version": policy.version, **draft.columns()}
    await history.write(session, "sla_policy", policy.id, act, author_id=author_id, at=now, details=details)


async def get_policy(session: Session, policy_id: str) -> SlaPolicy:
    query = select(SlaPolicy).where(SlaPolicy.id == policy_id).execution_options(populate_existing=True)
    policy = (await session.scalars(query)).one_or_none()
    if policy is None:
        raise NotFound(NO_POLICY)
    return policy


async def versions_of(session: Session, policy_id: str) -> Sequence[SlaPolicyVersion]:
    """Newest first."""
    query = select(SlaPolicyVersion).where(SlaPolicyVersion.policy_id == policy_id)
    return (await session.scalars(query.order_by(SlaPolicyVersion.version.desc()))).all()


async def read_rulebook(session: Session) -> Rulebook:
    rows = await session.scalars(select(SlaPolicyVersion))
    return Rulebook((row.valid_from, read_terms(row.policy_id, row.version, row.terms)) for row in rows)


def check(draft: PolicyDraft) -> None:
    """Raise `InvalidInput`, naming each field that is wrong and what it may be."""
    problems: dict[str, str] = {}
    if draft.class_ not in CLASSES:
        problems["class"] = f"Use one of {', '.join(CLASSES)}."
    if draft.channel not in ("", *CHANNELS):
        problems["channel"] = f"Use one of {', '.join(CHANNELS)}, or nothing for all of them."
    for name, seconds in ((f"{kind}_seconds", getattr(draft, f"{kind}_seconds")) for kind in KINDS):
        if seconds is not None and not 1 <= seconds <= LONGEST_SECONDS:
            problems[name] = f"Give 1 to {LONGEST_SECONDS} seconds, or nothing where nothing is promised."
    if not set(draft.pauses_in) <= set(PAUSE_STATES) or len(set(draft.pauses_in)) < len(draft.pauses_in):
        problems["pauses_in"] = f"Use each of {', '.join(PAUSE_STATES)} at most once."
    if len(draft.steps) > MOST_STEPS:
        problems["steps"] = f"A policy has at most {MOST_STEPS} steps."
    keys = set()
    for place, step in enumerate(draft.steps):
        problem = _problem_of(step, draft)
        if problem is None and (key := (step["clock"], Step(**step).key)) in keys:
            problem = "This step stands here twice."
        elif problem is None:
            keys.add(key)
        if problem is not None:
            problems[f"steps.{place}"] = problem
    if problems:
        raise InvalidInput(next(iter(problems.values())), details={"fields": problems})


def _problem_of(step: Mapping[str, Any], draft: PolicyDraft) -> str | None:
    if set(step) - _STEP_FIELDS or step.get("clock") not in KINDS or step.get("action") not in ACTIONS:
        return f"A step has a clock ({', '.join(KINDS)}) and an action ({', '.join(ACTIONS)})."
    if getattr(draft, f"{step['clock']}_seconds") is None:
        return "Nothing is promised for this clock; give it a time first."
    percent, seconds = step.get("at_percent"), step.get("after_seconds")
    if (percent is None) == (seconds is None):
        return "Give either at_percent or after_seconds."
    if percent is not None and (type(percent) is not int or not 1 <= percent <= HIGHEST_PERCENT):
        return f"at_percent is 1 to {HIGHEST_PERCENT}; 100 is the moment of the breach."
    if seconds is not None and (type(seconds) is not int or not 1 <= seconds <= LONGEST_SECONDS):
        return f"after_seconds is 1 to {LONGEST_SECONDS}."
    return _problem_of_target(step["action"], step.get("target", ""), draft.class_)


def _problem_of_target(action: str, target: Any, class_: str) -> str | None:
    if not isinstance(target, str) or len(target) > 80:
        return "The target is a short text."
    if action == "warn":
        return "A warning has no target." if target else None
    if action == "class":
        higher = CLASSES[: CLASSES.index(class_)] if class_ in CLASSES else CLASSES
        return (
            None if target in higher else f"The class can be raised to: {', '.join(higher) or 'none above this one'}."
        )
    if action == "tell":
        kind, _, name = target.partition(":")
        is_known = target == HOLDER or (kind in TOLD and name and (kind != "role" or name in ROLES))
        return None if is_known else "Tell holder, role:<role>, agent:<id> or group:<id>."
    return None if target else f"Say which {'agent' if action == 'assign' else action}."
