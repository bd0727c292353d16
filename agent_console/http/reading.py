"""Reads a request into what a handler asks for; whatever is not as it must be is refused before the handler runs.

Refusals name the field, never the value that was sent: values are people's data and end up in logs and screenshots.
"""

from typing import Any, get_args, get_origin

from aiohttp import web
from pydantic import BaseModel, ValidationError

from agent_console.http.endpoint import Endpoint
from contactcenter.errors import ContactCenterError, InvalidInput, NotFound

# PostgreSQL cannot store this character in a text.
NUL = "\x00"


async def read_values(endpoint: Endpoint, request: web.Request) -> dict[str, Any]:
    """Path values, `query` and `body` by parameter name."""
    values: dict[str, Any] = {}
    for name in endpoint.parameters.path:
        values[name] = _path_value(request.match_info[name])
    if endpoint.parameters.query is not None:
        values["query"] = _query(endpoint.parameters.query, request)
    elif request.query:
        raise InvalidInput(
            "This address takes no parameters.", details={"fields": dict.fromkeys(request.query, "unknown")}
        )
    if endpoint.parameters.body is not None:
        values["body"] = await _body(endpoint.parameters.body, request)
    return values


def _path_value(value: str) -> str:
    if NUL in value:
        raise NotFound
    return value


def _query(model: type[BaseModel], request: web.Request) -> BaseModel:
    given: dict[str, Any] = {}
    for name in request.query:
        said = request.query.getall(name)
        field = model.model_fields.get(name)
        if field is not None and _is_list(field.annotation):
            # Both ?state=new&state=queued and ?state=new,queued are usual.
            given[name] = [part for text in said for part in text.split(",") if part]
        else:
            given[name] = said[0] if len(said) == 1 else said
    try:
        query = model.model_validate(given)
    except ValidationError as error:
        raise _refusal(error) from None
    if any(NUL in text for text in request.query.values()):
        raise InvalidInput("A parameter contains a character that no text contains.")
    return query


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is list or any(_is_list(part) for part in get_args(annotation))


async def _body(model: type[BaseModel], request: web.Request) -> BaseModel:
    raw = await request.read()
    if raw and request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(reason="The body must be application/json.")
    try:
        # An act without anything to say may come without a body.
        body = model.model_validate_json(raw or b"{}")
    except ValidationError as error:
        raise _refusal(error) from None
    if b"\\u0000" in raw and _contains_nul(body.model_dump()):
        raise InvalidInput("A text contains a character that no text contains.")
    return body


def _contains_nul(value: Any) -> bool:
    if isinstance(value, str):
        return NUL in value
    if isinstance(value, dict):
        return any(_contains_nul(part) for pair in value.items() for part in pair)
    return isinstance(value, list | tuple) and any(_contains_nul(part) for part in value)


def _refusal(error: ValidationError) -> ContactCenterError:
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    if problems[0]["type"] == "json_invalid":
        return ContactCenterError("The body is not JSON.", code="malformed_json")
    fields = {".".join(str(part) for part in problem["loc"]): problem["msg"] for problem in problems}
    return InvalidInput(details={"fields": fields})
