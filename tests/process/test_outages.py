"""What the running product does while its database is away, and at the command line."""

import asyncio
import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.support.servers import running_postgresql
from tests.support.service import ApiClient, Process, running, running_demo

pytestmark = pytest.mark.process


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


async def becomes(url: str, status: int) -> None:
    async with asyncio.timeout(60):
        while await asyncio.to_thread(status_of, url) != status:  # noqa: ASYNC110 (another process)
            await asyncio.sleep(0.2)


async def test_without_its_database_it_says_so_and_recovers_by_itself(tmp_path: Path) -> None:
    with running_postgresql() as server:
        server.run_sql("CREATE DATABASE outage")
        with running_demo(tmp_path, DATABASE_URL=server.url("outage")) as service:
            agent = ApiClient(service.base_url).sign_in("agent1")
            assert agent.get("/api/v1/queues")["items"]
            server.stop()
            await becomes(f"{service.base_url}/readyz", 503)
            with pytest.raises(urllib.error.HTTPError) as refusal:
                agent.get("/api/v1/queues")
            assert refusal.value.code == 503
            assert json.loads(refusal.value.read())["error"]["code"] == "unavailable"
            assert status_of(f"{service.base_url}/healthz") == 200

            server.start()
            await becomes(f"{service.base_url}/readyz", 200)
            assert agent.get("/api/v1/queues")["items"], "the session survived as well"


def command(
    folder: Path, *arguments: str, standard_input: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "CONTACTCENTER_DATA_DIRECTORY": str(folder)}
    environment |= {f"CONTACTCENTER_{name}": value for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "contactcenter.cli", *arguments],
        env=environment,
        input=standard_input,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_new_installation_is_set_up_by_its_link(tmp_path: Path) -> None:
    assert command(tmp_path, "serve").returncode == 2, "an empty database is not migrated without being asked"
    assert "newest schema" in command(tmp_path, "migrate").stdout
    with running(Process(["serve"], tmp_path)) as service:
        (link,) = [word for word in service.last_words().split() if "/setup?token=" in word]
        client = ApiClient(service.base_url)
        setup = {"token": link.split("token=")[1], "username": "head", "name": "Head of desk"}
        client.send("POST", "/api/v1/setup", {**setup, "password": "correct horse battery"})
        client.sign_in("head", "correct horse battery")
        assert client.get("/api/v1/session")["user"]
        assert client.get("/api/v1/work-order-types")["items"], "a new installation can work at once"


def test_accounts_are_added_beside_a_running_server(tmp_path: Path) -> None:
    with running_demo(tmp_path) as service:
        added = command(tmp_path, "user", "add", "newcomer", "--role", "agent", standard_input="a long enough phrase\n")
        assert added.returncode == 0, added.stderr
        ApiClient(service.base_url).sign_in("newcomer", "a long enough phrase")
        refused = command(tmp_path, "replay")
        assert refused.returncode == 2
        assert "already serves" in refused.stderr


def test_the_doctor_names_what_is_wrong(tmp_path: Path) -> None:
    command(tmp_path, "migrate")
    healthy = command(tmp_path, "doctor")
    assert "database: SQLite, newest schema" in healthy.stdout
    account = {"TWILIO_ACCOUNT_SID": "AC" + "0" * 32, "TWILIO_AUTH_TOKEN": "t"}
    ill = command(tmp_path, "doctor", **account, TWILIO_API_BASE="http://127.0.0.1:1")
    assert ill.returncode == 1
    wrong = [line for line in ill.stdout.splitlines() if line.startswith("WRONG")]
    assert any("CONTACTCENTER_PUBLIC_BASE_URL" in line for line in wrong)
    assert any("carrier" in line for line in wrong)


def test_a_database_that_does_not_answer_is_said_in_one_line(tmp_path: Path) -> None:
    ill = command(tmp_path, "doctor", DATABASE_URL="postgresql://contactcenter@127.0.0.1:1/none")
    assert ill.returncode == 1
    assert any(line.startswith("WRONG database: PostgreSQL does not answer") for line in ill.stdout.splitlines())
