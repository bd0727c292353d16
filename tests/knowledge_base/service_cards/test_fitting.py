"""Which services fit."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from knowledge_base.service_cards.fitting import Occasion, fits, is_allowed, may_offer
from knowledge_base.service_cards.models import ServiceCard

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def card(**values: Any) -> ServiceCard:
    usual = {
        "id": "card",
        "is_active": True,
        "place_ids": [],
        "categories": [],
        "valid_from": None,
        "valid_until": None,
    }
    return ServiceCard(**usual | values)


def occasion(**values: Any) -> Occasion:
    usual = {"place_ids": ["estate", "tower", "flat"], "categories": ["repairs"], "declined_card_ids": []}
    return Occasion(**usual | values)


@pytest.mark.parametrize(
    ("service", "when", "expected"),
    [
        pytest.param(card(), occasion(), True, id="everywhere, with anything"),
        pytest.param(card(place_ids=["tower"]), occasion(), True, id="a flat lies in its tower"),
        pytest.param(card(place_ids=["other"]), occasion(), False, id="another tower"),
        pytest.param(card(place_ids=["tower"]), occasion(place_ids=[]), False, id="nobody knows where"),
        pytest.param(card(categories=["fees", "repairs"]), occasion(), True, id="one of its subjects"),
        pytest.param(card(categories=["fees"]), occasion(), False, id="another subject"),
        pytest.param(card(is_active=False), occasion(), False, id="switched off"),
        pytest.param(card(), occasion(declined_card_ids=["card"]), False, id="declined lately"),
        pytest.param(card(valid_from=NOW), occasion(), True, id="from now on"),
        pytest.param(card(valid_from=NOW + HOUR), occasion(), False, id="not yet"),
        pytest.param(card(valid_until=NOW), occasion(), False, id="over"),
        pytest.param(card(valid_until=NOW + HOUR), occasion(), True, id="still"),
    ],
)
def test_place_subject_and_time_decide(service: ServiceCard, when: Occasion, expected: bool) -> None:
    assert fits(service, when, now=NOW) is expected


def test_the_agent_may_offer_what_goes_with_another_subject() -> None:
    assert is_allowed(card(categories=["fees"]), occasion(), now=NOW)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({}, True, id="nobody asked yet"),
        pytest.param({"accepts_offers": True}, True, id="they do not mind"),
        pytest.param({"accepts_offers": False}, False, id="they do"),
        pytest.param({"is_emergency": True, "accepts_offers": True}, False, id="in trouble"),
        pytest.param({"is_complaint": True, "accepts_offers": True}, False, id="in anger"),
    ],
)
def test_nobody_is_offered_anything_at_a_bad_moment(values: dict[str, Any], expected: bool) -> None:
    assert may_offer(occasion(**values)) is expected
