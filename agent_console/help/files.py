"""The style sheet and the script of the help page, under addresses that carry their digest and so never change."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from agent_console.help.links import ROOT

FOLDER: Final = Path(__file__).parent / "assets"
TYPES: Final = {"help.css": "text/css", "help.js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class HelpFile:
    content: bytes
    content_type: str
    digest: str


@cache
def help_files() -> dict[str, HelpFile]:
    """All of them by name, read once."""
    found = {}
    for name, content_type in TYPES.items():
        content = (FOLDER / name).read_bytes()
        found[name] = HelpFile(content, content_type, hashlib.sha256(content).hexdigest()[:16])
    return found


def file_path(name: str) -> str:
    return f"{ROOT}/files/{help_files()[name].digest}/{name}"
