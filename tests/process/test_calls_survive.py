"""SIGKILL under a caller: she goes on waiting, goes on talking, and what she did meanwhile is found out afterwards.

The server and the carrier are processes of their own; the telephone stands at the carrier.
"""

import json
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.service import LINE, ApiClient, Process, running_with_carrier

CALLER = "+85291230007"
PATIENCE_SECONDS = 40


def at_carrier(carrier: Process, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{carrier.base_url}/control/{path}", data=data, headers=headers)
    with urllib.request.urlopen(request, timeout=15) as answer:
        found: dict[str, Any] = json.loads(answer.read())
        return found


def wait_until(look: Callable[[], Any], what: str) -> Any:
    """What `look` finds; other processes are watched, so there is nothing to be woken by."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"not seen within {PATIENCE_SECONDS} s: {what}")


def restart(service: Process) -> None:
    service.kill()
    service.start()
    service.wait_until("/readyz")


@pytest.mark.process
def test_a_caller_outlives_our_own_end(tmp_path: Path) -> None:
    with running_with_carrier(tmp_path) as (service, carrier):
        sid = str(at_carrier(carrier, f"phones/{CALLER}/calls", {"line": LINE})["sid"])

        def doing(what: str, leg: str = sid) -> bool:
            view = at_carrier(carrier, f"calls/{leg}")
            return bool(what == ("ended" if view["ended_at"] else view["doing"]))

        for _menu in range(2):
            wait_until(lambda: doing("gather"), "a menu")
            at_carrier(carrier, f"calls/{sid}/digits", {"digits": "1"})
        wait_until(lambda: doing("queue"), "the line")

        # Killed under a waiting caller, who does not notice.
        restart(service)
        agent = ApiClient(service.base_url).sign_in("agent1")
        agent.send("PUT", "/api/v1/agents/me/presence", {"presence": "available"})
        identity = f"agent_{agent.get('/api/v1/agents/me')['id']}"
        rung = wait_until(lambda: at_carrier(carrier, f"clients/{identity}/calls")["items"], "the telephone")
        contact = agent.get("/api/v1/contacts?channel=voice&state=offered")["items"][0]  # type: ignore[index]
        at_carrier(carrier, f"calls/{rung[0]['sid']}/answer", {})
        wait_until(lambda: doing("conference"), "the conversation")

        # Killed under a talk, which goes on; the caller hangs up while nobody is there to hear of it.
        service.kill()
        at_carrier(carrier, f"calls/{sid}/say", {"text": "喂？"})
        assert doing("conference")
        at_carrier(carrier, f"calls/{sid}/hangup", {})
        service.start()
        service.wait_until("/readyz")
        agent = ApiClient(service.base_url).sign_in("agent1")

        def state() -> Any:
            found = agent.get(f"/api/v1/contacts/{contact['id']}")
            return found if found["state"] in ("wrap_up", "queued") else None

        after = wait_until(state, "the end of the call")
        assert after["queued_at"] == contact["queued_at"]
        call = agent.get(f"/api/v1/calls/{after['call_id']}")
        assert (call["state"], call["ended_by"]) == ("ended", "customer")
        assert [leg["state"] for leg in call["legs"]] == ["left", "left"]  # type: ignore[attr-defined, index, union-attr]


@pytest.mark.process
def test_a_call_we_owe_outlives_our_own_end(tmp_path: Path) -> None:
    """SIGKILL between asking and calling, and while her telephone rings: she is called back all the same, once."""
    with running_with_carrier(tmp_path) as (service, carrier):
        sid = str(at_carrier(carrier, f"phones/{CALLER}/calls", {"line": LINE})["sid"])

        def view(leg: str) -> dict[str, Any]:
            return at_carrier(carrier, f"calls/{leg}")

        def ringing_at(path: str) -> Any:
            calls = at_carrier(carrier, path)["items"]
            return next((call for call in calls if call["status"] == "ringing" and call["sid"] != sid), None)

        for _menu in range(2):
            wait_until(lambda: view(sid)["doing"] == "gather", "a menu")
            at_carrier(carrier, f"calls/{sid}/digits", {"digits": "1"})
        wait_until(lambda: view(sid)["doing"] == "queue", "the line")
        wait_until(lambda: view(sid)["gather"], "the keys of the line")
        at_carrier(carrier, f"calls/{sid}/digits", {"digits": "1"})
        wait_until(lambda: any("請按 1；想我哋打第二個" in line["text"] for line in view(sid)["lines"]), "the number")
        at_carrier(carrier, f"calls/{sid}/digits", {"digits": "1"})
        wait_until(lambda: view(sid)["ended_at"], "the end of her call")

        restart(service)
        agent = ApiClient(service.base_url).sign_in("agent1")
        agent.send("PUT", "/api/v1/agents/me/presence", {"presence": "available"})
        identity = f"agent_{agent.get('/api/v1/agents/me')['id']}"

        def offered() -> Any:
            found = agent.get("/api/v1/contacts?channel=voice&state=offered")["items"]
            return found[0] if found else None  # type: ignore[index]

        contact = wait_until(offered, "the callback offered")
        assert contact["source"] == "callback"
        agent.send("POST", f"/api/v1/contacts/{contact['id']}/accept", {})
        rung = wait_until(lambda: ringing_at(f"clients/{identity}/calls"), "the agent's telephone")
        at_carrier(carrier, f"calls/{rung['sid']}/answer", {})
        hers = wait_until(lambda: ringing_at(f"phones/{CALLER}/calls"), "her telephone")

        service.kill()
        service.start()
        service.wait_until("/readyz")
        at_carrier(carrier, f"calls/{hers['sid']}/answer", {})
        wait_until(lambda: view(hers["sid"])["doing"] == "conference", "the conversation")
        agent = ApiClient(service.base_url).sign_in("agent1")
        call_id = agent.get(f"/api/v1/contacts/{contact['id']}")["call_id"]
        wait_until(lambda: agent.get(f"/api/v1/calls/{call_id}")["state"] == "talking", "both talking")
        calls = at_carrier(carrier, f"phones/{CALLER}/calls")["items"]
        assert [call["direction"] for call in calls] == ["outbound-api", "inbound"], "she was rung once"
