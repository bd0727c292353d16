"""The OpenAPI document: valid, complete, the same each time, and printed without server or database."""

import json
import re
import subprocess
import sys
from pathlib import Path

from openapi_spec_validator import OpenAPIV31SpecValidator

from agent_console.http.endpoint import ENDPOINTS
from agent_console.http.openapi import document, document_text
from tests.support.console import Window

ROOT = Path(__file__).parents[3]


def test_the_document_is_valid_openapi_3_1() -> None:
    OpenAPIV31SpecValidator(document()).validate()


def test_every_route_stands_in_it_once_under_a_name_of_its_own() -> None:
    operations = [
        (method.upper(), path, operation["operationId"])
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]
    assert sorted(operations) == sorted((e.method, e.path, e.operation_id) for e in ENDPOINTS)
    names = [name for _method, _path, name in operations]
    assert len(set(names)) == len(names)


def test_every_reference_leads_somewhere() -> None:
    text = document_text()
    schemas, responses = document()["components"]["schemas"], document()["components"]["responses"]
    for kind, name in re.findall(r'"\$ref": "#/components/(\w+)/([^"]+)"', text):
        assert name in (schemas if kind == "schemas" else responses), name


def test_no_schema_is_without_use() -> None:
    text = document_text()
    for name in document()["components"]["schemas"]:
        assert f'"#/components/schemas/{name}"' in text, name


def test_every_closed_route_says_which_roles_it_lets_in() -> None:
    for methods in document()["paths"].values():
        for operation in methods.values():
            assert bool(operation["security"]) == ("x-roles" in operation)


def test_what_is_given_has_all_its_fields_and_what_is_taken_only_those_needed() -> None:
    schemas = document()["components"]["schemas"]
    assert set(schemas["Contact"]["required"]) == set(schemas["Contact"]["properties"])
    assert schemas["NewReply"]["required"] == ["text"]
    assert "class" in schemas["Contact"]["properties"]


def test_the_command_prints_the_document_without_server_or_database() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "agent_console.http.openapi"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    assert printed == document_text()


async def test_the_server_answers_with_the_same_document(stranger: Window) -> None:
    assert (await stranger.get("/api/openapi.json")).json == json.loads(document_text())
