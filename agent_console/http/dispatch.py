"""Runs one endpoint for one request: who calls, what was sent, one transaction, the answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web
from pydantic import BaseModel

from agent_console.http import idempotency
from agent_console.http.authentication import authenticate
from agent_console.http.caller import Caller
from agent_console.http.endpoint import Endpoint
from agent_console.http.reading import read_values
from contactcenter import clock
from contactcenter.agents.service import get_agent
from contactcenter.db import Database, Session
from contactcenter.errors import InvalidInput
from contactcenter.web.keys import DATABASE, SETTINGS

# What people see changes under their hands and belongs to one person: no cache may keep it.
NEVER_STORED = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class _Run:
    """One request on its way through an endpoint."""

    endpoint: Endpoint
    request: web.Request
    caller: Caller | None
    values: dict[str, Any]
    now: datetime

    @property
    def db(self) -> Database:
        return self.request.app[DATABASE]


def handler_of(endpoint: Endpoint) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The aiohttp handler of an endpoint."""

    async def handle(request: web.Request) -> web.StreamResponse:
        now = clock.now()
        caller = await authenticate(request, endpoint.roles, is_safe=endpoint.is_safe, now=now)
        values = await read_values(endpoint, request)
        try:
            if endpoint.prepare is not None:
                values["prepared"] = await endpoint.prepare(values["body"])
            return await _carry_out(_Run(endpoint, request, caller, values, now))
        except InvalidInput as error:
            _name_field(error)
            raise

    return handle


def _name_field(error: InvalidInput) -> None:
    """Services name one wrong field, forms many; clients find both in `details.fields`, as for what we refused."""
    field = error.details.get("field")
    if isinstance(field, str):
        error.details.setdefault("fields", {field: error.message})


async def _carry_out(run: _Run) -> web.StreamResponse:
    if run.endpoint.writes:
        return await _write(run)
    if "session" in run.endpoint.parameters.kinds:
        async with run.db.reading() as session:
            return await _answer(run, session)
    return await _answer(run, None)


async def _write(run: _Run) -> web.StreamResponse:
    claim = None
    if run.endpoint.is_idempotent and run.caller is not None:
        secret = run.request.app[SETTINGS].secret_key
        raw_body = await run.request.read()
        claim = idempotency.read_claim(run.request, raw_body, agent_id=run.caller.agent_id, secret=secret)
    async with run.db.transaction() as session:
        kept = await idempotency.take(session, claim, now=run.now) if claim else None
        if kept is not None:
            return json_answer(kept.status, kept.body.encode())
        answer = await _answer(run, session)
        if claim is not None and isinstance(answer, web.Response):
            body = answer.body if isinstance(answer.body, bytes) else b""
            await idempotency.keep(session, claim, status=answer.status, body=body.decode())
        return answer


async def _answer(run: _Run, session: Session | None) -> web.StreamResponse:
    at_hand: dict[str, Any] = {"session": session, "db": run.db, "caller": run.caller, "now": run.now}
    at_hand |= {"settings": run.request.app[SETTINGS], "request": run.request}
    if session is not None and run.caller is not None and "agent" in run.endpoint.parameters.kinds:
        at_hand["agent"] = await get_agent(session, run.caller.agent_id)
    provided = {name: at_hand[kind] for name, kind in run.endpoint.parameters.provided}
    said = await run.endpoint.handler(**run.values, **provided)
    if isinstance(said, web.StreamResponse):
        return said
    return model_answer(run.endpoint.status, said)


def model_answer(status: int, model: BaseModel | None) -> web.Response:
    """A model as JSON; without one an empty answer."""
    return json_answer(status, b"" if model is None else model.__pydantic_serializer__.to_json(model, by_alias=True))


def json_answer(status: int, body: bytes) -> web.Response:
    if not body:
        return web.Response(status=status, headers=NEVER_STORED)
    return web.Response(status=status, body=body, content_type="application/json", headers=NEVER_STORED)
