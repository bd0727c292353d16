"""The command `contactcenter`: serving, and what an administrator does at the keyboard."""

import argparse
import asyncio
import getpass
import json
import logging
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvloop

from contactcenter import __version__, clock
from contactcenter.administration.articles import ImportWanted, export_to, import_articles, in_words
from contactcenter.administration.backup import back_up
from contactcenter.administration.doctor import examine
from contactcenter.administration.progress import Progress
from contactcenter.administration.restore import restore
from contactcenter.agents.accounts import create_account
from contactcenter.agents.roles import ROLES
from contactcenter.agents.service import find_agent_by_username
from contactcenter.config import ConfigurationError, Settings, load
from contactcenter.db import AlreadyServed, Database, exclusive_use
from contactcenter.demo.seed import HISTORY_DAYS
from contactcenter.demo.simulated_carrier import serve_simulator
from contactcenter.errors import ContactCenterError, NotFound
from contactcenter.journal.projector import replay
from contactcenter.media.store import MediaStore
from contactcenter.migrations.runner import is_current, migrate
from contactcenter.serving import serve
from contactcenter.web.logs import configure_logs
from knowledge_base.articles.models import AUDIENCES, DRAFT, LANGUAGES, PUBLIC, PUBLISHED
from knowledge_base.evaluation import evaluate
from knowledge_base.exchange.exporting import FORMATS, MARKDOWN
from knowledge_base.exchange.importing import Tally, Terms
from knowledge_base.exchange.incoming import Defaults

SIGNS = {"fine": "ok  ", "note": "note", "wrong": "WRONG"}


def main() -> None:
    """Entry point; errors a person can mend end with one clear sentence and status 2."""
    arguments = parser().parse_args()
    try:
        sys.exit(arguments.run(arguments))
    except (ConfigurationError, AlreadyServed, ContactCenterError) as error:
        print(f"contactcenter: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def parser() -> argparse.ArgumentParser:
    """All commands. Settings come from the environment; see README."""
    top = argparse.ArgumentParser(
        prog="contactcenter", description="The service line of a property-management company."
    )
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("serve", help="web and jobs")
    command.add_argument(
        "--demo", action="store_true", help="seed a demo estate into an empty database, open the simulator"
    )
    command.add_argument("--migrate", action="store_true", help="bring the database to the newest schema first")
    command.add_argument(
        "--history-days", type=int, default=HISTORY_DAYS, help="how far the demo's invented past reaches back"
    )
    command.set_defaults(run=run_serve)

    command = commands.add_parser("simulator", help="the simulated carrier alone, with its phone page")
    command.add_argument("--port", type=int, default=8090)
    command.set_defaults(run=run_simulator)

    commands.add_parser("migrate", help="bring the database to the newest schema").set_defaults(run=run_migrate)
    commands.add_parser("doctor", help="say what is wrong with this installation").set_defaults(run=run_doctor)
    _add_backup_commands(commands)
    commands.add_parser("replay", help="try events again that could not be read").set_defaults(run=run_replay)

    people = commands.add_parser("user", help="accounts").add_subparsers(required=True, metavar="ACTION")
    command = people.add_parser("add", help="add an account; the password is asked for, or read from standard input")
    command.add_argument("username")
    command.add_argument("--name", default="")
    command.add_argument("--role", action="append", choices=sorted(ROLES), required=True)
    command.set_defaults(run=run_user_add)

    articles = commands.add_parser("kb", help="the knowledge base").add_subparsers(required=True, metavar="ACTION")
    command = articles.add_parser("import", help="articles from Markdown, CSV, HTML or DOCX: a file, a folder or a ZIP")
    command.add_argument("path", type=Path)
    command.add_argument("--dry-run", action="store_true", help="say what would be new, changed or refused")
    command.add_argument("--draft", action="store_true", help="for review, instead of publishing at once")
    command.add_argument("--author", metavar="USERNAME", help="in whose name; drafts need one")
    command.add_argument("--category", default="", help="of articles that name none")
    command.add_argument("--audience", choices=AUDIENCES, default=PUBLIC, help="of articles that name none")
    command.add_argument("--language", choices=LANGUAGES, default="", help="of articles that name none; else guessed")
    command.set_defaults(run=run_kb_import)
    command = articles.add_parser("export", help="articles with their files to a folder or a ZIP")
    command.add_argument("path", type=Path)
    command.add_argument("--format", choices=FORMATS, default=MARKDOWN)
    command.set_defaults(run=run_kb_export)
    command = articles.add_parser("eval", help="measure the search on a judged set of questions")
    for name in ("corpus", "queries", "qrels"):
        command.add_argument(f"--{name}", type=Path, required=True)
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run_kb_eval)
    return top


def _add_backup_commands(commands: Any) -> None:
    command = commands.add_parser("backup", help="everything in one file, beside a running server")
    command.add_argument("--to", type=Path, metavar="FILE", help="a file or a folder; default: data/backups")
    command.set_defaults(run=run_backup)
    command = commands.add_parser("restore", help="make this installation what a backup holds")
    command.add_argument("file", type=Path)
    command.add_argument("--replace", action="store_true", help="give up what the database holds now")
    command.set_defaults(run=run_restore)


def run_serve(arguments: argparse.Namespace) -> int:
    configure_logs()
    settings = load(demo=arguments.demo)
    migrate_first = arguments.migrate or arguments.demo
    history_days = arguments.history_days
    uvloop.run(_guarded(settings, serve(settings, migrate_first=migrate_first, history_days=history_days)))
    return 0


def run_simulator(arguments: argparse.Namespace) -> int:
    configure_logs()
    uvloop.run(serve_simulator(load(demo=True), port=arguments.port))
    return 0


def run_migrate(_arguments: argparse.Namespace) -> int:
    configure_logs(logging.WARNING)
    settings = load()
    asyncio.run(_guarded(settings, migrate(settings.database_url)))
    print("The database has the newest schema.")
    return 0


def run_doctor(_arguments: argparse.Namespace) -> int:
    configure_logs(logging.ERROR)
    return asyncio.run(_doctor(load()))


async def _doctor(settings: Settings) -> int:
    wrong = 0
    async for finding in examine(settings):
        wrong += finding.verdict == "wrong"
        print(f"{SIGNS[finding.verdict]:5} {finding.subject}: {finding.text}")
    return 1 if wrong else 0


def run_replay(_arguments: argparse.Namespace) -> int:
    configure_logs(logging.WARNING)
    settings = load()
    count = asyncio.run(_guarded(settings, _replay(settings)))
    print(f"{count} events wait again; the next start of the server takes them up." if count else "No failed events.")
    return 0


def run_backup(arguments: argparse.Namespace) -> int:
    """Status 1 where media are missing: the backup is there, but somebody should look."""
    configure_logs(logging.WARNING)
    settings = load()
    clock.use_zone(settings.timezone)
    report = asyncio.run(back_up(settings, arguments.to, now=clock.now(), progress=Progress()))
    print(report.in_words())
    return 1 if report.missing else 0


def run_restore(arguments: argparse.Namespace) -> int:
    configure_logs(logging.WARNING)
    settings = load()
    work = restore(settings, arguments.file, replaces=arguments.replace, now=clock.now(), progress=Progress())
    print(asyncio.run(_guarded(settings, work)).in_words())
    return 0


async def _replay(settings: Settings) -> int:
    async with _opened(settings) as db, db.transaction() as session:
        return await replay(session)


def run_user_add(arguments: argparse.Namespace) -> int:
    configure_logs(logging.WARNING)
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    asyncio.run(_user_add(load(), arguments, password))
    print(f"{arguments.username} can sign in now.")
    return 0


async def _user_add(settings: Settings, arguments: argparse.Namespace, password: str) -> None:
    async with _opened(settings) as db:
        await create_account(
            db,
            username=arguments.username,
            name=arguments.name or arguments.username,
            password=password,
            roles=arguments.role,
            language=settings.default_language,
            author_id=None,
            now=clock.now(),
        )


def run_kb_import(arguments: argparse.Namespace) -> int:
    configure_logs(logging.WARNING)
    settings = load()
    clock.use_zone(settings.timezone)
    tally = asyncio.run(_kb_import(settings, arguments))
    print(in_words(tally, only_looks=arguments.dry_run))
    return 1 if tally.lost else 0


async def _kb_import(settings: Settings, arguments: argparse.Namespace) -> Tally:
    async with _opened(settings) as db:
        author_id = None
        if arguments.author:
            async with db.reading() as session:
                author = await find_agent_by_username(session, arguments.author)
            if author is None:
                raise NotFound(f"There is no account {arguments.author}.")
            author_id = author.id
        wanted = ImportWanted(
            arguments.path,
            Defaults(arguments.language, arguments.category, arguments.audience),
            Terms(DRAFT if arguments.draft else PUBLISHED, author_id),
            only_looks=arguments.dry_run,
        )
        return await import_articles(db, MediaStore(settings.media_url), wanted, progress=Progress())


def run_kb_export(arguments: argparse.Namespace) -> int:
    configure_logs(logging.WARNING)
    count = asyncio.run(_kb_export(load(), arguments))
    print(f"{count} texts written to {arguments.path}.")
    return 0


async def _kb_export(settings: Settings, arguments: argparse.Namespace) -> int:
    async with _opened(settings) as db:
        return await export_to(db, MediaStore(settings.media_url), arguments.path, format=arguments.format)


def run_kb_eval(arguments: argparse.Namespace) -> int:
    configure_logs(logging.WARNING)
    figures = asyncio.run(evaluate(arguments.corpus, arguments.queries, arguments.qrels))
    if arguments.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:12} {value}")
    return 0


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Database]:
    """A database that is known to have the newest schema, closed at the end."""
    if settings.is_sqlite and not settings.sqlite_path.exists():
        raise ConfigurationError(f"{settings.sqlite_path} does not exist: run `contactcenter migrate` first.")
    if not await is_current(settings.database_url):
        raise ConfigurationError("The database's schema is old: run `contactcenter migrate` first.")
    db = Database(settings.database_url)
    try:
        yield db
    finally:
        await db.close()


async def _guarded(settings: Settings, work: Coroutine[Any, Any, Any]) -> Any:
    """Run this while no other process serves the same SQLite file."""
    if not settings.is_sqlite:
        return await work
    try:
        with exclusive_use(settings.sqlite_path):
            return await work
    finally:
        work.close()


if __name__ == "__main__":
    main()
