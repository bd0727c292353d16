"""What fits on an agent beside what is held already."""

import pytest

from contactcenter.routing.capacity import AGENT_POINTS, ChannelRules, Load, rules_of

CAPACITY = {"voice": 1, "sms": 4, "email": 6}


@pytest.mark.parametrize(
    ("channel", "held", "because"),
    [
        pytest.param("sms", {}, None, id="somebody idle"),
        pytest.param("sms", {"sms": 3}, None, id="a fourth text"),
        pytest.param("sms", {"sms": 4}, "channel_full", id="no fifth text"),
        pytest.param("email", {"sms": 3, "email": 1}, "points", id="four of anything written are a hundred points"),
        pytest.param("sms", {"voice": 1}, "on_call", id="no text during a call"),
        pytest.param("voice", {"sms": 3, "email": 1}, None, id="a call beside anything written"),
        pytest.param("voice", {"voice": 1}, "channel_full", id="no second call"),
        pytest.param("manual", {}, "never", id="no letter for who takes none"),
        pytest.param("sms", {"sms": 0, "voice": 0}, None, id="nothing held, though counted"),
    ],
)
def test_what_fits(channel: str, held: dict[str, int], because: str | None) -> None:
    lack = Load(CAPACITY, held).why_no_room(channel, {})
    assert (lack.because if lack else None) == because


@pytest.mark.parametrize(
    ("channel", "held", "fits"),
    [
        pytest.param("sms", {"sms": 4}, True, id="whatever is written waits"),
        pytest.param("sms", {"voice": 1}, False, id="a call does not"),
        pytest.param("voice", {"sms": 4}, True, id="and a call comes as it always does"),
        pytest.param("voice", {"voice": 1}, False, id="one at a time"),
        pytest.param("manual", {}, False, id="nobody gets what they never take"),
    ],
)
def test_in_an_emergency_only_calls_count(channel: str, held: dict[str, int], fits: bool) -> None:
    assert Load(CAPACITY, held).has_room(channel, {}, is_emergency=True) is fits


def test_an_administrator_says_how_much_a_channel_takes() -> None:
    channels = {"email": ChannelRules(points=60), "sms": ChannelRules(points=40)}
    load = Load(CAPACITY, {"email": 1})
    assert load.has_room("sms", channels)
    lack = load.why_no_room("email", channels)
    assert lack is not None
    assert (lack.because, lack.held, lack.most, lack.points, lack.points_free) == ("points", 1, 6, 60, 40)


def test_several_calls_fit_where_a_call_takes_half_of_an_agent() -> None:
    channels = {"voice": ChannelRules(points=50, interrupts=True)}
    load = Load({"voice": 3}, {"voice": 1, "sms": 4})
    assert load.has_room("voice", channels)
    assert not Load({"voice": 3}, {"voice": 2}).has_room("voice", channels)


def test_a_channel_that_takes_more_than_an_agent_takes_all_of_one() -> None:
    channels = {"email": ChannelRules(points=150)}
    assert Load(CAPACITY, {}).has_room("email", channels)
    assert not Load(CAPACITY, {"sms": 1}).has_room("email", channels)


def test_a_channel_nobody_gave_rules_takes_a_quarter_of_an_agent() -> None:
    assert rules_of("letter", {}) == ChannelRules(points=25)
    assert rules_of("voice", {}).points == AGENT_POINTS
