"""The opening situation is consistent with the rest of the demo estate."""

import re
from collections import Counter

import pytest

from contactcenter.basics.work_order_types import WORK_ORDER_TYPES
from contactcenter.demo.content.articles import load_articles
from contactcenter.demo.content.estate import build_estate
from contactcenter.demo.content.groups import GROUPS
from contactcenter.demo.content.history import HistoryContact, build_history
from contactcenter.demo.content.people import build_residents
from contactcenter.demo.content.staff import build_staff
from contactcenter.follow_ups.verdicts import read_verdict

HISTORY = build_history()
FORMS = {type_.code: {field.key: field for field in type_.form} for type_ in WORK_ORDER_TYPES}


def name_of(contact: HistoryContact) -> str:
    return contact.script.key


def test_there_are_about_forty_contacts_over_many_matters_in_three_languages() -> None:
    assert len(HISTORY) >= 40
    assert len({contact.script.key for contact in HISTORY}) == len(HISTORY)
    assert min(Counter(contact.script.language for contact in HISTORY).values()) >= 8
    assert len({contact.script.state for contact in HISTORY}) == 4
    outcomes = {matter.outcome for contact in HISTORY for matter in contact.script.matters}
    assert {"answered", "work_order", "promise", "gap", "abandoned", "no_action", "spam"} <= outcomes


@pytest.mark.parametrize("contact", HISTORY, ids=name_of)
def test_a_contact_names_known_staff_articles_groups_and_fields(contact: HistoryContact) -> None:
    script = contact.script
    assert script.agent in {person.username for person in build_staff()}
    for matter in script.matters:
        assert matter.article_code is None or matter.article_code in {article.code for article in load_articles()}
        order = matter.order
        if order is None:
            continue
        assert contact.order_group_code(order) in {group.code for group in GROUPS}
        assert contact.order_place_code(order) in build_estate().by_code
        for key, value in order.form.items():
            options = {option.value for option in FORMS[order.type_code][key].options}
            assert value in options if options else isinstance(value, bool)
        was_done = order.state in ("done", "closed") or order.verdict == "no"
        assert was_done == (order.done_after is not None) == bool(order.result)


@pytest.mark.parametrize("contact", HISTORY, ids=name_of)
def test_a_contact_happened_in_the_past_and_in_order(contact: HistoryContact) -> None:
    script = contact.script
    minutes = [line.minutes_after for line in script.lines]
    assert minutes == sorted(minutes)
    last = max([*minutes, *(order.done_after or order.raised_after for order in _orders(contact))])
    assert last <= script.minutes_ago
    assert script.state != "closed" or (script.wrap_up_note and all(matter.outcome for matter in script.matters))


@pytest.mark.parametrize("contact", HISTORY, ids=name_of)
def test_a_contact_is_written_by_somebody_who_speaks_its_language(contact: HistoryContact) -> None:
    people = {customer.key: customer for customer in build_residents().customers}
    if contact.customer_key is not None and contact.script.channel != "manual":
        sender = people[contact.customer_key]
        assert sender.language == contact.script.language
        assert contact.address in (*sender.phones, *sender.emails)
    left_over = {name for line in contact.lines for name in re.findall(r"\{(\w+)\}", line.text)}
    assert left_over <= {"work_order", "reference"}


def test_no_persona_has_an_open_or_a_fresh_contact() -> None:
    personas = {persona.customer_key for persona in build_residents().personas}
    for contact in HISTORY:
        if contact.customer_key in personas:
            assert contact.script.state == "closed"
            assert contact.script.minutes_ago >= 14 * 24 * 60


def test_nobody_has_two_open_contacts_on_one_address() -> None:
    open_addresses = [contact.address for contact in HISTORY if contact.script.state != "closed"]
    assert len(open_addresses) == len(set(open_addresses))


def test_verdicts_are_read_as_they_are_meant() -> None:
    for contact in HISTORY:
        for order in _orders(contact):
            if order.verdict_words:
                assert read_verdict(order.verdict_words) == order.verdict


def test_something_is_left_for_desk_back_office_and_handover() -> None:
    matters = [matter for contact in HISTORY for matter in contact.script.matters]
    assert sum(matter.order is not None and matter.order.state in ("new", "taken") for matter in matters) >= 8
    assert len({matter.gap.key for matter in matters if matter.gap}) >= 3
    assert sum(matter.promise is not None and matter.promise.state == "open" for matter in matters) >= 3
    assert sum(contact.script.state != "closed" and contact.script.agent == "agent1" for contact in HISTORY) >= 3


def test_agents_one_to_four_begin_with_something_open() -> None:
    holders = {contact.script.agent for contact in HISTORY if contact.script.state != "closed"}
    assert {"agent1", "agent2", "agent3", "agent4"} <= holders


def _orders(contact: HistoryContact) -> list:
    return [matter.order for matter in contact.script.matters if matter.order]
