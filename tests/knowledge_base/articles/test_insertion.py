from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from knowledge_base.articles.insertion import Answering, is_valid_at, make_insertion
from knowledge_base.articles.models import DRAFT, GROUP, PUBLIC, PUBLISHED, STAFF, TREE

LINK = "https://line.example/help/P/parking?lang=en"
ANSWER = Answering(
    body="Two hours are **free**.\n\n- V bays\n- Level B1",
    short_text="Two hours free.",
    language="en",
    audience=PUBLIC,
    kind="article",
    state=PUBLISHED,
    is_valid=True,
    is_outdated=False,
)
NOW = datetime(2026, 5, 4, tzinfo=UTC)


def test_a_text_is_short_and_ends_with_the_link() -> None:
    made = make_insertion(ANSWER, channel="sms", wanted="en", link=LINK)
    assert (made.text, made.is_short, made.link) == (f"Two hours free.\nMore: {LINK}", True, LINK)
    assert made.warnings == ()


@pytest.mark.parametrize("channel", ["voice", "manual"])
def test_what_is_spoken_has_no_address_in_it(channel: str) -> None:
    made = make_insertion(ANSWER, channel=channel, wanted="en", link=LINK)
    assert (made.text, made.link) == ("Two hours free.", LINK)


def test_a_mail_has_everything() -> None:
    made = make_insertion(ANSWER, channel="email", wanted="en", link=LINK)
    assert made.text == f"Two hours are free.\n\n• V bays\n• Level B1\n\nMore: {LINK}"
    assert not made.is_short


def test_of_a_tree_a_mail_gets_the_short_form_and_the_page_to_click_through() -> None:
    made = make_insertion(replace(ANSWER, kind=TREE), channel="email", wanted="en", link=LINK)
    assert (made.text, made.is_short) == (f"Two hours free.\nMore: {LINK}", True)


def test_without_a_page_there_is_no_link() -> None:
    assert make_insertion(ANSWER, channel="sms", wanted="en", link=None).text == "Two hours free."


@pytest.mark.parametrize("audience", [STAFF, GROUP])
@pytest.mark.parametrize("channel", ["sms", "email", "voice"])
def test_words_for_staff_never_leave_the_house(audience: str, channel: str) -> None:
    made = make_insertion(replace(ANSWER, audience=audience), channel=channel, wanted="en", link=LINK)
    assert (made.text, made.link, made.warnings) == ("Two hours free.", None, ("internal",))
    silent = replace(ANSWER, audience=audience, short_text="  ")
    made = make_insertion(silent, channel=channel, wanted="en", link=LINK)
    assert (made.text, made.warnings) == ("", ("internal", "nothing_for_owners"))


def test_what_the_agent_must_know_is_said() -> None:
    made = make_insertion(replace(ANSWER, is_outdated=True), channel="sms", wanted="zh-Hant", link=LINK)
    assert made.warnings == ("other_language", "outdated_translation")


@pytest.mark.parametrize(
    ("change", "warning"),
    [({"state": DRAFT}, "unpublished"), ({"is_valid": False}, "not_valid")],
    ids=["not published", "not valid now"],
)
def test_what_readers_do_not_find_has_no_page(change: dict[str, object], warning: str) -> None:
    made = make_insertion(replace(ANSWER, **change), channel="sms", wanted="en", link=LINK)  # type: ignore[arg-type]
    assert (made.link, made.warnings) == (None, (warning,))
    assert LINK not in made.text


def test_it_holds_from_its_first_moment_until_before_its_last() -> None:
    day = timedelta(days=1)
    assert is_valid_at(None, None, NOW)
    assert is_valid_at(NOW, NOW + day, NOW)
    assert not is_valid_at(NOW + day, None, NOW)
    assert not is_valid_at(None, NOW, NOW)
