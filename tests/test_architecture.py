"""Who may import whom: the package rule, the order inside the core, and which library may be used where."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

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
    "text",
    "events",
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
    "actions",
    "jobs",
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


@pytest.mark.parametrize("name", TREES)
def test_a_module_imports_only_packages_it_may_see(name: str) -> None:
    if sees_all(name):
        return
    allowed = ALLOWED_PACKAGES[name.split("/")[0]]
    for target, line in imported(TREES[name]):
        package = target.split(".")[0]
        assert package not in PACKAGES or package in allowed, f"{name}:{line} imports {target}"


@pytest.mark.parametrize("name", [name for name in TREES if name.startswith("contactcenter/")])
def test_a_core_module_imports_only_what_stands_before_it(name: str) -> None:
    own = dotted(name).split(".")[1:2]
    if not own:
        return
    assert own[0] in CORE_ORDER, f"{name}: {own[0]} has no place in the core's order"
    for target, line in imported(TREES[name]):
        parts = target.split(".")
        if parts[0] == "contactcenter" and len(parts) > 1 and parts[1] in CORE_ORDER:
            assert CORE_ORDER.index(parts[1]) <= CORE_ORDER.index(own[0]), f"{name}:{line} imports {target}"


@pytest.mark.parametrize("name", TREES)
def test_a_library_is_imported_only_where_it_belongs(name: str) -> None:
    for target, line in imported(TREES[name]):
        places = LIBRARIES.get(target.split(".")[0])
        assert places is None or name.startswith(places), f"{name}:{line} imports {target}"


@pytest.mark.parametrize("name", TREES)
def test_no_import_stands_inside_a_function(name: str) -> None:
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = [child for child in ast.walk(node) if isinstance(child, ast.Import | ast.ImportFrom)]
            assert not inner, f"{name}:{node.lineno} {node.name} imports inside"


@pytest.mark.parametrize("name", TREES)
def test_only_the_database_commits_and_only_the_settings_read_the_environment(name: str) -> None:
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Attribute):
            if node.attr == "commit" and name not in ("contactcenter/db.py", "channels/simulator/tables.py"):
                raise AssertionError(f"{name}:{node.lineno} commits")
            if node.attr == "environ" and name != "contactcenter/config.py":
                raise AssertionError(f"{name}:{node.lineno} reads the environment")


# Where an unforeseen exception of any row, job or request must not end the others.
CATCHES_ALL = {
    "contactcenter/web/middleware.py",
    "contactcenter/worker.py",
    "contactcenter/journal/writer.py",
    "contactcenter/journal/projector.py",
}


@pytest.mark.parametrize("name", TREES)
def test_exceptions_are_named_where_they_are_caught(name: str) -> None:
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.ExceptHandler) and name not in CATCHES_ALL:
            caught = node.type.id if isinstance(node.type, ast.Name) else None
            assert node.type is not None, f"{name}:{node.lineno} catches everything"
            assert caught not in ("Exception", "BaseException"), f"{name}:{node.lineno} catches everything"


@pytest.mark.parametrize("name", TREES)
def test_files_and_functions_stay_readable(name: str) -> None:
    source = (ROOT / name).read_text(encoding="utf-8")
    assert source.count("\n") <= 400, f"{name} is longer than 400 lines"
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{name}:{node.lineno} {node.name} is over 60 lines"
