"""Reads the fields of a REST request about calls, each refused with the vendor's number where it cannot be."""

from collections.abc import Sequence
from typing import Any

from multidict import MultiMapping

from channels.simulator.rest.errors import RestError, checked_url
from channels.simulator.voice.grammar import E164
from channels.simulator.voice.tables import CLIENT

Form = MultiMapping[Any]
METHODS = ("GET", "POST")
FLAGS = {"true": True, "false": False}


def text(form: Form, name: str) -> str:
    return str(form.get(name, "")).strip()


def flag(form: Form, name: str, default: bool) -> bool:
    value = text(form, name).lower()
    if value and value not in FLAGS:
        raise RestError(20001, name)
    return FLAGS.get(value, default)


def whole(form: Form, name: str, default: int, most: int) -> int:
    value = text(form, name) or str(default)
    if not value.isdecimal() or not 1 <= int(value) <= most:
        raise RestError(20001, name)
    return int(value)


def one_of(form: Form, name: str, words: Sequence[str], default: str) -> str:
    value = text(form, name) or default
    if value not in words:
        raise RestError(20001, name)
    return value


def url(form: Form, name: str, problem: int = 21205) -> str:
    return checked_url(text(form, name), problem)


def method(form: Form, name: str) -> str:
    return one_of(form, name, METHODS, "POST")


def refuse_other_than_post(form: Form, name: str) -> None:
    """Callbacks of this carrier are always posted; a wish for GET must not go unnoticed."""
    one_of(form, name, ("POST",), "POST")


def words(form: Form, name: str, known: Sequence[str], default: Sequence[str]) -> list[str]:
    """A list that comes as a repeated field, or in one field between blanks."""
    given = [word for value in form.getall(name, []) for word in str(value).split()]
    if not set(given) <= set(known):
        raise RestError(20001, name)
    return given or list(default)


def is_address(value: str) -> bool:
    """A phone or an agent's device."""
    return E164.fullmatch(value) is not None or (value.startswith(CLIENT) and len(value) > len(CLIENT))
