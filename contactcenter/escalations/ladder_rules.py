"""What an administrator writes down of an on-call ladder, checked before it is kept: each problem names its field and
says what to do. Pure; called by `administration.py`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from contactcenter.config import LANGUAGES
from contactcenter.errors import InvalidInput
from contactcenter.escalations.climbing import CHANNELS_OF
from contactcenter.text.mail_addresses import normalise_mail_address
from contactcenter.text.numbers import REAL_NUMBER

MOST_STEPS: Final = 10
MOST_TARGETS: Final = 10
LONGEST_MINUTES: Final = 120
LONGEST_NAME: Final = 200

Problems = dict[str, str]


class Person(Protocol):
    """What counts of an agent here."""

    is_active: bool
    phone: str
    email: str


def check_ladder(steps: Sequence[Mapping[str, Any]], people: Mapping[str, Person]) -> None:
    """Raise `InvalidInput` with every problem; `people` are those of the agents named who exist."""
    problems: Problems = {}
    if len(steps) > MOST_STEPS:
        problems["steps"] = f"Use at most {MOST_STEPS} steps."
    for number, step in enumerate(steps):
        field = f"steps.{number}"
        if not 1 <= step["minutes"] <= LONGEST_MINUTES:
            problems[f"{field}.minutes"] = f"Give them from 1 to {LONGEST_MINUTES} minutes."
        if not 1 <= len(step["targets"]) <= MOST_TARGETS:
            problems[f"{field}.targets"] = f"Name from 1 to {MOST_TARGETS} people to ring."
        for place, target in enumerate(step["targets"]):
            problems |= _target_problems(target, people, f"{field}.targets.{place}")
    if problems:
        raise InvalidInput("The ladder is not as it must be.", details={"fields": problems})


def _target_problems(target: Mapping[str, Any], people: Mapping[str, Person], field: str) -> Problems:
    kind, channels = target["kind"], target["channels"]
    if kind not in CHANNELS_OF:
        return {f"{field}.kind": f"Choose one of {', '.join(CHANNELS_OF)}."}
    problems: Problems = {}
    if not channels or set(channels) - set(CHANNELS_OF[kind]):
        problems[f"{field}.channels"] = f"Choose at least one of {', '.join(CHANNELS_OF[kind])}, and no other."
    if len(target.get("name") or "") > LONGEST_NAME:
        problems[f"{field}.name"] = f"Use at most {LONGEST_NAME} characters."
    if (target.get("language") or LANGUAGES[0]) not in LANGUAGES:
        problems[f"{field}.language"] = f"Choose one of {', '.join(LANGUAGES)}."
    return problems | _address_problems(kind, target, people, field)


def _address_problems(kind: str, target: Mapping[str, Any], people: Mapping[str, Person], field: str) -> Problems:
    value = target.get("value") or ""
    if kind == "number" and not REAL_NUMBER.fullmatch(value):
        return {f"{field}.value": "Write the number with its country code, like +85261234567."}
    if kind == "address" and normalise_mail_address(value) != value:
        return {f"{field}.value": "Write a mail address in small letters, like name@example.com."}
    if kind != "agent":
        return {}
    person = people.get(target.get("id") or "")
    if person is None or not person.is_active:
        return {f"{field}.id": "Choose a colleague whose account is in use."}
    if {"call", "sms"} & set(target["channels"]) and not person.phone:
        return {f"{field}.id": "This colleague has no telephone number yet; add it to the account first."}
    if "email" in target["channels"] and not person.email:
        return {f"{field}.id": "This colleague has no mailbox yet; add it to the account first."}
    return {}
