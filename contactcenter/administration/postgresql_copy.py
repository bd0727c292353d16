"""Copies a PostgreSQL database with its own tools, and loads such a copy in one transaction."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import make_url, text

from contactcenter.administration.archive import BackupRefused
from contactcenter.administration.survey import HISTORY_OF_SCHEMA, Survey, connected, survey
from contactcenter.migrations.runner import MIGRATION_LOCK

# Whoever still uses the tables must let go of them within this time, or nothing is replaced.
LOCK_SECONDS = 15


async def dump(url: str, target: Path) -> Survey:
    """Write the database as it is now to a file; what is told of it is of the very same moment."""
    async with connected(url, isolation_level="REPEATABLE READ") as connection, connection.begin():
        moment = (await connection.execute(text("SELECT pg_export_snapshot()"))).scalar_one()
        found = await connection.run_sync(survey)
        tables = [f'--table="{name}"' for name in (*found.rows, HISTORY_OF_SCHEMA)]
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={target}"]
        if found.revision:
            await _run("pg_dump", *options, *tables, "--dbname", _address(url, target.parent))
    return found


async def load(url: str, dumped: Path, *, replacing: Sequence[str], then: Sequence[str]) -> None:
    """Drop the tables `replacing`, load the copy and run the statements `then`: all of it, or nothing at all."""
    before, copy, after = (dumped.with_name(name) for name in ("before.sql", "copy.sql", "after.sql"))
    tables = ", ".join(f'"{name}"' for name in replacing)
    drop = f"DROP TABLE IF EXISTS {tables} CASCADE;\n" if tables else ""
    # The lock is the one of `migrate`: nobody makes tables meanwhile.
    before.write_text(f"SET lock_timeout = '{LOCK_SECONDS}s';\nSELECT pg_advisory_xact_lock({MIGRATION_LOCK});\n{drop}")
    # The copy leaves the search path empty behind it.
    after.write_text("RESET search_path;\n" + "".join(f"{statement};\n" for statement in then))
    await _run("pg_restore", "--no-owner", "--no-privileges", f"--file={copy}", str(dumped))
    files = [f"--file={file}" for file in (before, copy, after)]
    quietly = ["--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1", "--single-transaction"]
    await _run("psql", *quietly, *files, "--dbname", _address(url, dumped.parent))


def _address(url: str, folder: Path) -> str:
    """The address in the tools' own words. The password is kept out of the list of processes by a file."""
    address = make_url(url)
    words: dict[str, object] = {"user": address.username, "port": address.port, "dbname": address.database}
    words["host"] = address.host or address.query.get("host")
    words["sslmode"] = address.query.get("sslmode") or address.query.get("ssl")
    if address.password:
        password_file = folder / "pgpass"
        password_file.touch(0o600)
        escaped = str(address.password).replace("\\", "\\\\").replace(":", "\\:")
        password_file.write_text(f"*:*:*:*:{escaped}\n")
        words["passfile"] = str(password_file)
    return " ".join(f"{name}={_quoted(value)}" for name, value in words.items() if value)


def _quoted(value: object) -> str:
    return "'" + str(value).replace("\\", "\\\\").replace("'", "\\'") + "'"


async def _run(program: str, *arguments: str) -> None:
    try:
        process = await asyncio.create_subprocess_exec(
            program,
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
    except FileNotFoundError as error:
        raise BackupRefused(
            f"{program} is not on this machine: install PostgreSQL's client programs, not older than the server "
            "(Debian: apt-get install postgresql-client), and run this again."
        ) from error
    try:
        _, said = await process.communicate()
    finally:
        # Whoever interrupts us means the tool as well.
        if process.returncode is None:
            process.terminate()
    if process.returncode:
        raise BackupRefused(f"{program} gave up: {_first_error(said.decode(errors='replace'))}")


def _first_error(said: str) -> str:
    """What the tool says in its first line of trouble; the lines after it may quote rows."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return next((line for line in lines if "error" in line.lower()), lines[0] if lines else "it gave no reason")
