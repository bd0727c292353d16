"""The music callers hear while they wait: a quiet piece of our own, so that no file and no licence is needed."""

import asyncio
import io
import wave
from functools import cache
from typing import Any, Final

import numpy as np

# What telephones carry.
SAMPLES_A_SECOND: Final = 8000
BEAT_SECONDS: Final = 0.5
RING_SECONDS: Final = 1.8
LOUDNESS: Final = 5200
OVERTONES: Final = ((1, 1.0), (2, 0.32), (3, 0.1))
# Broken chords, as half tones above A3; each is played up and down twice: 24 seconds in all.
CHORDS: Final = ((3, 7, 10, 15), (0, 3, 7, 12), (-4, 3, 8, 12), (-2, 2, 5, 10), (3, 7, 10, 15), (-4, 0, 3, 8))
FIGURE: Final = (0, 1, 2, 3, 2, 1, 2, 1)


async def wait_music() -> bytes:
    """The whole piece as WAV; made once, beside what else is going on."""
    return await asyncio.to_thread(_made)


@cache
def _made() -> bytes:
    notes = [chord[step] for chord in CHORDS for step in FIGURE]
    samples = np.zeros(round(len(notes) * BEAT_SECONDS * SAMPLES_A_SECOND))
    for position, note in enumerate(notes):
        tone = _strike(220 * 2 ** (note / 12))
        # What sounds beyond the end sounds at the beginning, for the piece goes round.
        start = round(position * BEAT_SECONDS * SAMPLES_A_SECOND)
        samples[np.arange(start, start + len(tone)) % len(samples)] += tone
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(SAMPLES_A_SECOND)
        sound.writeframes(np.clip(samples, -32768, 32767).astype("<i2").tobytes())
    return file.getvalue()


def _strike(frequency: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    """One plucked tone."""
    seconds = np.arange(round(RING_SECONDS * SAMPLES_A_SECOND)) / SAMPLES_A_SECOND
    swell = np.minimum(1.0, seconds / 0.02) * np.exp(-2.4 * seconds)
    tone = sum(share * np.sin(2 * np.pi * frequency * times * seconds) for times, share in OVERTONES)
    return np.asarray(LOUDNESS * swell * tone)
