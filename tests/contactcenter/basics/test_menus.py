"""The menus an installation begins with: in three languages, and pressing 1 at each reaches a queue."""

from collections.abc import Sequence
from typing import Any

import pytest

from contactcenter.basics.menus import FIRST_MENU, NEUTRAL_MENUS
from contactcenter.calls.flow import decide
from contactcenter.calls.happenings import Arrived, Chose
from contactcenter.calls.menus import Menu, find_emergency, read_menu
from contactcenter.calls.prompts import LANGUAGES
from contactcenter.calls.standing import Context, Standing
from contactcenter.demo.content.menus import FIRST_MENU_OF_CALLS, MENUS
from contactcenter.demo.content.queues import QUEUES

both = pytest.mark.parametrize("rows", [NEUTRAL_MENUS, MENUS], ids=["neutral", "demo"])
Rows = Sequence[dict[str, Any]]


def read(rows: Rows) -> dict[str, Menu]:
    return {row["code"]: read_menu(**row) for row in rows}


@both
@pytest.mark.parametrize("language_key", ["1", "2", "3"])
def test_pressing_1_reaches_a_queue_in_every_language(rows: Rows, language_key: str) -> None:
    context = Context(menus=read(rows), first_menu=FIRST_MENU)
    standing = decide(Standing(), Arrived(), context).standing
    for key in (language_key, "1"):
        decision = decide(standing, Chose(key), context)
        standing = decision.standing
    assert (standing.state, decision.fate) == ("queued", "queue")
    assert standing.language == LANGUAGES[int(language_key) - 1]


@both
def test_everything_is_said_in_every_language_it_is_offered_in(rows: Rows) -> None:
    for menu in read(rows).values():
        assert set(menu.prompts) == set(LANGUAGES)
        for option in menu.options:
            assert set(option.labels) == ({option.language} if option.language else set(LANGUAGES)), option.digit


@both
def test_keys_are_used_once_and_what_is_named_exists(rows: Rows) -> None:
    menus, queues = read(rows), {queue.code for queue in QUEUES}
    for menu in menus.values():
        keys = [option.digit for option in menu.options]
        assert len(keys) == len(set(keys))
        assert {option.menu for option in menu.options if option.menu} <= set(menus)
        assert {option.queue for option in menu.options if option.queue} <= queues


@both
@pytest.mark.parametrize("words", ["有人困電梯", "屋企有煤气味", "there is a FIRE", "爆水管呀"])
def test_an_emergency_is_understood_when_it_is_said(rows: Rows, words: str) -> None:
    context = Context(menus=read(rows), first_menu=FIRST_MENU)
    decision = decide(Standing(menu="main"), Chose(words=words), context)
    assert (decision.standing.class_, decision.fate) == ("emergency", "queue")


def test_the_demo_has_a_key_for_emergencies_from_the_first_menu_on() -> None:
    option = find_emergency(read(MENUS), FIRST_MENU_OF_CALLS)
    assert option is not None
    assert (option.digit, option.queue) == ("9", "emergencies")
