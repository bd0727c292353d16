"""How long a person listens."""

import pytest

from channels.simulator.settings import INSTANT, Pace
from channels.simulator.voice.program import Verb
from channels.simulator.voice.prompting import seconds_of

PACE = Pace(say_per_character=0.1, say_most=5, play=7)


def verb(name: str, text: str = "", **attributes: str) -> Verb:
    return Verb(name=name, text=text, attributes=attributes)


@pytest.mark.parametrize(
    ("prompt", "seconds"),
    [
        pytest.param(verb("Say", "ten letters"[:10]), 1.0, id="letters"),
        pytest.param(verb("Say", "廚房漏水"), 1.2, id="characters take longer"),
        pytest.param(verb("Say", "x" * 1000), 5, id="but nobody waits for ever"),
        pytest.param(verb("Say", "ten letters"[:10], loop="3"), 3.0, id="three times"),
        pytest.param(verb("Say", "a", loop="0"), None, id="without end"),
        pytest.param(verb("Play", "/music.wav"), 7, id="music"),
        pytest.param(verb("Play", digits="12"), 0, id="tones"),
        pytest.param(verb("Pause"), 1, id="a pause"),
        pytest.param(verb("Pause", length="20"), 20, id="a long pause"),
    ],
)
def test_a_prompt_takes_its_time(prompt: Verb, seconds: float | None) -> None:
    assert seconds_of(prompt, PACE) == (seconds if seconds is None else pytest.approx(seconds))


def test_in_tests_only_pauses_take_time() -> None:
    assert seconds_of(verb("Say", "a long sentence"), INSTANT) == 0
    assert seconds_of(verb("Play", "/music.wav"), INSTANT) == 0
    assert seconds_of(verb("Pause", length="3"), INSTANT) == 3
