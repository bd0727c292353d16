"""Menus as callers meet them: what each option means, and which one somebody chose by key or by word. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from contactcenter.text.scripts import fold

EMERGENCY: Final = "emergency"
# A key said aloud, where it is all that was said.
_SPOKEN_KEYS: Final = {
    word: digit
    for digit, words in {
        "0": "零 〇 zero",
        "1": "一 one",
        "2": "二 兩 两 two",
        "3": "三 three",
        "4": "四 four",
        "5": "五 five",
        "6": "六 six",
        "7": "七 seven",
        "8": "八 eight",
        "9": "九 nine",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice, by the key `digit` or by one of `words` in what was said. `queue` and `menu` are codes.

    It may choose a language and lead to another menu, or to a queue with a class, or to leaving a message.
    """

    digit: str
    labels: Mapping[str, str]
    words: tuple[str, ...] = ()
    language: str | None = None
    menu: str | None = None
    queue: str | None = None
    class_: str | None = None
    is_voicemail: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """What is said first, by language, and what may be chosen then."""

    code: str
    prompts: Mapping[str, str]
    options: tuple[Option, ...] = field(default=())

    @property
    def asks_language(self) -> bool:
        """Such a menu is said in all its languages: nobody knows yet which one the caller understands."""
        return any(option.language for option in self.options)


Menus = Mapping[str, Menu]


def read_menu(code: str, prompts: Mapping[str, str], options: Iterable[Mapping[str, Any]]) -> Menu:
    """A menu from its row; an option names `digit` and `labels`, and what else `Option` has."""
    return Menu(code, dict(prompts), tuple(_read_option(option) for option in options))


def _read_option(option: Mapping[str, Any]) -> Option:
    return Option(
        digit=str(option["digit"]),
        labels=dict(option.get("labels") or {}),
        words=tuple(option.get("words") or ()),
        language=option.get("language"),
        menu=option.get("menu"),
        queue=option.get("queue"),
        class_=option.get("class"),
        is_voicemail=bool(option.get("voicemail")),
    )


def choose(menu: Menu, *, digits: str, words: str) -> Option | None:
    """The option meant; of several words in what was said the longest decides."""
    said = "".join(character for character in fold(words) if character.isalnum())
    wanted = digits or _SPOKEN_KEYS.get(said, said)
    for option in menu.options:
        if option.digit == wanted:
            return option
    return _named(menu, fold(words)) if words and not digits else None


def _named(menu: Menu, said: str) -> Option | None:
    found = [
        (len(word), -position, option)
        for position, option in enumerate(menu.options)
        for word in map(fold, option.words)
        if word and word in said
    ]
    return max(found, key=lambda each: each[:2])[2] if found else None


def find_emergency(menus: Menus, first: str | None) -> Option | None:
    """The option for emergencies of a line whose first menu this is, wherever in its menus it stands."""
    waiting, seen = [first], set[str]()
    while waiting:
        code = waiting.pop(0)
        menu = menus.get(code or "")
        if menu is None or menu.code in seen:
            continue
        seen.add(menu.code)
        for option in menu.options:
            if option.class_ == EMERGENCY:
                return option
            waiting.append(option.menu)
    return None
