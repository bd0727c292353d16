"""Real servers for the tests (PostgreSQL, Redis, one that speaks S3), on free ports and stopped by process id."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

STARTING_SECONDS = 30
PORTS = range(20_000, 32_000)


class ServerMissing(RuntimeError):
    """A server the tests need is not installed; `make test` installs it."""


def free_port() -> int:
    """None of those the system gives to connections: what was killed finds it free still when it starts again."""
    while True:
        port = PORTS.start + secrets.randbelow(len(PORTS))
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


@dataclass
class PostgreSQL:
    """A server in a folder of its own; `url(name)` addresses one of its databases for asyncpg."""

    folder: Path
    binaries: Path
    become: list[str]
    forces_to_disk: bool = False
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> str:
        return f"postgresql+asyncpg://contactcenter@127.0.0.1:{self.port}/{database}"

    def run_sql(self, statement: str, database: str = "postgres") -> str:
        command = ["psql", "-X", "-At", "-h", "127.0.0.1", "-p", str(self.port), "-U", "contactcenter", "-d", database]
        return subprocess.run([*command, "-c", statement], check=True, capture_output=True, text=True).stdout

    def start(self) -> None:
        """Tests go without fsync: they kill our own processes, never this server, so nothing hangs on its disk."""
        settings = {"port": self.port, "listen_addresses": "127.0.0.1", "max_connections": 300}
        settings |= {"fsync": "on" if self.forces_to_disk else "off"}
        settings |= {"unix_socket_directories": str(self.folder), "logging_collector": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = [*self.become, str(self.binaries / "postgres"), "-D", str(self.folder / "cluster"), *options]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        _wait_until_open(self.process, self.port, self.folder / "log")

    def stop(self) -> None:
        """At once, ending what is connected."""
        if self.process is not None:
            _stop(self.process, signal.SIGINT)
            self.process = None


def postgresql_folder() -> Path:
    """Where initdb and postgres are: on PATH, or where Debian keeps them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not versions:
        raise ServerMissing("PostgreSQL is not installed; `make test` installs it with apt (postgresql).")
    return versions[-1].parent


def _as_other_user() -> list[str]:
    # PostgreSQL refuses to run as root; Debian's package brings the account `postgres`.
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []


@contextlib.contextmanager
def running_postgresql(*, forces_to_disk: bool = False) -> Iterator[PostgreSQL]:
    """Start a private server in a temporary folder; benchmarks let it force each commit to the disk."""
    folder = Path(tempfile.mkdtemp(prefix="contactcenter-pg-"))
    server = PostgreSQL(folder, postgresql_folder(), _as_other_user(), forces_to_disk)
    try:
        if server.become:
            shutil.chown(folder, "postgres", "postgres")
        initdb = [*server.become, str(server.binaries / "initdb"), "-D", str(folder / "cluster"), "-U", "contactcenter"]
        encoding = ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run([*initdb, *encoding], check=True, capture_output=True, cwd=folder)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Redis:
    """A server without persistence that may be stopped and started again at the same address."""

    folder: Path
    program: str
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = {"port": self.port, "bind": "127.0.0.1", "save": "", "dir": self.folder, "appendonly": "no"}
        command = [self.program, *(word for name, value in options.items() for word in (f"--{name}", str(value)))]
        log = self.folder / "log"
        with log.open("ab") as file:
            self.process = subprocess.Popen(command, stdout=file, stderr=file)
        _wait_until_open(self.process, self.port, log)

    def command(self, *words: str) -> None:
        """What an administrator types at it."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(" ".join(words).encode() + b"\r\n")
            answer = connection.recv(100)
        if not answer.startswith(b"+OK"):
            raise RuntimeError(f"Redis answered {answer!r}")

    def pause(self) -> None:
        """Connections stay, nothing is answered: as a machine that hangs."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            _stop(self.process, signal.SIGTERM)
            self.process = None


@contextlib.contextmanager
def running_redis_server() -> Iterator[Redis]:
    """Start a private Redis that the test itself may stop and start."""
    program = shutil.which("redis-server")
    if program is None:
        raise ServerMissing("Redis is not installed; `make test` installs it with apt (redis-server).")
    with tempfile.TemporaryDirectory(prefix="contactcenter-redis-") as folder:
        server = Redis(Path(folder), program)
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextlib.contextmanager
def running_redis() -> Iterator[str]:
    """Start a private Redis; gives its URL."""
    with running_redis_server() as server:
        yield server.url


@contextlib.contextmanager
def running_s3(bucket: str) -> Iterator[dict[str, str]]:
    """Start a server that speaks S3 and has this bucket; gives the environment by which the media store finds it."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="contactcenter-s3-") as folder:
        log = Path(folder) / "log"
        command = [sys.executable, "-W", "ignore", "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)]
        with log.open("wb") as file:
            process = subprocess.Popen(command, stdout=file, stderr=file)
        try:
            _wait_until_open(process, port, log)
            url = f"http://127.0.0.1:{port}"
            with urllib.request.urlopen(urllib.request.Request(f"{url}/{bucket}", method="PUT"), timeout=10):
                pass
            account = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "tests", "AWS_REGION": "us-east-1"}
            yield {**account, "AWS_ENDPOINT_URL": url}
        finally:
            _stop(process, signal.SIGTERM)


def _wait_until_open(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"a server ended while starting: {log.read_text()[-2000:]}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=0.2):
            return
        # Waiting for another process: there is nothing to be notified by.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    raise RuntimeError(f"a server did not open its port in {STARTING_SECONDS} s: {log.read_text()[-2000:]}")


def _stop(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    process.send_signal(how)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
