"""The sound of a recording is a file that any player takes."""

import io
import wave

import pytest

from channels.simulator.voice.sound import tone


@pytest.mark.parametrize("seconds", [0, 1, 7])
def test_a_tone_has_the_wished_length(seconds: int) -> None:
    with wave.open(io.BytesIO(tone(seconds))) as sound:
        assert (sound.getframerate(), sound.getsampwidth(), sound.getnchannels()) == (8000, 2, 1)
        assert sound.getnframes() == seconds * 8000


def test_it_is_quiet_but_not_silent() -> None:
    with wave.open(io.BytesIO(tone(1))) as sound:
        frames = sound.readframes(8000)
    loudest = max(abs(int.from_bytes(frames[at : at + 2], "little", signed=True)) for at in range(0, len(frames), 2))
    assert 100 < loudest < 1000
