from agent_console.help.visitors import Visitors


def test_a_visitor_is_known_again_and_nobody_invents_one() -> None:
    visitors = Visitors("a secret")
    value = visitors.new_value()
    voter = visitors.voter_of(value)
    assert voter is not None
    assert visitors.voter_of(value) == voter
    assert value[:32] not in voter
    assert visitors.voter_of(value[:-1] + ("0" if value[-1] != "0" else "1")) is None
    assert Visitors("another secret").voter_of(value) is None
    assert visitors.voter_of("") is None
