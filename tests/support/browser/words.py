"""What the console says, read from its own language files, so that a story looks for what its people see."""

import json
from pathlib import Path
from typing import Any, Literal

Language = Literal["zh-Hant", "zh-Hans", "en"]
_FOLDER = Path(__file__).parents[3] / "agent_console" / "web" / "src" / "i18n"


class Words:
    """`words("act.accept")`, with the values of its placeholders by name; of plural forms the one for `count`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._tree: dict[str, Any] = {}
        for file in (_FOLDER / f"{language}.json", *sorted(_FOLDER.glob(f"*/{language}.json"))):
            self._tree |= json.loads(file.read_text(encoding="utf-8"))

    def __call__(self, key: str, **values: object) -> str:
        found: Any = self._tree
        for part in key.split("."):
            found = found[part]
        assert isinstance(found, str), f"{key} is not a text"
        text: str = found
        if " | " in text:
            one, many = text.split(" | ")
            text = one if values.get("count") == 1 else many
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text
