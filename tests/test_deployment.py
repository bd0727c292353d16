"""The files of a deployment agree with the product and with each other: they cannot be run here, so they are read."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from contactcenter.config import NAMES

ROOT = Path(__file__).parents[1]
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")

PREFIXED = re.compile(r"CONTACTCENTER_([A-Z_]+)")
VARIABLE = re.compile(r"\$\{([A-Z_]+)")
SECRET = re.compile(r"PASSWORD|KEY|TOKEN|SECRET")
# Of the machine the simulator and the development run on; no deployment needs them.
NOT_FOR_COMPOSE = {"HOST", "PORT", "DATA_DIRECTORY", "TWILIO_API_BASE", "SOFTPHONE_URL"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(COMPOSE)
    return read


@pytest.mark.parametrize("file", [COMPOSE, DOCKERFILE, README], ids=["docker-compose.yml", "Dockerfile", "README.md"])
def test_only_settings_that_exist_are_named(file: str) -> None:
    assert set(PREFIXED.findall(file)) - {"", "_"} <= NAMES


def test_a_deployer_can_set_everything_in_the_compose_file() -> None:
    assert set(PREFIXED.findall(COMPOSE)) >= NAMES - NOT_FOR_COMPOSE


def test_every_setting_is_explained_in_the_readme() -> None:
    assert {name for name in NAMES if f"`{name}`" not in README} == set()


def test_every_variable_of_the_compose_file_is_in_the_example(compose: dict[str, Any]) -> None:
    handed_on = {name for name, value in compose["x-app"]["environment"].items() if value is None}
    explained = set(re.findall(r"^#? ?([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    folders = {"BACKUP_FOLDER", "ASTERISK_FOLDER"}
    assert (set(VARIABLE.findall(COMPOSE)) | handed_on) - folders == explained


def test_no_secret_stands_in_a_file(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if SECRET.search(name):
                assert value is None or value.startswith("${"), name
    for line in EXAMPLE.splitlines():
        name, _, value = line.partition("=")
        assert not (SECRET.search(name) and not name.startswith("#") and value), name


def test_every_service_of_the_plain_start_has_a_health_check_and_comes_back(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        if "profiles" in service:
            continue
        assert service["restart"] == "unless-stopped", name
        assert "healthcheck" in service or (name == "app" and "HEALTHCHECK" in DOCKERFILE), name


def test_what_needs_no_rights_has_none(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert "no-new-privileges:true" in service["security_opt"], name
    for name in ("app", "backup", "redis", "proxy", "mail"):
        assert compose["services"][name]["cap_drop"] == ["ALL"], name
    for name in ("app", "backup", "redis", "proxy", "postgres"):
        assert compose["services"][name]["read_only"] is True, name
    assert re.search(r"^USER contactcenter$", DOCKERFILE, re.MULTILINE)


def test_only_the_proxy_is_reached_from_outside(compose: dict[str, Any]) -> None:
    open_ports = {name: service.get("ports", []) for name, service in compose["services"].items()}
    assert open_ports["proxy"] == ["80:80", "443:443"]
    assert [name for name in ("app", "postgres", "redis", "backup") if open_ports[name]] == []
    assert all(port.startswith("127.0.0.1:") for port in open_ports["mail"])


def test_every_volume_is_declared_and_used(compose: dict[str, Any]) -> None:
    named = {
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
        if not volume.startswith(("$", ".", "/"))
    }
    assert named == set(compose["volumes"])


def test_the_backup_tools_are_not_older_than_the_server(compose: dict[str, Any]) -> None:
    server = int(compose["services"]["postgres"]["image"].rpartition(":")[2])
    client = re.search(r"postgresql-client-(\d+)", DOCKERFILE)
    assert client is not None
    assert int(client[1]) >= server


def test_nodes_trust_the_proxy_they_stand_behind(compose: dict[str, Any]) -> None:
    subnet = compose["networks"]["default"]["ipam"]["config"][0]["subnet"]
    assert compose["x-app"]["environment"]["CONTACTCENTER_TRUSTED_PROXIES"] == subnet
    assert "dynamic a" in compose["configs"]["caddyfile"]["content"], "each replica is found by its name"
