"""Signing in, and the first start."""

from typing import Annotated

from pydantic import Field

from agent_console.schemas.agents import Password, Role
from agent_console.schemas.base import Answer, Body, Language, Line


class User(Answer):
    """The signed-in person."""

    id: str
    username: str
    name: str
    roles: list[Role]
    language: Language
    must_change_password: bool


class SessionAnswer(Answer):
    """`csrf_token` goes into the header X-CSRF-Token of every unsafe request."""

    user: User
    csrf_token: str


class SignIn(Body):
    username: Annotated[str, Field(min_length=1, max_length=200)]
    password: Password


class PasswordChange(Body):
    current_password: Password
    new_password: Password


class SetUp(Body):
    """The first administrator, made by the link that the first start printed."""

    token: Annotated[str, Field(min_length=1, max_length=200)]
    username: Line
    name: Line
    password: Password
    language: Language = "zh-Hant"
