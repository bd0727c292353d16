"""Renders neutral steps as TwiML, by the provider's own library. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from twilio.twiml.voice_response import Dial, Start, Stop, VoiceResponse
from twilio.twiml.voice_response import Gather as GatherVerb

from channels.voice.addresses import MUSIC_PATH, STAGES, Addresses
from contactcenter.calls.steps import (
    Forward,
    Gather,
    HangUp,
    Join,
    LeaveLine,
    Music,
    Park,
    Record,
    Say,
    Step,
    StopListening,
)

# The provider's names of our languages: spoken by its voices, and understood by its recognisers.
SPOKEN: Final[Mapping[str, str]] = {"zh-Hant": "zh-HK", "zh-Hans": "zh-CN", "en": "en-GB"}
UNDERSTOOD: Final[Mapping[str, str]] = {"zh-Hant": "yue-Hant-HK", "zh-Hans": "cmn-Hans-CN", "en": "en-GB"}
# More hints than this the provider does not take.
LONGEST_HINTS: Final = 500
CONFERENCE_EVENTS: Final = "start end join leave"
EMPTY: Final = "<Response/>"


@dataclass(frozen=True, slots=True)
class Place:
    """Whose document it is: the call, where in the menus it stands, its language, and the leg that asks."""

    call_id: str
    menu_code: str = ""
    language: str = "zh-Hant"
    leg_id: str = ""
    alert_id: str = ""


@dataclass(frozen=True, slots=True)
class Renderer:
    addresses: Addresses

    def render(self, steps: Iterable[Step], place: Place) -> str:
        response = VoiceResponse()
        for step in steps:
            _RENDERERS[type(step)](self, response, step, place)
        return str(response)

    def hold_music(self) -> str:
        """What a held caller hears, for as long as she is held."""
        response = VoiceResponse()
        response.play(self.addresses.of(MUSIC_PATH), loop=0)
        return str(response)

    def _say(self, verb: Any, step: Say, place: Place) -> None:
        if step.text:
            verb.say(step.text, language=SPOKEN[step.language])

    def _music(self, verb: Any, step: Music, place: Place) -> None:
        verb.play(self.addresses.of(MUSIC_PATH))

    def _gather(self, response: VoiceResponse, step: Gather, place: Place) -> None:
        detail = place.menu_code if step.then in ("menu", "callback_choice") else ""
        action = self.addresses.of_call(place.call_id, STAGES[step.then], detail)
        if step.then == "alert_choice":
            action = self.addresses.of_alert(place.alert_id, STAGES[step.then])
        settings: dict[str, Any] = {
            "input": "dtmf speech" if step.hints else "dtmf",
            **({"finish_on_key": "#"} if step.is_number else {"num_digits": 1}),
            "timeout": step.seconds,
            "action": action,
            "method": "POST",
        }
        if step.hints:
            settings |= {"language": UNDERSTOOD[step.language], "hints": _hints(step.hints), "speech_timeout": "auto"}
        if not step.goes_on:
            settings["action_on_empty_result"] = True
        gather = GatherVerb(**settings)
        for heard in step.heard:
            _RENDERERS[type(heard)](self, gather, heard, place)
        response.append(gather)

    def _park(self, response: VoiceResponse, step: Park, place: Place) -> None:
        response.enqueue(
            "callers",
            wait_url=self.addresses.of_call(place.call_id, "wait"),
            wait_url_method="POST",
            action=self.addresses.of_call(place.call_id, "left-queue"),
            method="POST",
        )

    def _leave_line(self, response: VoiceResponse, step: LeaveLine, place: Place) -> None:
        response.leave()

    def _join(self, response: VoiceResponse, step: Join, place: Place) -> None:
        is_customer = step.role == "customer"
        if is_customer:
            self._listen(response, place)
            label, after = "customer", self.addresses.of_call(place.call_id, "left-talk")
        else:
            label, after = f"agent-{place.leg_id}", self.addresses.of_leg(place.leg_id, "left")
        dial = Dial(action=after, method="POST")
        dial.conference(
            place.call_id,
            participant_label=label,
            beep="false",
            wait_url="",
            start_conference_on_enter=True,
            end_conference_on_exit=is_customer,
            status_callback=self.addresses.of_call(place.call_id, "conference"),
            status_callback_method="POST",
            status_callback_event=CONFERENCE_EVENTS,
        )
        response.append(dial)

    def _listen(self, response: VoiceResponse, place: Place) -> None:
        """From the customer's side: what she says is the inbound track, what she hears the outbound one."""
        start = Start()
        start.transcription(
            name=place.call_id,
            track="both_tracks",
            language_code=UNDERSTOOD[place.language],
            status_callback_url=self.addresses.of_call(place.call_id, "words"),
            status_callback_method="POST",
        )
        response.append(start)

    def _stop_listening(self, response: VoiceResponse, step: StopListening, place: Place) -> None:
        stop = Stop()
        stop.transcription(name=place.call_id)
        response.append(stop)

    def _record(self, response: VoiceResponse, step: Record, place: Place) -> None:
        response.record(
            action=self.addresses.of_call(place.call_id, "voicemail-left"),
            method="POST",
            max_length=step.longest_seconds,
            timeout=step.pause_seconds,
            finish_on_key="#",
            play_beep=True,
            recording_status_callback=self.addresses.of_call(place.call_id, "recording"),
            recording_status_callback_method="POST",
            recording_status_callback_event="completed absent",
            transcribe=True,
            transcribe_callback=self.addresses.of_call(place.call_id, "transcript"),
        )

    def _forward(self, response: VoiceResponse, step: Forward, place: Place) -> None:
        """Whom she is put through to sees her number."""
        dial = Dial(action=self.addresses.of_call(place.call_id, "forwarded"), method="POST", timeout=step.seconds)
        dial.number(
            step.number,
            status_callback=self.addresses.of_call(place.call_id, "forwarding"),
            status_callback_method="POST",
            status_callback_event="answered",
        )
        response.append(dial)

    def _hang_up(self, response: VoiceResponse, step: HangUp, place: Place) -> None:
        response.hangup()


def _hints(words: Iterable[str]) -> str:
    """As many as fit, whole."""
    hints = ""
    for word in words:
        longer = f"{hints}, {word}" if hints else word
        if len(longer) > LONGEST_HINTS:
            break
        hints = longer
    return hints


_RENDERERS: Final[Mapping[type[Any], Callable[[Renderer, Any, Any, Place], None]]] = {
    Say: Renderer._say,
    Music: Renderer._music,
    Gather: Renderer._gather,
    Park: Renderer._park,
    LeaveLine: Renderer._leave_line,
    Join: Renderer._join,
    StopListening: Renderer._stop_listening,
    Record: Renderer._record,
    Forward: Renderer._forward,
    HangUp: Renderer._hang_up,
}
