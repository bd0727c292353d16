"""The invented month looks like a desk's work, and holds together."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from contactcenter import clock
from contactcenter.basics.work_order_types import WORK_ORDER_TYPES
from contactcenter.demo.content.history import HistoryContact, build_history
from contactcenter.demo.content.people import build_residents
from contactcenter.demo.month.build import build_month
from contactcenter.demo.month.duty import Roster
from contactcenter.demo.month.scenarios import load_phrases

# A Monday afternoon at the desk.
NOW = datetime(2026, 11, 23, 8, 20, tzinfo=UTC)
MONTH = build_month(NOW, 30)
ORDERS = [(contact, matter.order) for contact in MONTH for matter in contact.script.matters if matter.order]


def moment_of(contact: HistoryContact) -> datetime:
    assert contact.began_at is not None
    return contact.began_at


def test_it_is_the_month_of_a_busy_desk() -> None:
    assert 2500 <= len(MONTH) <= 4000
    assert 800 <= len(ORDERS) <= 1100
    channels = Counter(contact.script.channel for contact in MONTH)
    assert channels["voice"] > channels["sms"] > channels["email"] > 100
    assert channels["manual"] > 100
    languages = Counter(contact.script.language for contact in MONTH)
    assert languages["zh-Hant"] > languages["zh-Hans"] > languages["en"] > 300
    outcomes = {matter.outcome for contact in MONTH for matter in contact.script.matters}
    assert outcomes == {"answered", "work_order", "promise", "gap", "abandoned", "spam"}
    assert len({order.type_code for _, order in ORDERS}) >= 24
    assert sum(len(contact.script.matters) > 1 for contact in MONTH) > 60


def test_every_day_has_contacts_and_the_night_has_few() -> None:
    days = Counter(clock.local(moment_of(contact)).date() for contact in MONTH)
    assert len(days) == 31
    hours = Counter(clock.local(moment_of(contact)).hour for contact in MONTH)
    assert hours[10] > 5 * hours[3]


def test_it_is_sorted_in_the_past_and_the_same_again() -> None:
    moments = [moment_of(contact) for contact in MONTH]
    assert all(first <= second for first, second in pairwise(moments))
    assert moments[0] > NOW - timedelta(days=32)
    assert moments[-1] < NOW
    assert [contact.script for contact in build_month(NOW, 30)] == [contact.script for contact in MONTH]
    assert build_month(NOW, 0) == []


def test_nothing_lies_in_the_future() -> None:
    for contact in MONTH:
        age = (NOW - moment_of(contact)).total_seconds() / 60
        assert max(line.minutes_after for line in contact.lines) <= age, contact.script.key
        for matter in contact.script.matters:
            if matter.order is not None:
                ends = (matter.order.taken_after, matter.order.done_after, matter.order.verdict_after)
                assert max(end for end in (*ends, matter.order.raised_after) if end is not None) <= age


def test_no_two_people_write_the_same() -> None:
    texts = Counter(
        contact.lines[0].text
        for contact in MONTH
        if contact.script.channel in ("sms", "email") and contact.customer_key
    )
    assert sum(count - 1 for count in texts.values()) < len(texts) * 0.02
    assert max(texts.values()) <= 3


def test_nothing_is_left_unfilled_but_what_the_replay_knows() -> None:
    blanks = {blank for contact in MONTH for line in contact.lines for blank in re.findall(r"\{\w+\}", line.text)}
    assert blanks <= {"{work_order}", "{incident}", "{reference}"}
    for contact, order in ORDERS:
        assert "{" not in order.title + order.description + order.result, contact.script.key
        assert "{work_order}" not in order.title


def test_whoever_answered_was_on_duty() -> None:
    roster = Roster(clock.local(NOW).date() - timedelta(days=31), clock.local(NOW).date())
    for contact in MONTH:
        script = contact.script
        if script.agent is not None and script.accepted_after is not None:
            taken_at = moment_of(contact) + timedelta(minutes=script.accepted_after)
            assert roster.is_on_duty(script.agent, taken_at)


def test_the_people_of_the_phone_page_are_left_to_the_visitor() -> None:
    personas = {persona.customer_key for persona in build_residents().personas}
    by_hand = {contact.customer_key for contact in build_history() if contact.customer_key}
    assert not (personas | by_hand) & {contact.customer_key for contact in MONTH}


def test_each_thread_has_one_open_contact_and_everybody_speaks_their_language() -> None:
    people = build_residents().by_key
    open_threads = [contact.address for contact in MONTH if contact.script.state != "closed"]
    assert len(open_threads) == len(set(open_threads))
    for contact in MONTH:
        if contact.customer_key is not None:
            customer = people[contact.customer_key]
            assert customer.language == contact.script.language
            assert contact.address in ("", *customer.phones, *customer.emails)


def test_some_callers_hung_up_some_left_a_message_and_some_are_waited_for() -> None:
    events = Counter(line.text for contact in MONTH for line in contact.lines if line.author == "event")
    assert events["call.abandoned"] > 60
    assert events["voicemail.left"] > 5
    assert events["talk.started"] == events["talk.ended"] > 900
    assert {contact.script.state for contact in MONTH} >= {"closed", "waiting"}
    nobody = [contact for contact in MONTH if contact.script.agent is None]
    assert {matter.outcome for contact in nobody for matter in contact.script.matters} == {"abandoned"}


def test_orders_have_lives() -> None:
    states = Counter(order.state for _, order in ORDERS)
    assert states["closed"] > 500
    assert states["taken"] > 20
    assert states["new"] >= 3
    assert states["done"] >= 10
    assert sum(order.again is not None for _, order in ORDERS) > 10
    assert sum(bool(order.close_reason) for _, order in ORDERS) > 20
    for contact, order in ORDERS:
        assert (order.done_after is not None) == bool(order.result), contact.script.key


@pytest.mark.parametrize(("contact", "order"), ORDERS[::7], ids=lambda value: getattr(value, "title", ""))
def test_a_form_holds_only_options_that_exist(contact: HistoryContact, order) -> None:  # type: ignore[no-untyped-def]
    fields = {field.key: field for type_ in WORK_ORDER_TYPES if type_.code == order.type_code for field in type_.form}
    for key, value in order.form.items():
        options = {option.value for option in fields[key].options}
        assert value in options if options else isinstance(value, bool | str)


def test_small_talk_greets_in_the_language_of_the_caller() -> None:
    greetings = {language: set(load_phrases()[language]["mail_begin"]) for language in ("zh-Hant", "zh-Hans", "en")}
    mails = [contact for contact in MONTH if contact.script.channel == "email" and contact.customer_key]
    assert all(contact.lines[0].text.split("\n")[0] in greetings[contact.script.language] for contact in mails)
