"""What people come for is written down whole, and fits types, forms, articles and verdicts."""

import random
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from contactcenter.basics.emergency_words import word_rows
from contactcenter.basics.languages import LANGUAGES
from contactcenter.basics.work_order_types import WORK_ORDER_TYPES
from contactcenter.demo.content.articles import load_articles
from contactcenter.demo.content.estate import build_estate
from contactcenter.demo.month.cast import Sender
from contactcenter.demo.month.scenarios import (
    Scenario,
    load_bursts,
    load_gap_topics,
    load_handover_words,
    load_phrases,
    load_scenarios,
)
from contactcenter.demo.month.wording import choose, facts_of
from contactcenter.follow_ups.verdicts import read_verdict
from contactcenter.templates.fill import blanks_of

FORMS = {type_.code: {field.key: field for field in type_.form} for type_ in WORK_ORDER_TYPES}
ARTICLES = {article.code for article in load_articles()}
HONG_KONG = ZoneInfo("Asia/Hong_Kong")
PLACES = {"home", "floor", "building", "estate"}
# Filled while a contact is put together, or by the replay.
LATER = {"agent", "agent_name", "open", "answer", "title", "work_order", "incident", "reference"}


def name_of(scenario: Scenario) -> str:
    return scenario.key


@pytest.mark.parametrize("scenario", load_scenarios(), ids=name_of)
def test_a_scenario_is_complete_in_every_language(scenario: Scenario) -> None:
    for language in LANGUAGES:
        wording = scenario.wording[language]
        assert wording.opens
        assert wording.titles
        assert wording.answers or scenario.outcome == "spam"
        assert len(wording.fault_words) == len(scenario.faults)
        assert bool(wording.results) == (scenario.outcome == "work_order")
        assert wording.promises or not scenario.has_promise


@pytest.mark.parametrize("scenario", load_scenarios(), ids=name_of)
def test_a_scenario_names_known_articles_types_options_and_places(scenario: Scenario) -> None:
    assert scenario.article is None or scenario.article in ARTICLES
    assert scenario.place in PLACES or scenario.place in build_estate().by_code
    assert (scenario.outcome == "work_order") == bool(scenario.type_code)
    if not scenario.type_code:
        return
    form = FORMS[scenario.type_code]
    for key, value in scenario.form.items():
        options = {option.value for option in form[key].options}
        assert value in options if options else isinstance(value, bool | str)
    if scenario.faults:
        assert {option.value for option in form[scenario.form_key].options} >= set(scenario.faults)


@pytest.mark.parametrize("scenario", load_scenarios(), ids=name_of)
def test_every_blank_of_a_scenario_can_be_filled(scenario: Scenario) -> None:
    known = set(facts()) | LATER
    for wording in scenario.wording.values():
        ways = (wording.opens, wording.details, wording.answers, wording.titles, wording.notes, wording.results)
        words = "".join("".join(lines) for lines in (*ways, wording.promises, wording.fault_words, wording.things))
        assert blanks_of(words) <= known
        assert wording.things or "{thing}" not in words
        assert scenario.areas or "{room}" not in words
        assert scenario.faults or "{fault" not in words


def facts() -> dict[str, str]:
    """All facts there are, those of a fault included."""
    with_fault = next(scenario for scenario in load_scenarios() if scenario.faults)
    draw, sender = random.Random(1), Sender(None, None, "sms", "en")
    matter = choose(draw, with_fault, with_fault.wording["en"], None)
    return facts_of(draw, with_fault, matter, sender, None, datetime(2026, 11, 23, 9, 0, tzinfo=HONG_KONG))


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_talk_is_the_same_kinds_in_every_language(language: str) -> None:
    phrases, pattern = load_phrases(), load_phrases()["zh-Hant"]
    assert set(phrases[language]) == set(pattern)
    assert set(load_handover_words()[language]) == {"remarks", "work_order", "promise", "gap", "questions"}
    assert all("=" in question for question in load_handover_words()[language]["questions"])
    for verdict in ("yes", "no"):
        assert {read_verdict(words) for words in phrases[language][f"verdict_{verdict}"]} == {verdict}


def test_emergencies_are_lifted_by_words_that_exist() -> None:
    known = {(row["kind"], row["phrase"]) for row in word_rows()}
    urgent = [scenario for scenario in load_scenarios() if scenario.class_ == "emergency"]
    assert len(urgent) >= 4
    for scenario in urgent:
        assert {(scenario.word_kind, phrase) for phrase in scenario.phrase.values()} <= known


def test_gaps_and_faults_of_many_have_all_their_words() -> None:
    for topic in load_gap_topics():
        assert set(topic.questions) == set(topic.words) == set(LANGUAGES)
        assert topic.article is None or topic.article in ARTICLES
        assert (topic.answered_after > 0) == (topic.article is not None)
    for burst in load_bursts():
        assert burst.building in build_estate().by_code
        assert set(burst.form) <= set(FORMS[burst.type_code])
        assert all(burst.wording[language].opens for language in LANGUAGES)
