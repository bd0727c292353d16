"""The OpenAPI 3.1 document of everything under /api/v1, made from the registry of endpoints.

`python -m agent_console.http.openapi` prints it, always the same for the same code, without server or database.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

import agent_console.api
from agent_console.http.authentication import COOKIE, CSRF_HEADER
from agent_console.http.endpoint import ENDPOINTS, Endpoint, FileAnswer
from agent_console.http.idempotency import HEADER as IDEMPOTENCY_HEADER
from agent_console.http.models import LONGEST_KEY
from agent_console.schemas.errors import ErrorAnswer

JSON = "application/json"
BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
FILE_FORM = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {"type": "object", "required": ["file"], "properties": {"file": BINARY["schema"]}}
        }
    },
}
REF = "#/components/schemas/{model}"
ModelKey = tuple[type[BaseModel], JsonSchemaMode]
Schemas = dict[ModelKey, dict[str, Any]]

TITLE = "Contact center"
ABOUT = (
    "The JSON API for staff and integrations. Lists come in pages (`limit`, `cursor`); times are RFC 3339 in UTC; "
    "errors are `{error: {code, message, details}}`; `details.fields` names wrong fields. "
    "POSTs take an `Idempotency-Key`."
)
SECURITY_SCHEMES = {
    "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "Given by POST /api/v1/session."},
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": CSRF_HEADER,
        "description": "With the cookie on unsafe methods.",
    },
    "token": {"type": "http", "scheme": "bearer", "description": "A token of an integration."},
}
IDEMPOTENCY_PARAMETER = {
    "name": IDEMPOTENCY_HEADER,
    "in": "header",
    "required": False,
    "description": "Kept 24 hours: the same request under the same key is answered again, never done again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
}


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    endpoints = sorted(ENDPOINTS, key=lambda endpoint: (endpoint.path, endpoint.method))
    schemas, definitions = _schemas(endpoints)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": "1", "description": ABOUT},
        "paths": paths,
        "components": {
            "schemas": definitions,
            "responses": {str(status): _error_answer(status, schemas) for status in _all_errors(endpoints)},
            "securitySchemes": SECURITY_SCHEMES,
        },
        "tags": [{"name": tag} for tag in sorted({endpoint.tag for endpoint in endpoints})],
    }


def document_text() -> str:
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"


def _schemas(endpoints: Sequence[Endpoint]) -> tuple[Schemas, dict[str, Any]]:
    """All models at once, what is taken and what is given apart: pydantic tells two shapes of one model by name."""
    keys: dict[ModelKey, None] = {(ErrorAnswer, "serialization"): None}
    for endpoint in endpoints:
        keys |= {
            (model, "validation"): None for model in (endpoint.parameters.body, endpoint.parameters.query) if model
        }
        given = (model for model in endpoint.answers.values() if model is not FileAnswer)
        keys |= {(model, "serialization"): None for model in given if model}
    by_model, whole = models_json_schema(list(keys), ref_template=REF)
    definitions = dict(sorted(whole.get("$defs", {}).items()))
    resolved: Schemas = {key: by_model[key] for key in keys}
    # A query model is spread over parameters and is no schema of its own.
    for query in {endpoint.parameters.query for endpoint in endpoints if endpoint.parameters.query}:
        name = resolved[query, "validation"]["$ref"].rpartition("/")[2]
        resolved[query, "validation"] = definitions.pop(name)
    return resolved, definitions


def _operation(endpoint: Endpoint, schemas: Schemas) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.operation_id,
        "tags": [endpoint.tag],
        "summary": endpoint.summary,
    }
    if endpoint.description:
        operation["description"] = endpoint.description
    parameters = [*_path_parameters(endpoint), *_query_parameters(endpoint, schemas)]
    if endpoint.is_idempotent:
        parameters.append(IDEMPOTENCY_PARAMETER)
    if parameters:
        operation["parameters"] = parameters
    if endpoint.parameters.body is not None:
        operation["requestBody"] = _body(endpoint.parameters.body, schemas)
    if endpoint.takes_file:
        operation["requestBody"] = FILE_FORM
    operation["responses"] = _answers(endpoint, schemas)
    operation["security"] = _security(endpoint)
    if endpoint.roles is not None:
        operation["x-roles"] = sorted(endpoint.roles)
    return operation


def _path_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in endpoint.parameters.path
    ]


def _query_parameters(endpoint: Endpoint, schemas: Schemas) -> Iterable[dict[str, Any]]:
    if endpoint.parameters.query is None:
        return
    schema = schemas[(endpoint.parameters.query, "validation")]
    required = schema.get("required", ())
    for name, described in schema["properties"].items():
        inner = {key: value for key, value in described.items() if key not in ("title", "description")}
        parameter = {"name": name, "in": "query", "required": name in required, "schema": inner}
        if "description" in described:
            parameter["description"] = described["description"]
        yield parameter


def _body(model: type[BaseModel], schemas: Schemas) -> dict[str, Any]:
    needed = any(field.is_required() for field in model.model_fields.values())
    return {"required": needed, "content": {JSON: {"schema": schemas[(model, "validation")]}}}


def _answers(endpoint: Endpoint, schemas: Schemas) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for status, model in endpoint.answers.items():
        answer: dict[str, Any] = {"description": HTTPStatus(status).phrase}
        if model is FileAnswer:
            answer["content"] = {"*/*": BINARY}
        elif model is not None:
            answer["content"] = {JSON: {"schema": schemas[(model, "serialization")]}}
        answers[str(status)] = answer
    answers |= {str(status): {"$ref": f"#/components/responses/{status}"} for status in errors_of(endpoint)}
    return dict(sorted(answers.items()))


def errors_of(endpoint: Endpoint) -> list[int]:
    """The errors this endpoint may answer with, from what it asks for."""
    errors = {503, *endpoint.errors}
    if endpoint.roles is not None:
        errors |= {401, 403}
    if endpoint.parameters.path:
        errors.add(404)
    if endpoint.parameters.body is not None:
        errors |= {400, 409, 413, 415, 422}
    if endpoint.takes_file:
        errors |= {400, 413, 415, 422}
    if endpoint.parameters.query is not None:
        errors.add(422)
    return sorted(errors)


def _all_errors(endpoints: Iterable[Endpoint]) -> list[int]:
    return sorted({status for endpoint in endpoints for status in errors_of(endpoint)})


def _error_answer(status: int, schemas: Schemas) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": HTTPStatus(status).phrase,
        "content": {JSON: {"schema": schemas[(ErrorAnswer, "serialization")]}},
    }
    if status == 429:
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}
    return answer


def _security(endpoint: Endpoint) -> list[dict[str, list[str]]]:
    if endpoint.roles is None:
        return []
    with_cookie: dict[str, list[str]] = {"session": []} if endpoint.is_safe else {"session": [], "csrf": []}
    return [with_cookie, {"token": []}]


if __name__ == "__main__":
    # The import above has filled the registry.
    assert agent_console.api.__name__
    sys.stdout.write(document_text())
