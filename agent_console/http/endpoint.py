"""The decorator that turns a plain async function into a route of the API, and the registry of all of them.

The function says what it needs by its parameters: path values (`id: str`), a `query` model, a `body` model, and any of
`Session` (one transaction; read-only for GET), `Database`, `Caller`, `Agent` (the caller's row in that session),
`now: datetime`, `Settings`, `web.Request`, and `prepared`, what `prepare` made of the body before the transaction.
Routes and the OpenAPI document are both made from the registry, so they cannot disagree.
"""

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, get_type_hints

from aiohttp import web
from pydantic import BaseModel

from agent_console.http.caller import Caller
from contactcenter.agents.models import Agent
from contactcenter.config import Settings
from contactcenter.db import Database, Session

PREFIX = "/api/v1"
SAFE_METHODS = frozenset({"GET"})

# What the framework hands over by type; everything else is a path value, `query` or `body`.
PROVIDED: Mapping[Any, str] = {
    Session: "session",
    Database: "db",
    Caller: "caller",
    datetime: "now",
    Agent: "agent",
    Settings: "settings",
    web.Request: "request",
}


class FileAnswer(BaseModel):
    """Stands among the answers of a route that answers with a file instead of a model."""


Answers = Mapping[int, type[BaseModel] | None]
# Slow work on the body that must not happen inside a transaction, such as hashing a password.
Prepare = Callable[[Any], Awaitable[Any]]
Handler = TypeVar("Handler", bound=Callable[..., Awaitable[Any]])


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a handler asks for: `provided` is (parameter name, kind) in the words of `PROVIDED`."""

    path: tuple[str, ...]
    query: type[BaseModel] | None
    body: type[BaseModel] | None
    provided: tuple[tuple[str, str], ...]

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for _name, kind in self.provided)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One route. `roles` None means that nobody needs to be signed in; `status` is that of success."""

    method: str
    path: str
    handler: Callable[..., Awaitable[Any]]
    parameters: Parameters
    roles: frozenset[str] | None
    answers: Answers
    errors: tuple[int, ...]
    summary: str
    description: str
    tag: str
    prepare: Prepare | None
    takes_file: bool

    @property
    def operation_id(self) -> str:
        return getattr(self.handler, "__name__", "")

    @property
    def status(self) -> int:
        return next(iter(self.answers))

    @property
    def is_safe(self) -> bool:
        """Whether the method only reads."""
        return self.method in SAFE_METHODS

    @property
    def writes(self) -> bool:
        """Whether the handler runs inside one write transaction opened for it."""
        return not self.is_safe and "session" in self.parameters.kinds

    @property
    def is_idempotent(self) -> bool:
        """Whether an Idempotency-Key is kept: a POST inside a transaction, by somebody known."""
        return self.method == "POST" and self.writes and self.roles is not None


ENDPOINTS: list[Endpoint] = []


def endpoint(
    method: str,
    path: str,
    *,
    roles: frozenset[str] | None,
    summary: str,
    answers: Answers,
    errors: tuple[int, ...] = (),
    prepare: Prepare | None = None,
    takes_file: bool = False,
) -> Callable[[Handler], Handler]:
    """Register the decorated function as a route; it stays callable as it is. `errors` adds to those that follow.

    With `takes_file` the handler itself reads a form with the field `file` from the request.
    """

    def register(handler: Handler) -> Handler:
        ENDPOINTS.append(
            Endpoint(
                method=method,
                path=path,
                handler=handler,
                parameters=_parameters_of(handler, path),
                roles=roles,
                answers=answers,
                errors=errors,
                summary=summary,
                description=inspect.getdoc(handler) or "",
                tag=handler.__module__.rpartition(".")[2],
                prepare=prepare,
                takes_file=takes_file,
            )
        )
        return handler

    return register


def _parameters_of(handler: Callable[..., Any], path: str) -> Parameters:
    hints = get_type_hints(handler)
    in_path = tuple(re.findall(r"{(\w+)}", path))
    models: dict[str, type[BaseModel]] = {}
    provided: list[tuple[str, str]] = []
    for name in inspect.signature(handler).parameters:
        if hints[name] in PROVIDED:
            provided.append((name, PROVIDED[hints[name]]))
        elif name in ("query", "body"):
            models[name] = hints[name]
        elif name != "prepared" and (name not in in_path or hints[name] is not str):
            raise TypeError(f"{handler.__module__}.{handler.__name__}: what is the parameter {name}?")
    return Parameters(in_path, models.get("query"), models.get("body"), tuple(provided))
