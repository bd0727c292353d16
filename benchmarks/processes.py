"""Starts what is measured as processes of their own, and reads what they cost from the system."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

STARTING_SECONDS = 60
SERVER_CORE, LOAD_CORE = 0, 1
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server and everything it started."""

    process: subprocess.Popen[bytes]
    port: int

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.process.pid)

    def memory_mib(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextlib.contextmanager
def running(
    arguments: Sequence[str],
    *,
    port: int,
    log: Path,
    path: str,
    settings: Mapping[str, str] | None = None,
    patience: float = STARTING_SECONDS,
) -> Iterator[Server]:
    """`python -m …` on the server's core until the block ends; ready when `path` answers anything below 500."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CONTACTCENTER_")}
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments], stdout=out, stderr=out, env=inherited | dict(settings or {})
        )
    pin(process.pid, SERVER_CORE)
    try:
        _wait_until_ready(process, f"http://127.0.0.1:{port}{path}", log, patience)
        yield Server(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], address: str, log: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"a server ended while starting:\n{log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"{address} did not answer:\n{log.read_text()[-2000:]}")


def pin(pid: int, core: int) -> None:
    """Let this process run on one core, where there are several: load and server must not take it from each other."""
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(pid, {core})


def cpu_seconds(*pids: int) -> float:
    """User and system time of these processes so far."""
    return sum(_ticks(pid) for pid in pids) / _TICKS


def children_of(pid: int) -> list[int]:
    """Processes started by this one: PostgreSQL has one for each connection."""
    found = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid:
                found.append(int(folder.name))
    return found


def _ticks(pid: int) -> int:
    # The name in brackets may hold blanks; user and system time are the 14th and 15th field.
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])
    return 0


def fsyncs_per_second(folder: Path, seconds: float = 0.3) -> float:
    """How often the disk takes 4 KiB for good: says in what minute a figure was measured."""
    target = folder / "fsync-probe"
    done, until = 0, time.monotonic() + seconds
    with target.open("wb") as file:
        while time.monotonic() < until:
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            done += 1
    target.unlink()
    return done / seconds
