"""Say, Play and Pause: what a person hears, and for how long."""

from channels.simulator.settings import Pace
from channels.simulator.voice.program import Verb
from channels.simulator.voice.tables import Call
from channels.simulator.voice.turn import Turn

# A Chinese character takes about as long to say as three Latin letters.
WIDE_FROM = "\u2e80"
WIDE_WEIGHT = 3.0
DEFAULT_PAUSE = 1


def note_prompt(turn: Turn, call: Call, verb: Verb) -> None:
    if verb.name == "Say" and verb.text:
        turn.note(call, "prompt", verb.text, verb.attributes.get("language", ""))
    if verb.name == "Play" and verb.text:
        turn.note(call, "music", verb.text)
    if verb.name == "Play" and verb.attributes.get("digits"):
        turn.note(call, "event", f"tones {verb.attributes['digits']}")


def seconds_of(verb: Verb, pace: Pace) -> float | None:
    """How long this takes; None: it goes on until something else happens."""
    if verb.name == "Pause":
        return verb.whole("length", DEFAULT_PAUSE)
    if verb.name == "Play" and not verb.text:
        return 0.0
    times = verb.whole("loop", 1)
    if times == 0:
        return None
    return times * (pace.play if verb.name == "Play" else saying_seconds(verb.text, pace))


def saying_seconds(text: str, pace: Pace) -> float:
    weight = sum(WIDE_WEIGHT if character >= WIDE_FROM else 1.0 for character in text)
    return min(weight * pace.say_per_character, pace.say_most)
