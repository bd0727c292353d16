"""The product as a process of its own, started as its users start it: for tests that kill it or drive a browser."""

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.servers import free_port

STARTING_SECONDS = 60
# Most tests need no invented past; making it takes seconds.
DEMO = ("serve", "--demo", "--history-days")
ACCOUNT_SID = "AC" + "5" * 32
AUTH_TOKEN = "the auth token of the tests"
LINE = "+85230000000"


@dataclass
class Process:
    """One `contactcenter` command with settings of its own; it may be killed and started again on the same data."""

    arguments: list[str]
    folder: Path
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / f"{self.arguments[0]}-{self.port}.log"

    def environment(self) -> dict[str, str]:
        """What the command finds in its environment: its own settings and none of ours."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("CONTACTCENTER_")}
        own = {"PORT": str(self.port), "DATA_DIRECTORY": str(self.folder), **self.settings}
        return inherited | {f"CONTACTCENTER_{name}": value for name, value in own.items()}

    def start(self) -> None:
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "contactcenter.cli", *self.arguments]
            self.process = subprocess.Popen(command, env=self.environment(), stdout=log, stderr=log)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What an administrator runs beside this process, with its settings."""
        command = [sys.executable, "-m", "contactcenter.cli", *arguments]
        options = {"env": self.environment(), "capture_output": True, "text": True, "timeout": 60}
        return subprocess.run(command, check=False, **options)

    def wait_until(self, path: str) -> None:
        """Until this path answers 200."""
        assert self.process is not None
        deadline = time.monotonic() + STARTING_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.arguments} ended with {self.process.returncode}:\n{self.last_words()}")
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.base_url}{path}", timeout=2) as answer:
                if answer.status == 200:
                    return
            # Waiting for another process: there is nothing to be notified by.
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.05)
        raise RuntimeError(f"{self.arguments} did not become ready: {self._why_not(path)}\n{self.last_words()}")

    def _why_not(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"{self.base_url}{path}", timeout=2) as answer:
                return f"now it is ({answer.status})"
        except urllib.error.HTTPError as error:
            return error.read().decode()
        except OSError as error:
            return str(error)

    def kill(self) -> None:
        """As a power cut would: nothing can be tidied up."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        if self.process is None or self.process.poll() is not None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-3000:]


@contextlib.contextmanager
def running(process: Process, *, ready: str = "/readyz") -> Iterator[Process]:
    process.start()
    try:
        process.wait_until(ready)
        yield process
    finally:
        process.stop()


@contextlib.contextmanager
def running_demo(folder: Path, *, history_days: int = 0, **settings: str) -> Iterator[Process]:
    """The demo with its simulator inside."""
    with running(Process([*DEMO, str(history_days)], folder, settings=settings)) as service:
        yield service


@contextlib.contextmanager
def running_with_carrier(folder: Path, **settings: str) -> Iterator[tuple[Process, Process]]:
    """The demo and the simulated carrier as two processes, so that one can be killed under the other."""
    account = {"TWILIO_ACCOUNT_SID": ACCOUNT_SID, "TWILIO_AUTH_TOKEN": AUTH_TOKEN}
    carrier = Process([], folder / "carrier", settings=account)
    carrier.arguments = ["simulator", "--port", str(carrier.port)]
    carrier.folder.mkdir(parents=True)
    service = Process([*DEMO, "0"], folder, settings={**account, "TWILIO_API_BASE": carrier.base_url, **settings})
    carrier.settings["PUBLIC_BASE_URL"] = service.base_url
    with running(carrier, ready="/phone"), running(service):
        yield service, carrier


def new_sid() -> str:
    return "SM" + secrets.token_hex(16)


@dataclass
class ApiClient:
    """A signed-in member of staff, over plain HTTP, as `curl` would be."""

    base_url: str
    cookie: str = ""
    csrf_token: str = ""

    def sign_in(self, username: str, password: str = "demo") -> "ApiClient":
        answer, headers = self._send("POST", "/api/v1/session", {"username": username, "password": password})
        self.cookie = headers["Set-Cookie"].split(";")[0]
        self.csrf_token = str(answer["csrf_token"])
        return self

    def get(self, path: str) -> dict[str, object]:
        return self._send("GET", path, None)[0]

    def send(self, method: str, path: str, body: dict[str, object] | None = None) -> dict[str, object]:
        return self._send(method, path, body or {})[0]

    def _send(self, method: str, path: str, body: dict[str, object] | None) -> tuple[dict[str, object], dict[str, str]]:
        headers = {"Content-Type": "application/json", "Cookie": self.cookie, "X-CSRF-Token": self.csrf_token}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.base_url}{path}", data=data, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=15) as answer:
            content = answer.read()
            return (json.loads(content) if content else {}), dict(answer.headers)
