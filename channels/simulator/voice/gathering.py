"""Gather: prompts that may be interrupted, then digits or words, then the action with what was given."""

from channels.simulator.voice import course
from channels.simulator.voice.program import Step, Verb
from channels.simulator.voice.prompting import note_prompt, seconds_of
from channels.simulator.voice.tables import Call
from channels.simulator.voice.turn import Turn

DEFAULT_TIMEOUT = 5
DEFAULT_FINISH_KEY = "#"
# What a recogniser would say of words that were typed.
CONFIDENCE = "0.95"


def inputs(gather: Verb) -> list[str]:
    return gather.attributes.get("input", "dtmf").split()


def begin(turn: Turn, call: Call, gather: Verb) -> None:
    _prompt(turn, call, gather, Step(kind="gather", prompts=gather.children))


def go_on(turn: Turn, call: Call, gather: Verb, step: Step) -> None:
    """Its time has come: the next prompt, or the end of listening."""
    if not step.is_listening:
        _prompt(turn, call, gather, step)
    elif step.digits:
        _finish(turn, call, gather, [("Digits", step.digits)])
    elif gather.flag("actionOnEmptyResult", False):
        _finish(turn, call, gather, [("Digits", "")])
    else:
        course.step_over(turn, call)


def press(turn: Turn, call: Call, digits: str) -> None:
    """Keys end the prompts; what comes after the last key asked for is lost, as on any phone line."""
    gather, step = _present(call)
    if "dtmf" not in inputs(gather):
        return
    finish_key = gather.attributes.get("finishOnKey", DEFAULT_FINISH_KEY)
    most = gather.whole("numDigits", 0)
    collected = step.digits
    for digit in digits:
        if digit == finish_key:
            _end_by_key(turn, call, gather, collected, finish_key)
            return
        collected += digit
        if most and len(collected) >= most:
            _finish(turn, call, gather, [("Digits", collected)])
            return
    _listen(turn, call, gather, collected)


def hear(turn: Turn, call: Call, text: str) -> None:
    gather, step = _present(call)
    can_interrupt = gather.flag("bargeIn", True)
    if "speech" in inputs(gather) and (step.is_listening or can_interrupt):
        _finish(turn, call, gather, [("SpeechResult", text), ("Confidence", CONFIDENCE)])


def _present(call: Call) -> tuple[Verb, Step]:
    assert call.present is not None
    assert call.present.verb is not None
    assert call.present.step is not None
    return call.present.verb, call.present.step


def _prompt(turn: Turn, call: Call, gather: Verb, step: Step) -> None:
    for position, prompt in enumerate(step.prompts):
        note_prompt(turn, call, prompt)
        seconds = seconds_of(prompt, turn.pace)
        if seconds != 0:
            rest = step.model_copy(update={"prompts": step.prompts[position + 1 :]})
            course.wait(call, rest, None if seconds is None else turn.in_seconds(seconds))
            return
    _listen(turn, call, gather, step.digits)


def _listen(turn: Turn, call: Call, gather: Verb, digits: str) -> None:
    # Whoever has begun to press keys does not need the time to type words.
    typing = turn.pace.typing if "speech" in inputs(gather) and not digits else 0.0
    until = turn.in_seconds(gather.whole("timeout", DEFAULT_TIMEOUT) + typing)
    course.wait(call, Step(kind="gather", is_listening=True, digits=digits, until=until), until)
    turn.touch(call)


def _end_by_key(turn: Turn, call: Call, gather: Verb, digits: str, key: str) -> None:
    if digits or gather.flag("actionOnEmptyResult", False):
        _finish(turn, call, gather, [("Digits", digits), ("FinishedOnKey", key)])
    else:
        course.step_over(turn, call)


def _finish(turn: Turn, call: Call, gather: Verb, result: list[tuple[str, str]]) -> None:
    course.follow(turn, call, gather.attributes.get("action", ""), gather.attributes.get("method", ""), result)
