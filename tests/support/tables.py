"""Imports every module that defines tables (found by name, so that half a tree works too)."""

import importlib
from pathlib import Path

ROOT = Path(__file__).parents[2]
for package in ("contactcenter", "knowledge_base", "agent_console/http"):
    for file in sorted((ROOT / package).rglob("models.py")):
        importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
