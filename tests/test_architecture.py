"""Who may import whom: the package rule, the order inside the core, and which library may be used where."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("contactcenter", "knowledge_base", "channels", "agent_console")

ALLOWED_PACKAGES = {
    "contactcenter": {"contactcenter"},
    "knowledge_base": {"knowledge_base", "contactcenter"},
    "channels": {"channels", "contactcenter"},
    "agent_console": {"agent_console", "knowledge_base", "contactcenter"},
}
SEES_ALL = {
    "contactcenter.app",
    "contactcenter.serving",
    "contactcenter.administration",
    "contactcenter.demo",
    "contactcenter.cli",
}

CORE_ORDER = (
    "clock",
    "errors",
    "config",
    "metrics",
    "text",
    "events",
    "sqlite_inline",
    "db",
    "media",
    "journal",
    "outbox",
    "contracts",
    "live",
    "web",
    "worker",
    "calendars",
    "places",
    "customers",
    "agents",
    "groups",
    "shifts",
    "lines",
    "templates",
    "contacts",
    "calls",
    "sla",
    "routing",
    "escalations",
    "notices",
    "incidents",
    "work_orders",
    "promises",
    "follow_ups",
    "registers",
    "handover",
    "figures",
    "actions",
    "jobs",
    "gauges",
    "basics",
    "migrations",
    "app",
    "administration",
    "demo",
    "serving",
    "cli",
)
# knowledge_base/actions may call core actions; nothing else outside the core's own upper layers may.
LIBRARIES = {
    "rapidfuzz": ("contactcenter/text/", "knowledge_base/search/"),
    "redis": ("contactcenter/live/",),
    "twilio": ("channels/",),
    "aiosmtplib": ("channels/email/",),
    "holidays": ("contactcenter/calendars/",),
}


def modules() -> Iterator[tuple[str, Path]]:
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            if "node_modules" not in file.parts and "versions" not in file.parts:
                yield file.relative_to(ROOT).as_posix(), file


MODULES = list(modules())
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in MODULES}


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are written out in full"
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def dotted(name: str) -> str:
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def sees_all(name: str) -> bool:
    return any(dotted(name) == top or dotted(name).startswith(f"{top}.") for top in SEES_ALL)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_a_module_imports_only_packages_it_may_see() -> None:
    broken = [
        f"{name}:{line} imports {target}"
        for name, tree in TREES.items()
        if not sees_all(name)
        for target, line in imported(tree)
        if target.split(".")[0] in PACKAGES and target.split(".")[0] not in ALLOWED_PACKAGES[name.split("/")[0]]
    ]
    assert not broken


def test_a_core_module_imports_only_what_stands_before_it() -> None:
    broken = []
    for name, tree in TREES.items():
        own = dotted(name).split(".")
        if own[0] != "contactcenter" or len(own) == 1:
            continue
        assert own[1] in CORE_ORDER, f"{name}: {own[1]} has no place in the core's order"
        for target, line in imported(tree):
            parts = target.split(".")
            is_core = parts[0] == "contactcenter" and len(parts) > 1 and parts[1] in CORE_ORDER
            if is_core and CORE_ORDER.index(parts[1]) > CORE_ORDER.index(own[1]):
                broken.append(f"{name}:{line} imports {target}")
    assert not broken


def test_a_library_is_imported_only_where_it_belongs() -> None:
    broken = [
        f"{name}:{line} imports {target}"
        for name, tree in TREES.items()
        for target, line in imported(tree)
        if target.split(".")[0] in LIBRARIES and not name.startswith(LIBRARIES[target.split(".")[0]])
    ]
    assert not broken


def test_no_import_stands_inside_a_function() -> None:
    broken = [
        f"{name}:{function.lineno} {function.name}"
        for name, tree in TREES.items()
        for function in functions(tree)
        if any(isinstance(child, ast.Import | ast.ImportFrom) for child in ast.walk(function))
    ]
    assert not broken


def test_only_the_database_commits_and_only_the_settings_read_the_environment() -> None:
    # The writing connection of SQLite is what db.py commits through.
    owners = {
        "commit": {"contactcenter/db.py", "contactcenter/sqlite_inline.py"},
        "environ": {"contactcenter/config.py"},
    }
    broken = [
        f"{name}:{node.lineno} {node.attr}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and name not in owners.get(node.attr, {name})
    ]
    assert not broken


# Where an unforeseen exception of any row, job or request must not end the others.
CATCHES_ALL = {
    "contactcenter/web/middleware.py",
    "contactcenter/worker.py",
    "contactcenter/journal/writer.py",
    "contactcenter/journal/projector.py",
    # Whoever writes a mail must not decide whether it arrives.
    "channels/email/parser.py",
}


def test_exceptions_are_named_where_they_are_caught() -> None:
    broken = []
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and name not in CATCHES_ALL:
                caught = node.type.id if isinstance(node.type, ast.Name) else None
                if node.type is None or caught in ("Exception", "BaseException"):
                    broken.append(f"{name}:{node.lineno}")
    assert not broken


def test_files_and_functions_stay_readable() -> None:
    long_files = [name for name, file in MODULES if file.read_text(encoding="utf-8").count("\n") > 400]
    long_functions = [
        f"{name}:{function.lineno} {function.name}"
        for name, tree in TREES.items()
        for function in functions(tree)
        if (function.end_lineno or 0) - function.lineno >= 60
    ]
    assert not long_files
    assert not long_functions
