"""The sound of a recording: a quiet tone of the right length, as a WAV file of 8 kHz, 16 bit, one channel. Pure."""

import io
import math
import struct
import wave

RATE = 8000
TONE_HERTZ = 400
# Quiet: about −36 dB. One period of the tone fits a whole number of samples, so seconds can be put end to end.
LOUDNESS = 500
LONGEST_SECONDS = 3600


def one_second() -> bytes:
    samples = (round(LOUDNESS * math.sin(2 * math.pi * TONE_HERTZ * at / RATE)) for at in range(RATE))
    return struct.pack(f"<{RATE}h", *samples)


def tone(seconds: int) -> bytes:
    """At most an hour of it: whoever listens longer hears the same."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(one_second() * min(max(seconds, 0), LONGEST_SECONDS))
    return file.getvalue()
